//! Finding tickets by words: what PostgreSQL calls a text search vector and SQLite FTS5.
//!
//! Both get words that are folded and cut already (letters and digits, nothing else), so neither has anything of its
//! own to decide, and no text can be taken for a part of their query languages.

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use handover_domain::{
    FoundKey, FoundTicket, OrganizationId, Rank, Scope, Sought, StaleTicket, StoreResult, Ticket,
    TicketFilter, TicketId, TicketSearchReads, TicketSearchWrites, TicketWords,
};

use crate::connection::{AtMost, Cached, DbConn, run};
use crate::pieces::{Pieces, Rows, Value};
use crate::schema::{support_tickets, ticket_search};
use crate::sql_types::{Uid, XUuid};
use crate::tickets::{TicketRow, restrict};
use crate::transaction::SqlTransaction;

mod shelf;

pub(crate) use shelf::Holding;
use shelf::{BETWEEN, for_fts5, for_postgres, fts5, shelf_of, tsquery, without_beginning};

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

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search<'a> {
    pub(crate) scope: Scope,
    pub(crate) sought: &'a Sought,
    pub(crate) filter: &'a TicketFilter,
    pub(crate) holding: Holding,
    /// Only tickets with lower numbers.
    pub(crate) behind: Option<i64>,
}

impl Search<'_> {
    /// The statement that gives the newest `limit` tickets on these shelves, which come in descending order, with their
    /// `id` and `number` and what tickets are counted by.
    ///
    /// It goes from shelf to shelf and from words to tickets, and whatever the database believes to know of its tables
    /// does not matter: no part of it can be exchanged with another.
    pub(crate) fn on(&self, shelves: &[i64], limit: i64) -> Pieces {
        let mut sql = Pieces::default();
        sql.sql("SELECT ");
        sql.sqlite_only(format!("w.rowid AS number, {TOLD}")).postgres_only("w.number, found.*");
        sql.sql(" FROM ");
        sql.sqlite_only("ticket_words w CROSS JOIN ");
        self.lines_up(&mut sql, shelves);
        sql.sqlite_only("ticket_search s CROSS JOIN support_tickets t");
        sql.postgres_only(format!(
            "(SELECT {TOLD} FROM ticket_search s JOIN support_tickets t ON t.id = s.ticket_id"
        ));
        sql.sql(" WHERE s.number = ").sqlite_only("w.rowid AND t.id = s.ticket_id").postgres_only("w.number");
        sql.sql(" AND s.organization_id = ").value(Value::Id(Uid(self.scope.organization().0)));
        restrict(&mut sql, "t.", self.filter);
        sql.postgres_only(" OFFSET 0) AS found");
        sql.sqlite_only(" AND w.ticket_words MATCH ");
        sql.sqlite_value(Value::Words(fts5(self.sought, shelves, self.holding)));
        if let Some(number) = self.behind {
            sql.sqlite_only(" AND w.rowid < ").sqlite_value(Value::Big(number));
        }
        sql.sqlite_only(" ORDER BY w.rowid DESC");
        sql.sql(format!(" LIMIT {limit}"));
        sql
    }

    /// Adds what finds the numbers on PostgreSQL, shelf by shelf: each part is made for one row of the part before.
    fn lines_up(&self, sql: &mut Pieces, shelves: &[i64]) {
        let holds = |sql: &mut Pieces, sought: &Sought, holding| {
            sql.postgres_only("words @@ replace(").postgres_value(Value::Words(tsquery(sought, holding)));
            sql.postgres_only(format!(", '{BETWEEN}', to_hex(shelf.code))::tsquery"));
        };
        let last = |end: Option<&i64>| Value::Big(end.copied().unwrap_or(0));
        sql.postgres_only("generate_series(").postgres_value(last(shelves.first()));
        sql.postgres_only("::bigint, ").postgres_value(last(shelves.last()));
        sql.postgres_only("::bigint, -1) AS shelf (code) CROSS JOIN LATERAL ");
        if let Some(rest) = without_beginning(self.sought) {
            // Planned for all rows, or the limit would make a walk through the table look cheap.
            sql.postgres_only("(WITH telling AS MATERIALIZED (SELECT number FROM ticket_words WHERE ");
            holds(sql, &rest, self.holding.at_least());
            sql.postgres_only(") SELECT 1 FROM telling LIMIT 1) AS worthwhile CROSS JOIN LATERAL ");
        }
        sql.postgres_only("(SELECT number FROM ticket_words WHERE ");
        holds(sql, self.sought, self.holding);
        if let Some(number) = self.behind {
            sql.postgres_only(" AND number < ").postgres_value(Value::Big(number));
        }
        sql.postgres_only(" ORDER BY number DESC OFFSET 0) AS w CROSS JOIN LATERAL ");
    }
}

/// What a search tells of a ticket.
const TOLD: &str = "t.id, t.status, t.priority, t.escalation_reason, t.language, t.category, t.machine_model, \
                    t.assigned_expert_id, t.assigned_expert_name";

/// Up to so many tickets tell on which shelves it is worthwhile to look.
const MOST_TELLING: usize = 100;

/// The shelves from the newest on, which are looked at more and more at once.
///
/// PostgreSQL stops by itself at the shelf that fills a page; SQLite begins with all at once that it is told of.
struct Walk {
    next: i64,
    many: i64,
}

impl Walk {
    /// Up to where the numbers go, and behind a place.
    fn from(db: &mut DbConn<'_>, behind: Option<i64>) -> QueryResult<Self> {
        let last = match behind {
            Some(number) => Some(number - 1),
            None => run!(db, c => ticket_search::table.select(max(ticket_search::number)).get_result(c))?,
        };
        let many = if matches!(db, DbConn::Pg(_)) { i64::MAX } else { 1 };
        Ok(Self { next: last.map_or(-1, shelf_of), many })
    }

    /// The next shelves; none when all were looked at.
    fn shelves(&mut self) -> Option<Vec<i64>> {
        let first = self.next;
        let last = first.saturating_sub(self.many).saturating_add(1).max(0);
        self.next = last - 1;
        self.many = self.many.saturating_mul(2);
        (first >= last).then(|| (last..=first).rev().collect())
    }
}

/// Those of `shelves` on which something may be found.
fn worthwhile(db: &mut DbConn<'_>, search: &Search<'_>, shelves: Vec<i64>) -> QueryResult<Vec<i64>> {
    let Some(rest) = without_beginning(search.sought) else { return Ok(shelves) };
    run!(db,
    // Its statement looks by itself.
    pg(_c) => Ok(shelves),
    sqlite(c) => {
        let mut sql = Pieces::default();
        sql.sql("SELECT rowid FROM ticket_words WHERE ticket_words MATCH ");
        sql.value(Value::Words(fts5(&rest, &shelves, search.holding.at_least())));
        if let Some(number) = search.behind {
            sql.sql(" AND rowid < ").value(Value::Big(number));
        }
        sql.sql(format!(" ORDER BY rowid DESC LIMIT {MOST_TELLING}"));
        let numbers: Vec<i64> = Rows::<BigInt>::of(sql).load(c)?;
        if numbers.len() == MOST_TELLING {
            return Ok(shelves);
        }
        let mut telling: Vec<i64> = numbers.into_iter().map(shelf_of).collect();
        telling.dedup();
        Ok(telling)
    })
}

/// Looks from shelf to shelf until `left` is not more than nothing: `look` is given a statement that finds up to so many
/// tickets, and takes away what it has found.
pub(crate) fn walk(
    db: &mut DbConn<'_>,
    search: &Search<'_>,
    mut left: i64,
    mut look: impl FnMut(&mut DbConn<'_>, Pieces) -> QueryResult<i64>,
) -> QueryResult<()> {
    if search.sought.terms.is_empty() || left <= 0 {
        return Ok(());
    }
    let mut walk = Walk::from(db, search.behind)?;
    while left > 0
        && let Some(shelves) = walk.shelves()
    {
        let shelves = worthwhile(db, search, shelves)?;
        if !shelves.is_empty() {
            left -= look(db, search.on(&shelves, left))?;
        }
    }
    Ok(())
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
        for (rank, holding) in [(Rank::Ticket, Holding::Own), (Rank::Conversation, Holding::OnlyTogether)] {
            if after.is_some_and(|key| key.rank > rank) {
                continue;
            }
            let behind = after.filter(|key| key.rank == rank).map(|key| key.number);
            let left = limit - i64::try_from(keys.len()).unwrap_or(limit);
            self.run(|db| {
                walk(db, &Search { scope, sought, filter, holding, behind }, left, |db, chosen| {
                    let mut sql = Pieces::default();
                    sql.sql("SELECT id, number FROM (").add(chosen).sql(") AS chosen");
                    let rows = Rows::<(XUuid, BigInt)>::of(sql);
                    let found: Vec<(Uid, i64)> = run!(db, c => rows.load(c))?;
                    let many = i64::try_from(found.len()).unwrap_or(i64::MAX);
                    keys.extend(
                        found.into_iter().map(|(id, number)| (TicketId(id.0), FoundKey { rank, number })),
                    );
                    Ok(many)
                })
            })?;
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
                "INSERT INTO ticket_words (number, words) VALUES ($1, $2::tsvector) \
                 ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words",
            )
            .bind::<BigInt, _>(number)
            .bind::<Text, _>(for_postgres(number, words))
            .execute(c),
            sqlite(c) => {
                diesel::sql_query("DELETE FROM ticket_words WHERE rowid = ?")
                    .bind::<BigInt, _>(number)
                    .execute(c)?;
                diesel::sql_query("INSERT INTO ticket_words (rowid, words) VALUES (?, ?)")
                    .bind::<BigInt, _>(number)
                    .bind::<Text, _>(for_fts5(number, words))
                    .execute(c)
            })?;
            Ok(())
        })
    }
}
