//! Promises about ratings.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use chrono::TimeDelta;

use super::conformance::{a_session_with_ticket, saved_session};
use super::world::World;
use crate::expert_desk::{AnswerTicket, answer_ticket};
use crate::id::SessionId;
use crate::rating::{RateSession, RatedHelp, Rating, RatingError, Stars, rate_session, rating_of};
use crate::session::SessionMove;
use crate::session_event::SessionEventKind;
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::{Priority, TicketEventKind};
use crate::ticket_desk::TicketRef;
use crate::{Actor, OrganizationId};

fn stars(number: u8) -> Stars {
    Stars::try_from(number).expect("from 1 to 5")
}

fn rate(
    store: &dyn Store,
    world: &World,
    session: SessionId,
    word: (u8, Option<&str>),
) -> Result<Rating, RatingError> {
    let command = RateSession { session, stars: stars(word.0), comment: word.1.map(str::to_owned) };
    store.write(|tx| rate_session(tx, &world.scene(), command))
}

fn kinds(store: &dyn Store, world: &World, session: SessionId) -> Vec<SessionEventKind> {
    let events = store.read(|view| view.session_events(world.actor.scope(), session, 0, 99));
    events.expect("a read").into_iter().map(|event| event.kind).collect()
}

pub(super) fn each_kind_of_help_keeps_its_rating(store: &dyn Store) {
    let mut world = World::new();
    let mut session = saved_session(store, &world);
    let early = rate(store, &world, session.id, (5, None));
    assert!(matches!(early, Err(RatingError::TooEarly)), "{early:?}");
    session.apply(SessionMove::Complete).expect("it may end");
    store.write(|tx| tx.update_session(&mut session)).expect("a write");
    let first = rate(store, &world, session.id, (2, Some(" too slow\u{1F6A2} "))).expect("rated");
    assert_eq!((first.about, first.comment.as_deref()), (RatedHelp::Assistant, Some("too slow\u{1F6A2}")));
    world.wait(TimeDelta::days(29));
    let second = rate(store, &world, session.id, (4, Some(" \n"))).expect("rated again");
    assert_eq!((second.stars, second.comment.clone(), second.first_at), (stars(4), None, first.first_at));
    assert_eq!(rate(store, &world, session.id, (4, None)).expect("the same"), second);
    let events = kinds(store, &world, session.id);
    assert_eq!(events, [SessionEventKind::Rating, SessionEventKind::Rating], "the same again is no change");
    let found = store.read(|view| rating_of(view, &world.scene(), session.id)).expect("a read");
    assert_eq!(found, Some(second));
    world.wait(TimeDelta::days(2));
    let late = rate(store, &world, session.id, (1, None));
    assert!(matches!(late, Err(RatingError::TooLate)), "{late:?}");
    let other = store.read(|view| view.rating(world.actor.scope(), session.id, RatedHelp::Expert));
    assert_eq!(other.expect("a read"), None);
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77))).scope();
    let theirs = store.read(|view| view.rating(stranger, session.id, RatedHelp::Assistant));
    assert_eq!(theirs.expect("a read"), None, "another organization knows nothing of it");
}

pub(super) fn a_ticket_shows_how_its_user_found_the_help(store: &dyn Store) {
    let mut world = World::new();
    let session = a_session_with_ticket(store, &world, Priority::Medium);
    let scope = world.actor.scope();
    let handoff = rate(store, &world, session, (1, Some("nobody came"))).expect("rated");
    assert_eq!(handoff.about, RatedHelp::Handoff);
    let ticket =
        store.read(|view| view.ticket_of_session(scope, session)).expect("a read").expect("a ticket");
    assert_eq!((ticket.rating, ticket.rating_comment.as_deref()), (Some(stars(1)), Some("nobody came")));
    assert_eq!(handoff.ticket_id, Some(ticket.id));
    world.wait(TimeDelta::minutes(1));
    let answer =
        AnswerTicket { expected_version: None, expert: None, content: "Hello".to_owned(), waiting: false };
    let which = TicketRef::Id(ticket.id);
    store.write(|tx| answer_ticket(tx, &world.scene(), &which, answer)).expect("answered");
    let now = store.read(|view| rating_of(view, &world.scene(), session)).expect("a read");
    assert_eq!(now, None, "the expert is not rated yet");
    let expert = rate(store, &world, session, (5, None)).expect("rated");
    assert_eq!((expert.about, expert.first_at), (RatedHelp::Expert, world.now));
    store
        .read(|view| {
            assert_eq!(view.rating(scope, session, RatedHelp::Handoff)?, Some(handoff));
            assert_eq!(view.rating(scope, session, RatedHelp::Expert)?, Some(expert));
            let ticket = view.ticket(scope, ticket.id)?.expect("the ticket");
            assert_eq!((ticket.rating, ticket.rating_comment), (Some(stars(5)), None));
            let events = view.ticket_events(scope, ticket.id)?.into_iter();
            let rated = events.filter(|event| event.kind == TicketEventKind::Rated);
            let words: Vec<_> = rated.map(|event| (event.from, event.to)).collect();
            let word = |number: &str| Some(number.to_owned());
            assert_eq!(words, [(None, word("1")), (word("1"), word("5"))]);
            Ok::<_, StoreError>(())
        })
        .expect("a read");
}
