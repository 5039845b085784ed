//! The figures of a period day by day, week by week or month by month.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::desk::Selected;
use super::facts::{Outcome, Part, SessionFacts};
use super::mark::Mark;
use super::selection::Bucket;
use crate::escalation::Reason;
use crate::quantile::Quantiles;
use crate::store::{StoreResult, View};

/// The figures of one bucket.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// Its first day; the first one may lie before the period.
    pub date: NaiveDate,
    /// Sessions opened in it.
    pub sessions: u64,
    /// Those that have had a ticket.
    pub escalated: u64,
    /// Those that were completed and never had a ticket.
    pub deflected: u64,
    /// Those that have had a ticket, by the reason of the first one.
    pub by_reason: BTreeMap<Reason, u64>,
    /// Seconds from a ticket's making to the first answer by an expert.
    pub first_answer: Quantiles,
    /// The sessions opened in it.
    pub mark: Mark,
}

/// What is counted of one bucket.
#[derive(Default)]
struct Counting {
    sessions: u64,
    escalated: u64,
    deflected: u64,
    by_reason: BTreeMap<Reason, u64>,
    first_answers: Vec<i64>,
}

impl Counting {
    fn add(&mut self, facts: &SessionFacts) {
        self.sessions += 1;
        self.deflected += u64::from(facts.outcome == Outcome::SolvedByAssistant);
        if let Some(reason) = facts.reason() {
            self.escalated += 1;
            *self.by_reason.entry(reason).or_default() += 1;
        }
        self.first_answers.extend(facts.tickets.iter().filter_map(|ticket| ticket.first_answer));
    }
}

/// The figures of each bucket that the period touches, also where nothing happened.
///
/// # Errors
/// Those of the store.
pub fn trend(view: &mut dyn View, selected: &Selected, bucket: Bucket) -> StoreResult<Vec<TrendPoint>> {
    let (selection, mut clock) = (&selected.selection, selected.selection.clock());
    let period = selection.period;
    let mut by_bucket: BTreeMap<NaiveDate, Counting> =
        period.buckets(bucket).into_iter().map(|first| (first, Counting::default())).collect();
    selected.each(view, &[Part::Tickets], |facts| {
        let day = clock.at(facts.opened_at).date();
        by_bucket.entry(bucket.first_day(day)).or_default().add(facts);
    })?;
    let mut firsts = by_bucket.keys().copied().skip(1).collect::<Vec<_>>().into_iter();
    let point = |(date, counted): (NaiveDate, Counting)| {
        let last = firsts.next().and_then(|next| next.pred_opt()).unwrap_or(period.to());
        TrendPoint {
            date,
            sessions: counted.sessions,
            escalated: counted.escalated,
            deflected: counted.deflected,
            by_reason: counted.by_reason,
            first_answer: Quantiles::of(counted.first_answers),
            mark: Mark::days(date.max(period.from()), last.min(period.to())),
        }
    };
    Ok(by_bucket.into_iter().map(point).collect())
}
