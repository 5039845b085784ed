//! The session's state machine, as one total function.

use super::{Session, SessionStatus};

/// What happens to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionMove {
    /// The user says something or asks for a person.
    Speak,
    /// The problem is solved, or the user closes the session.
    Complete,
    /// The user gives up, or the idle timer rings.
    Abandon,
    /// A ticket is made.
    Escalate,
    /// The ticket is resolved or closed.
    TicketEnded,
    /// A resolved ticket is taken up again.
    TicketReopened,
}

impl SessionMove {
    /// Every move.
    pub const ALL: [Self; 6] =
        [Self::Speak, Self::Complete, Self::Abandon, Self::Escalate, Self::TicketEnded, Self::TicketReopened];
}

/// A move that the state machine does not know from where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a session that is {from} cannot do this ({attempted:?})")]
pub struct IllegalTransition {
    /// Where the session stands.
    pub from: SessionStatus,
    /// What was asked.
    pub attempted: SessionMove,
}

impl SessionStatus {
    /// Where `step` leads from here.
    ///
    /// Only a ticket moves a session into or out of `escalated`; speaking wakes a session that was
    /// completed or abandoned.
    pub fn after(self, step: SessionMove) -> Result<Self, IllegalTransition> {
        use SessionMove as Move;
        match (self, step) {
            (Self::Escalated, Move::Speak | Move::Escalate | Move::TicketReopened) => Ok(Self::Escalated),
            (Self::Escalated, Move::Complete | Move::Abandon) => {
                Err(IllegalTransition { from: self, attempted: step })
            }
            (_, Move::Speak) => Ok(Self::Active),
            (_, Move::Complete | Move::TicketEnded) => Ok(Self::Completed),
            (_, Move::Abandon) => Ok(Self::Abandoned),
            (_, Move::Escalate | Move::TicketReopened) => Ok(Self::Escalated),
        }
    }
}

impl Session {
    /// Makes a move, or leaves the session as it was.
    ///
    /// # Errors
    /// [`IllegalTransition`] when the state machine does not know the move from here.
    pub fn apply(&mut self, step: SessionMove) -> Result<(), IllegalTransition> {
        self.status = self.status.after(step)?;
        Ok(())
    }
}
