//! Messages: everything that was said in a session, numbered without gaps.

use chrono::{DateTime, Utc};

use crate::assistant::Citation;
use crate::id::{MessageId, SessionId, StepId};
use crate::json::JsonText;
use crate::language::Language;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// Who said it.
    Sender {
        /// The person at the machine.
        User => "user",
        /// The AI side.
        Assistant => "assistant",
        /// The service itself, for example that a ticket was made.
        System => "system",
        /// The human who helps.
        Expert => "expert",
    }
);

vocabulary!(
    /// What kind of message it is.
    MessageType {
        /// Plain words.
        Text => "text",
        /// Spoken by the user.
        Voice => "voice",
        /// A picture.
        Image => "image",
        /// A guided step, or the user's feedback on one.
        DiagnosticStep => "diagnostic_step",
        /// About an escalation.
        Escalation => "escalation",
    }
);

/// One utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The session it belongs to.
    pub session_id: SessionId,
    /// 1, 2, 3 … within the session.
    pub sequence: i64,
    /// The turn it was said in.
    pub turn: i64,
    /// Who said it.
    pub sender: Sender,
    /// What was said.
    pub content: String,
    /// What kind of message it is.
    pub message_type: MessageType,
    /// The language it is in.
    pub language: Language,
    /// The assistant's confidence, on its own messages.
    pub confidence: Option<f64>,
    /// What made it, on the assistant's messages.
    pub model_used: Option<String>,
    /// What it rests on, on the assistant's messages.
    pub citations: Vec<Citation>,
    /// The step it gives or speaks of.
    pub step_id: Option<StepId>,
    /// Whatever the client attached.
    pub metadata: Option<JsonText>,
    /// The name of the expert who wrote it, as it was then.
    pub author: Option<String>,
    /// When it was said.
    pub timestamp: DateTime<Utc>,
}

/// Reading messages.
pub trait MessageReads {
    /// One message of one session.
    fn message(&mut self, scope: Scope, session: SessionId, id: MessageId) -> StoreResult<Option<Message>>;

    /// The newest `limit` messages of a session, oldest first.
    fn newest_messages(&mut self, scope: Scope, session: SessionId, limit: i64) -> StoreResult<Vec<Message>>;

    /// Those of the messages `ids` that the session has, in any order.
    fn messages(&mut self, scope: Scope, session: SessionId, ids: &[MessageId]) -> StoreResult<Vec<Message>>;

    /// The first message of a session that `sender` sent in `turn`, if any.
    fn message_of_turn(
        &mut self,
        scope: Scope,
        session: SessionId,
        turn: i64,
        sender: Sender,
    ) -> StoreResult<Option<Message>>;
}

/// Adding messages; they are never changed.
pub trait MessageWrites {
    /// Adds a message. Its sequence comes from the locked session, so two can never share one.
    fn insert_message(&mut self, scope: Scope, message: &Message) -> StoreResult<()>;
}
