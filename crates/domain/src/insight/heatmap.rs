//! When in the week it happens, by the clock of the organization.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Timelike, Utc};

use super::desk::Selected;
use super::facts::Part;
use super::mark::Mark;
use super::selection::LocalClock;
use crate::quantile::Quantiles;
use crate::store::{StoreResult, View};
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
pub(super) fn hour_of_week(clock: &mut LocalClock, at: DateTime<Utc>) -> (u32, u32) {
    let local = clock.at(at);
    (local.weekday().number_from_monday(), local.hour())
}

/// All 168 hours of the week.
///
/// # Errors
/// Those of the store.
pub fn heatmap(view: &mut dyn View, selected: &Selected, measure: HeatMeasure) -> StoreResult<Vec<HeatCell>> {
    let mut clock = selected.selection.clock();
    let mut found: BTreeMap<(u32, u32), (u64, Vec<i64>)> = BTreeMap::new();
    let mut note = |at, waited: Option<i64>| {
        let (count, waits) = found.entry(hour_of_week(&mut clock, at)).or_default();
        *count += 1;
        waits.extend(waited);
    };
    let parts: &[Part] = if measure == HeatMeasure::Sessions { &[] } else { &[Part::Tickets] };
    selected.each(view, parts, |facts| match measure {
        HeatMeasure::Sessions => note(facts.opened_at, None),
        HeatMeasure::Escalations => facts.tickets.iter().for_each(|ticket| note(ticket.opened_at, None)),
        HeatMeasure::WaitingP50 => {
            let answered = facts.tickets.iter().filter_map(|t| Some((t.opened_at, t.first_answer?)));
            answered.for_each(|(at, waited)| note(at, Some(waited)));
        }
    })?;
    let hours = (1..=7).flat_map(|weekday| (0..24).map(move |hour| (weekday, hour)));
    let cell = |(weekday, hour)| {
        let (count, waits) = found.remove(&(weekday, hour)).unwrap_or_default();
        let value = match measure {
            HeatMeasure::WaitingP50 => Quantiles::of(waits).percent(50),
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
    Ok(hours.map(cell).collect())
}
