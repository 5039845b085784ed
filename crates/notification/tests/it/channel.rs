//! The channel as a whole: what pauses it, what fails it, and how it comes back.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use handover_domain::ChannelStatus::{Failing, Open, Paused};
use handover_domain::Clock;
use handover_domain::NotificationKind::SupportTicketOpened;
use handover_domain::OutboxStatus::Waiting;
use handover_notification::DrainReport;
use handover_testkit::smtp::{Behaviour, Conversation, Fault, Sink, Stage};

use crate::desk::{Desk, PATIENCE, secure_settings, settings};

#[tokio::test]
async fn what_is_about_us_pauses_the_channel_and_keeps_the_queue() {
    let cases = [
        (Stage::Connect, "554 5.7.1 you are on a list"),
        (Stage::Ehlo, "550 5.7.1 not with that name"),
        (Stage::Auth, "535 5.7.8 wrong password"),
        (Stage::Auth, "534 5.7.9 application password needed"),
        (Stage::MailFrom, "553 5.7.1 sender not yours"),
        (Stage::MailFrom, "530 5.7.0 log in first"),
        (Stage::RcptTo, "530 5.7.0 log in first"),
    ];
    for (stage, reply) in cases {
        let sink = Sink::start_on(0, Behaviour::new().reply(stage, reply)).await.unwrap();
        let desk = Desk::new();
        let rows: Vec<_> = (0..5).map(|_| desk.owes(SupportTicketOpened).id).collect();
        desk.drain(secure_settings(&sink)).await;
        let channel = desk.channel().unwrap();
        assert_eq!(channel.status, Paused, "{reply}");
        assert!(channel.reason.unwrap().contains(reply), "{reply}");
        assert_eq!(desk.waiting(), 5);
        assert_eq!(sink.conversations().len(), 2, "{reply}: no more than were under way");

        // Nothing is tried before the probe, and then one row only.
        desk.wait(TimeDelta::seconds(59));
        assert_eq!(desk.drain(secure_settings(&sink)).await, DrainReport::default(), "{reply}");
        desk.wait(TimeDelta::seconds(1));
        assert_eq!(desk.drain(secure_settings(&sink)).await.waiting, 1, "{reply}");
        assert_eq!(sink.conversations().len(), 3, "{reply}");

        sink.set(Behaviour::new());
        desk.wait(TimeDelta::minutes(2));
        assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 5, "{reply}");
        assert_eq!(desk.channel().unwrap().status, Open);
        for row in rows {
            assert_eq!(desk.attempts(row).len(), 1, "{reply}: a pause is nobody's failed try");
        }
    }
}

#[tokio::test]
async fn a_password_that_is_refused_for_now_is_not_a_wrong_one() {
    let sink =
        Sink::start_on(0, Behaviour::new().reply(Stage::Auth, "454 4.7.0 directory down")).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    desk.drain(secure_settings(&sink)).await;
    assert_eq!(desk.channel().unwrap().status, Failing);
}

/// D7: a silent mail server froze the whole service.
#[tokio::test]
async fn d7_a_silent_server_holds_nobody_up_and_gets_the_mail_when_it_recovers() {
    let stages = [Stage::Connect, Stage::Ehlo, Stage::MailFrom, Stage::RcptTo, Stage::Data, Stage::Content];
    for stage in stages {
        let sink = Sink::start_on(0, Behaviour::new().fault(stage, Fault::Silent)).await.unwrap();
        let desk = Desk::new();
        let promise = desk.owes(SupportTicketOpened);
        let mut smtp = settings(&sink);
        smtp.timeouts.command = Duration::from_millis(150);
        smtp.timeouts.content = Duration::from_millis(150);
        assert_eq!(desk.drain(smtp).await.waiting, 1, "{stage:?}");
        // Once it has let us in, silence is about this mail alone.
        let lets_us_in = !matches!(stage, Stage::Connect | Stage::Ehlo);
        assert_eq!(desk.channel().is_none(), lets_us_in, "{stage:?}");
        if let Some(channel) = desk.channel() {
            assert_eq!(channel.status, Failing, "{stage:?}");
            assert!(channel.reason.unwrap().contains("did not answer"), "{stage:?}");
        }
        assert_eq!(desk.row(promise.id).status, Waiting);

        sink.set(Behaviour::new());
        desk.wait(TimeDelta::seconds(5));
        assert_eq!(desk.drain(settings(&sink)).await.sent, 1, "{stage:?}");
        assert_eq!(desk.channel().map_or(Open, |channel| channel.status), Open, "{stage:?}");
    }
}

#[tokio::test]
async fn a_pause_longer_than_the_life_of_a_mail_keeps_the_queue() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::Auth, "535 5.7.8 no")).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    desk.wait(TimeDelta::days(6));
    desk.drain(secure_settings(&sink)).await;
    desk.wait(TimeDelta::days(6));
    desk.drain(secure_settings(&sink)).await;
    assert_eq!(desk.row(promise.id).status, Waiting, "nothing was tried, so nothing is given up");
    sink.set(Behaviour::new());
    desk.wait(TimeDelta::hours(1));
    assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 1);
}

#[tokio::test]
async fn one_mail_that_gets_through_makes_all_others_due() {
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Connect, Fault::Close)).await.unwrap();
    let desk = Desk::new();
    for _ in 0..20 {
        desk.owes(SupportTicketOpened);
    }
    for _ in 0..5 {
        desk.drain(settings(&sink)).await;
        desk.wait(TimeDelta::minutes(10));
    }
    sink.set(Behaviour::new());
    assert_eq!(desk.drain(settings(&sink)).await, DrainReport::default(), "due in twenty minutes only");
    // A fresh one is due at once, and its success wakes the rest.
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.sent, 21);
    assert_eq!((desk.waiting(), sink.mails().len()), (0, 21));
}

#[tokio::test]
async fn a_failing_channel_is_looked_at_each_minute_without_a_mail() {
    let sink = Sink::start_on(0, Behaviour::new().fault(Stage::Connect, Fault::Close)).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    let worker = desk.worker(settings(&sink));
    for wait in [5, 30, 120, 600, 1800] {
        worker.drain_once().await;
        desk.wait(TimeDelta::seconds(wait));
    }
    worker.drain_once().await;
    sink.set(Behaviour::new());
    // The mail itself is due in an hour.
    assert_eq!(worker.drain_once().await.sent, 0);
    desk.wait(TimeDelta::minutes(1));
    assert_eq!(worker.drain_once().await.sent, 1);
}

#[tokio::test]
async fn a_paused_channel_comes_back_even_when_no_mail_is_due() {
    let sink = Sink::start_on(0, Behaviour::new().reply(Stage::Auth, "535 5.7.8 no")).await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(SupportTicketOpened);
    desk.drain(secure_settings(&sink)).await;
    sink.set(Behaviour::new().reply(Stage::RcptTo, "450 4.2.1 later"));
    desk.wait(TimeDelta::minutes(1));
    desk.drain(secure_settings(&sink)).await;
    assert_eq!(desk.channel().unwrap().status, Paused, "a 4xx says nothing about the password");
    assert!(desk.row(promise.id).next_attempt_at > desk.clock.now());
    desk.wait(TimeDelta::minutes(1));
    sink.set(Behaviour::new());
    assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 1);
    assert_eq!(desk.channel().unwrap().status, Open);
}

/// The server runs the worker as a task of its own, which only compiles for a future that is `Send`.
fn can_be_spawned<F: Future<Output = ()> + Send>(run: F) -> F {
    run
}

#[tokio::test]
async fn a_running_worker_sends_at_once_when_woken_and_stops_when_asked() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let mut delivery = handover_notification::DeliverySettings::new(
        settings(&sink),
        handover_notification::Recipients::new(vec![crate::desk::address("support@example.org")], Vec::new()),
    );
    delivery.poll = Duration::from_secs(3600);
    let worker = Arc::new(handover_notification::DeliveryWorker::new(desk.ports(), delivery).unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let story = async {
        let wake = worker.wake_handle();
        for count in 1..=3 {
            desk.owes(SupportTicketOpened);
            wake.wake();
            sink.wait_for_mails(count, PATIENCE).await.unwrap();
        }
        // Asked to stop in the middle of a mail: it is finished and recorded first.
        sink.set(Behaviour::new().drip(Duration::from_millis(2)));
        let last = desk.owes(SupportTicketOpened);
        wake.wake();
        let mails_begun = |said: &[Conversation]| {
            said.iter().flat_map(Conversation::verbs).filter(|verb| verb == "MAIL").count()
        };
        let sending = |said: &[Conversation]| mails_begun(said) == 4;
        sink.wait_until(sending, PATIENCE).await.unwrap();
        stop.send(()).unwrap();
        last
    };
    let run = can_be_spawned(worker.run(async {
        let _asked = stopped.await;
    }));
    let ((), last) = tokio::join!(run, story);
    assert_eq!(sink.mails().len(), 4);
    assert_ne!(desk.row(last.id).status, Waiting);
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    for _ in 0..40 {
        desk.owes(SupportTicketOpened);
    }
    let (one, two) = (desk.worker(settings(&sink)), desk.worker(settings(&sink)));
    let (one, two) = tokio::join!(one.drain_once(), two.drain_once());
    assert_eq!(one.sent + two.sent, 40);
    let ids: std::collections::HashSet<_> =
        sink.mails().iter().map(|mail| mail.parsed().unwrap().message_id().unwrap().to_owned()).collect();
    assert_eq!((ids.len(), sink.mails().len()), (40, 40));
}
