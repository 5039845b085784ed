//! Promises about what is owed to mail boxes.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::a_session_with_ticket;
use super::world::World;
use crate::id::{AttemptId, Ids};
use crate::outbox::{AttemptOutcome, Channel, ChannelStatus, DeliveryAttempt, DeliveryResult, OutboxStatus};
use crate::store::{Store, StoreExt};
use crate::ticket::Priority;

fn lease() -> TimeDelta {
    TimeDelta::seconds(60)
}

pub(super) fn a_notification_is_claimed_once(store: &dyn Store) {
    let mut world = World::new();
    a_session_with_ticket(store, &world, Priority::Medium);
    let claim = |now| store.write(|tx| tx.claim_outbox(now, lease(), 10)).expect("a claim");
    let first = claim(world.now);
    assert_eq!(first.len(), 1);
    assert_eq!(first.first().map(|m| m.attempts), Some(1));
    assert!(claim(world.now).is_empty(), "somebody has it");
    world.wait(TimeDelta::seconds(61));
    let again = claim(world.now);
    assert_eq!(again.first().map(|m| m.attempts), Some(2), "the lease has run out");
    let id = again.first().expect("one").id;
    let until = world.now + lease() + lease();
    let hold = |attempts| store.write(|tx| tx.hold_outbox(id, attempts, until)).expect("a write");
    assert!(!hold(1), "the first claim is over");
    assert!(hold(2));
    world.wait(TimeDelta::seconds(61));
    assert!(claim(world.now).is_empty(), "the lease was prolonged");
    world.wait(TimeDelta::seconds(60));
    assert_eq!(claim(world.now).len(), 1, "and that has run out too");
    let sent = result(OutboxStatus::Sent, &world);
    assert!(store.write(|tx| tx.finish_outbox(id, 3, &sent, world.now)).expect("a write"));
    assert!(!hold(3), "what is recorded is given up");
}

fn result(status: OutboxStatus, world: &World) -> DeliveryResult {
    DeliveryResult { status, next_attempt_at: world.now, last_error: None, attempts: Vec::new() }
}

pub(super) fn a_slow_claim_cannot_record(store: &dyn Store) {
    let mut world = World::new();
    a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("a claim");
    let slow = claimed.first().expect("one").clone();
    world.wait(TimeDelta::seconds(61));
    store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("another worker claims it");
    let finish = |attempts, world: &World| {
        let mut sent = result(OutboxStatus::Sent, world);
        sent.attempts.push(DeliveryAttempt {
            id: AttemptId(world.ids.row()),
            outbox_id: slow.id,
            attempt: attempts,
            recipient: "support@example.com".to_owned(),
            outcome: AttemptOutcome::Sent,
            detail: Some("250 ok".to_owned()),
            at: world.now,
        });
        store.write(|tx| tx.finish_outbox(slow.id, attempts, &sent, world.now)).expect("a write")
    };
    assert!(!finish(1, &world), "the first worker was too slow");
    assert!(finish(2, &world));
    assert!(!finish(2, &world), "it is no longer waiting");
    let attempts = store.read(|view| view.delivery_attempts(scope, slow.id)).expect("a read");
    assert_eq!(attempts.len(), 1, "only the attempt of the claim that counted is kept");
    let counts = store.read(|view| view.outbox_counts(scope)).expect("a read");
    assert_eq!((counts.waiting, counts.sent, counts.dead), (0, 1, 0));
}

pub(super) fn urgent_notifications_come_first(store: &dyn Store) {
    let mut world = World::new();
    a_session_with_ticket(store, &world, Priority::Low);
    world.wait(TimeDelta::seconds(1));
    a_session_with_ticket(store, &world, Priority::Urgent);
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("a claim");
    assert_eq!(claimed.first().map(|m| m.urgent), Some(true));
    let next = store.write(|tx| tx.claim_outbox(world.now, lease(), 5)).expect("a claim");
    assert_eq!(next.iter().map(|m| m.urgent).collect::<Vec<_>>(), [false]);
}

pub(super) fn a_retry_renews_a_dead_notification(store: &dyn Store) {
    let mut world = World::new();
    a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("a claim");
    let id = claimed.first().expect("one").id;
    let dead = DeliveryResult {
        last_error: Some("550 no such user".to_owned()),
        ..result(OutboxStatus::Dead, &world)
    };
    assert!(store.write(|tx| tx.finish_outbox(id, 1, &dead, world.now)).expect("a write"));
    world.wait(TimeDelta::days(6));
    assert!(store.write(|tx| tx.retry_outbox(scope, id, world.now)).expect("a write"));
    let message = store.read(|view| view.outbox_message(scope, id)).expect("a read").expect("it");
    assert_eq!((message.status, message.renewed_at), (OutboxStatus::Waiting, world.now));
    assert_eq!(message.finished_at, None);
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("a claim");
    assert_eq!(claimed.len(), 1);
    let sent = result(OutboxStatus::Sent, &world);
    assert!(store.write(|tx| tx.finish_outbox(id, 2, &sent, world.now)).expect("a write"));
    assert!(!store.write(|tx| tx.retry_outbox(scope, id, world.now)).expect("a write"), "sent is sent");
}

pub(super) fn a_channel_that_answers_makes_all_due(store: &dyn Store) {
    let mut world = World::new();
    a_session_with_ticket(store, &world, Priority::Medium);
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease(), 1)).expect("a claim");
    let id = claimed.first().expect("one").id;
    let later = DeliveryResult {
        next_attempt_at: world.now + TimeDelta::hours(1),
        ..result(OutboxStatus::Waiting, &world)
    };
    assert!(store.write(|tx| tx.finish_outbox(id, 1, &later, world.now)).expect("a write"));
    world.wait(TimeDelta::seconds(1));
    let claim = |now| store.write(|tx| tx.claim_outbox(now, lease(), 1)).expect("a claim");
    assert!(claim(world.now).is_empty(), "not due for an hour");
    let paused = Channel {
        status: ChannelStatus::Paused,
        reason: Some("535 authentication failed".to_owned()),
        since: world.now,
        probe_at: Some(world.now + TimeDelta::minutes(1)),
    };
    store.write(|tx| tx.put_mail_channel(&paused)).expect("a write");
    assert_eq!(store.read(|view| view.mail_channel()).expect("a read"), Some(paused.clone()));
    let open = Channel { status: ChannelStatus::Open, reason: None, probe_at: None, ..paused };
    store
        .write(|tx| {
            tx.put_mail_channel(&open)?;
            tx.make_outbox_due(world.now)
        })
        .expect("a write");
    assert_eq!(store.read(|view| view.mail_channel()).expect("a read"), Some(open));
    assert_eq!(claim(world.now).len(), 1);
}
