//! Watching a session: what is told to somebody who keeps an eye on it.
//!
//! The rows of `session_events` say what has changed and in which order; what a reader is told of a change is
//! read, and the reader's right to it checked, each time anew.

use crate::actor::Actor;
use crate::house::Scene;
use crate::id::{MessageId, SessionId, TicketEventId};
use crate::linked::ticket_seen_in;
use crate::message::{Message, Sender};
use crate::policy::{Action, Reach};
use crate::rating::{RatedHelp, Stars};
use crate::session::{Owner, Session};
use crate::session_desk::{SessionError, converse_in, view_session};
use crate::session_event::{SessionEvent, SessionEventKind};
use crate::step::Step;
use crate::store::{StoreResult, Transaction, View};
use crate::ticket::{Ticket, TicketEvent};
use crate::ticket_desk::as_seen_by;

/// A message with what is needed to show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The message.
    pub message: Message,
    /// The guided step that it gives, as that stands now. Only on the assistant's messages.
    pub step: Option<Step>,
}

/// How a session stands, as its reader may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The session.
    pub session: Session,
    /// Its ticket: the open or else the newest one, as it is seen in the session.
    pub ticket: Option<Ticket>,
    /// How good the user found the help there is now.
    pub rating: Option<Stars>,
}

impl Picture {
    /// The name of the expert who has the conversation.
    pub fn expert_name(&self) -> Option<&str> {
        match (&self.session.owner, &self.ticket) {
            (Owner::Expert(_), Some(ticket)) => ticket.assigned_expert_name.as_deref(),
            _ => None,
        }
    }

    /// Whether the assistant is at an answer.
    pub fn is_answering(&self) -> bool {
        self.session.assistant_may_speak() && self.session.judged_turn < self.session.turn
    }
}

/// What a change was about.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Somebody said something.
    Message(Box<Told>),
    /// Somebody else may speak now.
    Owner,
    /// The ticket was made or changed.
    Ticket,
    /// The session's status changed.
    Status,
    /// An internal note was written.
    Note(TicketEvent),
    /// The user rated the help.
    Rating,
}

/// One change that a reader is told of.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// Its number within the session.
    pub number: i64,
    /// What it was about.
    pub change: Change,
}

/// What has changed since a reader last looked.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How the session stands after all its changes.
    pub picture: Picture,
    /// The changes, in order.
    pub news: Vec<News>,
    /// The number up to which the reader knows everything now, including what is not for them.
    pub seen: i64,
}

impl Report {
    /// The number of the newest message of an expert among the changes, where its user waits to be told by mail of
    /// what they have not seen, and the reader is that user.
    pub fn awaited_answer(&self, actor: &Actor) -> Option<i64> {
        let waits = self.picture.ticket.as_ref().is_some_and(|ticket| ticket.notify_email.is_some());
        if !waits || !actor.may(Action::Converse, &self.picture.session, None) {
            return None;
        }
        let said = self.news.iter().filter_map(|news| match &news.change {
            Change::Message(told) if told.message.sender == Sender::Expert => Some(told.message.sequence),
            _ => None,
        });
        said.max()
    }

    /// Whether there is more than was asked for.
    pub fn is_part(&self) -> bool {
        self.seen < self.picture.session.last_event
    }
}

/// How a session stands.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn picture_of(view: &mut dyn View, scene: &Scene<'_>, id: SessionId) -> Result<Picture, SessionError> {
    let session = view_session(view, scene, id)?;
    let scope = scene.actor.scope();
    let ticket = ticket_seen_in(view, scope, &session)?;
    let rating = view.rating(scope, id, RatedHelp::of(ticket.as_ref()))?.map(|rating| rating.stars);
    let ticket = ticket.filter(|_| scene.actor.reach(Action::ReadTicket) != Reach::Nothing);
    Ok(Picture { session, ticket: ticket.map(|ticket| as_seen_by(scene, ticket)), rating })
}

/// Notes that the session's user has its messages up to the number `sequence`.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn note_seen(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (id, sequence): (SessionId, i64),
) -> Result<(), SessionError> {
    converse_in(tx, scene, id)?;
    Ok(tx.note_user_seen(scene.actor.scope(), id, sequence)?)
}

/// The changes of a session after the number `after`, at most `limit`, as its reader may see them.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn report_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: SessionId,
    (after, limit): (i64, i64),
) -> Result<Report, SessionError> {
    let picture = picture_of(view, scene, id)?;
    let scope = scene.actor.scope();
    let events = if picture.session.last_event > after {
        view.session_events(scope, id, after, limit)?
    } else {
        Vec::new()
    };
    let seen = events.last().map_or(picture.session.last_event.max(after), |event| event.number);
    let spoken = events.iter().filter(|event| event.kind == SessionEventKind::Message);
    let ids: Vec<MessageId> = spoken.filter_map(|event| event.subject).map(MessageId).collect();
    let messages = if ids.is_empty() { Vec::new() } else { view.messages(scope, id, &ids)? };
    let mut told = with_steps(view, scene, id, messages)?;
    let mut news = Vec::with_capacity(events.len());
    for event in events {
        if let Some(change) = change_of(view, scene, (&picture, &event), &mut told)? {
            news.push(News { number: event.number, change });
        }
    }
    Ok(Report { picture, news, seen })
}

/// What a reader is told of `event`; `None` when it is not for them.
fn change_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (picture, event): (&Picture, &SessionEvent),
    told: &mut Vec<Told>,
) -> StoreResult<Option<Change>> {
    Ok(match event.kind {
        SessionEventKind::Message => {
            let index = told.iter().position(|told| Some(told.message.id.0) == event.subject);
            index.map(|index| Change::Message(Box::new(told.swap_remove(index))))
        }
        SessionEventKind::Owner => Some(Change::Owner),
        SessionEventKind::Ticket => picture.ticket.is_some().then_some(Change::Ticket),
        SessionEventKind::Status => Some(Change::Status),
        SessionEventKind::Rating => Some(Change::Rating),
        SessionEventKind::Note if scene.actor.reach(Action::InternalNotes) == Reach::Nothing => None,
        SessionEventKind::Note => match event.subject {
            Some(id) => view.ticket_event(scene.actor.scope(), TicketEventId(id))?.map(Change::Note),
            None => None,
        },
    })
}

/// The messages with the steps that they give.
///
/// # Errors
/// Those of the store.
pub fn with_steps(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: SessionId,
    messages: Vec<Message>,
) -> StoreResult<Vec<Told>> {
    let gives_step = |message: &Message| message.sender == Sender::Assistant && message.step_id.is_some();
    let steps =
        if messages.iter().any(gives_step) { view.steps(scene.actor.scope(), id)? } else { Vec::new() };
    let told = messages.into_iter().map(|message| {
        let wanted = message.step_id.filter(|_| gives_step(&message));
        let step = wanted.and_then(|id| steps.iter().find(|step| step.id == id)).cloned();
        Told { message, step }
    });
    Ok(told.collect())
}
