//! Turns: the user says something, the assistant answers, and the rules look at both.
//!
//! A turn is two transactions with the assistant between them: [`open_turn`] stores the user's
//! message and decides what must not wait, [`close_turn`] stores the answer if the assistant may
//! still speak. No database connection is held while the assistant thinks.
//!
//! ```
//! # use handover_domain::{*, chat::*, testing::{self, MemoryStore}};
//! # let (store, world) = (MemoryStore::new(), testing::World::new());
//! let opened = store.write(|tx| open_turn(tx, &world.scene(), OpenTurn::saying("The HP gauge is in the red")))?;
//! let Opened::Ask(pending) = opened else { panic!("nothing urgent was said") };
//! // … the assistant is asked `pending.question` here …
//! let answer = testing::an_answer("Stop the pump.", 0.8);
//! let closed = store.write(|tx| close_turn(tx, &world.scene(), &pending, answer))?;
//! assert_eq!(closed.reply.text, "Stop the pump.");
//! assert!(closed.notice.is_none(), "nobody needs a person yet");
//! # Ok::<(), TurnError>(())
//! ```

use crate::assistant::{Citation, Question};
use crate::contact::Contact;
use crate::escalation::Reason;
use crate::id::{MessageId, SessionId, TicketId};
use crate::json::JsonText;
use crate::language::Language;
use crate::message::MessageType;
use crate::policy::Refusal;
use crate::session::{IllegalTransition, Session};
use crate::step::{Step, StepOutcome};
use crate::store::StoreError;
use crate::ticket::TicketNumber;
use crate::trigger::Decision;

mod close;
mod feedback;
mod newest;
mod open;
mod record;
mod resume;

pub use close::{close_turn, stop_answer, stop_turn};
pub use feedback::{StepFeedback, step_feedback};
pub use newest::{newest_answer, superseded};
pub(crate) use open::{language_for, user_or_visitor};
pub use open::{open_turn, reopen_turn};
pub(crate) use resume::resume;

/// The `model_used` of a reply that was given because a person owns the conversation.
pub const MODEL_HANDOFF: &str = "handoff";
/// The `model_used` of a reply that the rules gave without asking the assistant.
pub const MODEL_RULES: &str = "rules";
/// The `model_used` of an answer that its user has stopped.
pub const MODEL_STOPPED: &str = "stopped";
/// The `model_used` of a reply to a request that a newer message made pointless.
pub const MODEL_SUPERSEDED: &str = "superseded";

/// A message from a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTurn {
    /// The session; `None` opens a new one. A client may choose an unused id.
    pub session: Option<SessionId>,
    /// In whose name.
    pub user_id: Option<String>,
    /// The machine. Leaving it out keeps the one the session has.
    pub machine_id: Option<String>,
    /// The language. Leaving it out keeps the session's, or the user's for a new session.
    pub language: Option<Language>,
    /// What was said, possibly nothing.
    pub text: String,
    /// How it was said.
    pub message_type: MessageType,
    /// Whatever the client attached.
    pub metadata: Option<JsonText>,
    /// What the client says had been said before; kept only for a new session.
    pub imported_context: Option<JsonText>,
    /// How many earlier messages the assistant wants to see.
    pub memory: u16,
}

impl OpenTurn {
    /// A first message with nothing else known.
    pub fn saying(text: impl Into<String>) -> Self {
        Self {
            session: None,
            user_id: None,
            machine_id: None,
            language: None,
            text: text.into(),
            message_type: MessageType::Text,
            metadata: None,
            imported_context: None,
            memory: 0,
        }
    }

    /// The same in a session that exists.
    #[must_use]
    pub fn in_session(self, session: SessionId) -> Self {
        Self { session: Some(session), ..self }
    }
}

/// How a turn goes on after it was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// The assistant is to be asked; then [`close_turn`].
    Ask(Box<PendingTurn>),
    /// Everything has been said already.
    Closed(Box<Closed>),
}

/// A turn that waits for the assistant.
#[derive(Debug, Clone, PartialEq)]
pub struct PendingTurn {
    /// The session.
    pub session: SessionId,
    /// Its number; an answer to an older turn than the session's is not stored.
    pub turn: i64,
    /// Who could speak when it was opened; an answer from an older epoch is not stored.
    pub epoch: i64,
    /// The user's message.
    pub message: MessageId,
    /// What the user said.
    pub text: String,
    /// How the current step ended in this turn, if it did.
    pub step_ended: Option<StepOutcome>,
    /// What to ask the assistant.
    pub question: Question,
    /// The session as the opening has stored it: whoever closes the turn in the store's optimistic way need not read it.
    pub stored: Session,
}

/// What the user is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The words.
    pub text: String,
    /// What made them, for the wire's `model_used`.
    pub model: String,
    /// Tokens spent.
    pub tokens: u32,
    /// The stored message, where one was stored.
    pub message: Option<MessageId>,
    /// The guided step, where the reply is one.
    pub step: Option<Step>,
    /// How sure the assistant is.
    pub confidence: Option<f64>,
    /// What the words rest on.
    pub citations: Vec<Citation>,
    /// Why there is no proper answer.
    pub failure: Option<String>,
}

impl Reply {
    fn fixed(text: String, model: &str) -> Self {
        Self {
            text,
            model: model.to_owned(),
            tokens: 0,
            message: None,
            step: None,
            confidence: None,
            citations: Vec::new(),
            failure: None,
        }
    }
}

/// That a person is offered or on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Offered or escalated.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
    /// The ticket, once there is one.
    pub ticket: Option<(TicketId, TicketNumber)>,
    /// Whom it goes or would go to.
    pub contact: Contact,
}

/// How far the guided steps are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workflow {
    /// Going on.
    InProgress,
    /// The problem is gone.
    Completed,
    /// A ticket exists.
    Escalated,
}

/// A turn that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// The session.
    pub session: SessionId,
    /// What the user is told.
    pub reply: Reply,
    /// Whether a person is offered or on the way.
    pub notice: Option<Notice>,
    /// How far the guided steps are.
    pub workflow: Workflow,
    /// The stored message that was answered, where there is one.
    pub asked: Option<MessageId>,
}

/// Why a turn could not be opened or closed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// There is no such session, or the caller may not know of it.
    #[error("there is no session {0}")]
    NoSuchSession(SessionId),
    /// The client chose a session id that is in use elsewhere.
    #[error("the session id {0} cannot be used")]
    SessionIdTaken(SessionId),
    /// The session has no such step.
    #[error("the session has no step {0}")]
    NoSuchStep(crate::id::StepId),
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
