//! Numbers for shared texts, so that they are compared as numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// Numbers texts from 0 in the order in which they come. A text that is shared is read only once.
#[derive(Default)]
pub(super) struct Places {
    by_address: HashMap<usize, usize>,
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
