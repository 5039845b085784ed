//! Checkpoints: what has been committed is copied from the log into the file, beside the writer.
//!
//! SQLite does it by itself within a commit, and everybody who waits for the writer waits for two more
//! syncs and thousands of pages. A passive checkpoint on a connection of its own keeps nobody waiting. Under
//! load without a pause it never catches up with the log, and then, much rarer, a commit does it after all.

use std::sync::Arc;
use std::thread::Builder;

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use parking_lot::{Condvar, Mutex};

use super::File;

/// The thread that makes checkpoints. It ends after this is dropped, which does not wait for it: a disk
/// that hangs must not hold the process.
pub(super) struct Checkpointer {
    bell: Arc<Bell>,
}

#[derive(Default)]
struct Bell {
    call: Mutex<Call>,
    rung: Condvar,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Call {
    #[default]
    None,
    Checkpoint,
    End,
}

impl Checkpointer {
    /// Starts the thread. Where none can be had, commits make the checkpoints, later and larger.
    pub(super) fn start(file: File) -> Self {
        let bell = Arc::new(Bell::default());
        let heard = Arc::clone(&bell);
        let thread = Builder::new().name("checkpoints".to_owned()).spawn(move || heard.answer(&file));
        if let Err(error) = &thread {
            tracing::warn!(%error, "checkpoints are left to the commits");
        }
        Self { bell }
    }

    /// Asks for a checkpoint and does not wait for it.
    pub(super) fn ring(&self) {
        self.bell.ring(Call::Checkpoint);
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.bell.ring(Call::End);
    }
}

impl Bell {
    fn ring(&self, wanted: Call) {
        let mut call = self.call.lock();
        if *call != Call::End {
            *call = wanted;
        }
        self.rung.notify_all();
    }

    fn wait(&self) -> Call {
        let mut call = self.call.lock();
        while *call == Call::None {
            self.rung.wait(&mut call);
        }
        let wanted = *call;
        if wanted == Call::Checkpoint {
            *call = Call::None;
        }
        wanted
    }

    fn answer(&self, file: &File) {
        let mut conn = None;
        while self.wait() == Call::Checkpoint {
            conn = checkpoint(conn, file);
        }
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
