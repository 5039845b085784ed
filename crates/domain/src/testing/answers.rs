//! Promises about the mail that tells of an answer.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::a_session_with_ticket;
use super::world::World;
use crate::account::EmailAddress;
use crate::escalation::tell_by_mail;
use crate::expert_desk::{AnswerTicket, TIME_TO_SEE, answer_ticket};
use crate::outbox::{NotificationKind, OutboxFilter, OutboxMessage};
use crate::store::{Store, StoreExt};
use crate::ticket::Priority;
use crate::ticket_desk::TicketRef;
use crate::watching::note_seen;
use crate::{Actor, OrganizationId};

fn owed(store: &dyn Store, world: &World) -> Vec<OutboxMessage> {
    let all = store.read(|view| view.outbox_messages(world.actor.scope(), &OutboxFilter::default(), 99));
    let mut all = all.expect("a read");
    all.retain(|message| message.kind == NotificationKind::UserExpertAnswered);
    all
}

pub(super) fn an_answer_is_owed_once_until_it_is_sent(store: &dyn Store) {
    let mut world = World::new();
    let session = a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let ticket =
        store.read(|view| view.ticket_of_session(scope, session)).expect("a read").expect("a ticket");
    let which = TicketRef::Id(ticket.id);
    let answer = |world: &World| {
        let content = "Hello".to_owned();
        let command = AnswerTicket { expected_version: None, expert: None, content, waiting: false };
        store.write(|tx| answer_ticket(tx, &world.scene(), &which, command)).expect("answered");
    };
    answer(&world);
    assert_eq!(owed(store, &world), [], "nobody wants to know");
    let address = EmailAddress::parse("kari@fjord.example");
    store.write(|tx| tell_by_mail(tx, &world.scene(), session, address)).expect("an address");
    answer(&world);
    let [first] = owed(store, &world).try_into().expect("one mail");
    assert_eq!(first.next_attempt_at, world.now + TIME_TO_SEE);
    world.wait(TimeDelta::seconds(30));
    store.write(|tx| tx.make_outbox_due(world.now)).expect("a write");
    answer(&world);
    assert_eq!(
        owed(store, &world),
        std::slice::from_ref(&first),
        "the later answer joins it, and the time is not up yet"
    );
    world.wait(TimeDelta::seconds(30));
    let lease = TimeDelta::seconds(60);
    let claimed = store.write(|tx| tx.claim_outbox(world.now, lease, 10)).expect("a claim");
    assert!(claimed.iter().any(|message| message.id == first.id), "due by now");
    answer(&world);
    assert_eq!(owed(store, &world).len(), 2, "the first may have been written without it");
    let join = |kind, now| store.write(|tx| tx.join_outbox(scope, (ticket.id, kind), now)).expect("a write");
    assert!(join(NotificationKind::UserExpertAnswered, world.now));
    assert!(!join(NotificationKind::SupportTicketOpened, world.now), "somebody holds it");
    assert!(join(NotificationKind::SupportTicketOpened, world.now + lease), "nobody any more");
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))).scope();
    let theirs = (ticket.id, NotificationKind::UserExpertAnswered);
    assert!(!store.write(|tx| tx.join_outbox(stranger, theirs, world.now)).expect("a write"));
}

pub(super) fn what_the_user_has_seen_only_rises(store: &dyn Store) {
    let world = World::new();
    let session = a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let before = store.read(|view| view.session(scope, session)).expect("a read");
    let seen = || store.read(|view| view.user_seen(scope, session)).expect("a read");
    assert_eq!(seen(), 0);
    for (number, wanted) in [(3, 3), (2, 3), (4, 4)] {
        store.write(|tx| note_seen(tx, &world.scene(), (session, number))).expect("noted");
        assert_eq!(seen(), wanted);
    }
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))).scope();
    store.write(|tx| tx.note_user_seen(stranger, session, 9)).expect("a write");
    assert_eq!((seen(), store.read(|view| view.user_seen(stranger, session)).expect("a read")), (4, 0));
    assert_eq!(store.read(|view| view.session(scope, session)).expect("a read"), before, "no change of it");
    // A session that was read before is stored without taking it back.
    let mut session = before.expect("a session");
    store.write(|tx| tx.update_session(&mut session)).expect("a write");
    assert_eq!(seen(), 4);
}
