//! Keeps the words by which tickets are found as tickets and conversations change.

use std::sync::Arc;
use std::time::{Duration, Instant};

use handover_domain::{Store, StoreExt, StoreResult, keep_ticket_words};

use crate::shutdown::Stop;

/// How often the database is asked whether there is anything to do.
const PAUSE: Duration = Duration::from_millis(500);

/// So many tickets in one transaction; whoever else wants to write comes in between.
const AT_ONCE: i64 = 10;
/// After each of them nine times as long is left to others: finding tickets can wait, users cannot.
const REST: u32 = 9;

/// Keeps the words of tickets of all organizations. Several processes share the work.
#[derive(Clone)]
pub(crate) struct WordKeeper {
    store: Arc<dyn Store>,
}

impl WordKeeper {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    /// Keeps them until `stop`.
    pub(crate) async fn run(&self, mut stop: Stop) {
        let (mut pause, mut was_well) = (PAUSE, true);
        while !stop.requested_within(pause).await {
            let (this, started) = (self.clone(), Instant::now());
            let kept = tokio::task::spawn_blocking(move || this.keep_some()).await;
            pause = if let Ok(Ok(1..)) = kept { started.elapsed() * REST } else { PAUSE };
            let is_well = matches!(kept, Ok(Ok(_)));
            match kept {
                Ok(Err(error)) if was_well => {
                    tracing::warn!(%error, "tickets cannot be kept findable; it is tried again and again");
                }
                Err(_) => tracing::error!("keeping the words of tickets panicked"),
                Ok(_) => {}
            }
            was_well = is_well;
        }
    }

    /// Keeps the words of some tickets that have changed, and says of how many.
    fn keep_some(&self) -> StoreResult<usize> {
        // Without a look first an idle service would write twice a second.
        if self.store.read(|view| view.are_tickets_stale())? {
            self.store.write(|tx| keep_ticket_words(tx, AT_ONCE))
        } else {
            Ok(0)
        }
    }
}
