//! Keeps the published keys fresh, on a thread of its own, so that no request waits for them.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use handover_domain::TokenRefused;
use tracing::{info, warn};

use super::KeySet;
use super::cache::Cache;
use super::fetch::{FetchFailure, Publisher};
use crate::key::VerifyingKey;
use crate::settings::{JwksPace, JwksSettings, PublicAlgorithm, SettingsError};

/// How it stands with the published keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyStatus {
    /// Keys that can be used now; 0 means that every token is refused.
    pub keys: usize,
    /// How often they were asked for since the start.
    pub attempts: u64,
    /// When they were last fetched; `None` when the cached set is all there is, or nothing.
    pub fetched_at: Option<Instant>,
    /// Why the last attempt failed, in words for an operator; `None` when it did not.
    pub failure: Option<String>,
}

/// Holds the last good set and the thread that replaces it.
pub(crate) struct KeyKeeper {
    shared: Arc<Shared>,
    wishes: SyncSender<()>,
    allowed: Vec<PublicAlgorithm>,
}

#[derive(Default)]
struct Shared {
    keys: RwLock<Option<Arc<KeySet>>>,
    status: Mutex<KeyStatus>,
    attempted: Condvar,
}

impl KeyKeeper {
    /// Takes the cached set and starts the thread.
    pub(crate) fn start(settings: &JwksSettings) -> Result<Self, SettingsError> {
        if settings.algorithms.is_empty() {
            return Err(SettingsError::NoAlgorithms);
        }
        let shared = Arc::<Shared>::default();
        let mut work = Work {
            publisher: Publisher::new(&settings.url, settings.pace.deadline)?,
            cache: settings.cache.as_deref().map(|path| Cache::new(path, &settings.url)),
            cached: None,
            allowed: settings.algorithms.clone(),
            shared: Arc::clone(&shared),
        };
        work.take_cached();
        let (wishes, wished) = sync_channel(1);
        let pace = settings.pace;
        thread::Builder::new()
            .name("token-keys".to_owned())
            .spawn(move || work.run(&wished, pace))
            .map_err(|_| SettingsError::NoThread)?;
        Ok(Self { shared, wishes, allowed: settings.algorithms.clone() })
    }

    /// The key of a token. An unknown one is asked for in the background.
    pub(crate) fn find(&self, id: Option<&str>, algorithm: &str) -> Result<Arc<VerifyingKey>, TokenRefused> {
        if !self.allowed.iter().any(|allowed| allowed.name() == algorithm) {
            return Err(TokenRefused::Algorithm);
        }
        let keys = self.shared.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        let found = keys.ok_or(TokenRefused::NoKeys)?.find(id, algorithm);
        if matches!(found, Err(TokenRefused::UnknownKey)) {
            // Full means that somebody else wished for the same.
            let _ = self.wishes.try_send(());
        }
        found
    }

    pub(crate) fn status(&self) -> KeyStatus {
        self.shared.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn wait_for_attempts(&self, attempts: u64, patience: Duration) -> KeyStatus {
        let status = self.shared.status.lock().unwrap_or_else(PoisonError::into_inner);
        let waited =
            self.shared.attempted.wait_timeout_while(status, patience, |status| status.attempts < attempts);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

/// What the thread has.
struct Work {
    publisher: Publisher,
    cache: Option<Cache>,
    /// What the cache's file holds, so that it is written only when that changes.
    cached: Option<String>,
    allowed: Vec<PublicAlgorithm>,
    shared: Arc<Shared>,
}

impl Work {
    fn run(mut self, wished: &Receiver<()>, pace: JwksPace) {
        loop {
            // Whatever was wished for until now is about to be done.
            while wished.try_recv().is_ok() {}
            let started = Instant::now();
            let outcome = self.refresh();
            let pause = if outcome.is_ok() { pace.refresh } else { pace.hurry };
            self.report(outcome);
            if !wait_for_turn(wished, started, (pause, pace.hurry)) {
                return;
            }
        }
    }

    fn take_cached(&mut self) {
        let Some(cache) = &self.cache else { return };
        match cache.load() {
            Ok(Some(set)) => match KeySet::read(set.as_bytes(), &self.allowed) {
                Some(keys) => {
                    info!(keys = keys.len(), "the published keys are known from last time");
                    self.cached = Some(set);
                    self.publish(keys);
                }
                None => warn!("the kept copy of the published keys holds no key that can be used"),
            },
            Ok(None) => {}
            Err(error) => warn!(%error, "the kept copy of the published keys cannot be read"),
        }
    }

    fn refresh(&mut self) -> Result<KeySet, FetchFailure> {
        let body = String::from_utf8(self.publisher.fetch()?).map_err(|_| FetchFailure::NoKeys)?;
        let keys = KeySet::read(body.as_bytes(), &self.allowed).ok_or(FetchFailure::NoKeys)?;
        if let Some(cache) = &self.cache
            && self.cached.as_ref() != Some(&body)
        {
            match cache.store(&body) {
                Ok(()) => self.cached = Some(body),
                Err(error) => warn!(%error, "the published keys cannot be kept for the next start"),
            }
        }
        Ok(keys)
    }

    fn publish(&self, keys: KeySet) {
        let mut status = self.shared.status.lock().unwrap_or_else(PoisonError::into_inner);
        status.keys = keys.len();
        *self.shared.keys.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(keys));
    }

    /// Puts new keys to use; without any, the last good ones stay.
    fn report(&self, outcome: Result<KeySet, FetchFailure>) {
        let failure = match outcome {
            Ok(keys) => {
                self.publish(keys);
                None
            }
            Err(failure) => {
                warn!(%failure, "the published keys cannot be fetched; the last known ones stay in use");
                Some(failure.to_string())
            }
        };
        let mut status = self.shared.status.lock().unwrap_or_else(PoisonError::into_inner);
        status.attempts += 1;
        if failure.is_none() {
            status.fetched_at = Some(Instant::now());
        }
        status.failure = failure;
        self.shared.attempted.notify_all();
    }
}

/// Waits for the end of `pause` or for a wish, but in any case `hurry` after the last attempt. False when the
/// verifier is gone.
fn wait_for_turn(wished: &Receiver<()>, started: Instant, (pause, hurry): (Duration, Duration)) -> bool {
    let left = |whole: Duration| whole.saturating_sub(started.elapsed());
    match wished.recv_timeout(left(pause)) {
        Ok(()) => {}
        Err(RecvTimeoutError::Timeout) => return true,
        Err(RecvTimeoutError::Disconnected) => return false,
    }
    loop {
        match wished.recv_timeout(left(hurry)) {
            // One more who wishes for what is about to be done.
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}
