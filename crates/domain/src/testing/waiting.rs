//! Promises about the queue.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::a_session_with_ticket;
use super::world::World;
use crate::expert_desk::{AnswerTicket, TakeTicket, answer_ticket, take_ticket};
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::{Priority, Ticket};
use crate::ticket_desk::TicketRef;
use crate::waiting::{QueueKey, queue_key, queue_line, queue_place};
use crate::{Actor, OrganizationId};

fn opened(store: &dyn Store, world: &World, priority: Priority) -> Ticket {
    let session = a_session_with_ticket(store, world, priority);
    let found = store.read(|view| view.ticket_of_session(world.actor.scope(), session));
    found.expect("a read").expect("a ticket")
}

pub(super) fn a_ticket_knows_its_place_in_the_queue(store: &dyn Store) {
    use Priority::{High, Low, Medium, Urgent};
    let mut world = World::new();
    let mut tickets = Vec::new();
    for (index, priority) in [Low, Medium, Medium, Urgent, Medium, High].into_iter().enumerate() {
        // The third and the fourth were made at the same time.
        world.wait(TimeDelta::seconds(i64::from(index != 3)));
        tickets.push(opened(store, &world, priority));
    }
    let taken = opened(store, &world, Urgent);
    let which = TicketRef::Id(taken.id);
    store.write(|tx| take_ticket(tx, &world.scene(), &which, TakeTicket::default())).expect("taken");
    let scope = world.actor.scope();
    let mut keys: Vec<QueueKey> = tickets.iter().filter_map(QueueKey::of).collect();
    keys.sort();
    store
        .read(|view| {
            assert_eq!(view.queue(scope, 100)?, keys);
            assert_eq!(view.queue(scope, 3)?, keys.get(..3).unwrap_or_default());
            let line = queue_line(view, scope, world.now)?;
            for (ahead, key) in (0..).zip(&keys) {
                assert_eq!(view.queue_counts(scope, *key, 100)?, (ahead, 6));
                assert_eq!(view.queue_counts(scope, *key, 2)?, (ahead.min(2), 2), "counted no further");
                let ticket = tickets.iter().find(|ticket| ticket.id == key.ticket).expect("one of them");
                let session = view.session(scope, ticket.session_id)?.expect("its session");
                assert_eq!(queue_key(view, scope, &session)?, Some(*key));
                let place = queue_place(view, scope, *key, world.now)?;
                assert_eq!(place, line.place(*key, world.now), "told one by one and all at once");
                assert_eq!((place.position, place.expected_seconds), (ahead + 1, None));
            }
            let taken = view.session(scope, taken.session_id)?.expect("its session");
            assert_eq!(queue_key(view, scope, &taken)?, None, "somebody has it");
            let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))).scope();
            assert!(view.queue(stranger, 100)?.is_empty());
            Ok::<_, StoreError>(())
        })
        .expect("a read");
}

pub(super) fn answers_say_how_long_the_next_will_take(store: &dyn Store) {
    let mut world = World::new();
    let scope = world.actor.scope();
    for minutes in [50, 10, 40, 20, 30] {
        let ticket = opened(store, &world, Priority::Medium);
        world.wait(TimeDelta::minutes(minutes));
        let content = "Hello".to_owned();
        let answer = AnswerTicket { expected_version: None, expert: None, content, waiting: false };
        let which = TicketRef::Id(ticket.id);
        store.write(|tx| answer_ticket(tx, &world.scene(), &which, answer)).expect("answered");
    }
    let ticket = opened(store, &world, Priority::Medium);
    let key = QueueKey::of(&ticket).expect("it waits");
    let place = |now| store.read(|view| queue_place(view, scope, key, now)).expect("a read");
    let now = place(world.now);
    assert_eq!((now.expected_seconds, now.at_most_seconds), (Some(30 * 60), Some(46 * 60)));
    store
        .read(|view| {
            let times = view.answer_times(scope, world.now - TimeDelta::minutes(60), 2)?;
            let waited: Vec<i64> = times.iter().map(|time| time.waited.num_minutes()).collect();
            assert_eq!(waited, [30, 20], "the last answered first");
            let since = world.now - TimeDelta::minutes(30);
            assert_eq!(view.answer_times(scope, since, 9)?.len(), 2, "from then on");
            Ok::<_, StoreError>(())
        })
        .expect("a read");
    let later = place(world.now + TimeDelta::days(91));
    assert_eq!(later.expected_seconds, None, "what is that old says nothing");
}
