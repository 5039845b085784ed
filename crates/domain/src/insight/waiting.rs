//! How long people wait.

use std::collections::BTreeMap;

use super::desk::Selected;
use super::facts::{Part, TicketFact};
use super::mark::Mark;
use crate::quantile::Quantiles;
use crate::store::{StoreResult, View};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// Until what.
    WaitMeasure {
        /// The first answer by an expert.
        FirstAnswer => "first_answer",
        /// The job is over.
        Resolution => "resolution",
    }
);

vocabulary!(
    /// What is told apart.
    WaitGrouping {
        /// The language of the session.
        Language => "language",
        /// The priority of the ticket.
        Priority => "priority",
        /// Why a person was needed.
        Reason => "reason",
        /// Nothing.
        None => "none",
    }
);

/// Where the bins of a histogram begin, in seconds. Each ends where the next begins, the last one nowhere.
pub const EDGES: [i64; 12] = [0, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800];

/// One bin of a histogram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bin {
    /// The shortest wait in it, in seconds.
    pub from: i64,
    /// The shortest wait behind it; the last bin has none.
    pub to: Option<i64>,
    /// How many tickets.
    pub count: u64,
    /// Their sessions.
    pub mark: Mark,
}

/// The waits of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitGroup {
    /// The word of the language, priority or reason, or `all`.
    pub group: String,
    /// In seconds.
    pub quantiles: Quantiles,
    /// How many waited how long.
    pub histogram: Vec<Bin>,
    /// All that are in it.
    pub mark: Mark,
}

impl WaitMeasure {
    /// How long a ticket waited, in seconds, if that is known.
    pub(super) fn of(self, ticket: &TicketFact) -> Option<i64> {
        match self {
            Self::FirstAnswer => ticket.first_answer,
            Self::Resolution => ticket.resolution,
        }
    }
}

/// The group that nothing is told apart in.
const ALL: &str = "all";

/// The waits of the tickets of these sessions, group by group.
///
/// # Errors
/// Those of the store.
pub fn waiting(
    view: &mut dyn View,
    selected: &Selected,
    (measure, by): (WaitMeasure, WaitGrouping),
) -> StoreResult<Vec<WaitGroup>> {
    let mut groups: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
    selected.each(view, &[Part::Tickets], |facts| {
        for ticket in &facts.tickets {
            let Some(waited) = measure.of(ticket) else { continue };
            let group = match by {
                WaitGrouping::Language => facts.language.code(),
                WaitGrouping::Priority => ticket.priority.as_str(),
                WaitGrouping::Reason => ticket.reason.as_str(),
                WaitGrouping::None => ALL,
            };
            groups.entry(group).or_default().push(waited);
        }
    })?;
    let group = |(group, waits): (&str, Vec<i64>)| {
        let quantiles = Quantiles::of(waits);
        let within = match by {
            WaitGrouping::None => Mark::everything(),
            _ => Mark::of(by.as_str(), group),
        };
        let histogram = histogram(&quantiles, measure, &within);
        let mark = within.and(bin_mark(measure, (0, None)));
        WaitGroup { group: group.to_owned(), quantiles, histogram, mark }
    };
    Ok(groups.into_iter().map(group).collect())
}

fn bin_mark(measure: WaitMeasure, (from, to): (i64, Option<i64>)) -> Mark {
    let to = to.map(|to| to.to_string()).unwrap_or_default();
    Mark::of(measure.as_str(), &format!("{from}-{to}"))
}

fn histogram(waits: &Quantiles, measure: WaitMeasure, within: &Mark) -> Vec<Bin> {
    let below = |edge: i64| waits.values().partition_point(|wait| *wait < edge);
    let ends = EDGES.iter().skip(1).copied().map(Some).chain([None]);
    let bin = |(from, to): (&i64, Option<i64>)| {
        let count = to.map_or(waits.count(), below) - below(*from);
        let mark = within.clone().and(bin_mark(measure, (*from, to)));
        Bin { from: *from, to, count: u64::try_from(count).unwrap_or(u64::MAX), mark }
    };
    EDGES.iter().zip(ends).map(bin).collect()
}
