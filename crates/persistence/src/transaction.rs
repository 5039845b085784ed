//! One open transaction, which remembers whether any of its statements failed.

use diesel::QueryResult;
use diesel::result::Error;
use handover_domain::{StoreError, StoreResult, Transaction, View};

use crate::connection::DbConn;
use crate::error::{is_constraint, store_error};

/// The repositories over one open transaction. They live in the files named after their nouns.
pub(crate) struct SqlTransaction<'a> {
    conn: DbConn<'a>,
    failed: bool,
    broken: bool,
}

impl<'a> SqlTransaction<'a> {
    pub(crate) fn new(conn: DbConn<'a>) -> Self {
        Self { conn, failed: false, broken: false }
    }

    /// Runs statements. Once one has failed the transaction cannot be committed any more: PostgreSQL
    /// would roll back in silence and report success.
    pub(crate) fn run<T>(&mut self, work: impl FnOnce(&mut DbConn<'_>) -> QueryResult<T>) -> StoreResult<T> {
        work(&mut self.conn).map_err(|error| {
            self.failed = true;
            self.broken |= !is_constraint(&error) && !matches!(error, Error::DeserializationError(_));
            store_error(error)
        })
    }

    /// Runs an update that only touches the row as it was read.
    pub(crate) fn run_fresh(
        &mut self,
        work: impl FnOnce(&mut DbConn<'_>) -> QueryResult<usize>,
    ) -> StoreResult<()> {
        if self.run(work)? == 0 {
            self.failed = true;
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Whether a statement failed.
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    /// Whether one failed for another reason than a rule of the tables, so that the connection cannot
    /// be trusted: SQLite, for one, ends the whole transaction when the disk is full.
    pub(crate) fn broken(&self) -> bool {
        self.broken
    }
}

impl View for SqlTransaction<'_> {}

impl Transaction for SqlTransaction<'_> {}
