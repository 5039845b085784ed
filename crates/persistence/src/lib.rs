//! Handover's store on SQLite and PostgreSQL.
//!
//! One source serves both: every typed query is compiled once per database (`connection::run!`), and
//! what has to differ stands side by side. Nothing outside this crate knows which database it is, and
//! nothing outside a unit of work can write.

mod accounts;
mod api_keys;
mod backup;
mod canned_answers;
mod connection;
mod database_url;
mod decode;
mod demo;
mod error;
mod expertise;
mod idempotency;
mod insight;
mod install_secrets;
mod knowledge;
mod live_signs;
mod messages;
mod migrations;
mod optimistic;
mod organizations;
mod outbox;
mod pending;
mod pieces;
mod pool;
mod postgres;
mod profiles;
mod ratings;
mod report_mails;
mod roster;
mod saved_views;
mod schema;
mod session_events;
mod sessions;
mod setting_changes;
mod sign_ins;
mod sql_types;
mod sqlite;
mod steps;
mod store;
mod ticket_search;
mod tickets;
mod transaction;
mod triggers;
mod waiting;

pub use backup::BackupError;
pub use database_url::{DatabaseUrl, DatabaseUrlError};
pub use migrations::MigrateError;
pub use pool::PoolSettings;
pub use store::{OpenError, SqlStore};
