//! The promises every store keeps, on both databases.

use handover_domain::testing::promises;

use crate::harness::places;

#[test]
fn both_databases_keep_every_promise() {
    for promise in promises() {
        for place in places() {
            let store = place.migrated();
            let kept = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (promise.check)(&store)));
            assert!(kept.is_ok(), "{} is broken on {}", promise.name, place.url);
        }
    }
}
