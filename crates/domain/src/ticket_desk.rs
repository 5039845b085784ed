//! Working on tickets: reading them and moving them along, with the session in step.

use crate::escalation::Entry;
use crate::house::Scene;
use crate::id::{SessionId, TicketId};
use crate::outbox::{DeliveryAttempt, OutboxFilter, OutboxMessage};
use crate::policy::{Action, Reach, Refusal};
use crate::profile_desk::may_see;
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};
use crate::ticket::{
    IllegalTicketTransition, Priority, Ticket, TicketEvent, TicketEventKind, TicketNumber, TicketStatus,
};
use crate::work::Work;

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
    /// No contact and no active account has this id.
    #[error("there is no contact and no active account `{0}`")]
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
    /// Another expert works on it.
    #[error("{by} works on this ticket")]
    Taken {
        /// The name of the one who does.
        by: String,
    },
    /// A ticket is resolved with a word about how.
    #[error("a ticket that is resolved needs a word about how")]
    ResolutionNeeded,
    /// A ticket cannot become part of itself.
    #[error("a ticket cannot be merged into itself")]
    SameTicket,
    /// Only open tickets are merged.
    #[error("{number} is over, and only open tickets are merged")]
    NotOpen {
        /// The one that is over.
        number: TicketNumber,
    },
    /// There are no words in what was to be said.
    #[error("nothing was said")]
    NothingSaid {
        /// The field of the command that should have held them.
        field: &'static str,
    },
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// The session has no open ticket.
    #[error("the session has no open ticket")]
    NotEscalated,
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

/// Another ticket, as far as it is named beside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketName {
    /// Its id.
    pub id: TicketId,
    /// The number people use.
    pub number: TicketNumber,
    /// The session it came from.
    pub session_id: SessionId,
}

impl From<Ticket> for TicketName {
    fn from(ticket: Ticket) -> Self {
        Self { id: ticket.id, number: ticket.number, session_id: ticket.session_id }
    }
}

/// A ticket with its history.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketFile {
    /// The ticket.
    pub ticket: Ticket,
    /// Its history, oldest first.
    pub events: Vec<TicketEvent>,
    /// What it has become part of.
    pub merged_into: Option<TicketName>,
    /// What has become part of it, for those who work on tickets.
    pub merged: Vec<TicketName>,
}

/// The file of a ticket.
pub(crate) fn file_of(view: &mut dyn View, scope: Scope, ticket: Ticket) -> StoreResult<TicketFile> {
    let events = view.ticket_events(scope, ticket.id)?;
    let merged_into = match ticket.merged_into {
        Some(id) => view.ticket(scope, id)?.map(TicketName::from),
        None => None,
    };
    let merged = view.tickets_merged_into(scope, ticket.id)?.into_iter().map(TicketName::from).collect();
    Ok(TicketFile { ticket, events, merged_into, merged })
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
    let ticket = as_seen_by(scene, find(view, scene, (which, Action::ReadTicket))?);
    let mut file = file_of(view, scene.actor.scope(), ticket)?;
    if scene.actor.reach(Action::InternalNotes) == Reach::Nothing {
        // What became part of it is about others.
        file.merged.clear();
        let whole = file.merged_into.as_ref().map(|whole| whole.number.as_str());
        file.events.retain(|event| match event.kind {
            TicketEventKind::Note => false,
            TicketEventKind::Merged => event.to.as_deref() == whole,
            _ => true,
        });
        let handed_back = file.events.iter_mut().filter(|event| event.kind == TicketEventKind::HandedBack);
        handed_back.for_each(|event| event.to = None);
    }
    Ok(file)
}

/// The ticket as its reader may see it: without what it copied of a machine that a user may not read about.
/// Anybody may name any machine in a chat, and must not learn of it by that.
pub(crate) fn as_seen_by(scene: &Scene<'_>, mut ticket: Ticket) -> Ticket {
    if scene.actor.reach(Action::ReadTicket) == Reach::Own {
        if ticket.machine_context.take_if(|machine| !may_see(scene.actor, machine)).is_some() {
            ticket.machine_model = None;
        }
    } else if scene.actor.reach(Action::WorkTicket) == Reach::Nothing {
        // A manager reads what others have asked, which does not take their address, nor what they think of the help.
        ticket.notify_email = None;
        ticket.rating_comment = None;
    }
    ticket
}

/// A notification and every attempt to deliver it, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The notification.
    pub message: OutboxMessage,
    /// The attempts, one for each recipient of each try.
    pub attempts: Vec<DeliveryAttempt>,
}

/// The notifications about a ticket, newest first.
///
/// # Errors
/// [`TicketError::NoSuchTicket`].
pub fn notifications_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    which: &TicketRef,
) -> Result<Vec<Delivery>, TicketError> {
    let scope = scene.actor.scope();
    let ticket = find(view, scene, (which, Action::ReadMail))?;
    let filter = OutboxFilter { ticket_id: Some(ticket.id), status: None };
    let mut deliveries = Vec::new();
    for message in view.outbox_messages(scope, &filter, 100)? {
        let attempts = view.delivery_attempts(scope, message.id)?;
        deliveries.push(Delivery { message, attempts });
    }
    Ok(deliveries)
}

pub(crate) fn find(
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
/// [`TicketError::ResolutionNeeded`] for one that is resolved without a word about how,
/// [`TicketError::Stale`] when `expected_version` is not the ticket's, [`TicketError::Illegal`] for a
/// change the state machine does not know, [`TicketError::AssigneeNeeded`] when nobody is to work on
/// it, [`TicketError::UnknownAssignee`], [`TicketError::AnotherIsOpen`], [`TicketError::NoSuchTicket`].
pub fn change_ticket(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    which: &TicketRef,
    change: ChangeTicket,
) -> Result<TicketFile, TicketError> {
    let mut work = Work::begin(tx, scene, (which, Action::WorkTicket), change.expected_version)?;
    let change = put_back(work.ticket.status, change)?;
    if let Some(priority) = change.priority.filter(|priority| *priority != work.ticket.priority) {
        work.enter(Entry::changed(TicketEventKind::PriorityChanged, work.ticket.priority, priority));
        work.ticket.priority = priority;
    }
    if let Some(assignee) = change.assignee {
        let expert = assignee.map(|id| work.expert(&id)).transpose()?;
        work.assign(expert)?;
    }
    if let Some(notes) = change.resolution_notes {
        work.note_resolution(notes);
    }
    if let Some(status) = change.status {
        work.move_to(status)?;
    }
    Ok(work.finish()?.0)
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
