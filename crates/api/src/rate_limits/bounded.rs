//! The states of buckets, of which there are never more than fit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use governor::nanos::Nanos;
use governor::state::StateStore;

/// The most buckets of one kind. So many take about a megabyte.
const MOST: usize = 50_000;

/// When each bucket will be full again. Where there is no room for one more, the half that is full soonest
/// is forgotten: a flood of keys that are used once forgets itself, and who has used up a bucket stays known.
#[derive(Debug)]
pub(super) struct Bounded {
    rows: Mutex<HashMap<u64, Nanos>>,
    most: usize,
}

impl Default for Bounded {
    fn default() -> Self {
        Self::with_room(MOST)
    }
}

impl Bounded {
    pub(super) fn with_room(most: usize) -> Self {
        Self { rows: Mutex::default(), most }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.rows.lock().unwrap().len()
    }
}

impl StateStore for Bounded {
    type Key = u64;

    fn measure_and_replace<T, F, E>(&self, key: &u64, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        // Nothing that runs under the lock can leave it half done.
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let known = rows.get(key).copied();
        let (outcome, full_at) = decide(known)?;
        if known.is_none() && rows.len() >= self.most {
            forget_half(&mut rows);
        }
        rows.insert(*key, full_at);
        Ok(outcome)
    }
}

fn forget_half(rows: &mut HashMap<u64, Nanos>) {
    let mut ends: Vec<Nanos> = rows.values().copied().collect();
    let middle = ends.len() / 2;
    if middle < ends.len() {
        let middle = *ends.select_nth_unstable(middle).1;
        rows.retain(|_, full_at| *full_at > middle);
    }
}
