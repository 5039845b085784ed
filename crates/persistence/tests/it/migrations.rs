//! The tables come and go, are the same on both databases, and are made once.

use std::collections::BTreeMap;
use std::sync::Barrier;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use handover_domain::Store;
use handover_persistence::MigrateError;

use crate::harness::{Kind, Place, places};

#[test]
fn every_migration_goes_up_down_and_up_again() {
    let folder = |name: &str| {
        let path = format!("{}/../../migrations/{name}", env!("CARGO_MANIFEST_DIR"));
        FileBasedMigrations::from_path(path).expect("migrations")
    };
    for place in places() {
        let store = place.migrated();
        match place.kind {
            Kind::Sqlite { .. } => {
                let mut conn = place.sqlite_connection();
                conn.revert_all_migrations(folder("sqlite")).expect("down");
            }
            Kind::Postgres { .. } => {
                let mut conn = place.postgres_connection();
                conn.revert_all_migrations(folder("postgres")).expect("down");
            }
        }
        assert_eq!(columns(&place).keys().collect::<Vec<_>>(), [""; 0], "something is left on {}", place.url);
        assert!(!store.migrate().expect("up again").is_empty());
        store.check().expect("and in order");
    }
}

#[test]
fn migrating_twice_changes_nothing() {
    for place in places() {
        let store = place.open();
        let pending = store.pending_migrations().expect("a look");
        assert!(!pending.is_empty());
        assert_eq!(store.migrate().expect("the first"), pending);
        assert_eq!(store.pending_migrations().expect("a look"), [""; 0]);
        assert_eq!(store.migrate().expect("the second"), [""; 0]);
    }
}

/// Table, column and whether it may be empty.
type Columns = BTreeMap<String, BTreeMap<String, bool>>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = sql_types::Text)]
    table_name: String,
    #[diesel(sql_type = sql_types::Text)]
    column_name: String,
    #[diesel(sql_type = sql_types::Bool)]
    nullable: bool,
}

fn columns(place: &Place) -> Columns {
    let rows: Vec<Column> = match place.kind {
        Kind::Sqlite { .. } => sql_query(
            "SELECT m.name AS table_name, c.name AS column_name, c.\"notnull\" = 0 AS nullable \
             FROM sqlite_master m, pragma_table_xinfo(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'ticket\\_words%' ESCAPE '\\'",
        )
        .load(&mut place.sqlite_connection()),
        Kind::Postgres { .. } => sql_query(
            "SELECT table_name::text, column_name::text, is_nullable = 'YES' AS nullable \
             FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_%' AND table_name <> 'ticket_words'",
        )
        .load(&mut place.postgres_connection()),
    }
    .expect("the columns");
    let mut tables = Columns::new();
    for row in rows {
        tables.entry(row.table_name).or_default().insert(row.column_name, row.nullable);
    }
    tables
}

#[test]
fn both_databases_have_the_same_tables() {
    let (sqlite, Some(postgres)) = (Place::sqlite(), Place::postgres()) else { return };
    sqlite.migrated();
    postgres.migrated();
    let (left, right) = (columns(&sqlite), columns(&postgres));
    assert!(left.len() > 10, "{left:?}");
    assert_eq!(left, right);
}

#[test]
fn every_table_but_five_belongs_to_an_organization() {
    let place = Place::sqlite();
    place.migrated();
    for (table, columns) in columns(&place) {
        let of_the_house =
            ["organizations", "delivery_channels", "sign_in_guesses", "install_secrets", "live_signs"];
        let expected = !of_the_house.contains(&table.as_str());
        assert_eq!(columns.contains_key("organization_id"), expected, "{table}");
    }
}

#[test]
fn a_database_of_somebody_elses_is_left_alone() {
    for place in places() {
        place.sql("CREATE TABLE invoices (id INTEGER)").expect("somebody else's table");
        let bytes = || place.url.sqlite_path().map(|path| std::fs::read(path).expect("the file"));
        let before = bytes();
        let store = place.open();
        let refused = store.migrate().expect_err("it is not ours");
        assert!(matches!(refused, MigrateError::ForeignDatabase { .. }), "{refused:?}");
        assert!(refused.to_string().contains("DATABASE_URL"), "{refused}");
        assert!(store.check().is_err());
        assert_eq!(columns(&place).keys().collect::<Vec<_>>(), ["invoices"]);
        drop(store);
        assert!(bytes() == before, "not one byte of it has changed");
    }
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    for place in places() {
        let store = place.migrated();
        place
            .sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231')")
            .expect("a later migration");
        let refused = store.migrate().expect_err("it is newer");
        assert!(matches!(refused, MigrateError::NewerDatabase { .. }), "{refused:?}");
    }
}

#[test]
fn four_that_start_at_once_on_an_empty_database_make_its_tables_once() {
    for place in places() {
        let barrier = Barrier::new(4);
        let runs: Vec<usize> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        barrier.wait();
                        let store = place.open();
                        let run = store.migrate().expect("the tables are made").len();
                        store.check().expect("all is well");
                        run
                    })
                })
                .collect();
            starts.into_iter().map(|start| start.join().expect("no panic")).collect()
        });
        assert_eq!(runs.iter().filter(|run| **run > 0).count(), 1, "{runs:?} on {}", place.url);
    }
}
