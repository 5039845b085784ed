//! `handover worker`: delivers mail, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::Store;

use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::logging::NOTICE;
use crate::settings::Settings;
use crate::shutdown::{Stop, Stopper};

/// How often a worker that came before `migrate` looks again.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Works until a signal.
pub(crate) fn run(settings: &Settings) -> Outcome {
    if settings.mail.smtp.is_none() {
        return Err(nothing_to_do());
    }
    let recipients = settings.mail.recipients(&compose::contacts(settings)?)?;
    let store = Arc::new(compose::open_existing_store(settings)?);
    let worker = compose::delivery_worker(settings, &recipients, &store)?.ok_or_else(nothing_to_do)?;
    compose::run(async {
        let stopper = Stopper::new()?;
        let mut stop = stopper.stop();
        stopper
            .run(settings.server.drain, async {
                wait_for_tables(&store, stop.clone()).await;
                tracing::info!(target: NOTICE, "delivering mail from {}", settings.database.url);
                worker.run(stop.requested()).await;
            })
            .await;
        Ok(())
    })
}

fn nothing_to_do() -> Failure {
    Failure::Usage("no mail server is configured, so there is nothing to deliver: set SMTP_SERVER".to_owned())
}

/// A worker may be started before the `serve` that migrates.
async fn wait_for_tables(store: &Arc<handover_persistence::SqlStore>, mut stop: Stop) {
    let mut said = false;
    loop {
        let looking = Arc::clone(store);
        match tokio::task::spawn_blocking(move || looking.check()).await {
            Ok(Ok(())) => return,
            Ok(Err(error)) if !said => {
                let error = anyhow::Error::new(error);
                tracing::warn!("waiting for the database: {error:#}");
                said = true;
            }
            _ => {}
        }
        tokio::select! {
            () = stop.requested() => return,
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}
