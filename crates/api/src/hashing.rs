//! Checking passwords beside the requests: on threads that may block, a few at a time.

use std::sync::Arc;

use actix_web::web;
use handover_domain::{PasswordHash, PasswordRefused, Passwords};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::api::overloaded;
use crate::problem::{ApiError, FieldError};

/// How many passwords are hashed at once. Each takes 19 MiB and a processor.
const AT_ONCE: usize = 2;

/// How many may wait for that, which takes them a second or so.
const WAITING: usize = 64;

/// How many questions to the identity provider are under way at once.
const OUTSIDE: usize = 4;

/// Where passwords are hashed. The work of a request that is gone goes on to its end, and keeps its place
/// until then.
#[derive(Clone)]
pub(crate) struct Hashing {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    aside: Arc<Semaphore>,
    outside: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        let so_many = |count| Arc::new(Semaphore::new(count));
        Self {
            places: so_many(AT_ONCE),
            queue: so_many(WAITING),
            aside: so_many(WAITING),
            outside: so_many(OUTSIDE),
        }
    }
}

impl Hashing {
    /// A place among those who wait.
    pub(crate) fn place(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.queue).try_acquire_owned().map_err(|_| overloaded())
    }

    /// Waits until the work aside is done.
    pub(crate) async fn finish(&self) {
        let all = u32::try_from(WAITING).unwrap_or(u32::MAX);
        // It is never closed, so this ends only with all places in hand.
        let _all = self.aside.acquire_many(all).await;
    }

    /// Whether `password` is the one of `stored`; if so, what is to be kept of it instead of something
    /// outdated.
    pub(crate) async fn verify(
        &self,
        waiting: OwnedSemaphorePermit,
        passwords: &Arc<dyn Passwords>,
        (password, stored): (String, Option<PasswordHash>),
    ) -> Result<Option<Option<PasswordHash>>, ApiError> {
        let passwords = Arc::clone(passwords);
        let verified = self.run(waiting, move || {
            passwords.verify(&password, stored.as_ref()).then(|| {
                let outdated = stored.is_some_and(|stored| passwords.is_outdated(&stored));
                // One that would not be accepted today stays as it is.
                outdated.then(|| passwords.hash(&password).ok()).flatten()
            })
        });
        verified.await
    }

    /// What is kept of a new password, which came in the field `field` of the body.
    pub(crate) async fn hash(
        &self,
        passwords: &Arc<dyn Passwords>,
        (field, password): (&'static str, String),
    ) -> Result<PasswordHash, ApiError> {
        let passwords = Arc::clone(passwords);
        self.run(self.place()?, move || passwords.hash(&password)).await?.map_err(|refused| match refused {
            PasswordRefused::Unavailable => ApiError::internal(refused),
            PasswordRefused::TooShort | PasswordRefused::TooLong => {
                let said = format!("Not accepted: {refused}");
                ApiError::field(FieldError::named("body", field, "password", said))
            }
        })
    }

    /// A place for work of another kind that nobody waits for.
    pub(crate) fn place_aside(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        Arc::clone(&self.aside).try_acquire_owned().map_err(|_| overloaded())
    }

    /// Asks somebody on the network: a few at a time, and the next is told to come back, because each keeps a
    /// thread that others need for the database.
    pub(crate) async fn ask_outside<T: Send + 'static>(
        &self,
        question: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let place = Arc::clone(&self.outside).try_acquire_owned().map_err(|_| overloaded())?;
        let done = web::block(move || {
            let _held = place;
            question()
        });
        done.await.map_err(ApiError::internal)
    }

    async fn run<T: Send + 'static>(
        &self,
        waiting: OwnedSemaphorePermit,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| overloaded())?;
        let done = web::block(move || {
            let _held = (waiting, place);
            work()
        });
        done.await.map_err(ApiError::internal)
    }
}
