//! Numbers for shared texts, so that they are compared as numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Spreads addresses, of which nobody chooses any: far quicker than what keeps hostile keys apart.
#[derive(Default)]
struct OfAddress(u64);

impl Hasher for OfAddress {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        // Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4.
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(u64::try_from(word).unwrap_or(u64::MAX));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Numbers texts from 0 in the order in which they come. A text that is shared is read only once.
#[derive(Default)]
pub(super) struct Places {
    by_address: HashMap<usize, usize, BuildHasherDefault<OfAddress>>,
    by_text: HashMap<Arc<str>, usize>,
    /// Holds every text that was met, so that its address is nobody else's.
    held: Vec<Arc<str>>,
}

impl Places {
    /// The place of a text.
    pub(super) fn of(&mut self, text: &Arc<str>) -> usize {
        let address = Arc::as_ptr(text).addr();
        if let Some(place) = self.by_address.get(&address) {
            return *place;
        }
        let next = self.by_text.len();
        let place = *self.by_text.entry(Arc::clone(text)).or_insert(next);
        self.by_address.insert(address, place);
        self.held.push(Arc::clone(text));
        place
    }
}
