//! The one connection that writes.

use std::sync::{Mutex, PoisonError};

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use handover_domain::{Ending, StoreError, StoreResult, Transaction};

use super::File;
use crate::connection::DbConn;
use crate::error::{store_error, unavailable};
use crate::transaction::SqlTransaction;

/// Runs units of work one after the other, each in a transaction of its own.
pub(super) struct Writer {
    file: File,
    conn: Mutex<Option<SqliteConnection>>,
}

impl Writer {
    pub(super) fn new(file: File) -> Self {
        Self { file, conn: Mutex::new(None) }
    }

    /// Runs `work` once and answers after its commit is durable.
    pub(super) fn run(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        // The connection is taken out: a panic leaves nothing behind, and the next unit opens another.
        let mut slot = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut conn = match slot.take() {
            Some(conn) => conn,
            None => self.file.writer().map_err(unavailable)?,
        };
        // Not deferred: a transaction that reads first and writes then fails when another process wrote
        // in between, and the busy timeout does not help it.
        if let Err(error) = conn.batch_execute("BEGIN IMMEDIATE") {
            return Err(store_error(error));
        }
        let (ending, failed, broken) = {
            let mut tx = SqlTransaction::new(DbConn::Sqlite(&mut conn));
            let ending = work(&mut tx);
            (ending, tx.failed(), tx.broken())
        };
        if ending == Ending::Commit && !failed {
            conn.batch_execute("COMMIT").map_err(unavailable)?;
            *slot = Some(conn);
            return Ok(());
        }
        if conn.batch_execute("ROLLBACK").is_ok() && !broken {
            *slot = Some(conn);
        }
        if ending == Ending::Commit { Err(StoreError::Ignored) } else { Ok(()) }
    }
}
