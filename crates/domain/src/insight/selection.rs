//! What a question takes in: days where the organization is, a language, a machine model.

use std::collections::BTreeSet;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::facts::SessionFacts;
use crate::language::Language;
use crate::replay::Window;
use crate::vocabulary::vocabulary;

/// The longest period, in days.
pub const MOST_DAYS: i64 = 800;

/// Days, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

/// Days that are no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It ends before it begins.
    #[error("the period should not end before it begins")]
    Backwards,
    /// It is too long.
    #[error("a period has at most {MOST_DAYS} days")]
    TooLong,
    /// It is too far from today for a calendar.
    #[error("the period should lie between the years 1970 and 9998")]
    OutOfTime,
}

vocabulary!(
    /// What days are put together.
    Bucket {
        /// Each by itself.
        Day => "day",
        /// From Monday to Sunday.
        Week => "week",
        /// By the calendar.
        Month => "month",
    }
);

impl Bucket {
    /// The first day of the bucket that `day` lies in.
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let back = match self {
            Self::Day => 0,
            Self::Week => day.weekday().num_days_from_monday(),
            Self::Month => day.day0(),
        };
        day.checked_sub_days(Days::new(back.into())).unwrap_or(day)
    }
}

impl Period {
    /// The days from `from` to `to`.
    ///
    /// # Errors
    /// [`PeriodError`]
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, PeriodError> {
        if !(1970..=9998).contains(&from.year()) || !(1970..=9998).contains(&to.year()) {
            return Err(PeriodError::OutOfTime);
        }
        match (to - from).num_days() {
            ..0 => Err(PeriodError::Backwards),
            MOST_DAYS.. => Err(PeriodError::TooLong),
            _ => Ok(Self { from, to }),
        }
    }

    /// The first day.
    pub fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn to(self) -> NaiveDate {
        self.to
    }

    /// Whether `day` lies in it.
    pub fn has(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The same number of days just before it.
    pub fn previous(self) -> Self {
        let days = self.to - self.from + TimeDelta::days(1);
        let shift = |day: NaiveDate| day.checked_sub_signed(days).unwrap_or(day);
        Self { from: shift(self.from), to: shift(self.to) }
    }

    /// Every day of it.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    /// The first days of all buckets that it touches, in order.
    pub fn buckets(self, bucket: Bucket) -> BTreeSet<NaiveDate> {
        self.days().map(|day| bucket.first_day(day)).collect()
    }
}

/// What a question takes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The days.
    pub period: Period,
    /// Where the organization's day begins and ends.
    pub zone: Tz,
    /// Only sessions in this language.
    pub language: Option<Language>,
    /// Only sessions about machines of this model, as the host system describes them now.
    pub machine_model: Option<String>,
}

impl Selection {
    /// The instants of its days.
    pub fn window(&self) -> Window {
        let behind = self.period.to.succ_opt().unwrap_or(self.period.to);
        Window { since: beginning(self.zone, self.period.from), until: Some(beginning(self.zone, behind)) }
    }

    /// The day of an instant where the organization is.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The day on which a session was opened, where the organization is.
    pub fn day_of(&self, facts: &SessionFacts) -> NaiveDate {
        self.day(facts.opened_at)
    }

    /// The clock of the organization.
    pub(super) fn clock(&self) -> LocalClock {
        LocalClock { zone: self.zone, known: None }
    }

    /// The same for the period before.
    #[must_use]
    pub fn previous(&self) -> Self {
        Self { period: self.period.previous(), ..self.clone() }
    }
}

/// A clock on the wall that is looked at many times, mostly within the same day of UTC.
pub(super) struct LocalClock {
    zone: Tz,
    /// A day of UTC, and how far the clock is ahead all day; no number where it is changed on that day.
    known: Option<(i64, Option<FixedOffset>)>,
}

impl LocalClock {
    /// What it shows at an instant.
    pub(super) fn at(&mut self, at: DateTime<Utc>) -> NaiveDateTime {
        let day = at.timestamp().div_euclid(86_400);
        let ahead = match self.known {
            Some((known, ahead)) if known == day => ahead,
            _ => {
                let ahead = self.all_day(day);
                self.known = Some((day, ahead));
                ahead
            }
        };
        match ahead {
            Some(ahead) => at.with_timezone(&ahead).naive_local(),
            None => at.with_timezone(&self.zone).naive_local(),
        }
    }

    fn all_day(&self, day: i64) -> Option<FixedOffset> {
        let ahead = |second| {
            let at = DateTime::from_timestamp(second, 0)?;
            Some(self.zone.offset_from_utc_datetime(&at.naive_utc()).fix())
        };
        let begin = day.checked_mul(86_400)?;
        // No clock is changed and changed back within a day.
        ahead(begin).filter(|first| begin.checked_add(86_399).and_then(ahead) == Some(*first))
    }
}

/// The first instant of a day. Where clocks are put forward at midnight that is later than 0:00.
pub fn beginning(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    first_instant(zone, day.and_time(NaiveTime::MIN))
}

/// When the clocks of a zone first show `local`, or the next quarter of an hour that they show.
pub(crate) fn first_instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let steps = (0..=192).map(|quarters| local + TimeDelta::minutes(15 * quarters));
    let mut first = steps.filter_map(|local| match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
        LocalResult::None => None,
    });
    first.next().unwrap_or_else(|| local.and_utc())
}
