//! When a notification that did not get through is tried again.

use std::time::Duration;

use chrono::TimeDelta;

/// How long a notification is retried before it is given up: five days, the usual life of a mail in
/// a queue (RFC 5321 §4.5.4.1 asks for four to five).
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(5);

const FIRST_DELAYS: [TimeDelta; 5] = [
    TimeDelta::seconds(5),
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::minutes(30),
];

/// How long to wait after the `attempt`-th try (counted from 1): 5 s, 30 s, 2 min, 10 min, 30 min,
/// then hourly; urgent notifications never wait longer than 10 min. `jitter` in 0..=1 spreads the
/// result evenly over ±20 %, so that a recovering server is not hit by all at once.
pub fn retry_delay(attempt: i32, urgent: bool, jitter: f64) -> TimeDelta {
    let index = usize::try_from(attempt.saturating_sub(1)).unwrap_or(0);
    let plain = FIRST_DELAYS.get(index).copied().unwrap_or(TimeDelta::hours(1));
    let plain = if urgent { plain.min(TimeDelta::minutes(10)) } else { plain };
    let spread = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.5 };
    let seconds = plain.as_seconds_f64() * (0.8 + 0.4 * spread);
    Duration::try_from_secs_f64(seconds).ok().and_then(|d| TimeDelta::from_std(d).ok()).unwrap_or(plain)
}
