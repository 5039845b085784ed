//! The figures of a period day by day, week by week or month by month.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::facts::{Outcome, SessionFacts};
use super::mark::Mark;
use super::selection::{Bucket, Period, Selection};
use crate::escalation::Reason;
use crate::quantile::Quantiles;

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

/// The figures of each bucket that the period touches, also where nothing happened.
pub fn trend(sessions: &[SessionFacts], selection: &Selection, bucket: Bucket) -> Vec<TrendPoint> {
    let mut by_bucket: BTreeMap<NaiveDate, Vec<&SessionFacts>> =
        selection.period.buckets(bucket).into_iter().map(|first| (first, Vec::new())).collect();
    for facts in sessions {
        by_bucket.entry(bucket.first_day(selection.day_of(facts))).or_default().push(facts);
    }
    let mut firsts = by_bucket.keys().copied().skip(1).collect::<Vec<_>>().into_iter();
    let point = |(date, sessions): (NaiveDate, Vec<&SessionFacts>)| {
        let last = firsts.next().and_then(|next| next.pred_opt()).unwrap_or(selection.period.to());
        of_bucket(&sessions, (date, within(selection.period, (date, last))))
    };
    by_bucket.into_iter().map(point).collect()
}

/// The days of a bucket that lie in the period.
fn within(period: Period, (first, last): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    (first.max(period.from()), last.min(period.to()))
}

fn of_bucket(sessions: &[&SessionFacts], (date, days): (NaiveDate, (NaiveDate, NaiveDate))) -> TrendPoint {
    let mut by_reason = BTreeMap::new();
    for reason in sessions.iter().filter_map(|facts| facts.reason()) {
        *by_reason.entry(reason).or_default() += 1;
    }
    let count = |holds: &dyn Fn(&SessionFacts) -> bool| {
        u64::try_from(sessions.iter().filter(|facts| holds(facts)).count()).unwrap_or(u64::MAX)
    };
    let tickets = sessions.iter().flat_map(|facts| &facts.tickets);
    TrendPoint {
        date,
        sessions: count(&|_| true),
        escalated: count(&|facts| !facts.tickets.is_empty()),
        deflected: count(&|facts| facts.outcome == Outcome::SolvedByAssistant),
        by_reason,
        first_answer: Quantiles::of(tickets.filter_map(|ticket| ticket.first_answer)),
        mark: Mark::days(days.0, days.1),
    }
}
