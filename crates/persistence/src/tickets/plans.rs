//! That no look at tickets reads a whole table: the plans of both databases, on tables with statistics.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Integer, Text};
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use handover_domain::assistant::Category;
use handover_domain::{
    Actor, Language, OrganizationId, Priority, Reason, SessionId, Sought, TicketFilter, TicketId, TicketKey,
    TicketOrder, TicketStatus,
};
use uuid::Uuid;

use super::look::Look;
use super::tally;
use crate::pieces::{Pieces, Rows};
use crate::ticket_search::{Holding, Search};

/// The statements of `fill`, for tickets enough to have plans like those of many.
fn filling(fill: &str) -> String {
    let values = [("tickets", "20000"), ("messages", "6"), ("step", "150"), ("begin", "2026-01-01 00:00:00")];
    values.into_iter().fold(fill.to_owned(), |sql, (name, value)| sql.replace(&format!("{{{name}}}"), value))
}

/// Every filter by itself, and those that go together most.
fn filters() -> Vec<(&'static str, TicketFilter)> {
    let all = TicketFilter::default;
    let words = |text: &str| vec![text.to_owned()];
    let now = chrono::DateTime::from_timestamp(1_770_000_000, 0).expect("an instant");
    vec![
        ("all", all()),
        ("open", TicketFilter { is_open: true, ..all() }),
        ("status", TicketFilter { statuses: vec![TicketStatus::Resolved], ..all() }),
        (
            "open statuses",
            TicketFilter { statuses: vec![TicketStatus::Open, TicketStatus::InProgress], ..all() },
        ),
        ("priorities", TicketFilter { priorities: vec![Priority::Urgent, Priority::High], ..all() }),
        ("reason", TicketFilter { reasons: vec![Reason::SafetyConcern], ..all() }),
        ("language", TicketFilter { languages: vec![Language::El, Language::Tr], ..all() }),
        ("category", TicketFilter { categories: vec![Category::Hydraulic], ..all() }),
        ("model", TicketFilter { machine_models: words("Model 7"), ..all() }),
        ("machine", TicketFilter { machine_ids: words("machine-7"), ..all() }),
        ("company", TicketFilter { organization_names: words("Company 7"), ..all() }),
        ("expert", TicketFilter { assigned_expert_ids: words("expert-7"), ..all() }),
        ("nobody", TicketFilter { is_unassigned: true, ..all() }),
        ("open of nobody", TicketFilter { is_open: true, is_unassigned: true, ..all() }),
        (
            "open of an expert",
            TicketFilter { is_open: true, assigned_expert_ids: words("expert-0"), ..all() },
        ),
        ("session", TicketFilter { session_id: Some(SessionId(Uuid::from_u128(7))), ..all() }),
        ("user", TicketFilter { user_id: Some("user-7".to_owned()), ..all() }),
        ("age", TicketFilter { created_until: Some(now), ..all() }),
        (
            "reason and language",
            TicketFilter { reasons: vec![Reason::UserRequest], languages: vec![Language::No], ..all() },
        ),
    ]
}

/// Every statement that reads tickets for a page, a count or a search.
fn statements() -> Vec<(String, Pieces)> {
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    let created_at = chrono::DateTime::from_timestamp(1_769_000_000, 0).expect("an instant");
    let key = TicketKey { priority: Priority::High, created_at, id: TicketId(Uuid::from_u128(9)) };
    let mut all = Vec::new();
    for (name, filter) in filters() {
        for order in TicketOrder::ALL {
            for after in [None, Some(key)] {
                let look = Look { scope, filter: &filter, page: (*order, after), limit: 51 };
                all.push((format!("{name}, {order}, {}", after.is_some()), look.statement("id")));
            }
        }
        let look = Look { scope, filter: &filter, page: (TicketOrder::Newest, None), limit: 10_001 };
        let counted = tally::grouped(look.statement(tally::COLUMNS));
        // Who counts all must read up to 10,000, of whatever size the table is.
        all.push((format!("{name}, counted"), counted));
    }
    for text in ["b4711", "p77 boat", "\"boat b4711\"", "pump"] {
        let sought = Sought::parse(text);
        for holding in [Holding::Own, Holding::OnlyTogether, Holding::Any] {
            let filter = TicketFilter { is_open: true, ..TicketFilter::default() };
            let search = Search { scope, sought: &sought, filter: &filter, holding, behind: Some(20_000) };
            all.push((format!("search {text} {holding:?}"), search.on(&[1, 0], 51)));
        }
    }
    all
}

#[test]
fn sqlite_takes_an_index_for_every_look() {
    let mut conn = SqliteConnection::establish(":memory:").expect("a database");
    crate::migrations::migrate_sqlite(&mut conn).expect("tables");
    let fill = include_str!("../../../../tests/load/desk/fill_sqlite.sql");
    conn.batch_execute(&filling(fill)).expect("tickets");
    for (name, statement) in statements() {
        let mut explained = Pieces::default();
        explained.sql("EXPLAIN QUERY PLAN ").add(statement);
        let rows = Rows::<(Integer, Integer, Integer, Text)>::of(explained);
        let plan: Vec<(i32, i32, i32, String)> = rows.load(&mut conn).expect(&name);
        let plan: Vec<String> = plan.into_iter().map(|(.., detail)| detail).collect();
        let reads =
            plan.iter().filter(|line| line.contains("support_tickets") || line.contains(" t ")).count();
        assert!(reads > 0, "{name} reads no tickets: {plan:#?}");
        if name == "open, counted" {
            let whole = plan.iter().any(|line| line.contains("COVERING INDEX support_tickets_open_newest"));
            assert!(whole, "open tickets are counted from the index alone: {plan:#?}");
        }
        for line in &plan {
            let scans = line.starts_with("SCAN") && !line.contains("VIRTUAL TABLE INDEX");
            let of_ours = ["support_tickets", "ai_messages", "ticket_search", " t", " s"];
            assert!(!scans || !of_ours.iter().any(|table| line.contains(table)), "{name}: {plan:#?}");
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test has no settings to read them from")]
fn postgres_takes_an_index_for_every_look() {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else { return };
    let schema = format!("plans_{}", Uuid::new_v4().simple());
    let mut conn = PgConnection::establish(&server).expect("a server");
    let begin =
        format!("CREATE SCHEMA {schema}; SET search_path = {schema}; SET client_min_messages = error");
    conn.batch_execute(&begin).expect("a schema");
    let joint = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{joint}options=-csearch_path%3D{schema}");
    let url = crate::DatabaseUrl::parse(&url).expect("an address");
    let store = crate::SqlStore::open(&url, crate::PoolSettings::default()).expect("a store");
    store.migrate().expect("tables");
    let fill = include_str!("../../../../tests/load/desk/fill_postgres.sql");
    conn.batch_execute(&filling(fill)).expect("tickets");
    let mut bad = Vec::new();
    for (name, statement) in statements() {
        let mut explained = Pieces::default();
        explained.sql("EXPLAIN ").add(statement);
        let plan: Vec<String> = Rows::<Text>::of(explained).load(&mut conn).expect(&name);
        let counts = name.ends_with("counted");
        let whole = plan.iter().any(|line| {
            line.contains("Seq Scan on support_tickets") || line.contains("Seq Scan on ai_messages")
        });
        // Words are found in their index, and what they lead to is read row by row.
        let is_search = name.starts_with("search");
        let by_words = plan.iter().any(|line| line.contains("Bitmap Index Scan on ticket_words_all"));
        let table = plan.iter().any(|line| line.contains("Seq Scan"));
        // To count half of a table it may well be read as it lies.
        if whole && !counts || is_search && (table || !by_words) {
            bad.push((name, plan));
        }
    }
    let aside =
        "SELECT array_to_string(reloptions, ',') FROM pg_class WHERE oid = 'ticket_words_all'::regclass";
    let mut options = Pieces::default();
    options.sql(aside);
    let options: Vec<String> = Rows::<Text>::of(options).load(&mut conn).expect("the index");
    assert_eq!(options, ["fastupdate=off"], "new words on a list aside are read again for each shelf");
    drop(store);
    conn.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).expect("it is gone");
    assert!(bad.is_empty(), "{bad:#?}");
}
