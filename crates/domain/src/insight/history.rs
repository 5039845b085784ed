//! What facts are derived from: a session with everything that belongs to it, as the rows have it.

use chrono::{DateTime, Utc};

use crate::escalation::Reason;
use crate::id::{MessageId, TicketId};
use crate::message::Sender;
use crate::rating::{RatedHelp, Stars};
use crate::session::Session;
use crate::step::Step;
use crate::ticket::{Priority, TicketStatus};
use crate::trigger::Trigger;

/// A message, as far as measures look at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Its id.
    pub id: MessageId,
    /// 1, 2, 3 … within the session.
    pub sequence: i64,
    /// The turn it was said in.
    pub turn: i64,
    /// Who said it.
    pub sender: Sender,
    /// What was said.
    pub content: String,
    /// The assistant's confidence, on its own messages.
    pub confidence: Option<f64>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A ticket, as far as measures look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRecord {
    /// Its id.
    pub id: TicketId,
    /// The number people use.
    pub number: String,
    /// How urgent it is.
    pub priority: Priority,
    /// Why a person was needed.
    pub reason: Reason,
    /// Where it stands.
    pub status: TicketStatus,
    /// How it was solved.
    pub resolution_notes: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When an expert first answered.
    pub first_answer_at: Option<DateTime<Utc>>,
    /// Whether it has become part of another ticket.
    pub is_merged: bool,
    /// When its job was over.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Its changes of status, oldest first: from where and to where.
    pub moves: Vec<(TicketStatus, TicketStatus)>,
}

/// A session with everything that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The session.
    pub session: Session,
    /// What was said, in order.
    pub messages: Vec<Said>,
    /// What was decided, oldest first.
    pub triggers: Vec<Trigger>,
    /// The steps, in the order they were given.
    pub steps: Vec<Step>,
    /// The tickets, oldest first.
    pub tickets: Vec<TicketRecord>,
    /// What its user said of the help, in the order of [`RatedHelp`].
    pub ratings: Vec<(RatedHelp, Stars)>,
}
