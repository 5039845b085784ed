//! Finding tickets by words: what PostgreSQL calls a text search vector and SQLite FTS5.
//!
//! Both get words that are folded and cut already (letters and digits, nothing else), so neither has anything of its
//! own to decide, and no text can be taken for a part of their query languages.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use handover_domain::{
    FoundKey, FoundTicket, OrganizationId, Rank, Scope, Sought, StaleTicket, StoreResult, Term, Ticket,
    TicketFilter, TicketId, TicketSearchReads, TicketSearchWrites, TicketWords,
};

use crate::connection::{AtMost, Cached, run};
use crate::pieces::{Pieces, Rows, Value};
use crate::schema::{support_tickets, ticket_search};
use crate::sql_types::{Uid, XUuid};
use crate::tickets::{TicketRow, restrict};
use crate::transaction::SqlTransaction;

/// A row of `ticket_search` as it is added; the database numbers it.
#[derive(Insertable)]
#[diesel(table_name = ticket_search)]
pub(crate) struct SearchRow {
    organization_id: Uid,
    ticket_id: Uid,
    session_id: Uid,
}

impl SearchRow {
    pub(crate) fn of(ticket: &Ticket) -> Self {
        Self {
            organization_id: Uid(ticket.organization_id.0),
            ticket_id: Uid(ticket.id.0),
            session_id: Uid(ticket.session_id.0),
        }
    }
}

/// What must hold of a row of `ticket_words`, which is `w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    /// The ticket's own texts are enough.
    Own,
    /// They are not, but with the conversation they are.
    OnlyTogether,
    /// One of both.
    Any,
}

/// Adds that `w` holds all that is sought.
pub(crate) fn holds(sql: &mut Pieces, sought: &Sought, holding: Holding) {
    let fts = fts5(sought);
    let fts = match holding {
        Holding::Own => format!("{{own}} : ({fts})"),
        Holding::OnlyTogether => format!("({fts}) NOT ({{own}} : ({fts}))"),
        Holding::Any => fts,
    };
    sql.sqlite_only("w.ticket_words MATCH ").sqlite_value(Value::Words(fts));
    let vector = tsquery(sought);
    let value = || Value::Words(vector.clone());
    match holding {
        Holding::Own => sql.postgres_only("w.own @@ ").postgres_value(value()).postgres_only("::tsquery"),
        Holding::Any => sql.postgres_only("w.words @@ ").postgres_value(value()).postgres_only("::tsquery"),
        Holding::OnlyTogether => sql
            .postgres_only("w.words @@ ")
            .postgres_value(value())
            .postgres_only("::tsquery AND NOT w.own @@ ")
            .postgres_value(value())
            .postgres_only("::tsquery"),
    };
}

/// `ticket_words` as `w` and `ticket_search` as `s`, joined.
pub(crate) fn joined(sql: &mut Pieces) {
    sql.sql("ticket_words w JOIN ticket_search s ON s.number = ");
    sql.sqlite_only("w.rowid").postgres_only("w.number");
}

/// All terms, each a string of words.
fn fts5(sought: &Sought) -> String {
    let term =
        |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.is_prefix { " *" } else { "" });
    sought.terms.iter().map(term).collect::<Vec<_>>().join(" AND ")
}

fn tsquery(sought: &Sought) -> String {
    let term = |term: &Term| {
        let words: Vec<String> = term.words.iter().map(|word| format!("'{word}'")).collect();
        format!("({}{})", words.join(" <-> "), if term.is_prefix { ":*" } else { "" })
    };
    sought.terms.iter().map(term).collect::<Vec<_>>().join(" & ")
}

/// What stands between two texts, so that no phrase goes from one to the other. No query holds it.
const BETWEEN: &str = "¦";

fn for_fts5(texts: &[Vec<String>]) -> String {
    texts.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(&format!(" {BETWEEN} "))
}

/// The highest position that a text search vector knows.
const LAST_POSITION: usize = 16_383;

fn for_postgres<'a>(texts: impl Iterator<Item = &'a Vec<String>>) -> String {
    let (mut vector, mut position) = (String::new(), 0);
    for words in texts {
        for word in words {
            position += 1;
            vector.push_str(&format!("'{word}':{} ", position.min(LAST_POSITION)));
        }
        position += 1;
    }
    vector
}

/// The statement that gives the tickets of `filter` that hold what is sought and their numbers, the newest first.
pub(crate) fn found(
    scope: Scope,
    (sought, filter, holding): (&Sought, &TicketFilter, Holding),
    (behind, limit): (Option<i64>, i64),
) -> Pieces {
    let mut sql = Pieces::default();
    sql.sql("SELECT s.ticket_id, s.number FROM ");
    joined(&mut sql);
    sql.sql(" JOIN support_tickets t ON t.id = s.ticket_id WHERE ");
    holds(&mut sql, sought, holding);
    sql.sql(" AND s.organization_id = ").value(Value::Id(Uid(scope.organization().0)));
    restrict(&mut sql, "t.", filter);
    if let Some(number) = behind {
        sql.sqlite_only(" AND w.rowid < ").postgres_only(" AND w.number < ").value(Value::Big(number));
    }
    sql.sqlite_only(" ORDER BY w.rowid DESC").postgres_only(" ORDER BY w.number DESC");
    sql.sql(format!(" LIMIT {limit}"));
    sql
}

impl TicketSearchReads for SqlTransaction<'_> {
    fn search_tickets(
        &mut self,
        scope: Scope,
        sought: &Sought,
        filter: &TicketFilter,
        (after, limit): (Option<FoundKey>, i64),
    ) -> StoreResult<Vec<FoundTicket>> {
        let mut keys: Vec<(TicketId, FoundKey)> = Vec::new();
        if sought.terms.is_empty() {
            return Ok(Vec::new());
        }
        for (rank, holding) in [(Rank::Ticket, Holding::Own), (Rank::Conversation, Holding::OnlyTogether)] {
            let left = limit - i64::try_from(keys.len()).unwrap_or(limit);
            if after.is_some_and(|key| key.rank > rank) || left <= 0 {
                continue;
            }
            let behind = after.filter(|key| key.rank == rank).map(|key| key.number);
            let rows = Rows::<(XUuid, BigInt)>::of(found(scope, (sought, filter, holding), (behind, left)));
            let found: Vec<(Uid, i64)> = self.run(|db| run!(db, c => rows.load(c)))?;
            keys.extend(found.into_iter().map(|(id, number)| (TicketId(id.0), FoundKey { rank, number })));
        }
        let ids: Vec<Uid> = keys.iter().map(|(id, _)| Uid(id.0)).collect();
        self.run(|db| {
            let rows: Vec<TicketRow> = run!(db, c => support_tickets::table
                .filter(support_tickets::id.eq_any(&ids))
                .select(TicketRow::as_select())
                .load(c))?;
            let tickets = rows.into_iter().map(TicketRow::into_domain).collect::<QueryResult<Vec<_>>>()?;
            let key = |ticket: &Ticket| keys.iter().find(|(id, _)| *id == ticket.id).map(|(_, key)| *key);
            let mut found: Vec<FoundTicket> = tickets
                .into_iter()
                .filter_map(|ticket| Some(FoundTicket { key: key(&ticket)?, ticket }))
                .collect();
            found.sort_by_key(|one| (one.key.rank, std::cmp::Reverse(one.key.number)));
            Ok(found)
        })
    }

    fn are_tickets_stale(&mut self) -> StoreResult<bool> {
        self.run(|db| {
            let stale = ticket_search::table.filter(ticket_search::is_stale).select(ticket_search::number);
            let first: Option<i64> = run!(db, c => AtMost(stale, 1).get_result(c).optional())?;
            Ok(first.is_some())
        })
    }
}

impl TicketSearchWrites for SqlTransaction<'_> {
    fn stale_tickets(&mut self, limit: i64) -> StoreResult<Vec<StaleTicket>> {
        let stale = ticket_search::table
            .filter(ticket_search::is_stale)
            .order(ticket_search::number)
            .limit(limit)
            .select((ticket_search::organization_id, ticket_search::ticket_id));
        let rows: Vec<(Uid, Uid)> = self.run(|db| {
            run!(db,
                pg(c) => stale.for_update().skip_locked().load(c),
                sqlite(c) => stale.load(c))
        })?;
        let ids = |(organization, ticket): (Uid, Uid)| StaleTicket {
            organization: OrganizationId(organization.0),
            ticket: TicketId(ticket.0),
        };
        Ok(rows.into_iter().map(ids).collect())
    }

    fn put_ticket_words(&mut self, scope: Scope, ticket: TicketId, words: &TicketWords) -> StoreResult<()> {
        self.run(|db| {
            let row = ticket_search::table
                .filter(ticket_search::ticket_id.eq(Uid(ticket.0)))
                .filter(ticket_search::organization_id.eq(Uid(scope.organization().0)));
            let fresh =
                diesel::update(row).set(ticket_search::is_stale.eq(false)).returning(ticket_search::number);
            let number: Option<i64> = run!(db, c => Cached(fresh).get_result(c).optional())?;
            let Some(number) = number else { return Ok(()) };
            run!(db,
            pg(c) => diesel::sql_query(
                "INSERT INTO ticket_words (number, own, words) VALUES ($1, $2::tsvector, $3::tsvector) \
                 ON CONFLICT (number) DO UPDATE SET own = EXCLUDED.own, words = EXCLUDED.words",
            )
            .bind::<BigInt, _>(number)
            .bind::<Text, _>(for_postgres(words.own.iter()))
            .bind::<Text, _>(for_postgres(words.own.iter().chain(&words.said)))
            .execute(c),
            sqlite(c) => {
                diesel::sql_query("DELETE FROM ticket_words WHERE rowid = ?")
                    .bind::<BigInt, _>(number)
                    .execute(c)?;
                diesel::sql_query("INSERT INTO ticket_words (rowid, own, said) VALUES (?, ?, ?)")
                    .bind::<BigInt, _>(number)
                    .bind::<Text, _>(for_fts5(&words.own))
                    .bind::<Text, _>(for_fts5(&words.said))
                    .execute(c)
            })?;
            Ok(())
        })
    }
}
