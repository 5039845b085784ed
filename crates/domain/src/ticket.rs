//! Tickets: the human's job that an escalated session becomes.

use chrono::{DateTime, NaiveDate, Utc};

use crate::account::EmailAddress;
use crate::assistant::Category;
use crate::contact::Contact;
use crate::escalation::Reason;
use crate::id::{OrganizationId, SessionId, TicketEventId, TicketId};
use crate::language::Language;
use crate::profile::MachineProfile;
use crate::queue::{TicketFilter, TicketKey, TicketOrder, TicketTally};
use crate::rating::Stars;
use crate::search::Sought;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

mod number;
mod state;

pub use number::{TicketNumber, TicketPrefix};
pub use state::{IllegalTicketTransition, OwnerChange};

vocabulary!(
    /// How urgent a ticket is, in rising order.
    Priority {
        /// Whenever there is time.
        Low => "low",
        /// The usual.
        Medium => "medium",
        /// Soon.
        High => "high",
        /// Now.
        Urgent => "urgent",
    }
);

vocabulary!(
    /// Where a ticket stands.
    TicketStatus {
        /// Nobody has taken it.
        Open => "open",
        /// An expert works on it.
        InProgress => "in_progress",
        /// The user is asked for something, or the assistant was handed the session back.
        WaitingOnUser => "waiting_on_user",
        /// The problem is solved; may be taken up again.
        Resolved => "resolved",
        /// Over.
        Closed => "closed",
    }
);

impl TicketStatus {
    /// Whether somebody still has to do something. A session has at most one such ticket.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::WaitingOnUser)
    }
}

/// Whom the user is sent to, as it was when the ticket was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Referral {
    /// The right expert.
    pub primary: Contact,
    /// Others to turn to: the general and the emergency contact.
    pub alternatives: Vec<Contact>,
}

/// One ticket.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// The session it came from.
    pub session_id: SessionId,
    /// The number people use.
    pub number: TicketNumber,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it stands.
    pub status: TicketStatus,
    /// Why a person was needed.
    pub reason: Reason,
    /// The summary an expert reads first.
    pub session_summary: String,
    /// The language of the session when the ticket was made.
    pub language: Language,
    /// What kind of problem the assistant took it to be by then.
    pub category: Option<Category>,
    /// The host's id of the user whose session it is.
    pub user_id: String,
    /// The user's name, as the host system had told it when the ticket was made or the session got its user.
    pub user_name: Option<String>,
    /// The user's company, as of the same time.
    pub organization_name: Option<String>,
    /// The host's id of the machine, known or not.
    pub machine_id: Option<String>,
    /// The model of that machine, as in `machine_context`.
    pub machine_model: Option<String>,
    /// The machine as the host system had described it when the ticket was made.
    pub machine_context: Option<MachineProfile>,
    /// Whom the user was sent to.
    pub referral: Referral,
    /// What whoever escalated wanted to add; notes of later escalations are appended.
    pub additional_notes: Option<String>,
    /// How it was solved.
    pub resolution_notes: Option<String>,
    /// The contact id of the expert who has it.
    pub assigned_expert_id: Option<String>,
    /// The name of that expert for people, as it was when they got it.
    pub assigned_expert_name: Option<String>,
    /// When an expert first answered.
    pub first_answer_at: Option<DateTime<Utc>>,
    /// Where the user wants to be told of answers that they have not seen in the chat.
    pub notify_email: Option<EmailAddress>,
    /// How good its user found the help.
    pub rating: Option<Stars>,
    /// What they said about it.
    pub rating_comment: Option<String>,
    /// The ticket that it has become part of: then it is closed for good.
    pub merged_into: Option<TicketId>,
    /// The version of the rule set in force when it was made.
    pub rule_version: String,
    /// Raised by every change of the row.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When its job was over: resolved, or closed without having been.
    pub resolved_at: Option<DateTime<Utc>>,
}

vocabulary!(
    /// What happened to a ticket.
    TicketEventKind {
        /// It was made.
        Opened => "opened",
        /// Its status changed.
        StatusChanged => "status_changed",
        /// Its priority changed.
        PriorityChanged => "priority_changed",
        /// It got another assignee, or none.
        Assigned => "assigned",
        /// Notes were appended.
        NotesAdded => "notes_added",
        /// The resolution notes changed.
        ResolutionNoted => "resolution_noted",
        /// An expert answered the user; the text is the message's id.
        Answered => "answered",
        /// An internal note, which users never see.
        Note => "note",
        /// The conversation was handed back to the assistant, with a note that users never see.
        HandedBack => "handed_back",
        /// It became part of another ticket, or another of it; the text is the other's number.
        Merged => "merged",
        /// Its user rated the help, from 1 to 5.
        Rated => "rated",
    }
);

/// One line of a ticket's history.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TicketEvent {
    /// Its id; time-ordered.
    pub id: TicketEventId,
    /// The ticket.
    pub ticket_id: TicketId,
    /// What happened.
    pub kind: TicketEventKind,
    /// Who did it.
    pub actor: String,
    /// The value before, where one changed.
    pub from: Option<String>,
    /// The value after, or the text that was added.
    pub to: Option<String>,
    /// Why, where the service did it by itself.
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Reading tickets.
pub trait TicketReads {
    /// One ticket.
    fn ticket(&mut self, scope: Scope, id: TicketId) -> StoreResult<Option<Ticket>>;

    /// One ticket by the number people use.
    fn ticket_by_number(&mut self, scope: Scope, number: &TicketNumber) -> StoreResult<Option<Ticket>>;

    /// The open ticket of a session, or else its newest: an older one may have been taken up again.
    fn ticket_of_session(&mut self, scope: Scope, session: SessionId) -> StoreResult<Option<Ticket>>;

    /// The tickets that were merged into `target`, in the order in which they were closed.
    fn tickets_merged_into(&mut self, scope: Scope, target: TicketId) -> StoreResult<Vec<Ticket>>;

    /// Up to `limit` tickets that `filter` wants, in the order and after the place that `page` names.
    fn tickets(
        &mut self,
        scope: Scope,
        filter: &TicketFilter,
        page: (TicketOrder, Option<TicketKey>),
        limit: i64,
    ) -> StoreResult<Vec<Ticket>>;

    /// Counts the newest `most` tickets that `filter` wants and in which all of `sought` stands, if anything is, in
    /// any order; tickets that are alike may come in more than one tally.
    fn tally_tickets(
        &mut self,
        scope: Scope,
        wanted: (&TicketFilter, Option<&Sought>),
        most: i64,
    ) -> StoreResult<Vec<TicketTally>>;

    /// A ticket's history, oldest first.
    fn ticket_events(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<TicketEvent>>;

    /// One line of a ticket's history.
    fn ticket_event(&mut self, scope: Scope, id: TicketEventId) -> StoreResult<Option<TicketEvent>>;
}

/// Changing tickets.
pub trait TicketWrites {
    /// Counts up the organization's tickets of `day` and returns the new count, atomically.
    fn next_ticket_count(&mut self, scope: Scope, day: NaiveDate) -> StoreResult<i64>;

    /// Adds a ticket. [`Duplicate`](crate::StoreError::Duplicate) when its session has an open one.
    fn insert_ticket(&mut self, ticket: &Ticket) -> StoreResult<()>;

    /// Stores a ticket and raises its version, in the row and in `ticket`.
    /// [`Stale`](crate::StoreError::Stale) unless the row still has `ticket.version`.
    fn update_ticket(&mut self, ticket: &mut Ticket) -> StoreResult<()>;

    /// Adds lines to a ticket's history in one statement.
    fn insert_ticket_events(&mut self, scope: Scope, events: &[TicketEvent]) -> StoreResult<()>;
}
