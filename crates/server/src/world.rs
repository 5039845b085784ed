//! The time and the ids of the real world.

use chrono::{DateTime, Utc};
use handover_domain::{Clock, Ids, to_micros};
use uuid::Uuid;

/// The clock of this machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the time comes from")]
    fn now(&self) -> DateTime<Utc> {
        to_micros(Utc::now())
    }
}

/// Random ids. Those of rows rise within this process, even in the same millisecond.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RandomIds;

impl Ids for RandomIds {
    fn row(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn capability(&self) -> Uuid {
        Uuid::new_v4()
    }
}
