//! Sessions that one ticket serves, changed by several at once: nobody is refused and nobody waits in a circle.

use std::sync::atomic::{AtomicUsize, Ordering};

use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::World;
use handover_domain::{
    Actor, AnswerTicket, MergeTicket, OrganizationId, Reason, SessionId, StoreError, StoreExt, TicketError,
    TicketRef, TicketStatus, answer_ticket, merge_ticket,
};
use handover_persistence::SqlStore;
use uuid::Uuid;

use crate::harness::places;
use crate::races::at_once;

/// A session with a ticket.
fn escalated(store: &SqlStore, world: &World) -> (SessionId, TicketRef) {
    let first = OpenTurn::saying("It stands still");
    let opened = store.write(|tx| open_turn(tx, &world.scene(), first)).expect("it opens");
    let Opened::Ask(pending) = opened else { panic!("nothing urgent was said: {opened:?}") };
    let (session, reason) = (pending.session, Reason::UserRequest);
    let wish = Escalate { session, user_id: None, reason, priority: None, notes: None };
    let ticket = store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket").ticket;
    (session, TicketRef::Id(ticket.id))
}

fn merge(store: &SqlStore, world: &World, from: &TicketRef, into: &TicketRef) -> Result<(), TicketError> {
    let command = MergeTicket { expected_version: None, into: into.clone() };
    store.write(|tx| merge_ticket(tx, &world.scene(), from, &command)).map(drop)
}

#[test]
fn users_and_experts_write_at_once_in_all_that_a_ticket_serves() {
    for place in places() {
        let store = place.migrated();
        let world = World::in_space(0xffff);
        let all: Vec<(SessionId, TicketRef)> = (0..3).map(|_| escalated(&store, &world)).collect();
        let target = &all[0].1;
        for (_, ticket) in all.iter().skip(1) {
            merge(&store, &world, ticket, target).expect("it is merged");
        }
        at_once(5, |thread| {
            let world = World::in_space(u64::try_from(thread).expect("a few") + 1);
            for round in 0..20 {
                if let Some((session, _)) = all.get(thread) {
                    let command = OpenTurn::saying("It smells burnt").in_session(*session);
                    store.write(|tx| open_turn(tx, &world.scene(), command)).expect("nobody is refused");
                    continue;
                }
                let answer = AnswerTicket {
                    expected_version: None,
                    expert: Some("hydraulic".to_owned()),
                    content: "Switch it off.".to_owned(),
                    waiting: round % 2 == 0,
                };
                store
                    .write(|tx| answer_ticket(tx, &world.scene(), target, answer))
                    .expect("nobody is refused");
            }
        });
        for (session, _) in &all {
            let said = store.read(|view| view.newest_messages(world.actor.scope(), *session, 1000));
            // The first words, the announcement, what their user wrote and what both experts did.
            assert_eq!(said.expect("a read").len(), 2 + 20 + 40, "on {}", place.url);
        }
        let stranger = Actor::operator(OrganizationId(Uuid::from_u128(77))).scope();
        let TicketRef::Id(target) = *target else { panic!("named by its id") };
        let foreign = store.write(|tx| {
            Ok::<_, StoreError>((
                tx.tickets_merged_into(stranger, target)?,
                tx.lock_served_sessions(stranger, target)?,
            ))
        });
        assert_eq!(foreign.expect("a read"), (Vec::new(), Vec::new()), "of others nothing is found");
    }
}

#[test]
fn of_two_tickets_that_are_merged_into_each_other_at_once_one_stays() {
    for place in places() {
        let store = place.migrated();
        for round in 0..10_u64 {
            let world = World::in_space(0xff00 + round);
            let pair = [escalated(&store, &world).1, escalated(&store, &world).1];
            let refused = AtomicUsize::new(0);
            at_once(2, |thread| {
                let world = World::in_space(round * 2 + u64::try_from(thread).expect("a few") + 1);
                match merge(&store, &world, &pair[thread], &pair[1 - thread]) {
                    Ok(()) => {}
                    Err(TicketError::NotOpen { .. }) => drop(refused.fetch_add(1, Ordering::Relaxed)),
                    Err(other) => panic!("{other:?}"),
                }
            });
            assert_eq!(refused.into_inner(), 1, "round {round} on {}", place.url);
            let scope = world.actor.scope();
            let open = pair.iter().filter(|which| {
                let TicketRef::Id(id) = which else { return false };
                let ticket = store.read(|view| view.ticket(scope, *id)).expect("a read").expect("a ticket");
                ticket.status == TicketStatus::Open
            });
            assert_eq!(open.count(), 1);
        }
    }
}
