//! Merging duplicates: one ticket becomes part of another, which serves both conversations from then on.

use crate::escalation::{Entry, event};
use crate::house::Scene;
use crate::policy::Action;
use crate::session::Session;
use crate::store::{StoreResult, Transaction};
use crate::ticket::{Ticket, TicketEvent, TicketEventKind, TicketStatus};
use crate::ticket_desk::{TicketError, TicketFile, TicketRef, find};
use crate::work::Work;

/// A ticket is merged into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeTicket {
    /// The version of the ticket that is merged, as the caller read it.
    pub expected_version: Option<i64>,
    /// Which ticket it becomes part of.
    pub into: TicketRef,
}

/// Merges a ticket into another and returns that one. The merged one is closed; its session stays escalated and is
/// served by the other ticket, as are the sessions of tickets that had been merged into it. The other ticket is as
/// urgent as the more urgent of the two.
///
/// # Errors
/// [`TicketError::SameTicket`], [`TicketError::NotOpen`] for one of them that is over, [`TicketError::Stale`],
/// [`TicketError::NoSuchTicket`].
pub fn merge_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    command: &MergeTicket,
) -> Result<TicketFile, TicketError> {
    let named = [which, &command.into].map(|which| (which, Action::WorkTicket));
    let [from, into] = [find(tx, scene, named[0])?, find(tx, scene, named[1])?];
    if from.id == into.id {
        return Err(TicketError::SameTicket);
    }
    let (session, target) = lock_both(tx, scene, (&from, &into))?;
    // Read again under the locks of their sessions, which guard them.
    let [from, mut into] = [find(tx, scene, named[0])?, find(tx, scene, named[1])?];
    if command.expected_version.is_some_and(|expected| expected != from.version) {
        return Err(TicketError::Stale { current: from.version });
    }
    if let Some(over) = [&from, &into].into_iter().find(|ticket| !ticket.status.is_open()) {
        return Err(TicketError::NotOpen { number: over.number.clone() });
    }
    let number = from.number.clone();
    let before = into.priority;
    into.priority = before.max(from.priority);
    close_into(tx, scene, (from, session), &into)?;
    let mut work = Work::on(tx, scene, (target, into));
    work.enter(Entry::text(TicketEventKind::Merged, number.as_str()));
    if work.ticket.priority != before {
        let priority = work.ticket.priority;
        work.enter(Entry::changed(TicketEventKind::PriorityChanged, before, priority));
    }
    Ok(work.finish()?.0)
}

/// Locks the sessions of two tickets, always in the same order: two merges of the same tickets must not wait for
/// each other.
fn lock_both(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (from, into): (&Ticket, &Ticket),
) -> Result<(Session, Session), TicketError> {
    let scope = scene.actor.scope();
    let mut lock = |id| tx.lock_session(scope, id)?.ok_or(TicketError::NoSuchTicket);
    if from.session_id < into.session_id {
        let session = lock(from.session_id)?;
        Ok((session, lock(into.session_id)?))
    } else {
        let target = lock(into.session_id)?;
        Ok((lock(from.session_id)?, target))
    }
}

/// Closes `from` into `into` with all that had been merged into it, and points the sessions to the ticket that serves
/// them now.
fn close_into(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (mut from, session): (Ticket, Session),
    into: &Ticket,
) -> StoreResult<()> {
    let scope = scene.actor.scope();
    let mut sessions = tx.lock_served_sessions(scope, from.id)?;
    sessions.push(session);
    let mut parts = tx.tickets_merged_into(scope, from.id)?;
    let merged =
        |ticket: &Ticket| event(scene, ticket, Entry::text(TicketEventKind::Merged, into.number.as_str()));
    let mut history: Vec<TicketEvent> = parts.iter().map(merged).collect();
    history.push(merged(&from));
    let closing = Entry::changed(TicketEventKind::StatusChanged, from.status, TicketStatus::Closed);
    history.push(event(scene, &from, closing));
    from.status = TicketStatus::Closed;
    from.resolved_at = Some(scene.now);
    parts.push(from);
    for mut ticket in parts {
        ticket.merged_into = Some(into.id);
        ticket.updated_at = scene.now;
        tx.update_ticket(&mut ticket)?;
    }
    for mut session in sessions {
        session.served_by = Some(into.id);
        tx.update_session(&mut session)?;
    }
    tx.insert_ticket_events(scope, &history)
}
