//! The figures that the prototype told of sessions, by day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::desk::Selected;
use super::facts::{Part, SessionFacts};
use super::overview::rate;
use crate::session::SessionStatus;
use crate::store::{StoreResult, View};

/// The sessions of a day, or of all days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SessionMetrics {
    /// All that were opened.
    pub total: u64,
    /// Those that are completed.
    pub resolved: u64,
    /// Those that have had a ticket.
    pub escalated: u64,
    /// Those that were given up.
    pub abandoned: u64,
    /// Seconds from opening to the last message, of all completed ones together.
    lasted: u64,
    /// Steps given in all completed ones together.
    steps: u64,
    /// Ratings in all of them.
    ratings: u64,
    /// Their stars together.
    stars: u64,
}

impl SessionMetrics {
    fn add(&mut self, facts: &SessionFacts) {
        self.total += 1;
        self.escalated += u64::from(facts.has_ticket);
        self.abandoned += u64::from(facts.status == SessionStatus::Abandoned);
        for (_, stars) in &facts.ratings {
            self.ratings += 1;
            self.stars += u64::from(u8::from(*stars));
        }
        if facts.status == SessionStatus::Completed {
            self.resolved += 1;
            self.lasted += u64::try_from(facts.lasted).unwrap_or(0);
            self.steps += u64::try_from(facts.steps.len()).unwrap_or(0);
        }
    }

    /// Completed ones of all, in hundredths; 0 of none.
    pub fn success_rate_percentage(&self) -> f64 {
        rate(self.resolved, self.total).unwrap_or(0.0) * 100.0
    }

    /// The mean time from opening to the last message of completed ones, in minutes.
    pub fn mean_minutes(&self) -> Option<f64> {
        rate(self.lasted, self.resolved).map(|seconds| seconds / 60.0)
    }

    /// The mean number of steps given in completed ones.
    pub fn mean_steps(&self) -> Option<f64> {
        rate(self.steps, self.resolved)
    }

    /// The mean of all ratings.
    pub fn mean_stars(&self) -> Option<f64> {
        rate(self.stars, self.ratings)
    }
}

/// The metrics of each day that has sessions, and of all days together.
///
/// # Errors
/// Those of the store.
pub fn session_metrics(
    view: &mut dyn View,
    selected: &Selected,
) -> StoreResult<(BTreeMap<NaiveDate, SessionMetrics>, SessionMetrics)> {
    let mut clock = selected.selection.clock();
    let (mut by_day, mut all) = (BTreeMap::<NaiveDate, SessionMetrics>::new(), SessionMetrics::default());
    selected.each(view, &[Part::Steps], |facts| {
        by_day.entry(clock.at(facts.opened_at).date()).or_default().add(facts);
        all.add(facts);
    })?;
    Ok((by_day, all))
}
