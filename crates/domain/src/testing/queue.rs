//! What is promised of pages of tickets.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::a_session_with_ticket;
use super::world::World;
use crate::queue::{TicketFilter, TicketKey, TicketOrder};
use crate::store::{Store, StoreExt};
use crate::ticket::{Priority, TicketStatus};

pub(super) fn tickets_come_in_pages_newest_first(store: &dyn Store) {
    let mut world = World::new();
    let mut numbers = Vec::new();
    for index in 0..5 {
        // Two pairs share an instant, so that the id has to break the tie.
        world.wait(TimeDelta::seconds(index % 2));
        let id =
            a_session_with_ticket(store, &world, if index == 3 { Priority::Low } else { Priority::High });
        let found = store.read(|view| view.ticket_of_session(world.actor.scope(), id)).expect("a read");
        numbers.push(found.expect("a ticket").number);
    }
    let scope = world.actor.scope();
    let page = |filter: &TicketFilter, after| {
        store.read(|view| view.tickets(scope, filter, (TicketOrder::Newest, after), 2)).expect("a page")
    };
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let tickets = page(&TicketFilter::default(), after);
        let Some(last) = tickets.last() else { break };
        after = Some(TicketKey::of(last));
        seen.extend(tickets.into_iter().map(|ticket| ticket.number));
    }
    numbers.reverse();
    assert_eq!(seen, numbers);
    let low = TicketFilter { priorities: vec![Priority::Low], ..TicketFilter::default() };
    assert_eq!(page(&low, None).len(), 1);
    let working = TicketFilter { statuses: vec![TicketStatus::InProgress], ..TicketFilter::default() };
    assert!(page(&working, None).is_empty());
}
