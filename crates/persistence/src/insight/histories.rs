//! Sessions with everything that belongs to them, read together.

use std::collections::HashMap;

use diesel::prelude::*;
use handover_domain::insight::{History, Said, TicketRecord};
use handover_domain::{
    MessageId, Priority, RatedHelp, Reason, Scope, Sender, SessionId, Stars, Step, TicketEventKind, TicketId,
    TicketStatus, Trigger,
};
use uuid::Uuid;

use crate::connection::{DbConn, run};
use crate::decode::word;
use crate::ratings::stars;
use crate::schema::{
    ai_messages, ai_sessions, escalation_triggers, session_ratings, support_tickets, ticket_events,
    troubleshooting_steps,
};
use crate::sessions::SessionRow;
use crate::sql_types::{Time, Uid};
use crate::steps::StepRow;
use crate::triggers::TriggerRow;

/// What belongs to sessions, by session.
type BySession<T> = HashMap<SessionId, Vec<T>>;

/// The histories of those of `ids` that exist, in any order.
pub(super) fn of_sessions(db: &mut DbConn<'_>, scope: Scope, ids: &[Uid]) -> QueryResult<Vec<History>> {
    let rows: Vec<SessionRow> = run!(&mut *db, c => ai_sessions::table
        .filter(ai_sessions::session_id.eq_any(ids))
        .filter(ai_sessions::organization_id.eq(Uid(scope.organization().0)))
        .select(SessionRow::as_select())
        .load(c))?;
    let mut messages = messages(db, scope, ids)?;
    let mut triggers = triggers(db, scope, ids)?;
    let mut steps = steps(db, scope, ids)?;
    let mut tickets = tickets(db, scope, ids)?;
    let mut ratings = ratings(db, ids)?;
    let history = |row: SessionRow| {
        let session = row.into_domain()?;
        Ok(History {
            messages: messages.remove(&session.id).unwrap_or_default(),
            triggers: triggers.remove(&session.id).unwrap_or_default(),
            steps: steps.remove(&session.id).unwrap_or_default(),
            tickets: tickets.remove(&session.id).unwrap_or_default(),
            ratings: ratings.remove(&session.id).unwrap_or_default(),
            session,
        })
    };
    rows.into_iter().map(history).collect()
}

fn grouped<T>(all: impl Iterator<Item = QueryResult<(SessionId, T)>>) -> QueryResult<BySession<T>> {
    let mut grouped = BySession::new();
    for one in all {
        let (session, item) = one?;
        grouped.entry(session).or_default().push(item);
    }
    Ok(grouped)
}

/// The columns of a message that measures look at.
#[derive(Queryable, Selectable)]
#[diesel(table_name = ai_messages)]
struct SaidRow {
    session_id: Uid,
    message_id: Uid,
    sequence: i64,
    turn: i64,
    sender: String,
    content: String,
    confidence: Option<f64>,
    timestamp: Time,
}

impl SaidRow {
    fn into_domain(self) -> QueryResult<(SessionId, Said)> {
        let said = Said {
            id: MessageId(self.message_id.0),
            sequence: self.sequence,
            turn: self.turn,
            sender: word("ai_messages.sender", &self.sender, Sender::parse)?,
            content: self.content,
            confidence: self.confidence,
            at: self.timestamp.0,
        };
        Ok((SessionId(self.session_id.0), said))
    }
}

fn messages(db: &mut DbConn<'_>, scope: Scope, ids: &[Uid]) -> QueryResult<BySession<Said>> {
    let rows: Vec<SaidRow> = run!(db, c => ai_messages::table
        .filter(ai_messages::session_id.eq_any(ids))
        .filter(ai_messages::organization_id.eq(Uid(scope.organization().0)))
        .order((ai_messages::session_id, ai_messages::sequence))
        .select(SaidRow::as_select())
        .load(c))?;
    grouped(rows.into_iter().map(SaidRow::into_domain))
}

fn triggers(db: &mut DbConn<'_>, scope: Scope, ids: &[Uid]) -> QueryResult<BySession<Trigger>> {
    use escalation_triggers::dsl;
    let rows: Vec<TriggerRow> = run!(db, c => dsl::escalation_triggers
        .filter(dsl::session_id.eq_any(ids))
        .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
        .order((dsl::triggered_at, dsl::id))
        .select(TriggerRow::as_select())
        .load(c))?;
    grouped(rows.into_iter().map(|row| row.into_domain().map(|trigger| (trigger.session_id, trigger))))
}

fn steps(db: &mut DbConn<'_>, scope: Scope, ids: &[Uid]) -> QueryResult<BySession<Step>> {
    use troubleshooting_steps::dsl;
    let rows: Vec<StepRow> = run!(db, c => dsl::troubleshooting_steps
        .filter(dsl::session_id.eq_any(ids))
        .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
        .order((dsl::created_at, dsl::step_id))
        .select(StepRow::as_select())
        .load(c))?;
    grouped(rows.into_iter().map(|row| row.into_domain().map(|step| (step.session_id, step))))
}

fn ratings(db: &mut DbConn<'_>, ids: &[Uid]) -> QueryResult<BySession<(RatedHelp, Stars)>> {
    use session_ratings::dsl;
    // As for tickets.
    let rows: Vec<(Uid, String, i32)> = run!(db, c => dsl::session_ratings
        .filter(dsl::session_id.eq_any(ids))
        .select((dsl::session_id, dsl::about, dsl::rating))
        .load(c))?;
    let one = |(session, about, rating): (Uid, String, i32)| {
        let about = word("session_ratings.about", &about, RatedHelp::parse)?;
        Ok((SessionId(session.0), (about, stars("session_ratings.rating", rating)?)))
    };
    let mut all = grouped(rows.into_iter().map(one))?;
    all.values_mut().for_each(|of_session| of_session.sort());
    Ok(all)
}

/// The columns of a ticket that measures look at.
#[derive(Queryable, Selectable)]
#[diesel(table_name = support_tickets)]
struct RecordRow {
    id: Uid,
    session_id: Uid,
    ticket_number: String,
    priority: String,
    escalation_reason: String,
    status: String,
    resolution_notes: Option<String>,
    created_at: Time,
    first_answer_at: Option<Time>,
    merged_into: Option<Uid>,
    resolved_at: Option<Time>,
}

impl RecordRow {
    fn into_domain(self, moves: Vec<(TicketStatus, TicketStatus)>) -> QueryResult<(SessionId, TicketRecord)> {
        let ticket = TicketRecord {
            id: TicketId(self.id.0),
            number: self.ticket_number,
            priority: word("support_tickets.priority", &self.priority, Priority::parse)?,
            reason: word("support_tickets.escalation_reason", &self.escalation_reason, Reason::parse)?,
            status: word("support_tickets.status", &self.status, TicketStatus::parse)?,
            resolution_notes: self.resolution_notes,
            created_at: self.created_at.0,
            first_answer_at: self.first_answer_at.map(|at| at.0),
            is_merged: self.merged_into.is_some(),
            resolved_at: self.resolved_at.map(|at| at.0),
            moves,
        };
        Ok((SessionId(self.session_id.0), ticket))
    }
}

fn tickets(db: &mut DbConn<'_>, scope: Scope, ids: &[Uid]) -> QueryResult<BySession<TicketRecord>> {
    let organization = Uid(scope.organization().0);
    // Asked for the organization too, SQLite would read all tickets of it. Only sessions of it get theirs.
    let rows: Vec<RecordRow> = run!(&mut *db, c => support_tickets::table
        .filter(support_tickets::session_id.eq_any(ids))
        .order((support_tickets::created_at, support_tickets::id))
        .select(RecordRow::as_select())
        .load(c))?;
    let tickets: Vec<Uid> = rows.iter().map(|row| row.id).collect();
    let changes: Vec<(Uid, Option<String>, Option<String>)> = run!(db, c => ticket_events::table
        .filter(ticket_events::ticket_id.eq_any(&tickets))
        .filter(ticket_events::organization_id.eq(organization))
        .filter(ticket_events::kind.eq(TicketEventKind::StatusChanged.as_str()))
        .order((ticket_events::at, ticket_events::id))
        .select((ticket_events::ticket_id, ticket_events::from_value, ticket_events::to_value))
        .load(c))?;
    let mut moves: HashMap<Uuid, Vec<(TicketStatus, TicketStatus)>> = HashMap::new();
    for (ticket, from, to) in changes {
        let status = |text: Option<String>| text.and_then(|text| TicketStatus::parse(&text));
        moves.entry(ticket.0).or_default().extend(status(from).zip(status(to)));
    }
    grouped(rows.into_iter().map(|row| {
        let moves = moves.remove(&row.id.0).unwrap_or_default();
        row.into_domain(moves)
    }))
}
