//! How to reach the mail server, and what can go wrong on the way.
//!
//! The conversation is our own and not lettre's transport. Where a conversation fails decides what
//! happens to a mail: a dead address, a wrong password and a slow server need three different
//! answers, and lettre folds several stages into one error. Its transport also leaves what arrives
//! unencrypted behind the answer to STARTTLS in its buffer, where somebody in the middle could place
//! answers, takes 354 for the receipt of a mail, and does not stuff dots after a bare line end
//! (RUSTSEC-2026-0561).

use std::path::PathBuf;
use std::time::Duration;

use handover_domain::Secret;

use crate::address::EmailAddress;

mod client;
mod failure;
mod reply;
mod stream;

pub(crate) use client::{Connection, too_slow};
pub(crate) use failure::{Failure, PauseReason};
pub use stream::TlsError;
pub(crate) use stream::TlsSetup;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Plain at first, encrypted by STARTTLS before anything is said; usual on port 587. A server
    /// that cannot do it gets neither credentials nor mail.
    StartTls,
    /// Encrypted from the first byte; usual on port 465.
    Implicit,
    /// Never encrypted: for a server on the same machine or in tests.
    None,
}

/// Deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the TCP connection.
    pub connect: Duration,
    /// For each command with its answer, for the greeting, and for the TLS handshake.
    pub command: Duration,
    /// For one mail to one recipient, from connecting until the server asks for its content.
    pub mail: Duration,
    /// For the content and the server's word that it has it. RFC 5321 asks for 10 minutes here: a server
    /// may take its time to look through a mail, and one that is given up on may have it all the same.
    pub content: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            command: Duration::from_secs(30),
            mail: Duration::from_secs(50),
            content: Duration::from_secs(600),
        }
    }
}

/// The mail server and how to use it.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name or address; the certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The user name; an empty one means no AUTH.
    pub username: String,
    /// The password.
    pub password: Secret,
    /// How the connection is protected.
    pub tls: Tls,
    /// A PEM file with further certificate authorities to trust, beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// Who the mails are from, in the header and in the envelope.
    pub from: EmailAddress,
    /// The name to greet the server with; by default the address of our end of the connection.
    pub helo: Option<String>,
    /// Deadlines.
    pub timeouts: Timeouts,
}
