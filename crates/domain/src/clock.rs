//! The time as a port: the domain is told what time it is and never looks.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The current instant in UTC, cut to whole microseconds (see [`to_micros`]).
    fn now(&self) -> DateTime<Utc>;
}

/// Cuts an instant to whole microseconds, the precision both databases keep.
///
/// PostgreSQL drops nanoseconds and SQLite keeps them as text; without the cut the same row would
/// read back differently from the two.
pub fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}
