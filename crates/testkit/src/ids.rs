//! Ids for tests: real ones, and ones that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use handover_domain::Ids;
use uuid::Uuid;

/// Ids as the product makes them: UUID v7 for rows and v4 for capabilities.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn row(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn capability(&self) -> Uuid {
        Uuid::new_v4()
    }
}

/// Ids that follow from a seed, so that two runs of a test see the same ones. Rows rise, as v7 ids
/// do; capabilities look random.
#[derive(Debug)]
pub struct SeededIds {
    seed: u32,
    given: AtomicU64,
}

impl SeededIds {
    /// Ids of this seed, from the first.
    pub fn new(seed: u32) -> Self {
        Self { seed, given: AtomicU64::new(0) }
    }

    fn next(&self) -> u128 {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        (u128::from(count) << 32) | u128::from(self.seed)
    }
}

impl Default for SeededIds {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Ids for SeededIds {
    fn row(&self) -> Uuid {
        // The count stands above the version and variant nibbles, so order is kept.
        let number = self.next();
        let (count, seed) = (number >> 32, number & 0xffff_ffff);
        uuid::Builder::from_u128(((count & 0xffff_ffff_ffff) << 80) | seed)
            .with_version(uuid::Version::SortRand)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }

    fn capability(&self) -> Uuid {
        // Multiplying by an odd number spreads the bits and is a bijection before the version is set.
        let spread = self.next().wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        uuid::Builder::from_u128(spread)
            .with_version(uuid::Version::Random)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn seeded_ids_repeat_rise_and_never_collide() {
        let (first, again, other) = (SeededIds::new(7), SeededIds::new(7), SeededIds::new(8));
        let rows: Vec<Uuid> = (0..500).map(|_| first.row()).collect();
        assert!(rows.is_sorted());
        assert_eq!(rows, (0..500).map(|_| again.row()).collect::<Vec<_>>());

        let mut seen: HashSet<Uuid> = rows.into_iter().collect();
        seen.extend((0..500).flat_map(|_| [first.capability(), other.capability(), other.row()]));
        assert_eq!(seen.len(), 2000);
    }
}
