//! Follows up what has changed, so that figures show it.

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
/// transactions, and says of how many sessions facts were derived. It ends between two of them when it is time to stop.
///
/// # Errors
/// [`InsightError`]
pub(crate) fn catch_up<'a>(
    store: &dyn Store,
    scene: &dyn Fn() -> Scene<'a>,
    is_stopping: &dyn Fn() -> bool,
) -> Result<usize, InsightError> {
    let mut derived = 0;
    for _ in 0..MOST_BATCHES {
        let scene = scene();
        let fresh: Fresh = store.read(|view| fresh_facts(view, &scene, BATCH))?;
        if !fresh.notes.is_empty() {
            store.write(|tx| keep_facts(tx, &scene, &fresh))?;
        }
        derived += fresh.facts.len();
        if fresh.is_all || is_stopping() {
            break;
        }
    }
    // Days pack quickly; what is left over is read session by session until the next round.
    for _ in 0..MOST_PACKED {
        if is_stopping() || !store.write(|tx| pack_facts(tx, &scene(), DAYS))? {
            break;
        }
    }
    Ok(derived)
}
