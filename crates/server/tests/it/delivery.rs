//! `worker`: delivers what another process promised, and stops when asked to.

use handover_testkit::smtp::Sink;

use crate::install::{Install, PATIENCE};

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_of_its_own_delivers_what_serve_promised() {
    let sink = Sink::start().await.unwrap();
    let install = Install::with_mail(&sink, "right");
    let server = install.serve(&["--no-worker"]);
    let number = server.ticket();
    let list = install.run(&["outbox", "list"]).ok();
    assert!(list.contains("1 waiting") && list.contains("not tried yet"), "nobody delivers yet: {list}");
    let mut worker = install.start(&["worker"]);
    worker.wait_for("delivering mail");
    let mails = sink.wait_for_mails(1, PATIENCE).await.unwrap();
    let mail = mails.first().and_then(|mail| mail.parsed()).unwrap();
    assert!(mail.subject().unwrap().contains(&number), "{:?}", mail.subject());
    worker.signal("TERM");
    assert_eq!(worker.wait().code(), Some(0), "{:#?}", worker.said);
    assert!(install.run(&["outbox", "list"]).ok().contains("1 sent"), "the result is recorded");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_comes_before_the_database_waits_for_it() {
    let sink = Sink::start().await.unwrap();
    let install = Install::with_mail(&sink, "right").setting("LOG_LEVEL", "error");
    let mut early = install.start(&["worker"]);
    let said = early.wait_for("waiting for the database");
    assert!(said.contains("data/handover.db") && said.contains("handover migrate"), "{said}");
    assert!(!install.path().join("data").exists(), "a worker makes no database");
    let mut other = install.start(&["worker"]);
    other.wait_for("waiting for the database");
    other.signal("TERM");
    assert_eq!(other.wait().code(), Some(0), "{:#?}", other.said);
    install.serve(&["--no-worker"]).ticket();
    early.wait_for("delivering mail");
    sink.wait_for_mails(1, PATIENCE).await.unwrap();
    early.signal("TERM");
    assert_eq!(early.wait().code(), Some(0), "{:#?}", early.said);
}
