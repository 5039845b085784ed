//! A backup made under load is whole, and restoring it is putting it in place.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use handover_domain::{SessionId, Store, StoreExt};
use handover_persistence::{BackupError, DatabaseUrl, PoolSettings, SqlStore};

use crate::harness::{Kind, Place, saved_session, scope};

#[test]
fn a_backup_under_load_restores_what_was_committed_before() {
    let place = Place::sqlite();
    let Kind::Sqlite { folder } = &place.kind else { unreachable!() };
    let store = place.migrated();
    let before: BTreeSet<SessionId> = (0..50).map(|_| saved_session(&store).id).collect();
    let target = folder.join("backup.db");
    let stop = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                saved_session(&store);
            }
        });
        let copied = store.backup_to(&target);
        stop.store(true, Ordering::Relaxed);
        copied.expect("a backup");
    });
    assert!(matches!(store.backup_to(&target), Err(BackupError::File { .. })), "it overwrites nothing");

    let url = DatabaseUrl::parse(&format!("sqlite:{}", target.display())).expect("an address");
    let restored = SqlStore::open(&url, PoolSettings::default()).expect("it opens");
    restored.check().expect("it is complete");
    for id in before {
        assert!(restored.read(|view| view.session(scope(), id)).expect("a read").is_some());
    }
    saved_session(&restored);
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::sqlite();
    let Kind::Sqlite { folder } = &place.kind else { unreachable!() };
    let store = place.migrated();
    saved_session(&store);
    let target = folder.join("backup.db");
    store.backup_to(&target).expect("a backup");
    let data = place.url.sqlite_path().expect("a file").parent().expect("a folder").to_owned();
    let mut seen = 0;
    for entry in
        std::fs::read_dir(&data).expect("a folder").chain(std::fs::read_dir(folder).expect("a folder"))
    {
        let entry = entry.expect("an entry");
        let metadata = entry.metadata().expect("metadata");
        if metadata.is_file() {
            seen += 1;
            assert_eq!(metadata.permissions().mode() & 0o077, 0, "{}", entry.path().display());
        }
    }
    assert!(seen >= 2, "the database and its backup");
}

#[test]
fn postgres_has_its_own_tools_for_it() {
    let Some(place) = Place::postgres() else { return };
    let refused = place.migrated().backup_to(std::path::Path::new("/nowhere")).expect_err("not ours to do");
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
}
