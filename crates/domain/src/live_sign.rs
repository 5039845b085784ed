//! Live signs: what the processes on one database tell each other about what goes on right now, such as that somebody
//! types. A sign takes the place of the one before it and is worth nothing after a while: it is no record of anything.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::SessionId;
use crate::store::StoreResult;

/// What one process says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveSign {
    /// Which process says so.
    pub process: Uuid,
    /// About which session; `None`: about itself, which is that it looks at signs.
    pub session: Option<SessionId>,
    /// What, in words that only the processes read: at most 4000 characters.
    pub said: String,
    /// For how long that is worth anything.
    pub until: DateTime<Utc>,
}

/// Reading live signs.
pub trait LiveSignReads {
    /// What all processes say about themselves and about `sessions`, in whatever organization, as far as it is worth
    /// anything at `now`; by process and session.
    fn live_signs(&mut self, sessions: &[SessionId], now: DateTime<Utc>) -> StoreResult<Vec<LiveSign>>;
}

/// Writing live signs.
pub trait LiveSignWrites {
    /// Puts each sign in the place of what the same process said about the same before.
    fn put_live_signs(&mut self, signs: &[LiveSign]) -> StoreResult<()>;

    /// Forgets what is worth nothing any more at `now`.
    fn forget_live_signs(&mut self, now: DateTime<Utc>) -> StoreResult<()>;
}
