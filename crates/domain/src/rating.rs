//! Ratings: how a user found the help they got.
//!
//! What is rated follows from how the session stands: the assistant while there is no ticket, being handed over
//! while nobody has answered, and the expert from their first answer on. Each of the three keeps its own rating, so
//! that a user who was unhappy with the assistant and happy with the expert has said both.

use chrono::{DateTime, TimeDelta, Utc};

use crate::escalation::Entry;
use crate::house::Scene;
use crate::id::{SessionId, TicketId};
use crate::linked::own_ticket;
use crate::message::Sender;
use crate::policy::{Action, Reach, Refusal};
use crate::session::{Session, SessionStatus};
use crate::session_desk::{SessionError, lock_for, view_session};
use crate::session_event::SessionEventKind;
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};
use crate::ticket::{Ticket, TicketEventKind};
use crate::ticket_desk::TicketError;
use crate::vocabulary::vocabulary;
use crate::work::Work;

/// For how long after it was first given a rating may be changed.
pub const RATING_MAY_CHANGE_FOR: TimeDelta = TimeDelta::days(30);

/// Among how many of the newest messages an answer of the assistant is looked for.
const NEWEST: i64 = 100;

vocabulary!(
    /// Which help a rating is about.
    RatedHelp {
        /// The assistant's: there is no ticket.
        Assistant => "assistant",
        /// Being handed over: there is a ticket, and nobody has answered.
        Handoff => "handoff",
        /// An expert's: one has answered.
        Expert => "expert",
    }
);

impl RatedHelp {
    /// What there is to rate in a session with this newest ticket, if it has one.
    pub fn of(ticket: Option<&Ticket>) -> Self {
        match ticket.map(|ticket| ticket.first_answer_at) {
            None => Self::Assistant,
            Some(None) => Self::Handoff,
            Some(Some(_)) => Self::Expert,
        }
    }
}

/// How good it was: 1, the worst, to 5, the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "u8", into = "u8")
)]
pub struct Stars(u8);

/// A number that is no rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not from 1 to 5")]
pub struct NoStars(u8);

impl TryFrom<u8> for Stars {
    type Error = NoStars;

    fn try_from(number: u8) -> Result<Self, NoStars> {
        if (1..=5).contains(&number) { Ok(Self(number)) } else { Err(NoStars(number)) }
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

/// One rating.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rating {
    /// The session.
    pub session_id: SessionId,
    /// Which help in it.
    pub about: RatedHelp,
    /// The ticket there was when it was given.
    pub ticket_id: Option<TicketId>,
    /// How good it was.
    pub stars: Stars,
    /// What the user said about it.
    pub comment: Option<String>,
    /// When it was first given.
    pub first_at: DateTime<Utc>,
    /// When it was last changed.
    pub at: DateTime<Utc>,
}

/// Reading ratings.
pub trait RatingReads {
    /// The rating of one kind of help in a session.
    fn rating(&mut self, scope: Scope, session: SessionId, about: RatedHelp) -> StoreResult<Option<Rating>>;
}

/// Writing ratings.
pub trait RatingWrites {
    /// Stores a rating in the place of the one that there was of the same help in the same session; the time when
    /// that was first given stays.
    fn put_rating(&mut self, scope: Scope, rating: &Rating) -> StoreResult<()>;
}

/// A user's word about the help they got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateSession {
    /// The session.
    pub session: SessionId,
    /// How good it was.
    pub stars: Stars,
    /// What they say about it; blank is as good as nothing.
    pub comment: Option<String>,
}

/// Why a session could not be rated. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RatingError {
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// Nobody has helped yet.
    #[error("there is nothing to rate yet")]
    TooEarly,
    /// It was rated too long ago to be rated differently.
    #[error("a rating can be changed for {} days", RATING_MAY_CHANGE_FOR.num_days())]
    TooLate,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rates the help there was in a session, or rates it differently. The same again changes nothing.
///
/// # Errors
/// [`RatingError::TooEarly`] in an active session in which the assistant has not answered,
/// [`RatingError::TooLate`], [`RatingError::NoSuchSession`].
pub fn rate_session(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: RateSession,
) -> Result<Rating, RatingError> {
    let session = lock_for::<RatingError>(tx, scene, Action::Rate, (command.session, None))?;
    let session = session.ok_or(RatingError::NoSuchSession(command.session))?;
    let scope = scene.actor.scope();
    if session.status == SessionStatus::Active && !has_answer(tx, scope, session.id)? {
        return Err(RatingError::TooEarly);
    }
    let ticket = own_ticket(tx, scope, &session)?;
    let about = RatedHelp::of(ticket.as_ref());
    let known = tx.rating(scope, session.id, about)?;
    let comment = command.comment.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let ticket_id = ticket.as_ref().map(|ticket| ticket.id);
    if let Some(known) = &known {
        if known.stars == command.stars && known.comment == comment && known.ticket_id == ticket_id {
            return Ok(known.clone());
        }
        if scene.now - known.first_at > RATING_MAY_CHANGE_FOR {
            return Err(RatingError::TooLate);
        }
    }
    let rating = Rating {
        session_id: session.id,
        about,
        ticket_id,
        stars: command.stars,
        comment,
        first_at: known.map_or(scene.now, |known| known.first_at),
        at: scene.now,
    };
    tx.put_rating(scope, &rating)?;
    tell(tx, scene, (session, ticket), &rating)?;
    Ok(rating)
}

fn has_answer(view: &mut dyn View, scope: Scope, session: SessionId) -> StoreResult<bool> {
    let newest = view.newest_messages(scope, session, NEWEST)?;
    Ok(newest.iter().any(|message| message.sender == Sender::Assistant))
}

/// Enters the rating in the ticket, if there is one, and tells whoever watches the session.
fn tell(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (mut session, ticket): (Session, Option<Ticket>),
    rating: &Rating,
) -> Result<(), RatingError> {
    let Some(ticket) = ticket else {
        let event = session.event(SessionEventKind::Rating, None, scene.now);
        session.updated_at = scene.now;
        tx.insert_session_events(scene.actor.scope(), &[event])?;
        return Ok(tx.update_session(&mut session)?);
    };
    let mut work = Work::on(tx, scene, (session, ticket));
    let before = work.ticket.rating.replace(rating.stars);
    work.ticket.rating_comment.clone_from(&rating.comment);
    let word = |stars: Stars| u8::from(stars).to_string();
    let (from, to) = (before.map(word), word(rating.stars));
    work.enter(Entry::replaced(TicketEventKind::Rated, from.as_deref(), Some(&to)));
    work.note(SessionEventKind::Rating, None);
    work.finish().map(drop).map_err(|error| match error {
        TicketError::Store(error) => error.into(),
        TicketError::Refused(refusal) => refusal.into(),
        _ => RatingError::NoSuchSession(rating.session_id),
    })
}

/// The rating of the help there is in a session now. What was said about it is for its user and those who work on
/// tickets.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn rating_of(
    view: &mut dyn View,
    scene: &Scene<'_>,
    session: SessionId,
) -> Result<Option<Rating>, SessionError> {
    let session = view_session(view, scene, session)?;
    let scope = scene.actor.scope();
    let ticket = own_ticket(view, scope, &session)?;
    let mut rating = view.rating(scope, session.id, RatedHelp::of(ticket.as_ref()))?;
    let hears = scene.actor.reach(Action::WorkTicket) != Reach::Nothing
        || scene.actor.user_id() == Some(session.user_id.as_str());
    if let Some(rating) = rating.as_mut().filter(|_| !hears) {
        rating.comment = None;
    }
    Ok(rating)
}
