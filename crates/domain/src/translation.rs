//! Messages that those who work on tickets want to read in another language.

use crate::house::Scene;
use crate::id::{MessageId, SessionId};
use crate::message::Message;
use crate::policy::Action;
use crate::session_desk::SessionError;
use crate::store::{StoreError, View};

/// Why a message cannot be translated.
#[derive(Debug, thiserror::Error)]
pub enum TranslationError {
    /// There is no such session, or the caller may not know of it.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The session has no such message.
    #[error("the session has no message {0}")]
    NoSuchMessage(MessageId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The message that is to be translated.
///
/// # Errors
/// [`TranslationError::NoSuchMessage`], [`SessionError::NoSuchSession`], [`SessionError::Refused`] for all but those who
/// work on tickets.
pub fn message_to_translate(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (session, message): (SessionId, MessageId),
) -> Result<Message, TranslationError> {
    scene.actor.demand(Action::WorkTicket).map_err(SessionError::from)?;
    let scope = scene.actor.scope();
    view.session(scope, session)?.ok_or(SessionError::NoSuchSession(session))?;
    view.message(scope, session, message)?.ok_or(TranslationError::NoSuchMessage(message))
}
