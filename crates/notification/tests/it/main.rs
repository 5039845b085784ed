//! Mails over real SMTP conversations with a server that misbehaves on demand.

mod channel;
mod conversation;
mod desk;
mod hostile;
mod mails;
mod retries;
