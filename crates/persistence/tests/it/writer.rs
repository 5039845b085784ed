//! Many units of work share one commit on SQLite, and none of them pays for another.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::mpsc::{Sender, channel};

use handover_domain::{
    Ending, Session, SessionId, Store, StoreError, StoreExt, StoreResult, Transaction, Unit, UserProfile,
};
use handover_persistence::SqlStore;

use crate::harness::{Place, a_session, an_instant, scope};

/// A user whose row ends the whole transaction, as a full disk does.
const POISON: &str = "poison";

fn poison(place: &Place) {
    place
        .sql(
            "CREATE TRIGGER poison BEFORE INSERT ON users WHEN NEW.user_id = 'poison' \
             BEGIN SELECT RAISE(ROLLBACK, 'as a full disk would'); END",
        )
        .expect("a trigger");
}

fn a_user(id: &str) -> UserProfile {
    UserProfile {
        user_id: id.to_owned(),
        name: None,
        email: None,
        organization_name: None,
        role: None,
        language: None,
        updated_at: an_instant(),
    }
}

/// How a unit of work behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Good,
    Panics,
    IgnoresAFailure,
    ChangesItsMind,
    BreaksTheTransaction,
}

impl Manner {
    fn of(index: usize) -> Self {
        match index % 23 {
            3 => Self::Panics,
            7 => Self::IgnoresAFailure,
            11 => Self::ChangesItsMind,
            17 => Self::BreaksTheTransaction,
            _ => Self::Good,
        }
    }
}

/// Who runs a unit of work.
#[derive(Clone, Copy)]
enum Way {
    /// The thread that has it.
    Borrowed,
    /// The store's own thread.
    Submitted,
}

impl Way {
    fn of(thread: usize) -> Self {
        if thread.is_multiple_of(2) { Self::Borrowed } else { Self::Submitted }
    }
}

/// A unit of work for the store's own thread.
struct Errand {
    session: Session,
    manner: Manner,
    failure: Option<StoreError>,
    report: Sender<StoreResult<()>>,
}

impl Unit for Errand {
    fn run(&mut self, tx: &mut dyn Transaction) -> Ending {
        self.failure = act(tx, &self.session, self.manner).err();
        if self.failure.is_some() { Ending::RollBack } else { Ending::Commit }
    }

    fn end(self: Box<Self>, result: StoreResult<()>) {
        let result = result.and(self.failure.map_or(Ok(()), Err));
        self.report.send(result).expect("somebody waits");
    }
}

fn act(tx: &mut dyn Transaction, session: &Session, manner: Manner) -> StoreResult<()> {
    assert!(tx.insert_session(session)?);
    match manner {
        Manner::Good => Ok(()),
        Manner::Panics => panic!("as a bug would"),
        Manner::IgnoresAFailure => {
            let mut stale = session.clone();
            stale.version = 99;
            assert!(tx.update_session(&mut stale).is_err());
            Ok(())
        }
        Manner::ChangesItsMind => Err(StoreError::Stale),
        Manner::BreaksTheTransaction => tx.put_user(scope(), &a_user(POISON)),
    }
}

/// Stores a session in that manner and tells its id, and whether it was acknowledged.
fn one_unit(store: &SqlStore, manner: Manner, way: Way) -> (SessionId, bool) {
    let session = a_session();
    let id = session.id;
    let result = match way {
        Way::Borrowed => {
            catch_unwind(AssertUnwindSafe(|| store.write(|tx| act(tx, &session, manner)))).map_err(drop)
        }
        Way::Submitted => {
            let (report, reported) = channel();
            let errand = Box::new(Errand { session, manner, failure: None, report });
            assert!(store.submit(errand).is_none(), "it has a thread for it");
            // A unit that panicked is dropped, and its sender with it.
            reported.recv().map_err(drop)
        }
    };
    match (manner, &result) {
        (Manner::Panics, Err(_)) => {}
        (Manner::Panics, Ok(_)) => panic!("the panic was swallowed"),
        (Manner::Good, Ok(Ok(()) | Err(StoreError::Unavailable(_)))) => {}
        // Another unit may have broken the batch that these were in.
        (Manner::IgnoresAFailure, Ok(Err(StoreError::Ignored | StoreError::Unavailable(_)))) => {}
        (Manner::ChangesItsMind, Ok(Err(StoreError::Stale | StoreError::Unavailable(_)))) => {}
        (Manner::BreaksTheTransaction, Ok(Err(_))) => {}
        (_, other) => panic!("unexpected: {other:?}"),
    }
    (id, matches!(result, Ok(Ok(()))))
}

fn run(store: &SqlStore, threads: usize, units: usize) -> Vec<(SessionId, bool)> {
    let barrier = Barrier::new(threads);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    let one = |unit| one_unit(store, Manner::of(thread * 31 + unit), Way::of(thread));
                    (0..units).map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().expect("no panic escapes")).collect()
    })
}

#[test]
fn what_is_acknowledged_is_there_and_what_failed_is_not() {
    let place = Place::sqlite();
    let store = place.migrated();
    poison(&place);
    let units = run(&store, 16, 60);
    drop(store);
    let reopened = place.open();
    let acknowledged = units.iter().filter(|(_, acknowledged)| *acknowledged).count();
    assert!(acknowledged > units.len() / 4, "{acknowledged} of {} were acknowledged", units.len());
    for (id, acknowledged) in units {
        let found = reopened.read(|view| view.session(scope(), id)).expect("a read");
        assert_eq!(found.is_some(), acknowledged, "session {id}");
    }
    place.sql("PRAGMA integrity_check").expect("the file is whole");
}

#[test]
fn a_unit_that_misbehaves_costs_no_other_its_commit() {
    let place = Place::sqlite();
    let store = place.migrated();
    let barrier = Barrier::new(12);
    std::thread::scope(|scope| {
        for thread in 0..12_usize {
            let (store, barrier) = (&store, &barrier);
            scope.spawn(move || {
                barrier.wait();
                for unit in 0..40_usize {
                    let manner = match (thread % 3, unit % 2) {
                        (0, 0) => Manner::Panics,
                        (0, _) => Manner::IgnoresAFailure,
                        _ => Manner::Good,
                    };
                    let (_, acknowledged) = one_unit(store, manner, Way::of(thread));
                    assert_eq!(acknowledged, manner == Manner::Good, "only what it did itself counts");
                }
            });
        }
    });
    store.check().expect("and the store works on");
}

#[test]
fn two_processes_may_write_to_one_file() {
    let place = Place::sqlite();
    let stores = [place.migrated(), place.open()];
    let barrier = Barrier::new(8);
    std::thread::scope(|scope| {
        for thread in 0..8_usize {
            let (stores, barrier) = (&stores, &barrier);
            scope.spawn(move || {
                let store = &stores[thread % 2];
                barrier.wait();
                for _ in 0..25 {
                    assert!(one_unit(store, Manner::Good, Way::of(thread / 2)).1, "nobody is turned away");
                }
            });
        }
    });
}

#[test]
fn a_writer_that_is_kept_out_answers_and_recovers() {
    use diesel::connection::SimpleConnection;

    let place = Place::sqlite();
    let store = place.migrated();
    let mut other = place.sqlite_connection();
    other.batch_execute("BEGIN IMMEDIATE").expect("another process writes");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let began = std::time::Instant::now();
                let refused = store.write(|tx| tx.insert_session(&a_session()));
                assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
                assert!(began.elapsed().as_secs() < 14, "they wait together, not one after the other");
            });
        }
    });
    // The store's own thread tells each unit when its time is over, however many come behind it.
    let (report, reported) = channel();
    let began = std::time::Instant::now();
    let hand_in = || {
        let errand =
            Errand { session: a_session(), manner: Manner::Good, failure: None, report: report.clone() };
        assert!(store.submit(Box::new(errand)).is_none());
    };
    hand_in();
    let first = loop {
        match reported.recv_timeout(std::time::Duration::from_millis(500)) {
            Ok(result) => break result,
            Err(_) => hand_in(),
        }
        assert!(began.elapsed().as_secs() < 14, "nobody is told while more units come");
    };
    assert!(matches!(first, Err(StoreError::Unavailable(_))), "{first:?}");
    other.batch_execute("ROLLBACK").expect("it is done");
    assert!(one_unit(&store, Manner::Good, Way::Submitted).1);
}

/// How many commits a write-ahead log holds: a frame that ends one carries the size of the database.
fn commits_in(log: &[u8]) -> usize {
    let (header, frames) = log.split_at(32);
    let page = header.get(8..12).and_then(|size| size.try_into().ok()).map_or(0, u32::from_be_bytes);
    let frames = frames.chunks(24 + usize::try_from(page).expect("a size"));
    // Frames of an earlier round of the log have another salt.
    let current = frames.filter(|frame| frame.get(8..16) == header.get(16..24));
    current.filter(|frame| frame.get(4..8) != Some(&[0; 4])).count()
}

#[test]
fn units_that_wait_share_a_commit() {
    let place = Place::sqlite();
    let store = place.migrated();
    let log = place.url.sqlite_path().expect("a file").with_extension("db-wal");
    let commits = || std::fs::read(&log).map_or(0, |log| commits_in(&log));
    one_unit(&store, Manner::Good, Way::Submitted);
    let before = commits();
    let barrier = Barrier::new(16);
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let (store, barrier) = (&store, &barrier);
            scope.spawn(move || {
                barrier.wait();
                (0..8).for_each(|_| assert!(one_unit(store, Manner::Good, Way::of(thread)).1));
            });
        }
    });
    let commits = commits() - before;
    assert!((1..96).contains(&commits), "{commits} commits for 128 units");
}
