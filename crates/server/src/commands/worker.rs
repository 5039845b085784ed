//! `handover worker`: delivers mail, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::Store;
use handover_notification::Recipients;
use handover_persistence::SqlStore;

use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::logging::NOTICE;
use crate::settings::Settings;
use crate::shutdown::{Stop, Stopper};

/// How often a worker that came before the database looks again.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Works until a signal.
pub(crate) fn run(settings: &Settings) -> Outcome {
    if settings.mail.smtp.is_none() {
        return Err(nothing_to_do());
    }
    let recipients = settings.mail.recipients(&compose::contacts(settings)?)?;
    compose::run(async {
        let stopper = Stopper::new()?;
        let stop = stopper.stop();
        stopper.run(settings.server.drain, deliver(settings, &recipients, stop)).await
    })
}

async fn deliver(settings: &Settings, recipients: &Recipients, mut stop: Stop) -> Outcome {
    let Some(store) = ready_store(settings, &mut stop).await? else { return Ok(()) };
    let worker = compose::delivery_worker(settings, recipients, &store)?.ok_or_else(nothing_to_do)?;
    tracing::info!(target: NOTICE, "delivering mail from {}", settings.database.url);
    worker.run(stop.requested()).await;
    Ok(())
}

fn nothing_to_do() -> Failure {
    Failure::Usage("no mail server is configured, so there is nothing to deliver: set SMTP_SERVER".to_owned())
}

/// The database with its tables. A worker may be started before the `serve` that makes them, at boot for
/// example, and then waits for it; `None` when it is to stop before.
async fn ready_store(settings: &Settings, stop: &mut Stop) -> Outcome<Option<Arc<SqlStore>>> {
    let mut said = false;
    while let Some(why) = compose::missing(settings) {
        if !wait(&mut said, &why, stop).await {
            return Ok(None);
        }
    }
    let store = Arc::new(compose::open_store(settings)?);
    loop {
        let looking = Arc::clone(&store);
        let why = match tokio::task::spawn_blocking(move || looking.check()).await {
            Ok(Ok(())) => return Ok(Some(store)),
            Ok(Err(error)) => format!("{:#}", anyhow::Error::new(error)),
            Err(panicked) => panicked.to_string(),
        };
        if !wait(&mut said, &why, stop).await {
            return Ok(None);
        }
    }
}

/// Says once what is being waited for, and waits a little; `false` when it is time to stop.
async fn wait(said: &mut bool, why: &str, stop: &mut Stop) -> bool {
    if !*said {
        tracing::warn!(target: NOTICE, "waiting for the database: {why}");
        *said = true;
    }
    !stop.requested_within(LOOK_AGAIN).await
}
