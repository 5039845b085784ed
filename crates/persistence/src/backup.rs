//! A consistent copy of a SQLite file, made while it is in use.

use std::fs::{File as Handle, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use diesel::{RunQueryDsl, sql_query, sql_types};
use handover_domain::StoreError;

use crate::error::{store_error, unavailable};
use crate::sqlite::File;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has better tools.
    #[error(
        "a PostgreSQL database is backed up with its own tools: \
         `pg_dump --format=custom --file=handover.dump \"$DATABASE_URL\"`, and brought back with `pg_restore`"
    )]
    UsePgDump,
    /// The file exists, or cannot be written.
    #[error("{path}: {source}")]
    File {
        /// Where the backup was to go.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// The database could not be read.
    #[error("the database could not be copied")]
    Store(#[from] StoreError),
}

/// Copies the database to `target`, which must not exist. What is committed before is in it, whatever
/// is going on meanwhile.
pub(crate) fn backup(file: &File, target: &Path) -> Result<(), BackupError> {
    let refused = |source| BackupError::File { path: target.to_owned(), source };
    create(target).map_err(refused)?;
    let result = copy(file, target).and_then(|()| make_durable(target).map_err(refused));
    if result.is_err() {
        // The copy is half made; that it cannot be removed either is the smaller trouble.
        let _ = std::fs::remove_file(target);
    }
    result
}

/// Makes the file before SQLite does, so that nobody else can ever read it.
fn create(target: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(target).map(drop)
}

fn copy(file: &File, target: &Path) -> Result<(), BackupError> {
    // An absolute path, because SQLite would take a name like `file:…` for an address with options.
    let target = std::path::absolute(target)
        .map_err(|source| BackupError::File { path: target.to_owned(), source })?;
    let mut conn = file.connect().map_err(unavailable)?;
    sql_query("VACUUM INTO ?")
        .bind::<sql_types::Text, _>(target.to_string_lossy().into_owned())
        .execute(&mut conn)
        .map_err(store_error)?;
    Ok(())
}

/// SQLite leaves it to the operating system when the copy reaches the disk.
fn make_durable(target: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(target)?.sync_all()?;
    match target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => Handle::open(folder)?.sync_all(),
        None => Handle::open(".")?.sync_all(),
    }
}
