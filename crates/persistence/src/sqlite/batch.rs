//! A batch of units of work on the one connection that writes, and its commit.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use handover_domain::{Ending, StoreError, StoreResult, Transaction};
use parking_lot::{Condvar, Mutex};

use super::File;
use super::checkpoint::Checkpointer;
use crate::connection::DbConn;
use crate::error::{store_error, unavailable};
use crate::transaction::SqlTransaction;

/// A batch is committed at the latest after so many units,
const MOST_UNITS: u32 = 64;

/// and when it has kept other processes out for so long.
const LONGEST: Duration = Duration::from_millis(50);

/// A checkpoint is asked for after so many units, which is some sixteen megabytes of log. What is written again and
/// again is copied once.
const UNITS_PER_CHECKPOINT: u32 = 400;

/// How long a unit waits for its turn, as long as SQLite itself waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// The connection that writes, and the batch that is open on it. One thread at a time has it.
pub(super) struct Desk {
    file: File,
    conn: Option<SqliteConnection>,
    batch: Option<Batch>,
    checkpointer: Option<Checkpointer>,
    units_in_log: u32,
}

/// Units of work that will be committed together.
struct Batch {
    units: u32,
    opened: Instant,
    outcome: Arc<Outcome>,
}

/// What became of a batch, for all that are in it.
#[derive(Default)]
pub(super) struct Outcome {
    known: Mutex<Option<Result<(), BatchLost>>>,
    told: Condvar,
}

/// Why nothing of a batch is there.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the commit that this work shared with others failed: {cause}")]
struct BatchLost {
    cause: Arc<str>,
}

/// How one unit of work ran. What became of it, [`Ran::ended`] tells.
pub(super) struct Ran {
    result: StoreResult<()>,
    panic: Option<Panic>,
    /// Whether its own failure took the batch with it.
    broken: bool,
    outcome: Arc<Outcome>,
}

/// What a unit of work panicked with.
pub(super) type Panic = Box<dyn Any + Send>;

#[derive(Debug, thiserror::Error)]
#[error("other writers kept the database for longer than {} s", PATIENCE.as_secs())]
struct TooBusy;

impl Outcome {
    fn tell(&self, result: Result<(), BatchLost>) {
        *self.known.lock() = Some(result);
        self.told.notify_all();
    }

    fn wait(&self) -> StoreResult<()> {
        let mut known = self.known.lock();
        loop {
            if let Some(result) = known.as_ref() {
                return result.clone().map_err(unavailable);
            }
            self.told.wait(&mut known);
        }
    }
}

impl Ran {
    /// Waits until the batch is committed or lost, and says what that means for this unit.
    ///
    /// A unit that rolled back waits too: what it saw, and answers by, may be work of others that is
    /// not committed yet.
    pub(super) fn ended(self) -> Result<StoreResult<()>, Panic> {
        let committed = self.outcome.wait();
        match self.panic {
            Some(panic) => Err(panic),
            // The unit that broke the batch has an error of its own to show.
            None if self.broken => Ok(self.result),
            None => Ok(committed.and(self.result)),
        }
    }
}

impl Desk {
    pub(super) fn new(file: File) -> Self {
        Self { file, conn: None, batch: None, checkpointer: None, units_in_log: 0 }
    }

    /// The open batch, or a new one. After an error there is none.
    fn join_batch(&mut self, arrived: Instant) -> StoreResult<Arc<Outcome>> {
        if let Some(batch) = &self.batch {
            return Ok(Arc::clone(&batch.outcome));
        }
        // Those behind a unit that waited in vain have waited too.
        if arrived.elapsed() > PATIENCE {
            return Err(unavailable(TooBusy));
        }
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.file.writer().map_err(unavailable)?,
        };
        // Not deferred: a transaction that reads first and writes then fails when another process wrote
        // in between, and the busy timeout does not help it.
        conn.batch_execute("BEGIN IMMEDIATE").map_err(store_error)?;
        self.conn = Some(conn);
        let outcome = Arc::new(Outcome::default());
        self.batch = Some(Batch { units: 0, opened: Instant::now(), outcome: Arc::clone(&outcome) });
        Ok(outcome)
    }

    /// Runs one unit in the open batch or a new one, so that nothing of it stays unless it wants to commit.
    ///
    /// # Errors
    /// Where no batch can be opened for a unit that `arrived` then; it has not been run.
    pub(super) fn run_unit(
        &mut self,
        arrived: Instant,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<Ran> {
        let outcome = self.join_batch(arrived)?;
        let (Some(batch), Some(conn)) = (&mut self.batch, &mut self.conn) else {
            return Err(unavailable(TooBusy));
        };
        batch.units += 1;
        // A savepoint copies every page that the unit changes. The first unit has nobody to protect.
        let first = batch.units == 1;
        let begun = if first { Ok(()) } else { conn.batch_execute("SAVEPOINT unit") };
        if let Err(error) = begun {
            self.lose(&error.to_string());
            return Ok(Ran { result: Err(store_error(error)), panic: None, broken: true, outcome });
        }
        let mut tx = SqlTransaction::new(DbConn::Sqlite(conn));
        let ending = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        let (failed, broken) = (tx.failed(), tx.broken());
        let keep = matches!(ending, Ok(Ending::Commit)) && !failed;
        let ended = match (first, keep) {
            (true, true) => "",
            (true, false) => "ROLLBACK",
            (false, true) => "RELEASE unit",
            (false, false) => "ROLLBACK TO unit; RELEASE unit",
        };
        // After any error but a refused row SQLite may have ended the whole transaction by itself, as
        // it does when the disk is full. What it then holds is anybody's guess.
        let lost = if broken {
            Some("a statement of one of them failed".to_owned())
        } else {
            conn.batch_execute(ended).err().map(|error| error.to_string())
        };
        let broken = lost.is_some();
        match lost {
            Some(cause) => self.lose(&cause),
            None if first && !keep => self.close(),
            None => {}
        }
        let (result, panic) = match ending {
            Err(panic) => (Ok(()), Some(panic)),
            Ok(Ending::Commit) if failed => (Err(StoreError::Ignored), None),
            Ok(Ending::Commit) if broken => (Err(unavailable("the work could not be kept")), None),
            Ok(_) => (Ok(()), None),
        };
        Ok(Ran { result, panic, broken, outcome })
    }

    pub(super) fn batch_is_full(&self) -> bool {
        self.batch
            .as_ref()
            .is_some_and(|batch| batch.units >= MOST_UNITS || batch.opened.elapsed() >= LONGEST)
    }

    /// Makes the open batch durable, if there is one.
    pub(super) fn commit(&mut self) {
        let (Some(Batch { units, .. }), Some(conn)) = (&self.batch, &mut self.conn) else { return };
        let units = *units;
        match conn.batch_execute("COMMIT") {
            Ok(()) => {
                self.units_in_log += units;
                self.close();
            }
            Err(error) => self.lose(&error.to_string()),
        }
        if self.units_in_log >= UNITS_PER_CHECKPOINT {
            self.units_in_log = 0;
            self.checkpointer.get_or_insert_with(|| Checkpointer::start(self.file.clone())).ring();
        }
    }

    /// Ends the batch, of which nothing is open any more.
    fn close(&mut self) {
        if let Some(batch) = self.batch.take() {
            batch.outcome.tell(Ok(()));
        }
    }

    /// Gives up the open batch and the connection, which rolls back what is left of it.
    fn lose(&mut self, cause: &str) {
        self.conn = None;
        if let Some(batch) = self.batch.take() {
            tracing::error!(cause, units = batch.units, "a commit to the SQLite file was lost");
            batch.outcome.tell(Err(BatchLost { cause: cause.into() }));
        }
    }
}
