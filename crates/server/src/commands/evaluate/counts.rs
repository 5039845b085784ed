//! Hits and misses, and the shares that follow from them.

use std::ops::AddAssign;

/// The normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// How a yes-or-no judgement did on labelled rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) hits: u32,
    pub(super) misses: u32,
    pub(super) alarms: u32,
    pub(super) quiet: u32,
}

/// A share with its 95 % interval after Wilson (1927); nothing where it would be 0 of 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Share {
    /// `part` of `whole`.
    pub(super) fn of(part: u32, whole: u32) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let (n, p) = (f64::from(whole), f64::from(part) / f64::from(whole));
        let middle = p + Z * Z / (2.0 * n);
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        Some(Self {
            value: p,
            low: ((middle - spread) / scale).max(0.0),
            high: ((middle + spread) / scale).min(1.0),
        })
    }

    /// The same for a rising function of the share.
    fn map(self, rising: impl Fn(f64) -> f64) -> Self {
        Self { value: rising(self.value), low: rising(self.low), high: rising(self.high) }
    }
}

impl Counts {
    /// One judged row.
    pub(super) fn add(&mut self, is_positive: bool, was_found: bool) {
        let count = match (is_positive, was_found) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.misses,
            (false, true) => &mut self.alarms,
            (false, false) => &mut self.quiet,
        };
        *count += 1;
    }

    pub(super) fn positives(&self) -> u32 {
        self.hits + self.misses
    }

    pub(super) fn negatives(&self) -> u32 {
        self.alarms + self.quiet
    }

    pub(super) fn precision(&self) -> Option<Share> {
        Share::of(self.hits, self.hits + self.alarms)
    }

    pub(super) fn recall(&self) -> Option<Share> {
        Share::of(self.hits, self.positives())
    }

    /// F1 is no share of rows, but it rises with one: J = hits / (hits + misses + alarms), and
    /// F1 = 2J / (1 + J). Its interval is that of J, carried over.
    pub(super) fn f1(&self) -> Option<Share> {
        Some(Share::of(self.hits, self.hits + self.misses + self.alarms)?.map(|j| 2.0 * j / (1.0 + j)))
    }

    pub(super) fn false_alarm_rate(&self) -> Option<Share> {
        Share::of(self.alarms, self.negatives())
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.alarms += other.alarms;
        self.quiet += other.quiet;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(share: Option<Share>, value: f64, low: f64, high: f64) {
        let share = share.unwrap();
        for (found, expected) in [(share.value, value), (share.low, low), (share.high, high)] {
            assert!((found - expected).abs() < 5e-4, "{share:?}: {found} is not {expected}");
        }
    }

    #[test]
    fn shares_have_the_intervals_of_the_textbook() {
        // Newcombe (1998), table I, method 3 (score, without continuity correction).
        close(Share::of(81, 263), 0.3080, 0.2553, 0.3662);
        close(Share::of(15, 148), 0.1014, 0.0624, 0.1605);
        close(Share::of(0, 20), 0.0, 0.0, 0.1611);
        close(Share::of(1, 29), 0.0345, 0.0061, 0.1718);
        assert_eq!(Share::of(0, 0), None);
    }

    #[test]
    fn figures_follow_from_counts() {
        let mut counts = Counts::default();
        for (positive, found, times) in
            [(true, true, 8), (true, false, 2), (false, true, 1), (false, false, 9)]
        {
            (0..times).for_each(|_| counts.add(positive, found));
        }
        assert_eq!((counts.positives(), counts.negatives()), (10, 10));
        let value = |share: Option<Share>| (share.unwrap().value * 1000.0).round();
        let figures =
            [counts.precision(), counts.recall(), counts.f1(), counts.false_alarm_rate()].map(value);
        assert_eq!(figures, [889.0, 800.0, 842.0, 100.0]);
    }
}
