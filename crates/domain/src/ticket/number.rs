//! Ticket numbers, the ones people read to each other over the telephone.

use std::fmt;

use chrono::NaiveDate;

/// The letters before the date, `AB` unless a setting says otherwise: 1 to 8 upper-case letters or digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketPrefix(String);

impl TicketPrefix {
    /// Reads a prefix; `None` when it is not 1 to 8 upper-case ASCII letters or digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=8).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        fits.then(|| Self(text.to_owned()))
    }
}

impl Default for TicketPrefix {
    fn default() -> Self {
        Self("AB".to_owned())
    }
}

/// `PREFIX-YYYYMMDD-NNNN`: unique within its organization, counted per day. After 9999 tickets on a
/// day the count simply takes five digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct TicketNumber(String);

impl TicketNumber {
    /// The number of the `count`-th ticket of `day`.
    pub fn new(prefix: &TicketPrefix, day: NaiveDate, count: i64) -> Self {
        Self(format!("{}-{}-{count:04}", prefix.0, day.format("%Y%m%d")))
    }

    /// Reads a number; `None` when it does not have the form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (prefix, day, count) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let fits = TicketPrefix::parse(prefix).is_some()
            && day.len() == 8
            && digits(day)
            && (4..=18).contains(&count.len())
            && digits(count);
        fits.then(|| Self(text.to_owned()))
    }

    /// The day of the number, as it is written, and its place within the day.
    pub fn day_and_count(&self) -> Option<(&str, i64)> {
        let (_, rest) = self.0.split_once('-')?;
        let (day, count) = rest.split_once('-')?;
        Some((day, count.parse().ok()?))
    }

    /// The number as people write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
