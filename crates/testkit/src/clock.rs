//! A clock that stands still until a test turns it.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Clock, to_micros};

/// A clock that shows what it was set to. Share it in an `Arc`; every holder sees the same time.
///
/// ```
/// use chrono::TimeDelta;
/// use handover_domain::Clock;
/// use handover_testkit::ManualClock;
///
/// let clock = ManualClock::default();
/// let before = clock.now();
/// assert_eq!(clock.now(), before);
/// clock.advance(TimeDelta::hours(1));
/// assert_eq!(clock.now() - before, TimeDelta::hours(1));
/// ```
#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<DateTime<Utc>>,
}

impl ManualClock {
    /// A clock that shows `now`, cut to microseconds.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self { now: Mutex::new(to_micros(now)) }
    }

    /// Turns the clock forward, or back for a negative `by`.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = to_micros(*now + by);
    }

    /// Sets the clock to `to`.
    pub fn set(&self, to: DateTime<Utc>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = to_micros(to);
    }
}

impl Default for ManualClock {
    /// Sunday, 22 November 2026, 09:30 UTC.
    fn default() -> Self {
        Self::at(DateTime::from_timestamp(1_795_339_800, 0).unwrap_or_default())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
