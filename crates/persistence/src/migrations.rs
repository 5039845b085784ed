//! Brings a database to the tables that this build expects.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::sqlite::Sqlite;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::error::{store_error, unavailable};
use crate::postgres::Postgres;

const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

/// Why a database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// It belongs to somebody else.
    #[error(
        "the database holds tables ({tables}) but no migration history of Handover, so it belongs to something \
         else. Nothing was changed. Name another database in DATABASE_URL (for PostgreSQL another schema will \
         do: `?options=-csearch_path%3Dhandover` after `CREATE SCHEMA handover`), or an empty one"
    )]
    ForeignDatabase {
        /// Some of its tables.
        tables: String,
    },
    /// A newer version of Handover has been here.
    #[error(
        "the database was migrated by a newer version of Handover ({versions}); run that version, or restore \
         the backup made before the upgrade"
    )]
    NewerDatabase {
        /// The migrations that this build does not know.
        versions: String,
    },
    /// PostgreSQL has no schema to create tables in.
    #[error("the search path names no schema that exists; create it, or name another in DATABASE_URL")]
    NoSchema,
    /// The database cannot be reached or refused.
    #[error("the database could not be migrated")]
    Store(#[from] handover_domain::StoreError),
    /// A migration failed; those before it are kept.
    #[error("a migration failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

/// The table that diesel remembers applied migrations in.
const HISTORY: &str = "__diesel_schema_migrations";

/// What a database holds before anything is done to it.
struct Found {
    tables: Vec<String>,
    applied: BTreeSet<String>,
}

impl Found {
    /// What is still to be run, as versions.
    fn pending<DB: Backend>(
        &self,
        source: &EmbeddedMigrations,
    ) -> Result<Vec<Box<dyn Migration<DB>>>, MigrateError> {
        let known: Vec<Box<dyn Migration<DB>>> = source.migrations().map_err(MigrateError::Failed)?;
        let versions: BTreeSet<String> = known.iter().map(|m| m.name().version().to_string()).collect();
        if !self.tables.is_empty() && self.applied.is_disjoint(&versions) {
            let some: Vec<_> = self.tables.iter().take(3).map(String::as_str).collect();
            return Err(MigrateError::ForeignDatabase { tables: some.join(", ") });
        }
        let newer: Vec<_> = self.applied.difference(&versions).map(String::as_str).collect();
        if !newer.is_empty() {
            return Err(MigrateError::NewerDatabase { versions: newer.join(", ") });
        }
        let mut pending: Vec<_> =
            known.into_iter().filter(|m| !self.applied.contains(&m.name().version().to_string())).collect();
        pending.sort_by_key(|m| m.name().version().to_string());
        Ok(pending)
    }
}

fn names<DB: Backend>(pending: &[Box<dyn Migration<DB>>]) -> Vec<String> {
    pending.iter().map(|migration| migration.name().to_string()).collect()
}

fn split(tables: Vec<Name>, history: impl FnOnce() -> QueryResult<Vec<Name>>) -> QueryResult<Found> {
    let mut tables: Vec<String> = tables.into_iter().map(|row| row.name).collect();
    let had = tables.len();
    tables.retain(|name| name != HISTORY);
    let applied = if tables.len() < had { history()? } else { Vec::new() };
    Ok(Found { tables, applied: applied.into_iter().map(|row| row.name).collect() })
}

const APPLIED: &str = "SELECT version AS name FROM __diesel_schema_migrations";

fn found_on_postgres(conn: &mut PgConnection) -> QueryResult<Found> {
    // Tables that an extension brought along (spatial_ref_sys, say) belong to nobody.
    let tables: Vec<Name> = sql_query(
        "SELECT c.relname::text AS name FROM pg_class c \
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') \
           AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) \
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') \
         ORDER BY c.relname",
    )
    .load(conn)?;
    split(tables, || sql_query(APPLIED).load(conn))
}

fn found_on_sqlite(conn: &mut SqliteConnection) -> QueryResult<Found> {
    let tables: Vec<Name> = sql_query(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY name",
    )
    .load(conn)?;
    split(tables, || sql_query(APPLIED).load(conn))
}

/// The names of the migrations that are still to be run.
pub(crate) fn pending_on_postgres(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    Ok(names(&found_on_postgres(conn).map_err(store_error)?.pending::<Pg>(&POSTGRES)?))
}

/// The names of the migrations that are still to be run.
pub(crate) fn pending_on_sqlite(conn: &mut SqliteConnection) -> Result<Vec<String>, MigrateError> {
    Ok(names(&found_on_sqlite(conn).map_err(store_error)?.pending::<Sqlite>(&SQLITE)?))
}

/// Runs what is pending, each migration in a transaction of its own.
pub(crate) fn migrate_postgres(postgres: &Postgres) -> Result<Vec<String>, MigrateError> {
    let mut conn = postgres.server().patient_connection().map_err(unavailable)?;
    let schema: Vec<Name> =
        sql_query("SELECT current_schema()::text AS name WHERE current_schema() IS NOT NULL")
            .load(&mut conn)
            .map_err(store_error)?;
    if schema.is_empty() {
        return Err(MigrateError::NoSchema);
    }
    // Of several processes that start at once one migrates and the others wait here and then find
    // nothing pending. The connection is closed afterwards, and the lock goes with it.
    conn.batch_execute("SELECT pg_advisory_lock(hashtextextended('handover ' || current_schema(), 0))")
        .map_err(store_error)?;
    let pending = found_on_postgres(&mut conn).map_err(store_error)?.pending::<Pg>(&POSTGRES)?;
    let names = names(&pending);
    if !pending.is_empty() {
        conn.run_pending_migrations(POSTGRES).map_err(MigrateError::Failed)?;
    }
    Ok(names)
}

/// Runs what is pending, all of it in one transaction that keeps everybody else out.
pub(crate) fn migrate_sqlite(conn: &mut SqliteConnection) -> Result<Vec<String>, MigrateError> {
    // A migration may have to rebuild a table that others refer to; what is left is checked at the end.
    conn.batch_execute("PRAGMA foreign_keys = OFF").map_err(store_error)?;
    conn.exclusive_transaction(|conn| {
        let pending = found_on_sqlite(conn).map_err(store_error)?.pending::<Sqlite>(&SQLITE)?;
        let names = names(&pending);
        if !pending.is_empty() {
            conn.run_pending_migrations(SQLITE).map_err(MigrateError::Failed)?;
            let orphans: Vec<Name> = sql_query("SELECT \"table\" AS name FROM pragma_foreign_key_check")
                .load(conn)
                .map_err(store_error)?;
            if let Some(orphan) = orphans.first() {
                return Err(MigrateError::Failed(
                    format!("rows of {} would point nowhere", orphan.name).into(),
                ));
            }
        }
        Ok(names)
    })
}

impl From<diesel::result::Error> for MigrateError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(store_error(error))
    }
}
