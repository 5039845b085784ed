//! What a quantile is, wherever one is told.

use std::time::Duration;

/// The `q`-quantile of `sorted`, which rises: with `n` values the one at place `q · (n − 1)`, counted from 0, and
/// between two places as far between the two values (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages", 1996; `percentile_cont` in PostgreSQL). `None` of no values; `q` outside 0..=1 is taken for the nearer
/// end.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let count = |places: usize| f64::from(u32::try_from(places).unwrap_or(u32::MAX));
    let place = count(last) * q.clamp(0.0, 1.0);
    // The whole part, by the one conversion that neither wraps nor needs a cast.
    let whole = Duration::try_from_secs_f64(place).map_or(0, |place| place.as_secs());
    let below = usize::try_from(whole).unwrap_or(last).min(last);
    let (low, high) = (sorted.get(below)?, sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (place - count(below)))
}

#[cfg(test)]
mod tests {
    use super::quantile;

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
}
