//! The ticket's state machine, and what each state means for the session.

use super::TicketStatus;
use crate::session::SessionMove;

/// A change that the ticket's state machine does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a ticket that is {from} cannot become {to}")]
pub struct IllegalTicketTransition {
    /// Where the ticket stands.
    pub from: TicketStatus,
    /// Where it was asked to go.
    pub to: TicketStatus,
}

/// What a ticket's state says about who speaks in its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerChange {
    /// Nobody has it: the queue.
    ToQueue,
    /// The assignee.
    ToAssignee,
    /// The assistant, because the job is over.
    ToAssistant,
}

impl TicketStatus {
    /// Whether a ticket may go from here to `to`. Staying is always allowed and changes nothing.
    pub fn may_become(self, to: Self) -> bool {
        use TicketStatus::{Closed, InProgress, Open, Resolved, WaitingOnUser};
        self == to
            || matches!(
                (self, to),
                (Open, InProgress | WaitingOnUser | Resolved | Closed)
                    | (InProgress, WaitingOnUser | Open | Resolved | Closed)
                    | (WaitingOnUser, InProgress | Open | Resolved | Closed)
                    | (Resolved, InProgress | Closed)
            )
    }

    /// Goes to `to`.
    ///
    /// # Errors
    /// [`IllegalTicketTransition`] when [`may_become`](Self::may_become) says no.
    pub fn become_status(self, to: Self) -> Result<Self, IllegalTicketTransition> {
        if self.may_become(to) { Ok(to) } else { Err(IllegalTicketTransition { from: self, to }) }
    }

    /// Whether somebody works on a ticket of this status, so that it has an assignee.
    pub fn is_in_work(self) -> bool {
        self.owner_change() == OwnerChange::ToAssignee
    }

    /// Who speaks in the session of a ticket of this status.
    pub fn owner_change(self) -> OwnerChange {
        match self {
            Self::Open => OwnerChange::ToQueue,
            Self::InProgress | Self::WaitingOnUser => OwnerChange::ToAssignee,
            Self::Resolved | Self::Closed => OwnerChange::ToAssistant,
        }
    }

    /// The move of the session that goes with a ticket arriving at this status.
    pub fn session_move(self) -> SessionMove {
        match self {
            Self::Open => SessionMove::Escalate,
            Self::InProgress | Self::WaitingOnUser => SessionMove::TicketReopened,
            Self::Resolved | Self::Closed => SessionMove::TicketEnded,
        }
    }
}
