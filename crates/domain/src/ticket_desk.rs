//! Working on tickets: reading them and moving them along, with the session in step.

use crate::OutboxMessage;
use crate::escalation::{Entry, event};
use crate::house::Scene;
use crate::id::TicketId;
use crate::outbox::OutboxFilter;
use crate::policy::{Action, Reach, Refusal};
use crate::profile_desk::may_see;
use crate::session::{Owner, Session, SessionStatus};
use crate::session_event::SessionEventKind;
use crate::store::{StoreError, StoreResult, Transaction, View};
use crate::ticket::{
    IllegalTicketTransition, OwnerChange, Priority, Ticket, TicketEvent, TicketEventKind, TicketFilter,
    TicketKey, TicketNumber, TicketStatus,
};

/// How a ticket is named in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketRef {
    /// By its id.
    Id(TicketId),
    /// By the number people use.
    Number(TicketNumber),
}

impl TicketRef {
    /// Reads an id or a number; `None` when it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        match uuid::Uuid::try_parse(text) {
            Ok(id) => Some(Self::Id(TicketId(id))),
            Err(_) => TicketNumber::parse(text).map(Self::Number),
        }
    }
}

/// Why a ticket could not be read or changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    /// There is no such ticket, or the caller may not know of it.
    #[error("there is no such ticket")]
    NoSuchTicket,
    /// The ticket has changed since the caller read it.
    #[error("the ticket has changed: it is at version {current}")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// The state machine does not know the change.
    #[error(transparent)]
    Illegal(#[from] IllegalTicketTransition),
    /// No contact has this id.
    #[error("there is no contact `{0}`")]
    UnknownAssignee(String),
    /// Somebody has to have a ticket that is worked on.
    #[error("a ticket that is {status} needs an assignee")]
    AssigneeNeeded {
        /// Where it was to be.
        status: TicketStatus,
    },
    /// The session has another open ticket, so this one cannot be taken up again.
    #[error("the session has another open ticket")]
    AnotherIsOpen,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A change of a ticket; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeTicket {
    /// The version that the caller read; `None` changes whatever is there.
    pub expected_version: Option<i64>,
    /// Where it is to go.
    pub status: Option<TicketStatus>,
    /// How urgent it is to be.
    pub priority: Option<Priority>,
    /// Who is to have it; `Some(None)` takes it from whoever has it, and a ticket in work back to `open`.
    pub assignee: Option<Option<String>>,
    /// How it was solved.
    pub resolution_notes: Option<String>,
}

/// A ticket with its history.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketFile {
    /// The ticket.
    pub ticket: Ticket,
    /// Its history, oldest first.
    pub events: Vec<TicketEvent>,
}

/// Reads a ticket with its history.
///
/// # Errors
/// [`TicketError::NoSuchTicket`].
pub fn view_ticket(
    view: &mut dyn View,
    scene: &Scene<'_>,
    which: &TicketRef,
) -> Result<TicketFile, TicketError> {
    let scope = scene.actor.scope();
    let ticket = as_seen_by(scene, find(view, scene, (which, Action::ReadTicket))?);
    let mut events = view.ticket_events(scope, ticket.id)?;
    if scene.actor.reach(Action::InternalNotes) == Reach::Nothing {
        events.retain(|event| event.kind != TicketEventKind::Note);
        let handed_back = events.iter_mut().filter(|event| event.kind == TicketEventKind::HandedBack);
        handed_back.for_each(|event| event.to = None);
    }
    Ok(TicketFile { ticket, events })
}

/// Up to `limit` tickets, newest first, after `after`.
///
/// # Errors
/// Those of the store.
pub fn list_tickets(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (filter, after): (&TicketFilter, Option<TicketKey>),
    limit: i64,
) -> Result<Vec<Ticket>, TicketError> {
    let scope = scene.actor.scope();
    Ok(match scene.actor.demand(Action::ReadTicket)? {
        Reach::Own => {
            let own = scene.actor.user_id().map(str::to_owned);
            let tickets =
                view.tickets(scope, &TicketFilter { user_id: own, ..filter.clone() }, after, limit)?;
            tickets.into_iter().map(|ticket| as_seen_by(scene, ticket)).collect()
        }
        Reach::Organization | Reach::Nothing => view.tickets(scope, filter, after, limit)?,
    })
}

/// The ticket as its reader may see it: without what it copied of a machine that a user may not read about.
/// Anybody may name any machine in a chat, and must not learn of it by that.
pub(crate) fn as_seen_by(scene: &Scene<'_>, mut ticket: Ticket) -> Ticket {
    if scene.actor.reach(Action::ReadTicket) == Reach::Own {
        ticket.machine_context.take_if(|machine| !may_see(scene.actor, machine));
    } else if scene.actor.reach(Action::WorkTicket) == Reach::Nothing {
        // A manager reads what others have asked, which does not take their address.
        ticket.notify_email = None;
    }
    ticket
}

/// The notifications about a ticket, newest first.
///
/// # Errors
/// [`TicketError::NoSuchTicket`].
pub fn notifications_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    which: &TicketRef,
) -> Result<Vec<OutboxMessage>, TicketError> {
    let ticket = find(view, scene, (which, Action::ReadMail))?;
    let filter = OutboxFilter { ticket_id: Some(ticket.id), status: None };
    Ok(view.outbox_messages(scene.actor.scope(), &filter, 100)?)
}

fn find(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (which, action): (&TicketRef, Action),
) -> Result<Ticket, TicketError> {
    let scope = scene.actor.scope();
    let reach = scene.actor.demand(action)?;
    let found = match which {
        TicketRef::Id(id) => view.ticket(scope, *id)?,
        TicketRef::Number(number) => view.ticket_by_number(scope, number)?,
    };
    let ticket = found.ok_or(TicketError::NoSuchTicket)?;
    if reach == Reach::Own {
        // A ticket is whose session it was made of.
        let session = view.session(scope, ticket.session_id)?;
        session.filter(|session| scene.actor.may(action, session, None)).ok_or(TicketError::NoSuchTicket)?;
    }
    Ok(ticket)
}

/// Changes a ticket, and its session with it.
///
/// A ticket in work has an assignee. One that goes to work without gets the contact it was routed to;
/// taking it from its assignee puts it back into the queue, and putting it back takes it from its
/// assignee. Resolving or closing it completes the session and gives the conversation back to the
/// assistant; taking a resolved one up again undoes that.
///
/// # Errors
/// [`TicketError::Stale`] when `expected_version` is not the ticket's, [`TicketError::Illegal`] for a
/// change the state machine does not know, [`TicketError::AssigneeNeeded`] when nobody is to work on
/// it, [`TicketError::UnknownAssignee`], [`TicketError::AnotherIsOpen`], [`TicketError::NoSuchTicket`].
pub fn change_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    change: ChangeTicket,
) -> Result<TicketFile, TicketError> {
    let scope = scene.actor.scope();
    let session_id = find(tx, scene, (which, Action::WorkTicket))?.session_id;
    let mut session = tx.lock_session(scope, session_id)?.ok_or(TicketError::NoSuchTicket)?;
    // Read again under the session's lock, which guards its tickets.
    let mut ticket = find(tx, scene, (which, Action::WorkTicket))?;
    if change.expected_version.is_some_and(|expected| expected != ticket.version) {
        return Err(TicketError::Stale { current: ticket.version });
    }
    let change = put_back(ticket.status, change)?;
    let entries = apply(tx, scene, (&mut ticket, &session), change)?;
    if !entries.is_empty() {
        let events: Vec<TicketEvent> =
            entries.into_iter().map(|entry| event(scene, &ticket, entry)).collect();
        ticket.updated_at = scene.now;
        tx.update_ticket(&mut ticket)?;
        tx.insert_ticket_events(scope, &events)?;
        follow(tx, scene, &mut session, &ticket)?;
    }
    let events = tx.ticket_events(scope, ticket.id)?;
    Ok(TicketFile { ticket, events })
}

/// Completes a change that takes a ticket in work from its assignee or back to the queue: it does both.
fn put_back(from: TicketStatus, change: ChangeTicket) -> Result<ChangeTicket, TicketError> {
    let released = change.assignee == Some(None);
    match change.status {
        Some(status) if released && status.is_in_work() => Err(TicketError::AssigneeNeeded { status }),
        None if released && from.is_in_work() => {
            Ok(ChangeTicket { status: Some(TicketStatus::Open), ..change })
        }
        Some(TicketStatus::Open) if from.is_in_work() => {
            Ok(ChangeTicket { assignee: change.assignee.or(Some(None)), ..change })
        }
        _ => Ok(change),
    }
}

fn apply(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (ticket, session): (&mut Ticket, &Session),
    change: ChangeTicket,
) -> Result<Vec<Entry>, TicketError> {
    let mut entries = Vec::new();
    if let Some(priority) = change.priority.filter(|priority| *priority != ticket.priority) {
        entries.push(Entry::changed(TicketEventKind::PriorityChanged, ticket.priority, priority));
        ticket.priority = priority;
    }
    if let Some(assignee) = change.assignee {
        assign(scene, ticket, assignee, &mut entries)?;
    }
    if let Some(notes) = change.resolution_notes
        && ticket.resolution_notes.as_ref() != Some(&notes)
    {
        let before = ticket.resolution_notes.as_deref();
        entries.push(Entry::replaced(TicketEventKind::ResolutionNoted, before, Some(&notes)));
        ticket.resolution_notes = Some(notes);
    }
    if let Some(status) = change.status.filter(|status| *status != ticket.status) {
        move_to(tx, scene, (ticket, session), (status, &mut entries))?;
    }
    Ok(entries)
}

fn assign(
    scene: &Scene<'_>,
    ticket: &mut Ticket,
    assignee: Option<String>,
    entries: &mut Vec<Entry>,
) -> Result<(), TicketError> {
    if let Some(id) = &assignee
        && scene.house.contacts.find(id).is_none()
    {
        return Err(TicketError::UnknownAssignee(id.clone()));
    }
    if ticket.assigned_expert_id != assignee {
        let before = ticket.assigned_expert_id.as_deref();
        entries.push(Entry::replaced(TicketEventKind::Assigned, before, assignee.as_deref()));
        ticket.assigned_expert_id = assignee;
    }
    Ok(())
}

fn move_to(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (ticket, session): (&mut Ticket, &Session),
    (status, entries): (TicketStatus, &mut Vec<Entry>),
) -> Result<(), TicketError> {
    let status_now = ticket.status.become_status(status)?;
    let reopens = !ticket.status.is_open() && status.is_open();
    if reopens && session.status == SessionStatus::Escalated {
        let newest = tx.ticket_of_session(scene.actor.scope(), session.id)?;
        if newest.is_some_and(|other| other.id != ticket.id && other.status.is_open()) {
            return Err(TicketError::AnotherIsOpen);
        }
    }
    entries.push(Entry::changed(TicketEventKind::StatusChanged, ticket.status, status));
    ticket.status = status_now;
    ticket.resolved_at = if status.is_open() { None } else { ticket.resolved_at.or(Some(scene.now)) };
    if status.is_in_work() && ticket.assigned_expert_id.is_none() {
        assign(scene, ticket, Some(ticket.referral.primary.id.clone()), entries)
            .or_else(|_| assign(scene, ticket, Some(scene.house.contacts.general().id.clone()), entries))?;
    }
    Ok(())
}

/// Brings the session in step with its ticket.
fn follow(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &mut Session,
    ticket: &Ticket,
) -> StoreResult<()> {
    let mut events = vec![session.event(SessionEventKind::Ticket, Some(ticket.id.0), scene.now)];
    if is_current(tx, scene, session, ticket)? {
        let (epoch, status) = (session.epoch, session.status);
        session.hand_to(owner_of(ticket));
        // Every status knows the moves that a ticket makes.
        session.status = status.after(ticket.status.session_move()).unwrap_or(status);
        if !ticket.status.is_open() {
            session.end_guide();
            session.resolution_summary.clone_from(&ticket.resolution_notes);
        }
        if session.epoch != epoch {
            events.push(session.event(SessionEventKind::Owner, None, scene.now));
        }
        if session.status != status {
            events.push(session.event(SessionEventKind::Status, None, scene.now));
        }
    }
    session.updated_at = scene.now;
    tx.insert_session_events(scene.actor.scope(), &events)?;
    tx.update_session(session)
}

/// Whether the session's state is this ticket's to say: it is the open one, or none is open and the
/// session has not gone on since.
fn is_current(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    session: &Session,
    ticket: &Ticket,
) -> StoreResult<bool> {
    if ticket.status.is_open() {
        return Ok(true);
    }
    let newest = tx.ticket_of_session(scene.actor.scope(), session.id)?;
    Ok(session.status == SessionStatus::Escalated && newest.is_some_and(|newest| newest.id == ticket.id))
}

fn owner_of(ticket: &Ticket) -> Owner {
    match (ticket.status.owner_change(), &ticket.assigned_expert_id) {
        (OwnerChange::ToAssignee, Some(expert)) => Owner::Expert(expert.clone()),
        (OwnerChange::ToQueue | OwnerChange::ToAssignee, _) => Owner::Queue,
        (OwnerChange::ToAssistant, _) => Owner::Assistant,
    }
}
