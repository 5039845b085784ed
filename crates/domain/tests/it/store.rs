//! The in-memory store keeps the promises that the databases keep.

use handover_domain::testing::{MemoryStore, promises};

#[test]
fn the_memory_store_keeps_every_promise() {
    for promise in promises() {
        (promise.check)(&MemoryStore::new());
    }
}
