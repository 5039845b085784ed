//! Tells an operator whether the mail settings are right.

use std::time::SystemTime;

use handover_domain::{Clock, Ids};
use tokio::time::Instant;

use crate::address::EmailAddress;
use crate::mail::compose_test;
use crate::render::RenderError;
use crate::smtp::{Connection, Failure, SmtpSettings, Timeouts, TlsError, TlsSetup};

/// Why a test did not succeed, fit for an operator.
#[derive(Debug, thiserror::Error)]
pub enum TestFailure {
    /// The server could not be reached or refused; the text says at which point.
    #[error("{0}")]
    Smtp(String),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The test mail could not be written.
    #[error(transparent)]
    Mail(#[from] RenderError),
}

impl From<Failure> for TestFailure {
    fn from(failure: Failure) -> Self {
        Self::Smtp(failure.to_string())
    }
}

/// Connects, encrypts and authenticates as the settings ask, and sends nothing.
///
/// # Errors
/// What stands in the way.
pub async fn check_connection(settings: &SmtpSettings) -> Result<(), TestFailure> {
    let tls = TlsSetup::new(settings)?;
    Connection::open(settings, tls.as_ref()).await?.close().await;
    Ok(())
}

/// Sends a short test mail to one address and says what the server answered when it took it.
///
/// # Errors
/// What stands in the way.
pub async fn send_test(
    settings: &SmtpSettings,
    to: &EmailAddress,
    clock: &dyn Clock,
    ids: &dyn Ids,
) -> Result<String, TestFailure> {
    let tls = TlsSetup::new(settings)?;
    let unique = ids.capability().simple().to_string();
    let mail = compose_test(&settings.from, to, SystemTime::from(clock.now()), &unique)?;
    // An operator is waiting, and nobody minds a test mail that comes twice.
    let timeouts = Timeouts { content: settings.timeouts.command, ..settings.timeouts };
    let settings = SmtpSettings { timeouts, ..settings.clone() };
    let by = Instant::now() + timeouts.mail;
    let mut connection = Connection::open(&settings, tls.as_ref()).await?;
    let taken = connection.send((&mail.from, to), &mail.bytes, by).await?;
    connection.close().await;
    Ok(taken)
}
