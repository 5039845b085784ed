//! A piece of work for the database, on its way from a request to a thread that may block.

use std::sync::Arc;

use handover_domain::{Ending, Scene, Session, Store, StoreExt, StoreResult, Transaction, Unit};
use tokio::sync::oneshot;

use crate::api::Desk;
use crate::problem::ApiError;

/// Work that one transaction does in the name of a desk, and where its result is awaited.
struct Job<T, W> {
    desk: Desk,
    work: W,
    result: Option<Result<T, ApiError>>,
    awaited: oneshot::Sender<Result<T, ApiError>>,
}

impl<T, W> Unit for Job<T, W>
where
    T: Send,
    W: FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send,
{
    fn run(&mut self, tx: &mut dyn Transaction) -> Ending {
        let result = self.desk.on_scene(|scene| (self.work)(tx, scene));
        let ending = if result.is_ok() { Ending::Commit } else { Ending::RollBack };
        self.result = Some(result);
        ending
    }

    fn end(self: Box<Self>, result: StoreResult<()>) {
        let result = match result {
            Ok(()) => self.result.unwrap_or_else(|| Err(ApiError::internal("the work was never run"))),
            Err(error) => Err(error.into()),
        };
        // Nobody awaits it where the client has gone.
        drop(self.awaited.send(result));
    }
}

/// Runs `work` in one transaction: on the store's own thread for writes where it has one, or else on a
/// thread that may block.
pub(crate) async fn in_transaction<T: Send + 'static>(
    desk: Desk,
    work: impl FnOnce(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let mut work = Some(work);
    let once = move |tx: &mut dyn Transaction, scene: &Scene<'_>| match work.take() {
        Some(work) => work(tx, scene),
        None => Err(ApiError::internal("the work was run twice")),
    };
    done(desk, once, |store, run| store.transaction(run)).await
}

/// The same for work that hardly ever meets other work on its session, which may be `known` as it was stored a moment
/// ago: it is tried without a lock first, where the store has a way to do that.
pub(crate) async fn optimistically<T: Send + 'static>(
    desk: Desk,
    known: Option<Session>,
    work: impl FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    done(desk, work, move |store, run| store.optimistic_transaction(known.as_ref(), run)).await
}

type Run<'a> = &'a mut dyn FnMut(&mut dyn Transaction) -> Ending;

async fn done<T: Send + 'static>(
    desk: Desk,
    work: impl FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
    on_this_thread: impl FnOnce(&dyn Store, Run<'_>) -> StoreResult<()> + Send + 'static,
) -> Result<T, ApiError> {
    let store = Arc::clone(desk.store());
    let (awaited, result) = oneshot::channel();
    let job = Box::new(Job { desk, work, result: None, awaited });
    if let Some(mut job) = store.submit(job) {
        drop(actix_web::rt::task::spawn_blocking(move || {
            let ended = on_this_thread(store.as_ref(), &mut |tx| job.run(tx));
            job.end(ended);
        }));
    }
    // The work is dropped without a result where it panicked.
    result.await.unwrap_or_else(|_| Err(ApiError::internal("a piece of work for the database panicked")))
}
