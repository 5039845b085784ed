//! The figures of a period at a glance.

use std::collections::BTreeMap;

use super::desk::Selected;
use super::facts::{Outcome, Part, SessionFacts};
use crate::escalation::Reason;
use crate::quantile::Quantiles;
use crate::rating::{RatedHelp, Stars};
use crate::store::{StoreResult, View};

/// The figures of a period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// Sessions opened in it.
    pub sessions: u64,
    /// Those that were completed and never had a ticket.
    pub resolved_by_assistant: u64,
    /// Those that have had a ticket.
    pub escalated: u64,
    /// The same by the reason of the first ticket.
    pub by_reason: BTreeMap<Reason, u64>,
    /// Seconds from a ticket's making to the first answer by an expert.
    pub first_answer: Quantiles,
    /// Seconds from a ticket's making until its job was over.
    pub resolution: Quantiles,
    /// What became of their tickets.
    pub tickets: TicketCounts,
    /// What their users said of the help.
    pub ratings: BTreeMap<RatedHelp, RatingCounts>,
}

/// How many gave how many stars, from one to five.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RatingCounts(pub [u64; 5]);

impl RatingCounts {
    /// How many there are.
    pub fn count(self) -> u64 {
        self.0.iter().sum()
    }

    /// The mean; of nothing there is none.
    pub fn mean(self) -> Option<f64> {
        let stars = self.0.iter().zip(1_u64..).map(|(count, stars)| count * stars).sum();
        rate(stars, self.count())
    }

    fn add(&mut self, stars: Stars) {
        if let Some(count) = self.0.get_mut(usize::from(u8::from(stars)).saturating_sub(1)) {
            *count += 1;
        }
    }
}

/// What became of tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TicketCounts {
    /// All of them.
    pub opened: u64,
    /// Those whose job is over, but for those that their users called off and those that were merged into others.
    pub resolved: u64,
    /// Those whose job has ever been over.
    pub ever_over: u64,
    /// Those whose job was over and then was not.
    pub reopened: u64,
    /// Those whose user said that the problem is solved before any expert had answered.
    pub cancelled_by_user: u64,
}

impl Overview {
    /// Sessions that the assistant solved alone, of all; none without a session.
    pub fn deflection_rate(&self) -> Option<f64> {
        rate(self.resolved_by_assistant, self.sessions)
    }

    /// Sessions that have had a ticket, of all.
    pub fn escalation_rate(&self) -> Option<f64> {
        rate(self.escalated, self.sessions)
    }
}

impl TicketCounts {
    /// Tickets whose job was over and then was not, of those whose job has ever been over.
    pub fn reopen_rate(&self) -> Option<f64> {
        rate(self.reopened, self.ever_over)
    }
}

/// A share, 0 to 1; of nothing there is none.
pub(super) fn rate(part: u64, whole: u64) -> Option<f64> {
    // Nobody counts further than that.
    let count = |items| f64::from(u32::try_from(items).unwrap_or(u32::MAX));
    (whole > 0).then(|| count(part) / count(whole))
}

/// Counts the figures at a glance.
#[derive(Default)]
struct Counting {
    found: Overview,
    first_answers: Vec<i64>,
    resolutions: Vec<i64>,
}

impl Counting {
    fn add(&mut self, facts: &SessionFacts) {
        let found = &mut self.found;
        found.sessions += 1;
        found.resolved_by_assistant += u64::from(facts.outcome == Outcome::SolvedByAssistant);
        if let Some(reason) = facts.reason() {
            found.escalated += 1;
            *found.by_reason.entry(reason).or_default() += 1;
        }
        for (about, stars) in &facts.ratings {
            found.ratings.entry(*about).or_default().add(*stars);
        }
        for ticket in &facts.tickets {
            let counts = &mut found.tickets;
            counts.opened += 1;
            counts.resolved += u64::from(ticket.is_resolved());
            counts.ever_over += u64::from(ticket.was_over);
            counts.reopened += u64::from(ticket.reopened > 0);
            counts.cancelled_by_user += u64::from(ticket.is_cancelled);
            self.first_answers.extend(ticket.first_answer);
            self.resolutions.extend(ticket.resolution);
        }
    }
}

/// The figures of these sessions.
///
/// # Errors
/// Those of the store.
pub fn overview(view: &mut dyn View, selected: &Selected) -> StoreResult<Overview> {
    let mut counting = Counting::default();
    selected.each(view, &[Part::Tickets], |facts| counting.add(facts))?;
    let Counting { found, first_answers, resolutions } = counting;
    Ok(Overview {
        first_answer: Quantiles::of(first_answers),
        resolution: Quantiles::of(resolutions),
        ..found
    })
}
