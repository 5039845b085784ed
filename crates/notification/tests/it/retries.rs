//! When a mail is tried again, when it is given up, and what is recorded about it.

use std::time::Duration;

use chrono::TimeDelta;
use handover_domain::NotificationKind::{SupportTicketOpened, UserTicketOpened};
use handover_domain::OutboxStatus::{Dead, Sent, Waiting};
use handover_domain::{AttemptOutcome, Clock, StoreExt};
use handover_notification::Recipients;
use handover_testkit::smtp::{Behaviour, Fault, Sink, Stage};

use crate::desk::{Desk, NUMBER, PATIENCE, address, settings};

#[tokio::test]
async fn a_4xx_is_tried_again_on_schedule() {
    for (stage, reply) in [
        (Stage::MailFrom, "451 4.3.0 try later"),
        (Stage::RcptTo, "450 4.7.1 greylisted"),
        (Stage::Data, "452 4.3.1 no space"),
        (Stage::Content, "451 4.7.0 busy"),
    ] {
        let sink = Sink::start_on(0, Behaviour::new().reply(stage, reply)).await.unwrap();
        let desk = Desk::new();
        let promise = desk.owes(SupportTicketOpened);
        let schedule = [5, 30, 120, 600, 1800, 3600, 3600];
        for (index, delay) in schedule.into_iter().enumerate() {
            assert_eq!(desk.drain(settings(&sink)).await.waiting, 1, "{reply}, try {index}");
            let row = desk.row(promise.id);
            assert_eq!(row.next_attempt_at - desk.clock.now(), TimeDelta::seconds(delay), "{reply}");
            assert!(row.last_error.unwrap().contains(reply), "{reply}");
            desk.wait(TimeDelta::seconds(delay) - TimeDelta::milliseconds(1));
            assert_eq!(desk.drain(settings(&sink)).await, Default::default(), "{reply}: too early");
            desk.wait(TimeDelta::milliseconds(1));
        }
        sink.set(Behaviour::new());
        assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
        let outcomes: Vec<_> =
            desk.attempts(promise.id).into_iter().map(|a| (a.attempt, a.outcome)).collect();
        assert_eq!(outcomes.len(), 8);
        assert_eq!(outcomes[6], (7, AttemptOutcome::Deferred));
        assert_eq!(outcomes[7], (8, AttemptOutcome::Sent));
        assert_eq!(desk.row(promise.id).last_error, None);
    }
}

#[tokio::test]
async fn an_urgent_mail_never_waits_longer_than_ten_minutes() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::RcptTo, "450 4.7.1 later")).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes_with(SupportTicketOpened, |row| row.urgent = true);
    let mut waits = Vec::new();
    for _ in 0..6 {
        desk.drain(settings(&sink)).await;
        let wait = desk.row(promise.id).next_attempt_at - desk.clock.now();
        waits.push(wait.num_seconds());
        desk.wait(wait);
    }
    assert_eq!(waits, [5, 30, 120, 600, 600, 600]);
}

#[tokio::test]
async fn a_mail_that_gets_nowhere_is_given_up_after_five_days() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::RcptTo, "450 4.7.1 later")).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    desk.drain(settings(&sink)).await;
    desk.wait(TimeDelta::days(5));
    assert_eq!(desk.drain(settings(&sink)).await.dead, 1);
    let row = desk.row(promise.id);
    assert_eq!(row.status, Dead);
    assert!(row.last_error.unwrap().starts_with("given up after 5 days: support@example.org: "));
}

#[tokio::test]
async fn a_refused_address_is_dead_at_once_and_says_so() {
    for (stage, reply) in [
        (Stage::RcptTo, "550 5.1.1 no such user"),
        (Stage::Data, "554 5.7.1 not to them"),
        (Stage::Content, "552 5.3.4 too big"),
        (Stage::MailFrom, "552 5.3.4 too big"),
    ] {
        let sink = Sink::start_on(0, Behaviour::new().reply(stage, reply)).await.unwrap();
        let desk = Desk::new();
        let promise = desk.owes(SupportTicketOpened);
        assert_eq!(desk.drain(settings(&sink)).await.dead, 1, "{reply}");
        let row = desk.row(promise.id);
        assert!(row.last_error.unwrap().contains(reply), "{reply}");
        assert!(row.finished_at.is_some());
        assert_eq!(desk.attempts(promise.id)[0].outcome, AttemptOutcome::Rejected);
        assert_eq!(desk.channel(), None, "{reply}: the channel is fine");
    }
}

#[tokio::test]
async fn a_person_who_asks_again_gets_another_try_of_a_dead_mail() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::RcptTo, "550 5.1.1 typo")).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.dead, 1);
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::days(9));
    let now = desk.clock.now();
    assert!(desk.store.write(|tx| tx.retry_outbox(promise.scope(), promise.id, now)).unwrap());
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
}

#[tokio::test]
async fn each_recipient_has_a_fate_of_its_own() {
    let mixed = Behaviour::new()
        .recipient("gone@example.org", "550 5.1.1 gone")
        .recipient("slow@example.org", "451 4.2.1 mailbox busy");
    let sink = Sink::start_on(0, mixed).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    let worker =
        desk.worker_to(settings(&sink), &["gone@example.org", "here@example.org", "slow@example.org"]);
    assert_eq!(worker.drain_once().await.waiting, 1);
    assert_eq!(
        desk.row(promise.id).last_error.unwrap(),
        "slow@example.org: the server said \"451 4.2.1 mailbox busy\" to RCPT TO"
    );

    sink.set(Behaviour::new());
    desk.wait(TimeDelta::seconds(5));
    assert_eq!(worker.drain_once().await.sent, 1);
    let to: Vec<_> = sink.mails().iter().flat_map(|mail| mail.recipients.clone()).collect();
    assert_eq!(to, ["here@example.org", "slow@example.org"], "each has it once, the refused one never");
    let row = desk.row(promise.id);
    assert_eq!(row.status, Sent);
    assert!(row.last_error.unwrap().starts_with("gone@example.org: "));
}

#[tokio::test]
async fn a_mail_sent_twice_after_a_crash_is_the_same_mail() {
    // The server takes the mail and the connection dies before it can say so.
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Content, Fault::TakeAndClose)).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.waiting, 1);
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::seconds(5));
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].raw, mails[1].raw, "the same bytes, so the same Message-ID and Date");
}

#[tokio::test]
async fn a_claim_whose_worker_died_is_taken_over_when_its_lease_is_over() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    let now = desk.clock.now();
    let dead = desk.store.write(|tx| tx.claim_outbox(now, TimeDelta::seconds(60), 9)).unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(desk.drain(settings(&sink)).await, Default::default());
    desk.wait(TimeDelta::seconds(60));
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    assert_eq!(desk.row(promise.id).attempts, 2);
}

#[tokio::test]
async fn a_worker_that_was_too_slow_cannot_overwrite_the_result() {
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Content, Fault::Silent)).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    let mut smtp = settings(&sink);
    smtp.timeouts.content = Duration::from_secs(2);
    let slow = desk.worker(smtp);
    let quick = async {
        // The slow one is at its last step once the server has the mail; then its lease runs out.
        sink.wait_until(|said| said.iter().any(|c| c.contents() > 0), PATIENCE).await.unwrap();
        sink.set(Behaviour::new());
        desk.wait(TimeDelta::seconds(61));
        desk.drain(settings(&sink)).await
    };
    let (late, quick) = tokio::join!(slow.drain_once(), quick);
    assert_eq!((quick.sent, late.unrecorded), (1, 1));
    let row = desk.row(promise.id);
    assert_eq!((row.status, row.attempts), (Sent, 2));
    assert_eq!(desk.attempts(promise.id).len(), 1, "the late result left no trace");
}

#[tokio::test]
async fn a_mail_that_cannot_be_written_dies_and_the_others_flow() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let poison = desk.owes_with(SupportTicketOpened, |row| {
        row.about = handover_domain::About::Ticket(handover_domain::TicketId(uuid::Uuid::from_u128(0xdead)));
    });
    for tries in 1..=5 {
        desk.owes(SupportTicketOpened);
        let report = desk.drain(settings(&sink)).await;
        assert_eq!(report.sent, 1, "try {tries}");
        assert_eq!((report.waiting, report.dead), if tries < 5 { (1, 0) } else { (0, 1) }, "try {tries}");
        desk.wait(TimeDelta::hours(1));
    }
    let row = desk.row(poison.id);
    assert_eq!(row.status, Dead);
    assert!(row.last_error.unwrap().contains("its ticket does not exist"));
    assert_eq!(desk.attempts(poison.id).len(), 5);
}

#[tokio::test]
async fn a_panic_costs_one_lease_and_not_the_worker() {
    let sink =
        Sink::start_on(0, Behaviour::new().recipient("odd@example.org", "451 4.2.1 later")).await.unwrap();
    let desk = Desk::new();
    let mut ports = desk.ports();
    ports.jitter = std::sync::Arc::new(|| panic!("no randomness today"));
    let recipients = Recipients::new(vec![address("odd@example.org")], Vec::new());
    let delivery = handover_notification::DeliverySettings::new(settings(&sink), recipients);
    let worker = handover_notification::DeliveryWorker::new(ports, delivery).unwrap();
    desk.owes(SupportTicketOpened);
    assert_eq!(worker.drain_once().await.unrecorded, 1);
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::seconds(60));
    assert_eq!(worker.drain_once().await.sent, 1);
}

#[tokio::test]
async fn without_a_recipient_a_mail_waits_and_says_why() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(UserTicketOpened);
    let why = |desk: &Desk| desk.row(promise.id).last_error.unwrap();

    desk.drain(settings(&sink)).await;
    assert_eq!(desk.row(promise.id).status, Waiting);
    assert_eq!(why(&desk), "no mail address of the user is known");

    desk.knows_user(|user| user.email = Some("ase@customer.example\r\nBcc: <all@example.org>".to_owned()));
    desk.wait(TimeDelta::minutes(10));
    desk.drain(settings(&sink)).await;
    assert!(why(&desk).starts_with("the user's address: "));
    assert_eq!(sink.conversations(), []);

    desk.knows_user(|_| {});
    desk.wait(TimeDelta::minutes(10));
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);

    let support = desk.owes(SupportTicketOpened);
    desk.worker_to(settings(&sink), &[]).drain_once().await;
    assert_eq!(desk.row(support.id).last_error.unwrap(), "no support address is configured");
}

#[tokio::test]
async fn nothing_ever_goes_to_an_address_on_the_never_list() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.knows_user(|user| user.email = Some("Sample@Example.com".to_owned()));
    let promise = desk.owes(UserTicketOpened);
    desk.owes(SupportTicketOpened);
    let (sample, ours) = (address("sample@example.com"), address("support@example.org"));
    let recipients = Recipients::new(vec![sample.clone(), ours], vec![sample]);
    let mut delivery = handover_notification::DeliverySettings::new(settings(&sink), recipients);
    delivery.concurrency = 1;
    let worker = handover_notification::DeliveryWorker::new(desk.ports(), delivery).unwrap();
    let report = worker.drain_once().await;
    assert_eq!((report.sent, report.waiting), (1, 1));
    let mails = sink.mails();
    assert_eq!(mails[0].recipients, ["support@example.org"]);
    assert!(!String::from_utf8_lossy(&mails[0].raw).to_ascii_lowercase().contains("sample@example.com"));
    assert!(mails[0].parsed().unwrap().subject().unwrap().contains(NUMBER));
    assert!(desk.row(promise.id).last_error.unwrap().ends_with("must never get mail"));
}

/// D6: the notes were only in the mail, so they were lost when it failed.
#[tokio::test]
async fn d6_notes_survive_a_mail_that_fails() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::Content, "451 4.3.0 later")).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    desk.drain(settings(&sink)).await;
    assert_eq!(sink.mails(), []);
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::seconds(5));
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    let mails = sink.mails();
    assert!(mails[0].parsed().unwrap().body_text(0).unwrap().contains("Gate code: ask the guard."));
}

/// D28: the recipient was hard-coded.
#[tokio::test]
async fn d28_a_mail_goes_to_whoever_is_configured_when_it_is_sent() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::RcptTo, "450 4.2.1 later")).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    desk.worker_to(settings(&sink), &["old@example.org"]).drain_once().await;
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::seconds(5));
    let report =
        desk.worker_to(settings(&sink), &["new@example.org", "night@example.org"]).drain_once().await;
    assert_eq!(report.sent, 1);
    let mut to: Vec<_> = sink.mails().iter().flat_map(|mail| mail.recipients.clone()).collect();
    to.sort_unstable();
    assert_eq!(to, ["new@example.org", "night@example.org"]);
}
