//! Keeps the words by which tickets are found as tickets and conversations change.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::{Store, StoreExt, StoreResult, keep_ticket_words};

use crate::shutdown::Stop;

/// How often the database is asked whether there is anything to do.
const PAUSE: Duration = Duration::from_millis(500);

/// So many tickets in one transaction; whoever else wants to write comes in between.
const AT_ONCE: i64 = 10;

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
        let mut was_well = true;
        while !stop.requested_within(PAUSE).await {
            let (this, stopping) = (self.clone(), stop.clone());
            let kept = tokio::task::spawn_blocking(move || this.keep(&|| stopping.is_requested())).await;
            let is_well = matches!(kept, Ok(Ok(())));
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

    /// Keeps the words of all tickets that have changed.
    fn keep(&self, is_stopping: &dyn Fn() -> bool) -> StoreResult<()> {
        // Without a look first an idle service would write twice a second.
        while !is_stopping() && self.store.read(|view| view.are_tickets_stale())? {
            if self.store.write(|tx| keep_ticket_words(tx, AT_ONCE))? == 0 {
                break;
            }
        }
        Ok(())
    }
}
