//! One open transaction, which remembers whether any of its statements failed.

use diesel::QueryResult;
use diesel::result::Error;
use handover_domain::{OrganizationId, Session, SessionId, StoreError, StoreResult, Transaction, View};

use crate::connection::{DbConn, run};
use crate::error::{is_constraint, store_error};
use crate::insight::ChangeRow;
use crate::optimistic::Hope;
use crate::pending::{Nothing, Pending};

/// The repositories over one open transaction. They live in the files named after their nouns.
pub(crate) struct SqlTransaction<'a> {
    pub(crate) conn: DbConn<'a>,
    pub(crate) pending: Pending,
    /// What it counts on, if it is none but a unit of work that locks nothing.
    pub(crate) hope: Option<Hope>,
    failed: bool,
    broken: bool,
    /// The session that needs no note that it has changed, as one stands: added here, or when its turn was opened.
    noted: Option<SessionId>,
}

impl<'a> SqlTransaction<'a> {
    pub(crate) fn new(conn: DbConn<'a>) -> Self {
        Self { conn, pending: Pending::default(), hope: None, failed: false, broken: false, noted: None }
    }

    /// Runs statements after all that is pending.
    pub(crate) fn run<T>(&mut self, work: impl FnOnce(&mut DbConn<'_>) -> QueryResult<T>) -> StoreResult<T> {
        self.finish()?;
        self.run_aside(work)
    }

    /// Runs statements on tables that never have rows pending.
    pub(crate) fn run_aside<T>(
        &mut self,
        work: impl FnOnce(&mut DbConn<'_>) -> QueryResult<T>,
    ) -> StoreResult<T> {
        if self.hope.is_some() { self.refuse() } else { self.look(work) }
    }

    /// Runs statements that only read, on rows that are not pending; also where nothing is locked. Once one has failed
    /// the transaction cannot be committed any more: PostgreSQL would roll back in silence and report success.
    pub(crate) fn look<T>(&mut self, work: impl FnOnce(&mut DbConn<'_>) -> QueryResult<T>) -> StoreResult<T> {
        work(&mut self.conn).map_err(|error| {
            self.failed = true;
            self.broken |= matches!(error, Error::DatabaseError(..)) && !is_constraint(&error);
            store_error(error)
        })
    }

    /// Lets rows be added, at once on SQLite and together with others on PostgreSQL.
    pub(crate) fn add(&mut self, rows: impl FnOnce(&mut Pending) -> QueryResult<()>) -> StoreResult<()> {
        let taken = rows(&mut self.pending);
        self.look(|_| taken)?;
        match self.conn {
            DbConn::Sqlite(_) => self.finish(),
            DbConn::Pg(_) => Ok(()),
        }
    }

    /// Looks at a session under its lock, or as it has to be when all this is done. A note stays while a turn is open.
    pub(crate) fn look_for_note(&mut self, session: &Session) {
        if session.has_open_turn() {
            self.noted = Some(session.id);
        }
    }

    /// Notes that a session was made or changed, for those who derive facts from it.
    pub(crate) fn note_change(
        &mut self,
        organization: OrganizationId,
        session: SessionId,
    ) -> StoreResult<()> {
        if self.noted == Some(session) {
            return Ok(());
        }
        self.noted = Some(session);
        self.add(|pending| {
            pending.changes.push(ChangeRow::of(organization, session));
            Ok(())
        })
    }

    /// Sends what is pending, as before a commit.
    pub(crate) fn finish(&mut self) -> StoreResult<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        if self.hope.is_some() {
            return self.refuse();
        }
        let pending = std::mem::take(&mut self.pending);
        self.look(|db| {
            run!(db,
                pg(c) => pending.add_to_postgres(c, &Nothing).map(drop),
                sqlite(c) => pending.add_to_sqlite(c))
        })
    }

    /// Sends steps that are pending: what is sent in one statement does not see what it adds.
    pub(crate) fn finish_steps(&mut self) -> StoreResult<()> {
        if self.pending.steps.is_empty() { Ok(()) } else { self.finish() }
    }

    /// Runs an update that only touches the row as it was read.
    pub(crate) fn run_fresh(
        &mut self,
        work: impl FnOnce(&mut DbConn<'_>, Pending) -> QueryResult<usize>,
    ) -> StoreResult<()> {
        if self.hope.is_some() {
            return self.refuse();
        }
        let pending = std::mem::take(&mut self.pending);
        if self.look(|db| work(db, pending))? == 0 {
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
