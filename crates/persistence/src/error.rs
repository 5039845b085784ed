//! What the databases complain of, in the domain's five words.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};
use handover_domain::StoreError;

/// Puts a database's complaint into the domain's words.
pub(crate) fn store_error(error: Error) -> StoreError {
    match &error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, information) => {
            StoreError::Duplicate { constraint: constraint(information.as_ref()) }
        }
        _ if is_unavailable(&error) => unavailable(error),
        Error::DatabaseError(_, information) if information.message().contains("0x00") => {
            StoreError::Failed(NulInText(error).into())
        }
        _ => StoreError::Failed(error.into()),
    }
}

pub(crate) fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Unavailable(error.into())
}

#[derive(Debug, thiserror::Error)]
#[error("PostgreSQL cannot store a text that holds a NUL character")]
struct NulInText(#[source] Error);

/// Whether a rule of the tables refused one statement, which leaves the connection as it was.
pub(crate) fn is_constraint(error: &Error) -> bool {
    matches!(
        error,
        Error::DatabaseError(
            DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::NotNullViolation
                | DatabaseErrorKind::CheckViolation,
            _
        )
    )
}

/// Whether PostgreSQL itself has said that a statement failed, so that nothing of it is kept, for a reason that may not
/// hold a second time.
pub(crate) fn was_undone(error: &Error) -> bool {
    match error {
        Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Error::DatabaseError(DatabaseErrorKind::Unknown, information) => {
            ["division by zero", "deadlock detected"]
                .iter()
                .any(|words| information.message().contains(words))
        }
        _ => is_constraint(error),
    }
}

/// Whether the same request may succeed later.
pub(crate) fn is_unavailable(error: &Error) -> bool {
    match error {
        Error::DatabaseError(
            DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::SerializationFailure
            | DatabaseErrorKind::ReadOnlyTransaction,
            _,
        ) => true,
        Error::DatabaseError(DatabaseErrorKind::Unknown, information) => {
            let message = information.message();
            PASSING.iter().any(|words| message.contains(words))
        }
        _ => false,
    }
}

/// Diesel keeps neither SQLSTATE nor SQLite's code of what it has no word for, so the text decides.
const PASSING: &[&str] = &[
    // SQLite
    "database is locked",
    "database table is locked",
    "database or disk is full",
    "disk I/O error",
    "unable to open database file",
    "attempt to write a readonly database",
    "out of memory",
    // PostgreSQL
    "deadlock detected",
    "canceling statement due to",
    "terminating connection",
    "the database system is",
    "server closed the connection",
    "connection to server",
    "no connection to the server",
    "could not receive data from server",
    "could not send data to server",
    "SSL connection has been closed",
    "SSL SYSCALL error",
    "too many clients",
    "remaining connection slots",
    "too many connections",
    "No space left on device",
    "could not extend file",
    "could not write",
    "Input/output error",
];

/// The constraint's name. SQLite names the columns instead, so they are looked up.
fn constraint(information: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(name) = information.constraint_name() {
        return name.to_owned();
    }
    let message = information.message();
    let columns = message.strip_prefix("UNIQUE constraint failed: ").unwrap_or(message);
    if let Some((_, name)) = UNIQUE.iter().find(|(known, _)| *known == columns) {
        return (*name).to_owned();
    }
    let table = columns.split('.').next().unwrap_or(columns);
    format!("{table}_pkey")
}

/// The unique constraints besides the primary keys.
const UNIQUE: &[(&str, &str)] = &[
    ("ai_sessions.organization_id, ai_sessions.session_id", "ai_sessions_within_organization"),
    ("ai_messages.session_id, ai_messages.sequence", "ai_messages_session_sequence"),
    ("support_tickets.organization_id, support_tickets.ticket_number", "support_tickets_number"),
    ("support_tickets.session_id", "support_tickets_one_open"),
    ("api_keys.hash", "api_keys_hash"),
];
