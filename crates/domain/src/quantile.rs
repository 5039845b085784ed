//! What a quantile is, wherever one is told.

use std::time::Duration;

/// The `q`-quantile of `sorted`, which rises: with `n` values the one at place `q · (n − 1)`, counted from 0, and
/// between two places as far between the two values (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages", 1996; `percentile_cont` in PostgreSQL). `None` of no values; `q` outside 0..=1 is taken for the nearer
/// end.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let (below, share) = place(sorted.len(), q)?;
    let (low, high) = (sorted.get(below)?, sorted.get(below + 1).or(sorted.last())?);
    Some(low + (high - low) * share)
}

/// The place of the `q`-quantile among so many values: that of the value below, and how far it is to the next one.
fn place(values: usize, q: f64) -> Option<(usize, f64)> {
    let last = values.checked_sub(1)?;
    let count = |places: usize| f64::from(u32::try_from(places).unwrap_or(u32::MAX));
    let place = count(last) * q.clamp(0.0, 1.0);
    // The whole part, by the one conversion that neither wraps nor needs a cast.
    let whole = Duration::try_from_secs_f64(place).map_or(0, |place| place.as_secs());
    let below = usize::try_from(whole).unwrap_or(last).min(last);
    Some((below, place - count(below)))
}

/// Measured times in whole seconds, and their quantiles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quantiles {
    sorted: Vec<i64>,
}

impl Quantiles {
    /// Of these times, in any order.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        let mut sorted: Vec<i64> = values.into_iter().collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// The quantile of so many hundredths, as [`quantile`] has it, in whole seconds: half a second is one more.
    pub fn percent(&self, hundredths: u8) -> Option<i64> {
        let (below, share) = place(self.sorted.len(), f64::from(hundredths) / 100.0)?;
        let (low, high) = (self.sorted.get(below)?, self.sorted.get(below + 1).or(self.sorted.last())?);
        let further = f64::from(u32::try_from(high - low).unwrap_or(u32::MAX)) * share;
        let further = Duration::try_from_secs_f64(further + 0.5).map_or(0, |further| further.as_secs());
        Some(low + i64::try_from(further).unwrap_or(0))
    }

    /// The greatest value.
    pub fn max(&self) -> Option<i64> {
        self.sorted.last().copied()
    }

    /// The values, in rising order.
    pub fn values(&self) -> &[i64] {
        &self.sorted
    }
}

#[cfg(test)]
mod tests {
    use super::{Quantiles, quantile};

    #[test]
    fn the_values_are_those_of_percentile_cont() {
        let sorted = [1.0, 2.0, 4.0, 10.0];
        let at = |q| quantile(&sorted, q);
        assert_eq!([at(0.0), at(0.5), at(1.0)], [Some(1.0), Some(3.0), Some(10.0)]);
        // SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY v) FROM (VALUES (1.0), (2), (4), (10)) t(v);
        assert!((at(0.9).unwrap_or_default() - 8.2).abs() < 1e-9);
        assert_eq!([at(-1.0), at(2.0)], [Some(1.0), Some(10.0)]);
        assert_eq!((quantile(&[], 0.5), quantile(&[7.0], 0.9)), (None, Some(7.0)));
    }

    #[test]
    fn times_have_the_same_quantiles_in_whole_seconds() {
        let times = Quantiles::of([10, 1, 4, 2]);
        assert_eq!([0, 50, 90, 100].map(|q| times.percent(q)), [Some(1), Some(3), Some(8), Some(10)]);
        assert_eq!(Quantiles::of([2, 1]).percent(50), Some(2), "1.5 is nearer to nobody");
        assert_eq!((times.count(), times.max(), Quantiles::default().percent(50)), (4, Some(10), None));
    }
}
