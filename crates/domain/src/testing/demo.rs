//! The promises of a store about demonstrations.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use super::world::World;
use crate::chat::{OpenTurn, open_turn};
use crate::demo::{DemoMark, DemoRows};
use crate::escalation::{Escalate, Reason, escalate};
use crate::id::{AttemptId, Ids, SessionId};
use crate::merging::{MergeTicket, merge_ticket};
use crate::outbox::{AttemptOutcome, DeliveryAttempt, DeliveryResult, OutboxFilter, OutboxStatus};
use crate::profile::UserProfile;
use crate::session::{Owner, SessionStatus};
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::{Ticket, TicketStatus};
use crate::ticket_desk::TicketRef;

const USER: &str = "demo-user";

fn mark() -> DemoMark {
    DemoMark { tail: *b"demo-1", users: vec![USER.to_owned()], machines: vec!["demo-machine".to_owned()] }
}

/// A session with a ticket, whose id carries the mark or not.
fn a_ticket(store: &dyn Store, world: &World, (user, marked): (&str, bool)) -> Ticket {
    let mut id = *world.ids.capability().as_bytes();
    if marked {
        // Ids of this world count in their last bytes, where the mark goes.
        id.rotate_left(8);
        id.iter_mut().rev().zip(mark().tail.iter().rev()).for_each(|(byte, tail)| *byte = *tail);
    }
    let id = SessionId(uuid::Uuid::from_bytes(id));
    let turn = OpenTurn { user_id: Some(user.to_owned()), ..OpenTurn::saying("No water").in_session(id) };
    store.write(|tx| open_turn(tx, &world.scene(), turn)).expect("a turn");
    let command =
        Escalate { session: id, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), command)).expect("a ticket").ticket
}

pub(super) fn a_mail_of_a_demonstration_is_never_seen(store: &dyn Store) {
    let world = World::new();
    let ticket = a_ticket(store, &world, (USER, true));
    let (scope, waiting) =
        (world.actor.scope(), OutboxFilter { status: Some(OutboxStatus::Waiting), ticket_id: None });
    let mail = store.read(|view| view.outbox_messages(scope, &waiting, 10)).expect("a read");
    let mail = mail.first().expect("it is owed").clone();
    let attempt = DeliveryAttempt {
        id: AttemptId(world.ids.row()),
        outbox_id: mail.id,
        attempt: 2,
        recipient: "support@demo.example".to_owned(),
        outcome: AttemptOutcome::Sent,
        detail: None,
        at: world.now,
    };
    let result = DeliveryResult {
        status: OutboxStatus::Sent,
        next_attempt_at: world.now,
        last_error: None,
        attempts: vec![attempt.clone()],
    };
    let elsewhere = crate::Actor::operator(crate::OrganizationId(uuid::Uuid::from_u128(77))).scope();
    let end =
        |scope| store.write(|tx| tx.end_outbox(scope, mail.id, (2, &result), world.now)).expect("a write");
    assert!(!end(elsewhere), "it is not theirs");
    assert!(end(scope));
    assert!(!end(scope), "it has ended");
    let ended = store.read(|view| view.outbox_message(scope, mail.id)).expect("a read").expect("it is kept");
    assert_eq!((ended.status, ended.attempts, ended.finished_at), (OutboxStatus::Sent, 2, Some(world.now)));
    assert_eq!(store.read(|view| view.delivery_attempts(scope, mail.id)).expect("a read"), [attempt]);
    let claimed = store.write(|tx| tx.claim_outbox(world.now, chrono::TimeDelta::minutes(1), 10));
    assert!(claimed.expect("a claim").iter().all(|claimed| claimed.id != mail.id));
    assert_eq!(ticket.status, TicketStatus::Open);
}

pub(super) fn a_demonstration_goes_alone(store: &dyn Store) {
    let mut world = World::new();
    let scope = world.actor.scope();
    let stays = a_ticket(store, &world, ("somebody", true));
    let goes = a_ticket(store, &world, (USER, true));
    let user = UserProfile {
        user_id: USER.to_owned(),
        name: None,
        email: None,
        organization_name: None,
        role: None,
        language: None,
        updated_at: world.now,
    };
    store.write(|tx| tx.put_user(scope, &user)).expect("a write");
    let also_stays = a_ticket(store, &world, (USER, false));
    let command = MergeTicket { expected_version: None, into: TicketRef::Id(goes.id) };
    let part = TicketRef::Id(also_stays.id);
    store.write(|tx| merge_ticket(tx, &world.scene(), &part, &command)).expect("it is merged");
    world.wait(chrono::TimeDelta::days(1));
    a_ticket(store, &world, (USER, true));
    let found: Result<DemoRows, StoreError> = store.read(|view| view.demo_rows(scope, &mark()));
    let all = DemoRows { sessions: 2, tickets: 2, users: 1, ..DemoRows::default() };
    assert_eq!(found.expect("a read"), all, "a session that carries the mark is of one of its users");
    assert_eq!(store.write(|tx| tx.remove_demo(scope, &mark())).expect("a write"), all);
    assert!(store.write(|tx| tx.remove_demo(scope, &mark())).expect("a write").is_empty());
    let there = |id| store.read(|view| view.ticket(scope, id)).expect("a read").is_some();
    assert_eq!([stays.id, goes.id, also_stays.id].map(there), [true, false, true]);
    assert!(store.read(|view| view.session(scope, goes.session_id)).expect("a read").is_none());
    let left =
        store.read(|view| view.session(scope, also_stays.session_id)).expect("a read").expect("it stays");
    assert_eq!((left.status, left.owner, left.served_by), (SessionStatus::Completed, Owner::Assistant, None));
    // Of the first day the third ticket is left, of the second none.
    assert_eq!(a_ticket(store, &world, ("somebody", false)).number.day_and_count().map(|(_, n)| n), Some(1));
    world.now -= chrono::TimeDelta::days(1);
    assert_eq!(a_ticket(store, &world, ("somebody", false)).number.day_and_count().map(|(_, n)| n), Some(4));
}
