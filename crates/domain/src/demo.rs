//! What a demonstration needs of a store beyond the use cases: to end a notification before anybody can send it, and
//! to take away again all that was made for it.
//!
//! Everything that a demonstration makes is recognised by its ids, so that no table has to remember it: those of
//! sessions and accounts carry the mark in six of their bytes, users and machines have ids of their own. What hangs
//! on a session goes with it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::OutboxId;
use crate::outbox::DeliveryResult;
use crate::store::{Scope, StoreResult};

/// How the rows of a demonstration are recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMark {
    /// The last six bytes of every id that was made.
    pub tail: [u8; 6],
    /// The users.
    pub users: Vec<String>,
    /// The machines.
    pub machines: Vec<String>,
}

impl DemoMark {
    /// Whether an id carries the mark.
    pub fn is_on(&self, id: Uuid) -> bool {
        id.as_bytes().ends_with(&self.tail)
    }
}

/// How much of a demonstration there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoRows {
    /// Sessions of its users that carry the mark.
    pub sessions: usize,
    /// Tickets of those sessions.
    pub tickets: usize,
    /// Users by its ids, whoever told about them.
    pub users: usize,
    /// Machines by its ids, whoever told about them.
    pub machines: usize,
    /// Accounts that carry the mark.
    pub accounts: usize,
}

impl DemoRows {
    /// Whether there is nothing of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Looking for a demonstration.
pub trait DemoReads {
    /// How much of a demonstration there is in an organization.
    fn demo_rows(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows>;
}

/// Making and removing one.
pub trait DemoWrites {
    /// Ends a notification that waits and that nobody has claimed, as if it had been claimed so often. `false`,
    /// with nothing written, when there is none such. In the transaction that promised it this keeps every worker
    /// from ever seeing it.
    fn end_outbox(
        &mut self,
        scope: Scope,
        id: OutboxId,
        ended: (i32, &DeliveryResult),
        at: DateTime<Utc>,
    ) -> StoreResult<bool>;

    /// Removes all that carries the mark, with everything that hangs on it, and returns how much that was. The numbers
    /// of removed tickets are given out again where no ticket that stays has a higher one of the day.
    fn remove_demo(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows>;
}
