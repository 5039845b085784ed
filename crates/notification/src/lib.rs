//! Delivers what the outbox holds: mails to support and to the user, over SMTP.
//!
//! At least once, never exactly once: a process that dies after the mail server took a mail and
//! before that was recorded sends it again, with the same Message-ID. What cannot be sent now waits;
//! what can never be sent is given up where people see it.
//!
//! [`DeliveryWorker`] is the machine, [`Templates`] and [`preview`] show a mail that waits, and
//! [`check_connection`] and [`send_test`] tell an operator whether the settings are right.

mod access;
mod address;
mod check;
mod clean;
mod facts;
mod mail;
mod preview;
mod recipients;
mod render;
mod report;
mod smtp;
mod words;
mod worker;

pub use address::{EmailAddress, NotAnAddress};
pub use check::{TestFailure, check_connection, send_test};
pub use facts::{MailFacts, MailLinks};
pub use preview::{MailPreview, preview};
pub use recipients::Recipients;
pub use render::{RenderError, RenderedMail, Templates};
pub use smtp::{SmtpSettings, Timeouts, Tls, TlsError};
pub use worker::{
    DeliveryPorts, DeliverySettings, DeliveryWorker, DrainReport, Jitter, Links, SetupError, WakeHandle,
    probe_now,
};
