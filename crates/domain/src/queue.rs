//! The queue: which tickets are wanted, and in which order they come.

use std::cmp::{Ordering, Reverse};

use chrono::{DateTime, Utc};

use crate::assistant::Category;
use crate::escalation::Reason;
use crate::id::{SessionId, TicketId};
use crate::language::Language;
use crate::ticket::{Priority, Ticket, TicketStatus};
use crate::vocabulary::vocabulary;

/// Which tickets are wanted. A list that is empty asks nothing; of a list that is not, any of its values will do.
/// All that is asked must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketFilter {
    /// Those that somebody still has to do something about.
    pub is_open: bool,
    /// Where they stand.
    pub statuses: Vec<TicketStatus>,
    /// How urgent they are.
    pub priorities: Vec<Priority>,
    /// Why a person was needed.
    pub reasons: Vec<Reason>,
    /// What was spoken.
    pub languages: Vec<Language>,
    /// What kind of problem it was taken to be.
    pub categories: Vec<Category>,
    /// Of which models the machines are.
    pub machine_models: Vec<String>,
    /// About which machines they are.
    pub machine_ids: Vec<String>,
    /// For which companies the users work.
    pub organization_names: Vec<String>,
    /// Which experts have them.
    pub assigned_expert_ids: Vec<String>,
    /// Those that nobody has.
    pub is_unassigned: bool,
    /// Those of this session.
    pub session_id: Option<SessionId>,
    /// Those of this user's sessions.
    pub user_id: Option<String>,
    /// Those made then or later.
    pub created_since: Option<DateTime<Utc>>,
    /// Those made then or earlier.
    pub created_until: Option<DateTime<Utc>>,
}

impl TicketFilter {
    /// Whether the ticket is one of those.
    pub fn wants(&self, ticket: &Ticket) -> bool {
        (!self.is_open || ticket.status.is_open())
            && any_of(&self.statuses, Some(&ticket.status))
            && any_of(&self.priorities, Some(&ticket.priority))
            && any_of(&self.reasons, Some(&ticket.reason))
            && any_of(&self.languages, Some(&ticket.language))
            && any_of(&self.categories, ticket.category.as_ref())
            && any_of(&self.machine_models, ticket.machine_model.as_ref())
            && any_of(&self.machine_ids, ticket.machine_id.as_ref())
            && any_of(&self.organization_names, ticket.organization_name.as_ref())
            && any_of(&self.assigned_expert_ids, ticket.assigned_expert_id.as_ref())
            && (!self.is_unassigned || ticket.assigned_expert_id.is_none())
            && self.session_id.is_none_or(|id| ticket.session_id == id)
            && self.user_id.as_ref().is_none_or(|id| ticket.user_id == *id)
            && self.created_since.is_none_or(|since| ticket.created_at >= since)
            && self.created_until.is_none_or(|until| ticket.created_at <= until)
    }
}

fn any_of<T: PartialEq>(wanted: &[T], value: Option<&T>) -> bool {
    wanted.is_empty() || value.is_some_and(|value| wanted.contains(value))
}

vocabulary!(
    /// In which order tickets come.
    TicketOrder {
        /// The newest first.
        Newest => "newest",
        /// The most urgent first, and of those the oldest.
        Urgency => "urgency",
    }
);

impl TicketOrder {
    /// Which of two places comes first.
    pub fn compare(self, one: &TicketKey, other: &TicketKey) -> Ordering {
        let age = |key: &TicketKey| (key.created_at, key.id);
        match self {
            Self::Newest => age(other).cmp(&age(one)),
            Self::Urgency => (Reverse(one.priority), age(one)).cmp(&(Reverse(other.priority), age(other))),
        }
    }
}

/// The place of a ticket in any order. A page begins after one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketKey {
    /// How urgent the ticket is.
    pub priority: Priority,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Its id, which breaks ties.
    pub id: TicketId,
}

impl TicketKey {
    /// The place of `ticket`.
    pub fn of(ticket: &Ticket) -> Self {
        Self { priority: ticket.priority, created_at: ticket.created_at, id: ticket.id }
    }
}

/// How many tickets have the same in all that the queue is counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketTally {
    /// Where they stand.
    pub status: TicketStatus,
    /// How urgent they are.
    pub priority: Priority,
    /// Why a person was needed.
    pub reason: Reason,
    /// What was spoken.
    pub language: Language,
    /// What kind of problem it was taken to be.
    pub category: Option<Category>,
    /// Of which model the machine is.
    pub machine_model: Option<String>,
    /// Who has them.
    pub assigned_expert_id: Option<String>,
    /// The last of the names of that expert, by their bytes: accounts are renamed.
    pub assigned_expert_name: Option<String>,
    /// How many there are.
    pub count: i64,
}
