//! When people write: a rhythm of weekdays and hours, where the organization is.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

use crate::cast::{CastMachine, MACHINES};
use crate::dice::Dice;
use crate::story::{WEEKEND, WEEKEND_SITE};

/// How much is written in each hour of a working day.
const HOURS: [u32; 24] = [1, 1, 0, 0, 1, 3, 8, 18, 26, 30, 28, 22, 14, 24, 27, 22, 14, 8, 5, 4, 3, 3, 2, 1];

/// How much is written on a day, by where.
fn weight_of(day: Weekday, site: &str) -> u32 {
    match (site == WEEKEND_SITE, WEEKEND.contains(&day)) {
        (true, true) => 34,
        (true, false) => 6,
        (false, true) => 3,
        (false, false) => 16,
    }
}

/// An instant between `from` and `to` at which somebody writes from the site of `machine`.
pub(crate) fn instant(
    dice: &mut Dice,
    machine: &CastMachine,
    zone: Tz,
    span: (DateTime<Utc>, DateTime<Utc>),
) -> DateTime<Utc> {
    let (from, to) = span;
    let first = from.with_timezone(&zone).date_naive();
    let days: Vec<(NaiveDate, u32)> = first
        .iter_days()
        .take_while(|day| *day <= to.with_timezone(&zone).date_naive())
        .map(|day| (day, weight_of(day.weekday(), machine.site)))
        .collect();
    let hours: Vec<(u32, u32)> = (0..24).zip(HOURS).collect();
    // Most rolls fall between; the few at the ends are rolled again.
    for _ in 0..64 {
        let day = dice.weighted(&days).unwrap_or(first);
        let hour = dice.weighted(&hours).unwrap_or(9);
        let within =
            TimeDelta::seconds(dice.between(0, 3599)) + TimeDelta::microseconds(dice.between(0, 999_999));
        let local = day.and_hms_opt(hour, 0, 0).map(|local| local + within);
        let at = local.and_then(|local| zone.from_local_datetime(&local).earliest()).map(|at| at.to_utc());
        if let Some(at) = at.filter(|at| (from..to).contains(at)) {
            return at;
        }
    }
    from + (to - from) / 2
}

/// The first instant from `at` on at which somebody is at the desk: by day, at the weekend shorter, or at any time
/// where `always`.
pub(crate) fn at_the_desk(dice: &mut Dice, at: DateTime<Utc>, zone: Tz, always: bool) -> DateTime<Utc> {
    if always {
        return at;
    }
    let local = at.with_timezone(&zone);
    let hours = if WEEKEND.contains(&local.weekday()) { 8..20 } else { 7..21 };
    if hours.contains(&local.hour()) {
        return at;
    }
    let day = local.date_naive();
    let day = if local.hour() < hours.start { Some(day) } else { day.checked_add_days(Days::new(1)) };
    let morning = day.and_then(|day| day.and_hms_opt(8, 0, 0));
    let morning = morning.and_then(|morning| zone.from_local_datetime(&morning).earliest());
    morning.map_or(at, |morning| morning.to_utc()) + TimeDelta::seconds(dice.between(60, 2400))
}

/// The machine at a place, the first where there is none.
pub(crate) fn machine_at(place: usize) -> &'static CastMachine {
    MACHINES.get(place).unwrap_or(&MACHINES[0])
}
