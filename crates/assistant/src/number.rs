//! The one place where a count becomes a fraction.

/// A count as a real number; counts here never come near the limit.
pub(crate) fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
