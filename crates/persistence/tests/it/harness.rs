//! A database of its own for each test: a SQLite file, and a schema on `TEST_POSTGRES_URL`.

use std::io::Write;
use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use handover_domain::{
    About, Actor, Contact, NewSession, NotificationKind, OrganizationId, OutboxId, OutboxMessage, Priority,
    Reason, Referral, Scope, Session, SessionId, StoreExt, Ticket, TicketId, TicketNumber, TicketPrefix,
    TicketStatus,
};
use handover_persistence::{DatabaseUrl, PoolSettings, SqlStore};
use uuid::Uuid;

/// A database that is gone when this is dropped.
pub(crate) struct Place {
    pub(crate) url: DatabaseUrl,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    Sqlite { folder: PathBuf },
    Postgres { server: String, schema: String },
}

impl Place {
    /// An empty folder for a file.
    pub(crate) fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("handover-{}", Uuid::new_v4()));
        let url = format!("sqlite:{}", folder.join("data/handover.db").display());
        Self { url: DatabaseUrl::parse(&url).expect("an address"), kind: Kind::Sqlite { folder } }
    }

    /// An empty schema; `None` without a server.
    pub(crate) fn postgres() -> Option<Self> {
        let server = postgres_url()?;
        let schema = format!("t_{}", Uuid::new_v4().simple());
        admin(&server).batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a schema");
        let joint = if server.contains('?') { '&' } else { '?' };
        // Named after the schema, so that a test can tell its own connections from those of others.
        let url = format!("{server}{joint}options=-csearch_path%3D{schema}&application_name={schema}");
        Some(Self {
            url: DatabaseUrl::parse(&url).expect("an address"),
            kind: Kind::Postgres { server, schema },
        })
    }

    /// The database as the product opens it.
    pub(crate) fn open(&self) -> SqlStore {
        SqlStore::open(&self.url, PoolSettings::default()).expect("the database opens")
    }

    /// The same, with its tables.
    pub(crate) fn migrated(&self) -> SqlStore {
        let store = self.open();
        store.migrate().expect("the tables are made");
        store
    }

    /// Runs plain SQL behind the store's back.
    pub(crate) fn sql(&self, text: &str) -> Result<(), String> {
        match &self.kind {
            Kind::Sqlite { .. } => self.sqlite_connection().batch_execute(text),
            Kind::Postgres { .. } => self.postgres_connection().batch_execute(text),
        }
        .map_err(|error| error.to_string())
    }

    pub(crate) fn sqlite_connection(&self) -> SqliteConnection {
        let path = self.url.sqlite_path().expect("a file");
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).expect("a connection");
        conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON").expect("pragmas");
        conn
    }

    /// How SQLite would go about a query, step by step.
    pub(crate) fn plan_on_sqlite(&self, query: &str) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Step {
            #[diesel(sql_type = diesel::sql_types::Text)]
            detail: String,
        }
        let plan = diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}"));
        let steps: Vec<Step> = plan.load(&mut self.sqlite_connection()).expect("a plan");
        steps.into_iter().map(|step| step.detail).collect()
    }

    pub(crate) fn postgres_connection(&self) -> PgConnection {
        let Kind::Postgres { server, schema } = &self.kind else { panic!("not PostgreSQL") };
        let mut conn = admin(server);
        conn.batch_execute(&format!("SET search_path = {schema}")).expect("the schema");
        conn
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        match &self.kind {
            Kind::Sqlite { folder } => drop(std::fs::remove_dir_all(folder)),
            Kind::Postgres { server, schema } => {
                drop(admin(server).batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE")));
            }
        }
    }
}

fn admin(server: &str) -> PgConnection {
    let mut conn = PgConnection::establish(server).expect("TEST_POSTGRES_URL answers");
    conn.batch_execute("SET client_min_messages = warning").expect("a setting");
    conn
}

#[expect(clippy::disallowed_methods, reason = "a test has no settings to read them from")]
fn postgres_url() -> Option<String> {
    let url = std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        let ci = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!ci, "CI runs on both databases: TEST_POSTGRES_URL is not set");
        let _ = writeln!(std::io::stderr(), "SKIPPED on PostgreSQL: TEST_POSTGRES_URL is not set");
    }
    url
}

/// Every kind of database there is, empty.
pub(crate) fn places() -> Vec<Place> {
    std::iter::once(Place::sqlite()).chain(Place::postgres()).collect()
}

/// The default organization.
pub(crate) fn scope() -> Scope {
    Actor::operator(OrganizationId::DEFAULT).scope()
}

/// A session that nobody has yet.
pub(crate) fn a_session() -> Session {
    let new = NewSession {
        id: SessionId(Uuid::new_v4()),
        organization_id: OrganizationId::DEFAULT,
        user_id: "user-1".to_owned(),
        machine_id: None,
        language: handover_domain::Language::En,
        problem_description: None,
        imported_context: None,
    };
    Session::open(new, an_instant())
}

/// A stored session.
pub(crate) fn saved_session(store: &SqlStore) -> Session {
    let session = a_session();
    assert!(store.write(|tx| tx.insert_session(&session)).expect("a session"));
    session
}

pub(crate) fn an_instant() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_795_357_496, 123_456_000).expect("an instant")
}

/// An open ticket of a session, and that many notifications about it that are due.
pub(crate) fn a_ticket_with_mails(session: &Session, mails: usize) -> (Ticket, Vec<OutboxMessage>) {
    let now = an_instant();
    let contact = Contact {
        id: "general".to_owned(),
        name: "General Support".to_owned(),
        email: "general@support.example".to_owned(),
        phone: "+47 555 00 100".to_owned(),
        hours: "24/7".to_owned(),
        specialization: "everything".to_owned(),
    };
    let ticket = Ticket {
        id: TicketId(Uuid::now_v7()),
        organization_id: session.organization_id,
        session_id: session.id,
        number: TicketNumber::new(&TicketPrefix::default(), now.date_naive(), 1),
        priority: Priority::Medium,
        status: TicketStatus::Open,
        reason: Reason::UserRequest,
        session_summary: "It does not start.".to_owned(),
        language: session.language,
        category: None,
        user_id: session.user_id.clone(),
        user_name: None,
        organization_name: None,
        machine_id: None,
        machine_model: None,
        machine_context: None,
        referral: Referral { primary: contact, alternatives: Vec::new() },
        additional_notes: None,
        resolution_notes: None,
        assigned_expert_id: None,
        assigned_expert_name: None,
        first_answer_at: None,
        notify_email: None,
        rating: None,
        rating_comment: None,
        merged_into: None,
        rule_version: "v1".to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
        resolved_at: None,
    };
    let what = (About::Ticket(ticket.id), NotificationKind::SupportTicketOpened);
    let mail = |_| OutboxMessage::owed(OutboxId(Uuid::now_v7()), session.organization_id, what, now);
    let mails = (0..mails).map(mail).collect();
    (ticket, mails)
}
