//! A database of its own for each test, and a look into its tables.

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// An empty database that is dropped at the end, with a folder to run in.
#[derive(Debug)]
pub(crate) struct Database {
    folder: TempDir,
    url: String,
    admin: Option<(String, String)>,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// Runs `test` on both databases. Without PostgreSQL that half is left out by name, or fails in CI.
pub(crate) fn on_both(test: impl Fn(&Database)) {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        if let Some(database) = Database::fresh(kind) {
            test(&database);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told where PostgreSQL is, not the product")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A number that a longer proof sets higher, for example `KILL_ROUNDS`.
pub(crate) fn rounds(name: &str, usual: usize) -> usize {
    variable(name).map_or(usual, |value| value.parse().expect("a number"))
}

impl Database {
    /// An empty database; `None` where PostgreSQL is not there and need not be.
    #[expect(clippy::print_stderr, reason = "a part that is left out must be named")]
    pub(crate) fn fresh(kind: Kind) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        if kind == Kind::Sqlite {
            let url = format!("sqlite:{}", folder.path().join("handover.db").display());
            return Some(Self { folder, url, admin: None });
        }
        let Some(admin) = variable("TEST_POSTGRES_URL") else {
            assert!(variable("CI").is_none(), "TEST_POSTGRES_URL must be set in CI");
            eprintln!("SKIPPED on PostgreSQL: TEST_POSTGRES_URL is not set");
            return None;
        };
        let name = format!("e2e_{}", uuid::Uuid::new_v4().simple());
        let mut connection = PgConnection::establish(&admin).expect("PostgreSQL answers");
        connection.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
        let (server, options) = admin.split_once('?').map_or((admin.as_str(), None), |(s, o)| (s, Some(o)));
        let (host, _) = server.rsplit_once('/').filter(|(host, _)| host.len() > 13).unwrap_or((server, ""));
        let url = format!("{host}/{name}{}", options.map(|o| format!("?{o}")).unwrap_or_default());
        Some(Self { folder, url, admin: Some((admin, name)) })
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.admin.is_none()
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The number that `query` (one row, one column named `value`) gives.
    pub(crate) fn number(&self, query: &str) -> i64 {
        let row: Number = if self.admin.is_some() {
            diesel::sql_query(query).get_result(&mut self.postgres()).expect(query)
        } else {
            diesel::sql_query(query).get_result(&mut self.sqlite()).expect(query)
        };
        row.value
    }

    /// The texts that `query` (one column named `value`) gives.
    pub(crate) fn texts(&self, query: &str) -> Vec<String> {
        let rows: Vec<Words> = if self.admin.is_some() {
            diesel::sql_query(query).load(&mut self.postgres()).expect(query)
        } else {
            diesel::sql_query(query).load(&mut self.sqlite()).expect(query)
        };
        rows.into_iter().map(|row| row.value.unwrap_or_default()).collect()
    }

    /// Runs a statement.
    pub(crate) fn run(&self, statement: &str) {
        let done = if self.admin.is_some() {
            self.postgres().batch_execute(statement)
        } else {
            self.sqlite().batch_execute(statement)
        };
        done.expect(statement);
    }

    fn postgres(&self) -> PgConnection {
        PgConnection::establish(&self.url).expect("PostgreSQL answers")
    }

    fn sqlite(&self) -> SqliteConnection {
        let path = self.url.trim_start_matches("sqlite:");
        let mut connection = SqliteConnection::establish(path).expect("the file opens");
        connection.batch_execute("PRAGMA busy_timeout = 5000").expect("a pragma");
        connection
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((admin, name)) = &self.admin else { return };
        if let Ok(mut connection) = PgConnection::establish(admin) {
            // The cluster is thrown away anyway; a failure here says nothing about the test.
            let _ = connection.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}
