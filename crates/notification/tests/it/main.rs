//! Mails over real SMTP conversations with a server that misbehaves on demand.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene must fail")]

mod answers;
mod channel;
mod conversation;
mod desk;
mod hostile;
mod links;
mod mails;
mod patience;
mod reports;
mod retries;
mod tongues;
mod ways_home;
