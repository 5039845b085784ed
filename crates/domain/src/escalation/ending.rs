//! The user's say in an escalation: that it is not needed any more, and where to send answers.

use crate::account::EmailAddress;
use crate::escalation::owed;
use crate::house::Scene;
use crate::id::SessionId;
use crate::linked::{own_ticket, serving};
use crate::message::{MessageType, Sender};
use crate::outbox::NotificationKind;
use crate::phrases;
use crate::policy::Action;
use crate::session::{Session, SessionStatus};
use crate::session_desk::lock_for;
use crate::store::Transaction;
use crate::ticket::{Ticket, TicketStatus};
use crate::ticket_desk::{TicketError, as_seen_by};
use crate::work::Work;

/// What stands in the ticket where the user says no more than that the problem is gone.
pub(crate) const SOLVED: &str = "The user says that the problem is solved.";

/// "I solved it."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelEscalation {
    /// The session.
    pub session: SessionId,
    /// How it was solved.
    pub comment: Option<String>,
}

/// Ends the escalation of a session because its user needs nobody any more: the ticket is resolved, support is
/// told, and the session is completed. Where the ticket was merged into another's, that one stays as it is for the
/// others, and the session goes its own way.
///
/// # Errors
/// [`TicketError::NotEscalated`] without an open ticket, [`TicketError::NoSuchTicket`] for a session that the caller
/// may not know.
pub fn cancel_escalation(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: CancelEscalation,
) -> Result<Ticket, TicketError> {
    let (session, ticket) = locked(tx, scene, (command.session, Action::CloseSession))?;
    let mut work = Work::on(tx, scene, (session, ticket));
    let solved = phrases::problem_resolved(work.session.language).to_owned();
    work.say((Sender::System, None), (solved, MessageType::Escalation))?;
    let (ticket, _) = solve(work, command.comment.as_deref())?;
    Ok(as_seen_by(scene, ticket))
}

/// A session with an open ticket and its own ticket, both locked. That one is over where it was merged into another.
fn locked(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (id, action): (SessionId, Action),
) -> Result<(Session, Ticket), TicketError> {
    let session = lock_for::<TicketError>(tx, scene, action, (id, None))?;
    let session = session.ok_or(TicketError::NoSuchSession(id))?;
    let scope = scene.actor.scope();
    let open = match session.status {
        SessionStatus::Escalated => serving(tx, scope, &session)?.filter(|ticket| ticket.status.is_open()),
        SessionStatus::Active | SessionStatus::Completed | SessionStatus::Abandoned => None,
    };
    let own = match session.served_by {
        Some(_) if open.is_some() => own_ticket(tx, scope, &session)?,
        _ => open,
    };
    Ok((session, own.ok_or(TicketError::NotEscalated)?))
}

/// Resolves the ticket in work in its user's name, or takes the session away from the one it was merged into.
pub(crate) fn solve(mut work: Work<'_>, comment: Option<&str>) -> Result<(Ticket, Session), TicketError> {
    let comment = comment.map(str::trim).filter(|comment| !comment.is_empty());
    let notes = match comment {
        Some(comment) => format!("{SOLVED}\n\n{comment}"),
        None => SOLVED.to_owned(),
    };
    work.note_resolution(notes.clone());
    match work.session.served_by {
        Some(_) => work.part(),
        None => work.move_to(TicketStatus::Resolved)?,
    }
    let mail = owed(work.scene, &work.ticket, NotificationKind::SupportTicketUpdated, Some(notes));
    work.tx.insert_outbox_messages(&[mail])?;
    let (file, session) = work.finish()?;
    Ok((file.ticket, session))
}

/// Leaves, changes or takes back the address where the user wants to be told of answers. `None` takes it back.
///
/// # Errors
/// [`TicketError::NotEscalated`] without an open ticket, [`TicketError::NoSuchSession`].
pub fn tell_by_mail(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: SessionId,
    address: Option<EmailAddress>,
) -> Result<Ticket, TicketError> {
    let (session, mut ticket) = locked(tx, scene, (session, Action::Escalate))?;
    if ticket.notify_email == address {
        return Ok(as_seen_by(scene, ticket));
    }
    ticket.notify_email = address;
    let mut work = Work::on(tx, scene, (session, ticket));
    work.touch();
    let (file, _) = work.finish()?;
    Ok(as_seen_by(scene, file.ticket))
}
