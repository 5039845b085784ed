//! Rows that are to be added, and reach PostgreSQL in one round trip.
//!
//! A turn adds a message, its events and a trigger and then stores its session; an escalation adds a
//! ticket and more. Sent one by one they would cost a round trip each, with the session, and for an
//! escalation the day's counter, locked all the while. So they wait until something else is asked of
//! the transaction, and go together. What is wrong with one of them shows then, at the latest at the
//! commit. SQLite has no round trips to save and gets every row at once.

use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType};
use diesel::{PgConnection, QueryResult, RunQueryDsl, SqliteConnection, insert_into};

use crate::connection::add;
use crate::insight::ChangeRow;
use crate::messages::MessageRow;
use crate::outbox::OutboxRow;
use crate::schema::{
    ai_messages, escalation_triggers, insight_changes, outbox, session_events, support_tickets,
    ticket_events, ticket_search, troubleshooting_steps,
};
use crate::session_events::SessionEventRow;
use crate::sql_types::{Uid, XUuid};
use crate::steps::StepRow;
use crate::ticket_search::SearchRow;
use crate::tickets::{TicketEventRow, TicketRow};
use crate::triggers::TriggerRow;

/// Rows that are to be added.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) steps: Vec<StepRow>,
    pub(crate) messages: Vec<MessageRow>,
    pub(crate) session_events: Vec<SessionEventRow>,
    pub(crate) triggers: Vec<TriggerRow>,
    pub(crate) tickets: Vec<TicketRow>,
    pub(crate) ticket_events: Vec<TicketEventRow>,
    pub(crate) outbox: Vec<OutboxRow>,
    pub(crate) changes: Vec<ChangeRow>,
    pub(crate) searches: Vec<SearchRow>,
    /// A session whose tickets have other words now.
    pub(crate) talked_in: Option<Uid>,
}

/// With more rows than this a statement is hardly ever the same again, and not worth keeping prepared.
const USUAL: usize = 12;

impl Pending {
    fn len(&self) -> usize {
        self.steps.len()
            + self.messages.len()
            + self.session_events.len()
            + self.triggers.len()
            + self.tickets.len()
            + self.ticket_events.len()
            + self.outbox.len()
            + self.changes.len()
            + self.searches.len()
            + usize::from(self.talked_in.is_some())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the rows, each after what it refers to.
    pub(crate) fn add_to_sqlite(&self, c: &mut SqliteConnection) -> QueryResult<()> {
        for row in &self.steps {
            add!(insert_into(troubleshooting_steps::table).values(row), c)?;
        }
        for row in &self.messages {
            add!(insert_into(ai_messages::table).values(row), c)?;
        }
        for row in &self.session_events {
            add!(insert_into(session_events::table).values(row), c)?;
        }
        for row in &self.triggers {
            add!(insert_into(escalation_triggers::table).values(row), c)?;
        }
        for row in &self.tickets {
            add!(insert_into(support_tickets::table).values(row), c)?;
        }
        for row in &self.ticket_events {
            add!(insert_into(ticket_events::table).values(row), c)?;
        }
        for row in &self.outbox {
            add!(insert_into(outbox::table).values(row), c)?;
        }
        for row in &self.changes {
            add!(insert_into(insight_changes::table).values(row), c)?;
        }
        for row in &self.searches {
            add!(insert_into(ticket_search::table).values(row), c)?;
        }
        if let Some(session) = self.talked_in {
            Stale(session).execute(c)?;
        }
        Ok(())
    }

    /// Adds the rows and runs `last`, which returns one number per row, in one statement. Returns how
    /// many rows that were. Foreign keys are checked at the end, so the order does not matter.
    pub(crate) fn add_to_postgres(
        &self,
        c: &mut PgConnection,
        last: &dyn QueryFragment<Pg>,
    ) -> QueryResult<usize> {
        self.add_all_to_postgres(c, &[], last)
    }

    /// The same with `first`, which `last` may call `a0` and so on.
    pub(crate) fn add_all_to_postgres(
        &self,
        c: &mut PgConnection,
        first: &[&dyn QueryFragment<Pg>],
        last: &dyn QueryFragment<Pg>,
    ) -> QueryResult<usize> {
        let steps = insert_into(troubleshooting_steps::table).values(&self.steps);
        let messages = insert_into(ai_messages::table).values(&self.messages);
        let session_events = insert_into(session_events::table).values(&self.session_events);
        let triggers = insert_into(escalation_triggers::table).values(&self.triggers);
        let tickets = insert_into(support_tickets::table).values(&self.tickets);
        let ticket_events = insert_into(ticket_events::table).values(&self.ticket_events);
        let outbox = insert_into(outbox::table).values(&self.outbox);
        let changes = insert_into(insight_changes::table).values(&self.changes);
        let searches = insert_into(ticket_search::table).values(&self.searches);
        let stale = Stale(self.talked_in.unwrap_or(Uid(uuid::Uuid::nil())));
        let all: [(bool, &dyn QueryFragment<Pg>); 10] = [
            (self.steps.is_empty(), &steps),
            (self.messages.is_empty(), &messages),
            (self.session_events.is_empty(), &session_events),
            (self.triggers.is_empty(), &triggers),
            (self.tickets.is_empty(), &tickets),
            (self.ticket_events.is_empty(), &ticket_events),
            (self.outbox.is_empty(), &outbox),
            (self.changes.is_empty(), &changes),
            (self.searches.is_empty(), &searches),
            (self.talked_in.is_none(), &stale),
        ];
        let inserts = all.into_iter().filter(|(empty, _)| !empty).map(|(_, insert)| insert);
        let parts = first.iter().copied().chain(inserts).collect();
        let rows: Vec<i64> = Together { parts, last, usual: self.len() <= USUAL }.load(c)?;
        Ok(rows.len())
    }
}

/// `WITH a0 AS (INSERT …), a1 AS (INSERT …) UPDATE … RETURNING …`
struct Together<'a> {
    parts: Vec<&'a dyn QueryFragment<Pg>>,
    last: &'a dyn QueryFragment<Pg>,
    usual: bool,
}

impl QueryFragment<Pg> for Together<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (index, part) in self.parts.iter().enumerate() {
            out.push_sql(if index == 0 { "WITH a" } else { "), a" });
            out.push_sql(&index.to_string());
            out.push_sql(" AS (");
            part.walk_ast(out.reborrow())?;
        }
        if !self.parts.is_empty() {
            out.push_sql(") ");
        }
        self.last.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _backend: &Pg) -> QueryResult<bool> {
        Ok(self.usual)
    }
}

impl QueryId for Together<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Together<'_> {
    type SqlType = BigInt;
}

impl<Conn> RunQueryDsl<Conn> for Together<'_> {}

/// What ends the statement where there is nothing more to do.
pub(crate) struct Nothing;

impl QueryFragment<Pg> for Nothing {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT 1::bigint");
        Ok(())
    }
}

/// Says that the words of a session's tickets are to be kept anew.
struct Stale(Uid);

impl<DB> QueryFragment<DB> for Stale
where
    DB: Backend + HasSqlType<XUuid>,
    Uid: ToSql<XUuid, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // Also where they are stale: whoever keeps them at this moment may have read what was said before this.
        out.push_sql("UPDATE ticket_search SET is_stale = TRUE WHERE session_id = ");
        out.push_bind_param::<XUuid, _>(&self.0)
    }
}

impl QueryId for Stale {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Conn> RunQueryDsl<Conn> for Stale {}
