//! What the routes need that somebody comes in by: they know nobody yet.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpRequest, web};
use chrono::TimeDelta;
use handover_domain::{
    Actor, Attempt, OrganizationId, PasswordHash, Passwords, Permit, TokenHash, begin_sign_in,
};
use tokio::sync::OwnedSemaphorePermit;

use crate::api::{Access, Desk, SignOn, Tools};
use crate::client_address::client_of;
use crate::hashing::Hashing;
use crate::identify::shown_login;
use crate::problem::{ApiError, Kind};

/// A request at the door, in token mode.
pub(crate) struct Hall {
    /// Work in the name of the service itself.
    pub(crate) desk: Desk,
    /// The login that the browser has already, if it has one.
    pub(crate) login: Option<TokenHash>,
    /// Where the request comes from.
    pub(crate) address: IpAddr,
    /// The identity provider, if there is one.
    pub(crate) sign_on: Option<SignOn>,
    passwords: Arc<dyn Passwords>,
    hashing: Hashing,
}

impl Hall {
    /// Counts a guess at the password of `email` and verifies it, if so many are allowed: with what the
    /// password is right for. The work is the same where there is no such account.
    pub(crate) async fn guess(&self, email: String, password: String) -> Result<Option<Right>, ApiError> {
        let address = self.address;
        // Before it is counted: a guess that nobody has time for uses none up.
        let waiting = self.hashing.place()?;
        let attempt =
            self.desk.write(move |tx, scene| Ok(begin_sign_in(tx, (&email, address), scene.now)?)).await?;
        let permit = match attempt {
            Attempt::Permitted(permit) => permit,
            Attempt::Throttled { retry_after } => return Err(throttled(retry_after)),
        };
        let stored = permit.password_hash().cloned();
        let right = self.hashing.verify(waiting, &self.passwords, (password, stored)).await?;
        // A guess that was wrong stays counted, and there is nothing else to be done about it.
        Ok(right.map(|renewed| Right { permit, renewed }))
    }

    /// Asks somebody on the network, who may take seconds, on a thread that may block.
    pub(crate) async fn ask_outside<T: Send + 'static>(
        &self,
        question: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        self.hashing.ask_outside(question).await
    }

    /// A place for work that goes on after the answer; so much of it may wait.
    pub(crate) fn place_aside(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        self.hashing.place_aside()
    }

    /// What is kept of a new password, which came in the field `field`.
    pub(crate) async fn hash(&self, field: &'static str, password: String) -> Result<PasswordHash, ApiError> {
        self.hashing.hash(&self.passwords, (field, password)).await
    }
}

/// A password that is right.
pub(crate) struct Right {
    /// What it is right for.
    pub(crate) permit: Permit,
    /// What is to be kept of it from now on, where that has changed.
    pub(crate) renewed: Option<PasswordHash>,
}

fn throttled(retry_after: TimeDelta) -> ApiError {
    // Rounded up: a client that comes back then is not too early.
    let seconds = retry_after.num_seconds().saturating_add(1).max(1);
    ApiError::new(Kind::TooManyGuesses, "Too many guesses; try again later")
        .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
}

impl FromRequest for Hall {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(hall(request))
    }
}

fn hall(request: &HttpRequest) -> Result<Hall, ApiError> {
    let parts = (
        request.app_data::<web::Data<Access>>(),
        request.app_data::<web::Data<Tools>>(),
        request.app_data::<web::Data<Hashing>>(),
    );
    let (Some(access), Some(tools), Some(hashing)) = parts else {
        return Err(ApiError::internal("the parts of the application are not there"));
    };
    let Access::Token(access) = access.as_ref() else {
        return Err(ApiError::new(Kind::OpenMode, "This service runs in open mode, where nobody signs in"));
    };
    Ok(Hall {
        desk: tools.desk(Actor::system(OrganizationId::DEFAULT)),
        login: shown_login(request.headers()),
        address: client_of(request).address,
        sign_on: access.sign_on.clone(),
        passwords: Arc::clone(&access.passwords),
        hashing: hashing.as_ref().clone(),
    })
}
