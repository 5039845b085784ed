//! Random looks at random tickets: memory, SQLite and PostgreSQL find what a plain comparison of words finds, in its
//! order, without gap or overlap between pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::assistant::Category;
use handover_domain::testing::MemoryStore;
use handover_domain::{
    Language, Priority, Reason, Session, SessionId, Store, StoreExt, Ticket, TicketFilter, TicketId,
    TicketKey, TicketNumber, TicketOrder, TicketPrefix, TicketStatus, TicketTally,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;

use crate::harness::{Place, a_session, a_ticket_with_mails, an_instant, places, scope};

const MODELS: [&str; 3] = ["HydroJet 3", "O'Neil \"7\"", "Μοντέλο-Ω"];
const COMPANIES: [&str; 2] = ["Fjord AS", "Αιγαίο ΑΕ"];
const EXPERTS: [&str; 2] = ["hydraulic", "00000000-0000-0000-0000-00000000000e"];
const USERS: [&str; 4] = ["kari", "visitor-1", "o'hara", "x\\%_"];
const MACHINES: [&str; 3] = ["m-1", "m-2", "m'3"];
const TICKETS: u32 = 90;

/// One of `values` or, in one case of `values.len() + 1`, none.
fn maybe<T: Clone>(values: &[T], by: u32) -> Option<T> {
    values.get(usize::try_from(by).expect("a size") % (values.len() + 1)).cloned()
}

fn one<T: Copy>(values: &[T], by: u32) -> T {
    *values.get(usize::try_from(by).expect("a size") % values.len()).expect("one of them")
}

fn session_id(number: u32) -> SessionId {
    SessionId(Uuid::from_u128(0x5000 + u128::from(number)))
}

/// Sessions and their tickets, as different from each other as two numbers make them.
fn population() -> Vec<(Session, Ticket)> {
    (0..TICKETS)
        .map(|number| {
            // Spreads the numbers, so that the columns do not go together.
            let by = |salt: u32| {
                number.wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503) / 7 + number * salt
            };
            let mut session = a_session();
            session.id = session_id(number);
            session.user_id = one(&USERS, by(1)).to_owned();
            session.language = one(&Language::ALL, by(2));
            let (mut ticket, _) = a_ticket_with_mails(&session, 0);
            ticket.id = TicketId(Uuid::from_u128(0x7000 + u128::from(number * 37 % 97)));
            ticket.number =
                TicketNumber::new(&TicketPrefix::default(), an_instant().date_naive(), i64::from(number));
            ticket.priority = one(Priority::ALL, by(3));
            ticket.status = one(TicketStatus::ALL, by(4));
            ticket.resolved_at = (!ticket.status.is_open()).then(an_instant);
            ticket.reason = one(Reason::ALL, by(5));
            ticket.category = maybe(Category::ALL, by(6));
            ticket.machine_model = maybe(&MODELS, by(7)).map(str::to_owned);
            ticket.machine_id = maybe(&MACHINES, by(8)).map(str::to_owned);
            ticket.organization_name = maybe(&COMPANIES, by(9)).map(str::to_owned);
            ticket.assigned_expert_id = maybe(&EXPERTS, by(10)).map(str::to_owned);
            // Several share an instant.
            ticket.created_at = at(number / 4);
            (session, ticket)
        })
        .collect()
}

fn at(minutes: u32) -> DateTime<Utc> {
    an_instant() + TimeDelta::minutes(minutes.into())
}

struct Filled {
    tickets: Vec<Ticket>,
    memory: MemoryStore,
    databases: Vec<(Place, handover_persistence::SqlStore)>,
}

static FILLED: LazyLock<Filled> = LazyLock::new(|| {
    let people = population();
    let fill = |store: &dyn Store| {
        let written: Result<(), handover_domain::StoreError> = store.write(|tx| {
            for (session, ticket) in &people {
                tx.insert_session(session)?;
                tx.insert_ticket(ticket)?;
            }
            Ok(())
        });
        written.expect("the tickets are stored");
    };
    let memory = MemoryStore::new();
    fill(&memory);
    let databases: Vec<_> = places().into_iter().map(|place| (place.migrated(), place)).collect();
    let databases = databases.into_iter().map(|(store, place)| (place, store)).collect::<Vec<_>>();
    databases.iter().for_each(|(_, store)| fill(store));
    Filled { tickets: people.into_iter().map(|(_, ticket)| ticket).collect(), memory, databases }
});

fn some<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> BoxedStrategy<Vec<T>> {
    let most = values.len();
    prop_oneof![3 => Just(Vec::new()), 1 => subsequence(values, 1..=most)].boxed()
}

fn words(values: &[&str]) -> BoxedStrategy<Vec<String>> {
    let all = values.iter().map(|word| (*word).to_owned()).chain(["nowhere".to_owned()]);
    some(all.collect())
}

fn filters() -> impl Strategy<Value = TicketFilter> {
    let closed = (
        some(TicketStatus::ALL.to_vec()),
        some(Priority::ALL.to_vec()),
        some(Reason::ALL.to_vec()),
        some(Language::ALL.to_vec()),
        some(Category::ALL.to_vec()),
    );
    let open = (words(&MODELS), words(&MACHINES), words(&COMPANIES), words(&EXPERTS));
    let flags = (prop::bool::weighted(0.3), prop::bool::weighted(0.2));
    let who = (prop::option::weighted(0.2, select(USERS.to_vec())), prop::option::weighted(0.1, 0..TICKETS));
    let ages = (prop::option::weighted(0.2, 0..25_u32), prop::option::weighted(0.2, 0..25_u32));
    (closed, open, flags, who, ages).prop_map(|(closed, open, flags, who, ages)| TicketFilter {
        is_open: flags.0,
        statuses: closed.0,
        priorities: closed.1,
        reasons: closed.2,
        languages: closed.3,
        categories: closed.4,
        machine_models: open.0,
        machine_ids: open.1,
        organization_names: open.2,
        assigned_expert_ids: open.3,
        is_unassigned: flags.1,
        session_id: who.1.map(session_id),
        user_id: who.0.map(str::to_owned),
        created_since: ages.0.map(at),
        created_until: ages.1.map(at),
    })
}

/// The same question asked of words: for each key the words that will do, and the ticket's own.
fn naive(filter: &TicketFilter, ticket: &Ticket) -> bool {
    fn said<T: ToString>(values: &[T]) -> Vec<String> {
        values.iter().map(T::to_string).collect()
    }
    let codes = |languages: &[Language]| languages.iter().map(|l| l.code().to_owned()).collect::<Vec<_>>();
    let none = String::new;
    let status = ticket.status.to_string();
    let mut questions = vec![
        (said(&filter.statuses), status.clone()),
        (said(&filter.priorities), ticket.priority.to_string()),
        (said(&filter.reasons), ticket.reason.to_string()),
        (codes(&filter.languages), ticket.language.code().to_owned()),
        (said(&filter.categories), ticket.category.map_or_else(none, |word| word.to_string())),
        (filter.machine_models.clone(), ticket.machine_model.clone().unwrap_or_default()),
        (filter.machine_ids.clone(), ticket.machine_id.clone().unwrap_or_default()),
        (filter.organization_names.clone(), ticket.organization_name.clone().unwrap_or_default()),
        (filter.assigned_expert_ids.clone(), ticket.assigned_expert_id.clone().unwrap_or_default()),
        (filter.session_id.iter().map(|id| id.0.to_string()).collect(), ticket.session_id.0.to_string()),
        (filter.user_id.iter().cloned().collect(), ticket.user_id.clone()),
    ];
    if filter.is_open {
        questions.push((said(&["open", "in_progress", "waiting_on_user"]), status));
    }
    if filter.is_unassigned {
        questions
            .push((vec!["none".to_owned()], ticket.assigned_expert_id.clone().unwrap_or("none".to_owned())));
    }
    let time = ticket.created_at;
    questions.iter().all(|(asked, word)| asked.is_empty() || asked.contains(word))
        && filter.created_since.is_none_or(|since| since <= time)
        && filter.created_until.is_none_or(|until| time <= until)
}

fn expected(filter: &TicketFilter, order: TicketOrder) -> Vec<TicketId> {
    let mut found: Vec<&Ticket> = FILLED.tickets.iter().filter(|ticket| naive(filter, ticket)).collect();
    let micros = |ticket: &Ticket| ticket.created_at.timestamp_micros();
    match order {
        TicketOrder::Newest => found.sort_by_key(|t| (-micros(t), std::cmp::Reverse(t.id))),
        TicketOrder::Urgency => found.sort_by_key(|t| {
            let urgency =
                ["urgent", "high", "medium", "low"].iter().position(|word| *word == t.priority.as_str());
            (urgency, micros(t), t.id)
        }),
    }
    found.into_iter().map(|ticket| ticket.id).collect()
}

/// All pages one after the other.
fn walked(store: &dyn Store, filter: &TicketFilter, (order, size): (TicketOrder, usize)) -> Vec<TicketId> {
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let limit = i64::try_from(size).unwrap_or(1);
        let page = store.read(|view| view.tickets(scope(), filter, (order, after), limit)).expect("a page");
        assert!(page.len() <= size);
        let Some(last) = page.last() else { return seen };
        after = Some(TicketKey::of(last));
        seen.extend(page.iter().map(|ticket| ticket.id));
    }
}

proptest! {
    #[test]
    fn every_store_finds_what_a_plain_comparison_finds(
        filter in filters(),
        order in select(TicketOrder::ALL.to_vec()),
        size in 1..40_usize,
    ) {
        let expected = expected(&filter, order);
        prop_assert_eq!(&walked(&FILLED.memory, &filter, (order, size)), &expected, "in memory");
        for (place, store) in &FILLED.databases {
            prop_assert_eq!(&walked(store, &filter, (order, size)), &expected, "on {}", place.url);
        }
    }
}

/// The newest `most` of what is expected, counted by all of their words.
fn tallied(filter: &TicketFilter, most: usize) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for id in expected(filter, TicketOrder::Newest).into_iter().take(most) {
        let t = FILLED.tickets.iter().find(|ticket| ticket.id == id).expect("the ticket");
        let words = format!(
            "{} {} {} {:?} {:?} {:?} {:?}",
            t.status, t.priority, t.reason, t.language, t.category, t.machine_model, t.assigned_expert_id
        );
        *counts.entry(words).or_default() += 1;
    }
    counts
}

fn counted(store: &dyn Store, filter: &TicketFilter, most: usize) -> BTreeMap<String, i64> {
    let most = i64::try_from(most).unwrap_or(1);
    let tallies = store.read(|view| view.tally_tickets(scope(), (filter, None), most)).expect("a count");
    let words = |t: TicketTally| {
        let words = format!(
            "{} {} {} {:?} {:?} {:?} {:?}",
            t.status, t.priority, t.reason, t.language, t.category, t.machine_model, t.assigned_expert_id
        );
        (words, t.count)
    };
    tallies.into_iter().map(words).collect()
}

proptest! {
    #[test]
    fn every_store_counts_what_a_plain_comparison_finds(filter in filters(), most in 1..120_usize) {
        let expected = tallied(&filter, most);
        prop_assert_eq!(&counted(&FILLED.memory, &filter, most), &expected, "in memory");
        for (place, store) in &FILLED.databases {
            prop_assert_eq!(&counted(store, &filter, most), &expected, "on {}", place.url);
        }
    }
}

/// The property is worth something only if the filters find something.
#[test]
fn the_tickets_differ_in_everything() {
    let tickets = &FILLED.tickets;
    let open = tickets.iter().filter(|ticket| ticket.status.is_open()).count();
    assert!((20..80).contains(&open), "{open}");
    for (is_some, count) in [true, false]
        .map(|some| (some, tickets.iter().filter(|ticket| ticket.machine_model.is_some() == some).count()))
    {
        assert!(count > 5, "{is_some} {count}");
    }
}
