//! Stopping: the first signal asks everybody to finish, the second ends the process at once.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Tells whether it is time to stop. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Waits until a stop is asked for.
    pub(crate) async fn requested(&mut self) {
        // A sender that is gone can no longer ask, and then there is nothing left to wait for.
        let _ = self.0.wait_for(|asked| *asked).await;
    }

    /// Waits for `pause`, or less if a stop is asked for: whether it is.
    pub(crate) async fn requested_within(&mut self, pause: Duration) -> bool {
        tokio::time::timeout(pause, self.requested()).await.is_ok()
    }

    /// Whether a stop has been asked for.
    pub(crate) fn is_requested(&self) -> bool {
        *self.0.borrow()
    }
}

/// Asks everybody to stop without a signal, because one part has ended by itself.
#[derive(Debug, Clone)]
pub(crate) struct Request(watch::Sender<bool>);

impl Request {
    pub(crate) fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Asks everybody to stop.
#[derive(Debug)]
pub(crate) struct Stopper {
    asked: Request,
    terminate: Signal,
    interrupt: Signal,
}

impl Stopper {
    /// Takes over SIGTERM and Ctrl-C. Needs a runtime.
    pub(crate) fn new() -> Result<Self> {
        let listen = |kind| signal(kind).context("signals cannot be received");
        Ok(Self {
            asked: Request(watch::Sender::new(false)),
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    /// Something to wait on.
    pub(crate) fn stop(&self) -> Stop {
        Stop(self.asked.0.subscribe())
    }

    /// Lets a part ask the others to stop.
    pub(crate) fn request(&self) -> Request {
        self.asked.clone()
    }

    /// Runs `work` to its end. A first signal asks it to stop; a second one, or the end of
    /// `patience`, ends the process.
    pub(crate) async fn run<T>(mut self, patience: Duration, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            done = &mut work => return done,
            () = next(&mut self.terminate, &mut self.interrupt) => {}
        }
        tracing::info!("stopping: what has begun is finished; a second signal ends at once");
        self.asked.stop();
        tokio::select! {
            done = work => done,
            () = next(&mut self.terminate, &mut self.interrupt) => end_now(),
            () = tokio::time::sleep(patience) => end_now(),
        }
    }
}

/// What was acknowledged is in the database; the rest its senders have to repeat.
fn end_now() -> ! {
    tracing::warn!("stopped at once; what was not acknowledged may be lost");
    std::process::exit(1)
}

async fn next(terminate: &mut Signal, interrupt: &mut Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
