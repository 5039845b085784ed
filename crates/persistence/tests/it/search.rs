//! Whatever is typed into the search, no database takes it for a part of its own language; and however far apart tickets
//! were made, they are found in one order.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::World;
use handover_domain::{
    FoundKey, Rank, Reason, Sought, Store, StoreError, StoreExt, TicketFilter, TicketId, TicketNumber,
    TicketPrefix, TicketWords, keep_ticket_words,
};
use handover_persistence::SqlStore;
use proptest::prelude::*;

use crate::harness::{Kind, Place, a_ticket_with_mails, an_instant, places, saved_session, scope};

#[test]
fn any_text_can_be_looked_for() {
    let stores: Vec<_> = places().into_iter().map(|place| (place.migrated(), place)).collect();
    let signs = "[\\w\"'():*^{}+\\-<>&|!\\\\ NEAR AND OR NOT own:said]{0,60}";
    let texts = prop_oneof![any::<String>(), signs];
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(text in texts)| {
        let sought = Sought::parse(&text);
        for (store, place) in &stores {
            let all = TicketFilter::default();
            let found = store.read(|view| view.search_tickets(scope(), &sought, &all, (None, 10)));
            prop_assert!(found.is_ok(), "{text:?} on {}: {found:?}", place.url);
            let counted = store.read(|view| view.tally_tickets(scope(), (&all, Some(&sought)), 10));
            prop_assert!(counted.is_ok(), "{text:?} on {}: {counted:?}", place.url);
        }
    });
}

/// Tickets whose numbers lie so far apart that each shelf of words has one or two.
fn far_apart(place: &Place, store: &SqlStore, many: i64) -> Vec<TicketId> {
    let mut ids = Vec::new();
    for number in 1..=many {
        let (mut ticket, _) = a_ticket_with_mails(&saved_session(store), 0);
        ticket.number = TicketNumber::new(&TicketPrefix::default(), an_instant().date_naive(), number);
        let kept: Result<(), StoreError> = store.write(|tx| tx.insert_ticket(&ticket));
        kept.expect("a ticket");
        ids.push(ticket.id);
    }
    place.sql("UPDATE ticket_search SET number = -number").expect("room");
    place.sql("UPDATE ticket_search SET number = number * -9000").expect("numbers");
    ids
}

fn words(own: &[&str], said: &[&str]) -> TicketWords {
    let split =
        |texts: &[&str]| texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect();
    TicketWords { own: split(own), said: split(said) }
}

/// All that is found, in pages of this size.
fn found(store: &dyn Store, text: &str, size: i64) -> Vec<(TicketId, FoundKey)> {
    let (sought, all) = (Sought::parse(text), TicketFilter::default());
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.read(|view| view.search_tickets(scope(), &sought, &all, (after, size)));
        let page = page.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some(last.key);
        seen.extend(page.iter().map(|one| (one.ticket.id, one.key)));
    }
    seen
}

/// How each ticket is found, by its place: whether by itself, by its conversation, or not at all.
type Texts = (&'static [&'static str], &'static [&'static str], Option<Rank>);
const TEXTS: [Texts; 5] = [
    (&["the winch slips"], &[], Some(Rank::Ticket)),
    (&["the winch"], &["it slips"], Some(Rank::Conversation)),
    (&["nothing", "slippers"], &["winching"], None),
    (&[], &["slips winch"], Some(Rank::Conversation)),
    (&["slipstream"], &["a winch"], Some(Rank::Conversation)),
];

#[test]
fn what_lies_on_many_shelves_comes_in_one_order() {
    for place in places() {
        let store = place.migrated();
        let ids = far_apart(&place, &store, 30);
        let mut expected = Vec::new();
        for (number, (id, (own, said, rank))) in (1..).zip(ids.iter().zip(TEXTS.iter().cycle())) {
            let kept: Result<(), StoreError> =
                store.write(|tx| tx.put_ticket_words(scope(), *id, &words(own, said)));
            kept.expect("words are kept");
            expected.extend(rank.map(|rank| (*id, FoundKey { rank, number: number * 9000 })));
        }
        expected.sort_by_key(|(_, key)| (key.rank, -key.number));
        for size in [1, 2, 5, 6, 7, 18, 50] {
            assert_eq!(found(&store, "winch slip", size), expected, "pages of {size} on {}", place.url);
        }
        let named = |rank| expected.iter().filter(|(_, key)| key.rank == rank).copied().collect::<Vec<_>>();
        assert_eq!(found(&store, "\"winch slips\"", 4), named(Rank::Ticket), "a phrase on {}", place.url);
        assert_eq!(found(&store, "nothing", 2).len(), 6, "{}", place.url);
        assert_eq!(found(&store, "winchester slip", 2), [], "{}", place.url);
        for (text, many) in [("winch slip", 24), ("slip", 30), ("nothing slip", 6), ("slips \"winch\"", 18)] {
            let (sought, all) = (Sought::parse(text), TicketFilter::default());
            let counted = store.read(|view| view.tally_tickets(scope(), (&all, Some(&sought)), 100));
            let total: i64 = counted.expect("a count").iter().map(|tally| tally.count).sum();
            assert_eq!(total, many, "{text} on {}", place.url);
            let counted = store.read(|view| view.tally_tickets(scope(), (&all, Some(&sought)), 5));
            let total: i64 = counted.expect("a count").iter().map(|tally| tally.count).sum();
            assert_eq!(total, 5, "{text} on {}", place.url);
        }
    }
}

/// The folder of the migrations of a database.
fn migrations(name: &str) -> FileBasedMigrations {
    let path = format!("{}/../../migrations/{name}", env!("CARGO_MANIFEST_DIR"));
    FileBasedMigrations::from_path(path).expect("migrations")
}

/// Takes back migrations, the last of them the one whose name begins like this.
fn take_back<DB: Backend>(conn: &mut impl MigrationHarness<DB>, name: &str, folder: &FileBasedMigrations) {
    let down = || conn.revert_last_migration(folder.clone()).expect("down").to_string();
    assert!(std::iter::repeat_with(down).any(|version| version.starts_with(name)));
}

/// What was kept before there were shelves is put on them, and found as before.
#[test]
fn words_are_put_on_shelves_as_they_are() {
    for place in places() {
        let store = place.migrated();
        let ids = far_apart(&place, &store, 4);
        let name = "20261123000440";
        let before = match place.kind {
            Kind::Sqlite { .. } => {
                take_back(&mut place.sqlite_connection(), name, &migrations("sqlite"));
                "INSERT INTO ticket_words (rowid, own, said) VALUES
                     (9000, 'the winch ¦ slips', 'winch slips'), (18000, 'gone', ''),
                     (27000, 'the winch slips', 'oil ¦ oil'), (36000, 'oil oil', 'the βιντσι');
                 DELETE FROM ticket_words WHERE rowid = 18000;"
            }
            Kind::Postgres { .. } => {
                take_back(&mut place.postgres_connection(), name, &migrations("postgres"));
                "INSERT INTO ticket_words (number, own, words) VALUES
                     (9000, '''the'':1 ''winch'':2 ''slips'':4', '''the'':1 ''winch'':2,6 ''slips'':4,7'),
                     (27000, '''the'':1 ''winch'':2 ''slips'':3', '''the'':1 ''winch'':2 ''slips'':3 ''oil'':5,7'),
                     (36000, '''oil'':1,2', '''oil'':1,2 ''the'':4 ''βιντσι'':5');"
            }
        };
        place.sql(before).expect("words as they were");
        store.migrate().expect("up");
        let key =
            |at: usize, rank| (ids[at], FoundKey { rank, number: 9000 * (1 + i64::try_from(at).unwrap()) });
        for (text, expected) in [
            ("\"winch slips\"", vec![key(2, Rank::Ticket), key(0, Rank::Conversation)]),
            ("winch slip", vec![key(2, Rank::Ticket), key(0, Rank::Ticket)]),
            ("oil", vec![key(3, Rank::Ticket), key(2, Rank::Conversation)]),
            ("\"oil oil\"", vec![key(3, Rank::Ticket)]),
            ("oil βίν", vec![key(3, Rank::Conversation)]),
            ("gone", vec![]),
        ] {
            assert_eq!(found(&store, text, 1), expected, "{text} on {}", place.url);
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Waiting {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    many: i64,
}

#[test]
fn what_is_said_while_words_are_kept_is_kept_too() {
    // SQLite has one writer at a time.
    let Some(place) = Place::postgres() else { return };
    let (store, world) = (place.migrated(), World::new());
    let opened = store.write(|tx| open_turn(tx, &world.scene(), OpenTurn::saying("It stands still")));
    let Opened::Ask(pending) = opened.expect("it opens") else { panic!("nothing urgent was said") };
    let (session, reason) = (pending.session, Reason::UserRequest);
    let wish = Escalate { session, user_id: None, reason, priority: None, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket");

    let (kept, said) = (Barrier::new(2), AtomicBool::new(false));
    let mut behind = place.postgres_connection();
    std::thread::scope(|threads| {
        threads.spawn(|| {
            kept.wait();
            let more = OpenTurn::saying("The flange is cracked").in_session(session);
            store.write(|tx| open_turn(tx, &world.scene(), more)).expect("it is kept for the expert");
            said.store(true, Ordering::Relaxed);
        });
        let keeping: Result<(), StoreError> = store.write(|tx| {
            assert_eq!(keep_ticket_words(tx, 10)?, 1);
            kept.wait();
            let is_waiting = "SELECT count(*) AS many FROM pg_stat_activity \
                              WHERE application_name = current_schema() AND wait_event_type = 'Lock'";
            while !said.load(Ordering::Relaxed) {
                let waiting: Vec<Waiting> =
                    diesel::sql_query(is_waiting).load(&mut behind).expect("an answer");
                if waiting.iter().any(|waiting| waiting.many > 0) {
                    break;
                }
            }
            Ok(())
        });
        keeping.expect("the words are kept");
    });
    let stale: Result<bool, StoreError> = store.read(|view| view.are_tickets_stale());
    assert!(stale.expect("an answer"), "what was said meanwhile is to be kept too");
}
