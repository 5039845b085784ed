//! The one place where a count becomes a fraction, and a weight.

/// A count as a real number; counts here never come near the limit.
pub(crate) fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// What it tells to have something that `having` of `all` have: much if it is one of them, little if
/// nearly all do. BM25's inverse document frequency.
pub(crate) fn rarity(having: usize, all: usize) -> f64 {
    let (having, all) = (real(having), real(all));
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}
