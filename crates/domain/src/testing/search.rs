//! What is promised of looking for words.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

use super::world::World;
use crate::chat::{OpenTurn, Opened, open_turn};
use crate::escalation::{Escalate, Reason, escalate};
use crate::expert_desk::{AddNote, add_note};
use crate::id::SessionId;
use crate::language::Language;
use crate::profile::{MachineProfile, UserProfile};
use crate::queue::{TicketFilter, TicketOrder};
use crate::queue_desk::QueueWish;
use crate::search::{Rank, Sought};
use crate::search_desk::{Hit, keep_ticket_words, search_tickets};
use crate::store::{Store, StoreError, StoreExt};
use crate::ticket::Ticket;
use crate::ticket_desk::{TicketError, TicketRef};

fn said(store: &dyn Store, world: &World, (session, text): (SessionId, &str)) {
    let turn = OpenTurn { session: Some(session), ..OpenTurn::saying(text) };
    store.write(|tx| open_turn(tx, &world.scene(), turn)).map(drop).expect("it is said");
}

/// A ticket of a known user about a known machine.
fn ticket(store: &dyn Store, world: &World) -> Ticket {
    let turn = OpenTurn {
        user_id: Some("user-1".to_owned()),
        machine_id: Some("machine-1".to_owned()),
        ..OpenTurn::saying("It does not start")
    };
    let opened = store.write(|tx| open_turn(tx, &world.scene(), turn)).expect("a turn");
    let session = match opened {
        Opened::Ask(pending) => pending.session,
        Opened::Closed(closed) => closed.session,
    };
    let wish = Escalate { session, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket").ticket
}

/// Keeps words until none are stale.
fn keep(store: &dyn Store) {
    while store.read(|view| view.are_tickets_stale()).expect("a look") {
        let kept: Result<usize, StoreError> = store.write(|tx| keep_ticket_words(tx, 2));
        assert!(kept.expect("words are kept") > 0, "what is stale is kept");
    }
}

fn search(store: &dyn Store, world: &World, text: &str) -> Vec<Hit> {
    let wish = QueueWish { filter: TicketFilter::default(), mine: false, order: TicketOrder::Newest };
    let sought = Sought::parse(text);
    let found: Result<Vec<Hit>, TicketError> =
        store.read(|view| search_tickets(view, &world.scene(), (&wish, &sought), (None, 100)));
    found.expect("a search")
}

fn ids(hits: &[Hit]) -> Vec<crate::TicketId> {
    hits.iter().map(|hit| hit.found.ticket.id).collect()
}

pub(super) fn words_are_found_in_six_languages(store: &dyn Store) {
    let world = World::new();
    let cases = [
        ("The gasket of the left pump weeps", "GASKET pum", "gasket"),
        ("Η αντλία κάνει παράξενο θόρυβο", "ΑΝΤΛΙΑ θορυβ", "αντλία"),
        ("المضخة لا تعمل أبداً", "ابدا المضخه", "المضخة"),
        ("La válvula está rota", "VALVULA rot", "válvula"),
        ("Işık yanıp sönüyor", "ISIK sonuyor", "Işık"),
        ("Blåseren på øya er løs", "blaaseren los", "Blåseren"),
    ];
    assert_eq!(cases.len(), Language::ALL.len());
    let mut tickets = Vec::new();
    for (text, ..) in cases {
        let one = ticket(store, &world);
        said(store, &world, (one.session_id, text));
        tickets.push(one);
    }
    keep(store);
    for ((_, sought, marked), one) in cases.iter().zip(&tickets) {
        let sought = sought.replace("los", "løs");
        let hits = search(store, &world, &sought);
        assert_eq!(ids(&hits), [one.id], "{sought}");
        let excerpt = hits.first().and_then(|hit| hit.excerpt.as_ref()).expect("a piece");
        let letters: Vec<char> = excerpt.text.chars().collect();
        let marks: Vec<String> = excerpt
            .marks
            .iter()
            .map(|mark| letters.get(mark.clone()).unwrap_or_default().iter().collect())
            .collect();
        assert!(marks.contains(&(*marked).to_owned()), "{marks:?} in {}", excerpt.text);
    }
}

/// Tells who the user and what the machine of every [`ticket`] is.
fn tell(store: &dyn Store, world: &World) {
    let scope = world.actor.scope();
    let machine = MachineProfile {
        machine_id: "machine-1".to_owned(),
        user_id: None,
        name: Some("Dock washer".to_owned()),
        model: Some("HydroJet 3".to_owned()),
        serial: Some("SN-77/B".to_owned()),
        hours: None,
        location: None,
        updated_at: world.now,
    };
    let user = UserProfile {
        user_id: "user-1".to_owned(),
        name: Some("Kari Ødegård".to_owned()),
        email: None,
        organization_name: Some("Fjord AS".to_owned()),
        role: None,
        language: None,
        updated_at: world.now,
    };
    let told: Result<(), StoreError> = store.write(|tx| {
        tx.put_machine(scope, &machine)?;
        tx.put_user(scope, &user)
    });
    told.expect("profiles");
}

pub(super) fn what_the_ticket_says_comes_before_what_was_said(store: &dyn Store) {
    let world = World::new();
    tell(store, &world);
    let (old, middle, new) = (ticket(store, &world), ticket(store, &world), ticket(store, &world));
    let note = |one: &Ticket, text: &str| {
        let wish = AddNote { expected_version: None, text: text.to_owned() };
        let which = TicketRef::Id(one.id);
        store.write(|tx| add_note(tx, &world.scene(), &which, wish)).map(drop).expect("a note");
    };
    note(&old, "the zephyrine valve, surely");
    said(store, &world, (middle.session_id, "I heard of a zephyrine valve"));
    said(store, &world, (new.session_id, "zephyrine, and then nothing. A valve? Zephyrines!"));
    keep(store);
    let hits = search(store, &world, "zephyrine valve");
    assert_eq!(ids(&hits), [old.id, new.id, middle.id], "what experts note, then the newest");
    let ranks: Vec<Rank> = hits.iter().map(|hit| hit.found.key.rank).collect();
    assert_eq!(ranks, [Rank::Ticket, Rank::Conversation, Rank::Conversation]);
    assert_eq!(ids(&search(store, &world, "\"zephyrine valve\"")), [old.id, middle.id], "a phrase");
    assert_eq!(ids(&search(store, &world, "zephyrine valve kari")).len(), 3, "words may stand apart");
    assert_eq!(search(store, &world, "zephyrin valve").len(), 0, "only the last word may go on");
    for known in ["hydrojet", "sn-77/b", "odegard", "fjord as", "dock washer", "user-1"] {
        let known = known.replace("odegard", "oedegaard");
        assert_eq!(search(store, &world, &known).len(), 3, "{known}");
    }
    let number = middle.number.as_str().to_lowercase();
    assert_eq!(ids(&search(store, &world, &number)), [middle.id], "a number finds its ticket");
    for nothing in ["", "!!", "\"\"", "zephyrine nowhere"] {
        assert_eq!(search(store, &world, nothing).len(), 0, "{nothing}");
    }
    note(&new, "now it is the zephyrine valve");
    keep(store);
    assert_eq!(ids(&search(store, &world, "zephyrine valve")), [new.id, old.id, middle.id], "kept anew");
}

pub(super) fn what_is_found_comes_in_pages(store: &dyn Store) {
    let mut world = World::new();
    let all: Vec<Ticket> = (0..7).map(|_| ticket(store, &world)).collect();
    for one in all.iter().step_by(2) {
        said(store, &world, (one.session_id, "the quagmire"));
    }
    keep(store);
    let wish = QueueWish {
        filter: TicketFilter { is_open: true, ..TicketFilter::default() },
        mine: false,
        order: TicketOrder::Newest,
    };
    let sought = Sought::parse("quag");
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page: Result<Vec<Hit>, TicketError> =
            store.read(|view| search_tickets(view, &world.scene(), (&wish, &sought), (after, 3)));
        let page = page.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.found.key);
        seen.extend(ids(&page));
    }
    let mut expected: Vec<_> = all.iter().step_by(2).map(|one| one.id).collect();
    expected.reverse();
    assert_eq!(seen, expected);
    let wanted = (&TicketFilter::default(), Some(&sought));
    let counted = store.read(|view| view.tally_tickets(world.actor.scope(), wanted, 100)).expect("a count");
    assert_eq!(counted.iter().map(|tally| tally.count).sum::<i64>(), 4);
    world.actor = crate::Actor::operator(crate::OrganizationId(uuid::Uuid::from_u128(77)));
    assert_eq!(search(store, &world, "quagmire").len(), 0, "nobody else's tickets are found");
}

/// Own texts and conversations in turn, in pages of every size, with and without a word that may go on.
pub(super) fn pages_go_from_tickets_on_to_conversations(store: &dyn Store) {
    let world = World::new();
    let all: Vec<Ticket> = (0..8).map(|_| ticket(store, &world)).collect();
    for (number, one) in all.iter().enumerate() {
        if number % 2 == 0 {
            said(store, &world, (one.session_id, "a gudgeon of the rudder"));
            continue;
        }
        let wish = AddNote { expected_version: None, text: "gudgeon and rudder".to_owned() };
        let which = TicketRef::Id(one.id);
        store.write(|tx| add_note(tx, &world.scene(), &which, wish)).map(drop).expect("a note");
    }
    keep(store);
    let ids_of = |rest: usize| all.iter().skip(rest).step_by(2).rev().map(|one| one.id);
    let expected: Vec<_> = ids_of(1).chain(ids_of(0)).collect();
    let wish = QueueWish { filter: TicketFilter::default(), mine: false, order: TicketOrder::Newest };
    for text in ["gudg", "gudgeon", "\"gudgeon\"", "gudgeon rudd", "\"gudgeon\" \"rudder\""] {
        let sought = Sought::parse(text);
        for size in 1..=9 {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page: Result<Vec<Hit>, TicketError> =
                    store.read(|view| search_tickets(view, &world.scene(), (&wish, &sought), (after, size)));
                let page = page.expect("a page");
                let Some(last) = page.last() else { break };
                after = Some(last.found.key);
                seen.extend(ids(&page));
            }
            assert_eq!(seen, expected, "{text} in pages of {size}");
        }
    }
}
