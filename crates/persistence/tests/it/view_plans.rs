//! That nothing which the desk shows of one ticket reads a whole table: every statement behind it, as it is sent.

use std::sync::{Mutex, PoisonError};

use diesel::connection::{InstrumentationEvent, set_default_instrumentation};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl};
use handover_domain::testing::World;
use handover_domain::{
    StoreError, StoreExt, TicketError, TicketId, TicketRef, notifications_of, ticket_card, transcript,
    view_ticket,
};
use uuid::Uuid;

use crate::harness::{Place, places};

/// What the connections of this process have sent.
static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(event: InstrumentationEvent<'_>) {
    if let InstrumentationEvent::StartQuery { query, .. } = event {
        SENT.lock().unwrap_or_else(PoisonError::into_inner).push(query.to_string());
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    line: String,
}

/// The plan that PostgreSQL has for a statement whatever its values are, where any index is better than a whole table.
fn plan_on_postgres(place: &Place, sql: &str) -> Vec<String> {
    let values = (1..).take_while(|number| sql.contains(&format!("${number}"))).map(|_| "NULL");
    let values: Vec<&str> = values.collect();
    let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    let mut conn = place.postgres_connection();
    for text in [
        "SET enable_seqscan = off",
        "SET plan_cache_mode = force_generic_plan",
        &format!("PREPARE one AS {sql}"),
    ] {
        diesel::sql_query(text).execute(&mut conn).expect(sql);
    }
    let lines: Vec<Line> =
        diesel::sql_query(format!("EXPLAIN EXECUTE one{values}")).load(&mut conn).expect(sql);
    lines.into_iter().map(|line| line.line).collect()
}

#[test]
fn a_ticket_is_shown_by_indexes() {
    set_default_instrumentation(|| Some(Box::new(note))).expect("connections are watched");
    for place in places() {
        let store = place.migrated();
        let is_sqlite = place.url.sqlite_path().is_some();
        let fill = if is_sqlite {
            include_str!("../../../../tests/load/desk/fill_sqlite.sql")
        } else {
            include_str!("../../../../tests/load/desk/fill_postgres.sql")
        };
        let values =
            [("tickets", "20"), ("messages", "6"), ("step", "150"), ("begin", "2026-01-01 00:00:00")];
        let fill = values
            .into_iter()
            .fold(fill.to_owned(), |sql, (name, value)| sql.replace(&format!("{{{name}}}"), value));
        place.sql(&fill).expect("tickets");
        let world = World::new();
        let id = TicketId(Uuid::from_u128((7 << 96) | (4 << 76) | (8 << 60) | 2));
        SENT.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let shown: Result<(), TicketError> = store.read(|view| {
            let (scene, which) = (world.scene(), TicketRef::Id(id));
            let session = view_ticket(view, &scene, &which)?.ticket.session_id;
            ticket_card(view, &scene, &which)?;
            notifications_of(view, &scene, &which)?;
            transcript(view, &scene, session, 100).map_err(|error| StoreError::Failed(error.into()))?;
            Ok(())
        });
        shown.expect("a ticket is shown");
        let sent = SENT.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let sent: Vec<&str> = sent
            .iter()
            .filter_map(|query| query.split(" -- binds").next())
            .filter(|sql| sql.contains("SELECT"))
            .collect();
        assert!(sent.len() > 9, "{} shows a ticket with {sent:#?}", place.url);
        for sql in sent {
            let plan = if is_sqlite { place.plan_on_sqlite(sql) } else { plan_on_postgres(&place, sql) };
            let whole = |line: &String| {
                (line.starts_with("SCAN ") && !line.contains("CONSTANT ROW") && !line.contains("chosen"))
                    || line.contains("Seq Scan on")
            };
            assert!(!plan.iter().any(whole), "{sql}: {plan:#?}");
        }
    }
}
