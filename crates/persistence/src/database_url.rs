//! Where the database is: a file, or a PostgreSQL server.

use std::fmt;
use std::path::{Path, PathBuf};

/// The address of a database: `sqlite:PATH`, `postgres://…` or `postgresql://…`.
///
/// Its `Display` and `Debug` hide the password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Place);

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

/// Why a text is not the address of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    /// It begins with none of the known words.
    #[error("a database is `sqlite:PATH`, `postgres://…` or `postgresql://…`")]
    UnknownKind,
    /// `sqlite:` without a file.
    #[error("`sqlite:` needs the path of a file, for example `sqlite:data/handover.db`")]
    NoPath,
    /// An in-memory database.
    #[error("a database in memory would forget every ticket: give `sqlite:` the path of a file")]
    InMemory,
    /// The server is to be reached over TLS, which this build cannot do.
    #[error(
        "`sslmode={mode}` needs TLS to PostgreSQL, which this build does not have; builds with the feature \
         `pg-tls` do (`cargo build --release --features pg-tls`, and every release and container)"
    )]
    NoTls {
        /// The mode that was asked for.
        mode: String,
    },
}

impl DatabaseUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// [`DatabaseUrlError`], whose text says what to write instead.
    pub fn parse(text: &str) -> Result<Self, DatabaseUrlError> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite_path(path).map(|path| Self(Place::Sqlite(path)));
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(DatabaseUrlError::UnknownKind);
        }
        let mode = parameter(text, "sslmode").unwrap_or_default();
        if !cfg!(feature = "pg-tls") && matches!(mode, "require" | "verify-ca" | "verify-full") {
            return Err(DatabaseUrlError::NoTls { mode: mode.to_owned() });
        }
        Ok(Self(Place::Postgres(text.to_owned())))
    }

    /// The file, where it is one.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match &self.0 {
            Place::Sqlite(path) => Some(path),
            Place::Postgres(_) => None,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0
    }
}

fn sqlite_path(path: &str) -> Result<PathBuf, DatabaseUrlError> {
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() {
        return Err(DatabaseUrlError::NoPath);
    }
    if path.starts_with(":memory:") {
        return Err(DatabaseUrlError::InMemory);
    }
    // SQLite would take a name like `file:…` for an address with options.
    let taken_literally = if path.starts_with("file:") { format!("./{path}") } else { path.to_owned() };
    Ok(PathBuf::from(taken_literally))
}

/// The value of a parameter of the address.
pub(crate) fn parameter<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = url.split_once('?')?;
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, v)| v)
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Place::Postgres(url) => f.write_str(&masked(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

fn masked(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    // Either a parameter holds an @ or a password holds a ?: nobody can tell which.
    if rest.rsplit_once('@').is_some_and(|(login, _)| login.contains('?')) {
        return format!("{scheme}://***");
    }
    let (before, query) = match rest.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (rest, None),
    };
    // The last @ ends the password, which may hold one itself where somebody forgot to encode it.
    let place = match before.rsplit_once('@') {
        Some((login, host)) => match login.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => before.to_owned(),
        },
        None => before.to_owned(),
    };
    let hide = |pair: &str| match pair.split_once('=') {
        Some((key, _)) if key.contains("password") => format!("{key}=***"),
        _ => pair.to_owned(),
    };
    let query = query.map(|query| query.split('&').map(hide).collect::<Vec<_>>().join("&"));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}://{place}{query}")
}

#[cfg(test)]
mod tests;
