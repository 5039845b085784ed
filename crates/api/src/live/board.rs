//! A board: one value per key, kept for as long as somebody looks at it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// One value per key that is looked at.
pub(crate) struct Board<K, V> {
    places: Mutex<HashMap<K, Place<V>>>,
}

struct Place<V> {
    value: watch::Sender<V>,
    seats: usize,
}

impl<K, V> Default for Board<K, V> {
    fn default() -> Self {
        Self { places: Mutex::default() }
    }
}

impl<K: Eq + Hash + Copy, V> Board<K, V> {
    fn places(&self) -> MutexGuard<'_, HashMap<K, Place<V>>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the value of `key`, which is `first` if nobody looked before.
    pub(crate) fn sit(self: &Arc<Self>, key: K, first: impl FnOnce() -> V) -> Seat<K, V> {
        let mut places = self.places();
        let place =
            places.entry(key).or_insert_with(|| Place { value: watch::Sender::new(first()), seats: 0 });
        place.seats += 1;
        Seat { board: Arc::clone(self), key, value: place.value.subscribe() }
    }

    /// Changes the value of `key` if anybody looks at it, and tells them; whether anybody does.
    pub(crate) fn tell(&self, key: &K, change: impl FnOnce(&mut V)) -> bool {
        let places = self.places();
        let place = places.get(key);
        if let Some(place) = place {
            place.value.send_modify(change);
        }
        place.is_some()
    }

    /// The same where `change` says whether there is anything to tell.
    pub(crate) fn tell_if(&self, key: &K, change: impl FnOnce(&mut V) -> bool) {
        if let Some(place) = self.places().get(key) {
            place.value.send_if_modified(change);
        }
    }

    /// The value of `key`, if anybody looks at it.
    pub(crate) fn peek(&self, key: &K) -> Option<V>
    where
        V: Clone,
    {
        self.places().get(key).map(|place| place.value.borrow().clone())
    }

    /// Everything that is looked at now.
    pub(crate) fn keys(&self) -> Vec<K> {
        self.places().keys().copied().collect()
    }
}

/// A place from which a value is looked at.
pub(crate) struct Seat<K: Eq + Hash + Copy, V> {
    board: Arc<Board<K, V>>,
    key: K,
    value: watch::Receiver<V>,
}

impl<K: Eq + Hash + Copy, V: Clone> Seat<K, V> {
    /// Waits until the value changes. What changed before and was not looked at since counts.
    pub(crate) async fn changed(&mut self) {
        // The sender lives as long as this seat, so it cannot be gone.
        let _ = self.value.changed().await;
    }

    /// The value now.
    pub(crate) fn now(&mut self) -> V {
        self.value.borrow_and_update().clone()
    }

    /// What is looked at.
    pub(crate) fn key(&self) -> K {
        self.key
    }

    /// Changes the value and tells the others who look at it.
    pub(crate) fn tell(&self, change: impl FnOnce(&mut V)) {
        self.board.tell(&self.key, change);
    }
}

impl<K: Eq + Hash + Copy, V> Drop for Seat<K, V> {
    fn drop(&mut self) {
        let mut places = self.board.places();
        if let Some(place) = places.get_mut(&self.key) {
            place.seats -= 1;
            if place.seats == 0 {
                places.remove(&self.key);
            }
        }
    }
}
