//! When in the week it happens, by the clock of the organization.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

use super::facts::SessionFacts;
use super::mark::Mark;
use super::selection::Selection;
use crate::quantile::Quantiles;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What is looked at.
    HeatMeasure {
        /// Sessions, by when they were opened.
        Sessions => "sessions",
        /// Tickets, by when they were made.
        Escalations => "escalations",
        /// The median time to the first answer by an expert, by when the ticket was made.
        WaitingP50 => "waiting_p50",
    }
);

/// An hour of the week.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// 1 for Monday to 7 for Sunday.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
    /// How many sessions or tickets; of tickets that were answered, for [`HeatMeasure::WaitingP50`].
    pub count: u64,
    /// The same, or the median in seconds, which there may not be.
    pub value: Option<i64>,
    /// The sessions of the hour.
    pub mark: Mark,
}

/// Weekday and hour of an instant.
pub(super) fn hour_of_week(zone: Tz, at: DateTime<Utc>) -> (u32, u32) {
    let local = at.with_timezone(&zone);
    (local.weekday().number_from_monday(), local.hour())
}

/// All 168 hours of the week.
pub fn heatmap(sessions: &[SessionFacts], selection: &Selection, measure: HeatMeasure) -> Vec<HeatCell> {
    let mut found: BTreeMap<(u32, u32), Vec<i64>> = BTreeMap::new();
    let mut note = |at, value| found.entry(hour_of_week(selection.zone, at)).or_default().push(value);
    for facts in sessions {
        match measure {
            HeatMeasure::Sessions => note(facts.opened_at, 1),
            HeatMeasure::Escalations => facts.tickets.iter().for_each(|ticket| note(ticket.opened_at, 1)),
            HeatMeasure::WaitingP50 => {
                let answered = facts.tickets.iter().filter_map(|t| Some((t.opened_at, t.first_answer?)));
                answered.for_each(|(at, waited)| note(at, waited));
            }
        }
    }
    let hours = (1..=7).flat_map(|weekday| (0..24).map(move |hour| (weekday, hour)));
    let cell = |(weekday, hour)| {
        let values = found.remove(&(weekday, hour)).unwrap_or_default();
        let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
        let value = match measure {
            HeatMeasure::WaitingP50 => Quantiles::of(values).percent(50),
            HeatMeasure::Sessions | HeatMeasure::Escalations => i64::try_from(count).ok(),
        };
        let key = match measure {
            HeatMeasure::Sessions => "hour",
            HeatMeasure::Escalations | HeatMeasure::WaitingP50 => "ticket_hour",
        };
        let mark = Mark::of(key, &format!("{weekday}-{hour}"));
        let mark =
            if measure == HeatMeasure::WaitingP50 { mark.and(Mark::of("ticket", "answered")) } else { mark };
        HeatCell { weekday, hour, count, value, mark }
    };
    hours.map(cell).collect()
}
