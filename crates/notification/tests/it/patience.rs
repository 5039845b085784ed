//! A server that takes its time with a mail: it gets it, and nobody else waits for that.

use std::time::Duration;

use chrono::TimeDelta;
use handover_domain::AttemptOutcome;
use handover_domain::Clock;
use handover_domain::NotificationKind::{SupportTicketOpened, UserTicketOpened};
use handover_domain::OutboxStatus::{Sent, Waiting};
use handover_notification::{DeliverySettings, DeliveryWorker, Recipients};
use handover_testkit::smtp::{Behaviour, Fault, Sink, Stage};
use tokio::sync::oneshot;

use crate::desk::{Desk, PATIENCE, address, settings};

#[tokio::test]
async fn a_late_word_that_a_mail_was_taken_is_heard() {
    // One byte each 5 ms: every answer comes before its deadline, and this one takes 2 seconds.
    let late = format!("250 2.0.0 {}", "looked at it and ".repeat(24));
    let dripping = Behaviour::new().reply(Stage::Content, &late).drip(Duration::from_millis(5));
    let sink = Sink::start_on(0, dripping).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    let mut smtp = settings(&sink);
    smtp.timeouts.command = Duration::from_millis(1_500);
    smtp.timeouts.content = PATIENCE;
    assert_eq!(desk.drain(smtp).await.sent, 1);
    assert_eq!((desk.row(promise.id).status, sink.mails().len()), (Sent, 1));
}

#[tokio::test]
async fn a_server_that_does_not_say_whether_it_took_a_mail_holds_up_no_other() {
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Content, Fault::Silent)).await.unwrap();
    let desk = Desk::new();
    desk.knows_user(|_| {});
    let mut smtp = settings(&sink);
    smtp.timeouts.command = Duration::from_millis(300);
    smtp.timeouts.content = Duration::from_secs(8);
    let to = ["first@example.org", "second@example.org"].map(address).to_vec();
    let delivery = DeliverySettings::new(smtp, Recipients::new(to, Vec::new()));
    let worker = DeliveryWorker::new(desk.ports(), DeliverySettings { concurrency: 1, ..delivery }).unwrap();
    let slow = desk.owes(SupportTicketOpened);
    let (stop, stopped) = oneshot::channel::<()>();
    let working = worker.run(async { drop(stopped.await) });
    let meanwhile = async {
        sink.wait_until(|said| said.iter().any(|c| c.contents() > 0), PATIENCE).await.unwrap();
        sink.set(Behaviour::new());
        let quick = desk.owes(UserTicketOpened);
        worker.wake_handle().wake();
        let mails = sink.wait_for_mails(2, PATIENCE).await.unwrap();
        let mut to: Vec<_> = mails.iter().flat_map(|mail| mail.recipients.clone()).collect();
        to.sort_unstable();
        assert_eq!(to, ["ase@customer.example", "second@example.org"]);
        assert_eq!(desk.attempts(slow.id), [], "the server still has its time");
        stop.send(()).unwrap();
        quick
    };
    let ((), quick) = tokio::join!(working, meanwhile);
    assert_eq!((desk.row(quick.id).status, desk.row(slow.id).status), (Sent, Waiting));
    let fates: Vec<_> = desk.attempts(slow.id).into_iter().map(|a| (a.recipient, a.outcome)).collect();
    let fate = |who: &str, outcome| (format!("{who}@example.org"), outcome);
    assert_eq!(fates, [fate("first", AttemptOutcome::Deferred), fate("second", AttemptOutcome::Sent)]);
}

#[tokio::test]
async fn nobody_else_claims_a_mail_whose_worker_is_still_at_it() {
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Content, Fault::Silent)).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let lease = TimeDelta::milliseconds(300);
    let delivery = DeliverySettings { lease, ..DeliverySettings::new(settings(&sink), recipients) };
    let slow = DeliveryWorker::new(desk.ports(), delivery).unwrap();
    let others = async {
        sink.wait_until(|said| said.iter().any(|c| c.contents() > 0), PATIENCE).await.unwrap();
        sink.set(Behaviour::new());
        for _ in 0..3 {
            desk.wait(TimeDelta::milliseconds(200));
            while desk.row(promise.id).lease_until != Some(desk.clock.now() + lease) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(desk.drain(settings(&sink)).await, Default::default(), "somebody has it");
        }
    };
    let (report, ()) = tokio::join!(slow.drain_once(), others);
    assert_eq!(report.waiting, 1, "it was recorded: the claim still held");
}
