//! `backup`: a copy made while the server writes, brought back in another place.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

use crate::install::Install;

#[test]
fn a_backup_made_under_load_comes_back_whole() {
    let install = Install::new();
    let server = install.serve(&[]);
    let acknowledged = server.ticket();
    let copied = AtomicBool::new(false);
    let said = std::thread::scope(|scope| {
        let (first, began) = channel();
        let (server, copied) = (&server, &copied);
        scope.spawn(move || {
            while !copied.load(Ordering::Relaxed) {
                server.ticket();
                let _ = first.send(());
            }
        });
        began.recv().unwrap();
        let ended = install.run(&["backup", "copy.db"]);
        copied.store(true, Ordering::Relaxed);
        ended.ok()
    });
    assert!(said.contains("copy.db written") && said.contains("to restore it"), "{said}");
    let again = install.run(&["backup", "copy.db"]).refused(1);
    assert!(again.contains("copy.db"), "a backup never overwrites: {again}");

    let elsewhere = Install::new();
    std::fs::create_dir(elsewhere.path().join("data")).unwrap();
    std::fs::copy(install.path().join("copy.db"), elsewhere.path().join("data/handover.db")).unwrap();
    let restored = elsewhere.serve(&[]);
    let (status, ticket) = restored.get(&format!("/api/ai/tickets/{acknowledged}"));
    assert_eq!(status, 200, "{ticket}");
    let newest = restored.ticket();
    assert_ne!(newest, acknowledged, "numbers go on where the copy ends");
    assert!(elsewhere.run(&["outbox", "list"]).ok().contains(&acknowledged));
}
