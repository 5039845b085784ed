//! Leaves an endpoint alone that keeps failing, and remembers what failed last.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use handover_domain::Clock;
use tokio::time::Instant;

use super::failure::ModelFailure;

/// After so many failures in a row nobody asks for `pause`; then one may try while the others wait.
pub(crate) struct Breaker {
    most: u32,
    pause: Duration,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Failures in a row that say something about the endpoint.
    failures: u32,
    rests_until: Option<Instant>,
    is_tried: bool,
    /// What failed last and since when something does; nothing after a success.
    trouble: Option<Trouble>,
}

/// That the endpoint fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) last: ModelFailure,
    pub(crate) since: DateTime<Utc>,
}

/// The right to ask once. Dropping it without a word, because nobody waits for the answer any more, says
/// nothing about the endpoint.
pub(crate) struct Permit {
    breaker: Arc<Breaker>,
    is_trial: bool,
}

impl Breaker {
    pub(crate) fn new(most: u32, pause: Duration, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { most, pause, clock, state: Mutex::default() })
    }

    /// Asks for the right to ask.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Permit> {
        let mut state = self.state();
        let is_trial = match state.rests_until {
            None => false,
            Some(until) if Instant::now() < until || state.is_tried => return None,
            Some(_) => true,
        };
        state.is_tried |= is_trial;
        Some(Permit { breaker: Arc::clone(self), is_trial })
    }

    /// What fails now.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.state().trouble
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit {
    /// The endpoint has answered.
    pub(crate) fn answered(self) {
        *self.breaker.state() = State { is_tried: self.is_trial, ..State::default() };
    }

    /// There was no answer to use.
    pub(crate) fn failed(self, why: ModelFailure) {
        let now = self.breaker.clock.now();
        let mut state = self.breaker.state();
        let since = state.trouble.map_or(now, |trouble| trouble.since);
        state.trouble = Some(Trouble { last: why, since });
        if why.blames_the_endpoint() {
            state.failures = state.failures.saturating_add(1);
        } else {
            // It is there and works; only this answer was not what we want.
            state.failures = 0;
            state.rests_until = None;
        }
        if state.failures >= self.breaker.most {
            state.rests_until = Some(Instant::now() + self.breaker.pause);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.is_trial {
            self.breaker.state().is_tried = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use handover_testkit::ManualClock;

    use super::*;

    /// Long enough for a test on a slow machine to ask a few times within it.
    const PAUSE: Duration = Duration::from_millis(500);

    fn breaker() -> Arc<Breaker> {
        let clock = ManualClock::at(DateTime::UNIX_EPOCH);
        Breaker::new(3, PAUSE, Arc::new(clock))
    }

    fn fail(breaker: &Arc<Breaker>, why: ModelFailure) {
        breaker.enter().expect("a permit").failed(why);
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_one_tries_after_the_pause() {
        let breaker = breaker();
        for _ in 0..2 {
            fail(&breaker, ModelFailure::Stalled);
        }
        breaker.enter().expect("a permit").answered();
        assert_eq!(breaker.trouble(), None);
        for _ in 0..3 {
            fail(&breaker, ModelFailure::Status(503));
        }
        assert!(breaker.enter().is_none());
        assert_eq!(breaker.trouble().map(|trouble| trouble.last), Some(ModelFailure::Status(503)));
        std::thread::sleep(PAUSE);
        let trial = breaker.enter().expect("one may try");
        assert!(breaker.enter().is_none(), "and the others wait");
        trial.failed(ModelFailure::NoConnection);
        assert!(breaker.enter().is_none(), "it rests again");
        std::thread::sleep(PAUSE);
        drop(breaker.enter().expect("one may try"));
        breaker.enter().expect("who left without a word keeps nobody out").answered();
        let (one, other) = (breaker.enter(), breaker.enter());
        assert!(one.is_some() && other.is_some() && breaker.trouble().is_none());
    }

    #[test]
    fn what_a_user_can_bring_about_does_not_open_it_but_is_seen() {
        let breaker = breaker();
        for _ in 0..9 {
            fail(&breaker, ModelFailure::Form);
            fail(&breaker, ModelFailure::TooLong);
            fail(&breaker, ModelFailure::Status(400));
        }
        assert!(breaker.enter().is_some());
        assert!(breaker.trouble().is_some());
    }
}
