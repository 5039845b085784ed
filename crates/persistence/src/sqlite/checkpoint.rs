//! Checkpoints: what has been committed is copied from the log into the file, beside the writer.
//!
//! SQLite does it by itself within a commit, and everybody who waits for the writer waits for two more
//! syncs and thousands of pages. A passive checkpoint on a connection of its own keeps nobody waiting. Under
//! load without a pause it never catches up with the log, and then, much rarer, a commit does it after all.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::Builder;

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;

use super::File;

/// The thread that makes checkpoints. It ends after this is dropped, which does not wait for it: a disk
/// that hangs must not hold the process.
pub(super) struct Checkpointer {
    wishes: SyncSender<()>,
}

impl Checkpointer {
    /// Starts the thread. Where none can be had, commits make the checkpoints, later and larger.
    pub(super) fn start(file: File) -> Self {
        // One that waits stands for all that are asked for meanwhile.
        let (wishes, asked) = sync_channel(1);
        let thread = Builder::new().name("checkpoints".to_owned()).spawn(move || {
            asked.iter().fold(None, |conn, ()| checkpoint(conn, &file));
        });
        if let Err(error) = &thread {
            tracing::warn!(%error, "checkpoints are left to the commits");
        }
        Self { wishes }
    }

    /// Asks for a checkpoint and does not wait for it.
    pub(super) fn ring(&self) {
        // Nothing is lost where one is waiting already, or where there is no thread.
        let _ = self.wishes.try_send(());
    }
}

/// Makes one checkpoint, and gives back the connection if it is still of use.
fn checkpoint(conn: Option<SqliteConnection>, file: &File) -> Option<SqliteConnection> {
    let conn = conn.map_or_else(|| file.connect(), Ok);
    let done = conn.and_then(|mut conn| {
        conn.batch_execute("PRAGMA wal_checkpoint(PASSIVE)")?;
        Ok(conn)
    });
    done.inspect_err(|error| tracing::warn!(%error, "a checkpoint of the SQLite file failed")).ok()
}
