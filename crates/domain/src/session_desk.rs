//! Working with sessions as such: opening, reading, closing, and forgetting idle ones.

use chrono::{DateTime, Utc};

use crate::chat::{TurnError, language_for, user_or_visitor};
use crate::house::Scene;
use crate::id::SessionId;
use crate::language::Language;
use crate::message::Message;
use crate::policy::{Action, Refusal};
use crate::session::{IllegalTransition, NewSession, Session, SessionMove, SessionStatus};
use crate::session_event::SessionEventKind;
use crate::store::{StoreError, StoreResult, Transaction, View};
use crate::trigger::Trigger;

/// Why a session could not be read or changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// There is no such user, or the caller may not know of it.
    #[error("there is no such user")]
    NoSuchUser,
    /// `escalated` comes only by escalating.
    #[error("a session becomes escalated only by escalating it")]
    EscalateInstead,
    /// The session cannot do this from where it stands.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A session to be opened without a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateSession {
    /// In whose name; nobody named gets an identity of their own.
    pub user_id: Option<String>,
    /// The machine.
    pub machine_id: Option<String>,
    /// The language; `None` means the user's own.
    pub language: Option<Language>,
    /// What the problem is.
    pub problem_description: Option<String>,
}

/// Opens a session.
///
/// # Errors
/// Those of the store.
pub fn create_session(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: CreateSession,
) -> Result<Session, TurnError> {
    scene.actor.demand(Action::Converse)?;
    scene.actor.speak_for(command.user_id.as_deref())?;
    let language = language_for(tx, scene, command.language, command.user_id.as_deref())?;
    let new = NewSession {
        id: SessionId(scene.ids.capability()),
        organization_id: scene.actor.scope().organization(),
        user_id: user_or_visitor(command.user_id.as_deref(), scene),
        machine_id: command.machine_id,
        language,
        problem_description: command.problem_description,
        imported_context: None,
    };
    let session = Session::open(new, scene.now);
    if tx.insert_session(&session)? { Ok(session) } else { Err(TurnError::SessionIdTaken(session.id)) }
}

/// Reads one session.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn view_session(view: &mut dyn View, scene: &Scene<'_>, id: SessionId) -> Result<Session, SessionError> {
    seen(view, scene, Action::ReadSession, id)
}

/// Reads a session that the caller may say something in.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn converse_in(view: &mut dyn View, scene: &Scene<'_>, id: SessionId) -> Result<Session, SessionError> {
    seen(view, scene, Action::Converse, id)
}

fn seen(
    view: &mut dyn View,
    scene: &Scene<'_>,
    action: Action,
    id: SessionId,
) -> Result<Session, SessionError> {
    scene.actor.demand(action)?;
    view.session(scene.actor.scope(), id)?
        .filter(|session| scene.actor.may(action, session, None))
        .ok_or(SessionError::NoSuchSession(id))
}

/// Locks a session in which the caller may do `action`, and says in whose name; `None` where there is no
/// such session for this caller.
pub(crate) fn lock_for<E: From<Refusal> + From<StoreError>>(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    action: Action,
    (id, user_id): (SessionId, Option<&str>),
) -> Result<Option<Session>, E> {
    scene.actor.demand(action)?;
    scene.actor.speak_for(user_id)?;
    let session = tx.lock_session(scene.actor.scope(), id)?;
    Ok(session.filter(|session| scene.actor.may(action, session, user_id)))
}

/// The newest `limit` messages of a session, oldest first, and how many there are in all.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn transcript(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: SessionId,
    limit: i64,
) -> Result<(Vec<Message>, i64), SessionError> {
    let session = view_session(view, scene, id)?;
    // Messages are numbered without gaps, so the highest number is their count.
    Ok((view.newest_messages(scene.actor.scope(), id, limit)?, session.last_sequence))
}

/// What the rules decided in a session, oldest first.
///
/// # Errors
/// [`SessionError::NoSuchSession`].
pub fn escalation_history(
    view: &mut dyn View,
    scene: &Scene<'_>,
    id: SessionId,
) -> Result<Vec<Trigger>, SessionError> {
    view_session(view, scene, id)?;
    Ok(view.triggers(scene.actor.scope(), id)?)
}

/// The newest `limit` sessions of a user, and how many there are in all.
///
/// # Errors
/// [`SessionError::NoSuchUser`] for another user, whether or not there is one.
pub fn sessions_of_user(
    view: &mut dyn View,
    scene: &Scene<'_>,
    user_id: &str,
    limit: i64,
) -> Result<(Vec<Session>, i64), SessionError> {
    scene.actor.demand(Action::ReadSession)?;
    if !scene.actor.reaches(Action::ReadSession, user_id) {
        return Err(SessionError::NoSuchUser);
    }
    Ok(view.sessions_of_user(scene.actor.scope(), user_id, limit)?)
}

/// A change of a session's status by its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSession {
    /// The session.
    pub session: SessionId,
    /// Where it is to go.
    pub status: SessionStatus,
    /// How it ended.
    pub resolution_summary: Option<String>,
}

/// Closes a session, gives it up, or takes it up again.
///
/// # Errors
/// [`SessionError::EscalateInstead`] for `escalated`, [`SessionError::Illegal`] while a ticket is open.
pub fn change_session(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: ChangeSession,
) -> Result<Session, SessionError> {
    let step = match command.status {
        SessionStatus::Escalated => return Err(SessionError::EscalateInstead),
        SessionStatus::Active => SessionMove::Speak,
        SessionStatus::Completed => SessionMove::Complete,
        SessionStatus::Abandoned => SessionMove::Abandon,
    };
    let mut session = lock_for::<SessionError>(tx, scene, Action::CloseSession, (command.session, None))?
        .ok_or(SessionError::NoSuchSession(command.session))?;
    if session.status == SessionStatus::Escalated {
        return Err(IllegalTransition { from: session.status, attempted: step }.into());
    }
    session.apply(step)?;
    if command.resolution_summary.is_some() {
        session.resolution_summary = command.resolution_summary;
    }
    leave(tx, scene, &mut session)?;
    Ok(session)
}

/// Gives up sessions of the actor's organization that nothing happened in since `before`, at most
/// `limit` at a time. Returns how many.
///
/// # Errors
/// Those of the store.
pub fn abandon_idle(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    before: DateTime<Utc>,
    limit: i64,
) -> StoreResult<usize> {
    let mut count = 0;
    for mut session in tx.lock_idle_sessions(scene.actor.scope(), before, limit)? {
        if session.apply(SessionMove::Abandon).is_ok() {
            leave(tx, scene, &mut session)?;
            count += 1;
        }
    }
    Ok(count)
}

fn leave(tx: &mut dyn Transaction, scene: &Scene<'_>, session: &mut Session) -> StoreResult<()> {
    let event = session.event(SessionEventKind::Status, None, scene.now);
    session.updated_at = scene.now;
    tx.insert_session_events(scene.actor.scope(), &[event])?;
    tx.update_session(session)
}
