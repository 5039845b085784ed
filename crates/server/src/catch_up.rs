//! Follows up what has changed, so that figures show it.

use std::time::{Duration, Instant};

use handover_domain::insight::{Fresh, InsightError, fresh_facts, keep_facts, pack_facts};
use handover_domain::{Scene, Store, StoreExt};

/// Changes that are followed up in one transaction: others get their turn between two.
const BATCH: i64 = 200;

/// Transactions in a row, in case changes come faster than they go.
const MOST_BATCHES: usize = 50_000;

/// Days that are packed in one transaction, and transactions in a row.
const DAYS: usize = 7;
const MOST_PACKED: usize = 1000;

/// Follows up all that has changed in the organization of the scene and packs the days that are over, in small
/// transactions, and says of how many sessions facts were derived. Between two of them `go_on` is told how long the last
/// one took; it may rest, and ends the work with `false`.
///
/// # Errors
/// [`InsightError`]
pub(crate) fn catch_up<'a>(
    store: &dyn Store,
    scene: &dyn Fn() -> Scene<'a>,
    go_on: &dyn Fn(Duration) -> bool,
) -> Result<usize, InsightError> {
    let mut derived = 0;
    for _ in 0..MOST_BATCHES {
        let (scene, started) = (scene(), Instant::now());
        let fresh: Fresh = store.read(|view| fresh_facts(view, &scene, BATCH))?;
        if !fresh.is_empty() {
            store.write(|tx| keep_facts(tx, &scene, &fresh))?;
        }
        derived += fresh.facts.len();
        if !go_on(started.elapsed()) {
            return Ok(derived);
        }
        if fresh.all_at.is_some() {
            break;
        }
    }
    // Days pack quickly; what is left over is read session by session until the next round.
    for _ in 0..MOST_PACKED {
        let started = Instant::now();
        if !store.write(|tx| pack_facts(tx, &scene(), DAYS))? || !go_on(started.elapsed()) {
            break;
        }
    }
    Ok(derived)
}
