//! The store over either database.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono_tz::Tz;
use diesel::connection::SimpleConnection;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use handover_domain::{
    Ending, Optimistic, OrganizationId, Session, Store, StoreError, StoreResult, Transaction, Unit, View,
};

use crate::backup::{self, BackupError};
use crate::database_url::{DatabaseUrl, Place};
use crate::error::{store_error, unavailable};
use crate::migrations::{self, MigrateError};
use crate::pool::PoolSettings;
use crate::postgres::Postgres;
use crate::schema::organizations;
use crate::sql_types::Uid;
use crate::sqlite::Sqlite;

/// The store of Handover on SQLite or PostgreSQL.
pub struct SqlStore {
    database: Database,
    /// Whether the tables have been seen to be up to date. They never go back while a process runs.
    migrated: AtomicBool,
}

enum Database {
    Postgres(Postgres),
    Sqlite(Sqlite),
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file or its folder cannot be made.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// Nobody answers, or we are not let in.
    #[error("the database cannot be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A library that can lose data.
    #[error(
        "this program was built with SQLite {version}, which can lose commits; 3.51.3 is the oldest that is safe"
    )]
    OldSqlite {
        /// Its version.
        version: String,
    },
}

impl OpenError {
    pub(crate) fn unreachable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unreachable(error.into())
    }
}

impl SqlStore {
    /// Opens a database without looking at its tables. A SQLite file and its folder are made where
    /// they are missing.
    ///
    /// # Errors
    /// [`OpenError`] when the database cannot be reached or used.
    pub fn open(url: &DatabaseUrl, settings: PoolSettings) -> Result<Self, OpenError> {
        let database = match url.place() {
            Place::Postgres(url) => {
                Database::Postgres(Postgres::open(url, settings).map_err(OpenError::unreachable)?)
            }
            Place::Sqlite(path) => Database::Sqlite(Sqlite::open(path, settings)?),
        };
        Ok(Self { database, migrated: AtomicBool::new(false) })
    }

    /// Brings the tables up to date and returns the names of the migrations that were run. Several
    /// processes may do so at once.
    ///
    /// # Errors
    /// [`MigrateError`]; after [`MigrateError::ForeignDatabase`] nothing has been changed.
    pub fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        let run = match &self.database {
            Database::Postgres(postgres) => migrations::migrate_postgres(postgres)?,
            Database::Sqlite(sqlite) => {
                let mut conn = sqlite.file().patient_connection().map_err(unavailable)?;
                let run = migrations::migrate_sqlite(&mut conn)?;
                sqlite.file().writer().map_err(unavailable)?;
                run
            }
        };
        self.migrated.store(true, Ordering::Relaxed);
        Ok(run)
    }

    /// The names of the migrations that [`migrate`](Self::migrate) would run.
    ///
    /// # Errors
    /// Those of [`migrate`](Self::migrate).
    pub fn pending_migrations(&self) -> Result<Vec<String>, MigrateError> {
        let mut pending = Ok(Vec::new());
        match &self.database {
            Database::Postgres(postgres) => postgres.with_connection(|conn| {
                pending = migrations::pending_on_postgres(conn);
                Ok(())
            })?,
            Database::Sqlite(sqlite) => sqlite.with_reader(|conn| {
                pending = migrations::pending_on_sqlite(conn);
                Ok(())
            })?,
        }
        pending
    }

    /// Stores where the days of the default organization begin and end, for the dates of ticket
    /// numbers. Needs up-to-date tables.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached or written.
    pub fn set_time_zone(&self, zone: Tz) -> StoreResult<()> {
        let update = || {
            let default = organizations::table.find(Uid(OrganizationId::DEFAULT.0));
            let other = default.filter(organizations::time_zone.ne(zone.name()));
            diesel::update(other).set(organizations::time_zone.eq(zone.name()))
        };
        match &self.database {
            Database::Postgres(postgres) => {
                postgres.with_connection(|conn| update().execute(conn).map_err(store_error))?;
            }
            Database::Sqlite(sqlite) => {
                let mut conn = sqlite.file().writer().map_err(unavailable)?;
                update().execute(&mut conn).map_err(store_error)?;
            }
        }
        Ok(())
    }

    /// Writes a consistent copy of a SQLite database to `target`, which must not exist, while work
    /// goes on. To restore it, stop the service and put it in the place of the database file.
    ///
    /// # Errors
    /// [`BackupError::UsePgDump`] for PostgreSQL; otherwise what went wrong.
    pub fn backup_to(&self, target: &Path) -> Result<(), BackupError> {
        match &self.database {
            Database::Postgres(_) => Err(BackupError::UsePgDump),
            Database::Sqlite(sqlite) => backup::backup(sqlite.file(), target),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the database lacks the migrations {0}; run `handover migrate`")]
struct Pending(String);

impl Store for SqlStore {
    fn transaction(&self, work: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        match &self.database {
            Database::Postgres(postgres) => postgres.transaction(work),
            Database::Sqlite(sqlite) => sqlite.transaction(work),
        }
    }

    fn optimistically(
        &self,
        known: Option<&Session>,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<Optimistic> {
        match &self.database {
            Database::Postgres(postgres) => postgres.optimistically(known, work),
            // One writer at a time, and no round trips to save.
            Database::Sqlite(_) => Ok(Optimistic::Refused),
        }
    }

    fn submit(&self, unit: Box<dyn Unit>) -> Option<Box<dyn Unit>> {
        match &self.database {
            Database::Postgres(_) => Some(unit),
            Database::Sqlite(sqlite) => sqlite.submit(unit),
        }
    }

    fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        match &self.database {
            Database::Postgres(postgres) => postgres.view(work),
            Database::Sqlite(sqlite) => sqlite.view(work),
        }
    }

    fn check(&self) -> StoreResult<()> {
        if !self.migrated.load(Ordering::Relaxed) {
            let pending = self.pending_migrations().map_err(|error| match error {
                MigrateError::Store(error) => error,
                other => StoreError::Failed(other.into()),
            })?;
            if !pending.is_empty() {
                return Err(StoreError::Failed(Pending(pending.join(", ")).into()));
            }
            self.migrated.store(true, Ordering::Relaxed);
            return Ok(());
        }
        let alive = "SELECT 1 FROM organizations LIMIT 1";
        match &self.database {
            Database::Postgres(postgres) => {
                postgres.with_connection(|conn| conn.batch_execute(alive).map_err(store_error))
            }
            Database::Sqlite(sqlite) => {
                sqlite.with_reader(|conn| conn.batch_execute(alive).map_err(store_error))
            }
        }
    }
}
