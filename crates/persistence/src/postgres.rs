//! Units of work on PostgreSQL.

use diesel::connection::SimpleConnection;
use diesel::r2d2::Error;
use diesel::{Connection, PgConnection};
use handover_domain::{Actor, Ending, Optimistic, Session, StoreError, StoreResult, Transaction, View};

use crate::connection::DbConn;
use crate::database_url::parameter;
use crate::error::store_error;
use crate::pool::{self, Connect, LinkPool, PoolSettings};
use crate::transaction::SqlTransaction;

/// A server, and the connections to it.
pub(crate) struct Postgres {
    server: Server,
    pool: LinkPool<Server>,
}

/// Where the server is.
#[derive(Clone)]
pub(crate) struct Server {
    url: String,
}

/// What libpq is told unless the address says otherwise: not to wait for a server that is not there, and
/// to notice within some ten seconds that one has vanished behind a dead network.
const PARAMETERS: &[(&str, &str)] = &[
    ("fallback_application_name", "handover"),
    ("connect_timeout", "2"),
    ("keepalives_idle", "4"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "10000"),
];

/// Diesel itself sets the time zone to UTC.
const SETTINGS: &str =
    "SET statement_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'; SET jit = off";

impl Server {
    fn new(url: &str) -> Self {
        let mut url = url.to_owned();
        for (name, value) in PARAMETERS {
            if parameter(&url, name).is_none() {
                let joint = if url.contains('?') { '&' } else { '?' };
                url.push_str(&format!("{joint}{name}={value}"));
            }
        }
        Self { url }
    }

    /// A connection without a limit on statements, for work that takes its time.
    pub(crate) fn patient_connection(&self) -> Result<PgConnection, Error> {
        PgConnection::establish(&self.url).map_err(Error::ConnectionError)
    }
}

impl Connect for Server {
    type Connection = PgConnection;

    fn connect(&self) -> Result<PgConnection, Error> {
        let mut conn = self.patient_connection()?;
        conn.batch_execute(SETTINGS)?;
        Ok(conn)
    }
}

impl Postgres {
    pub(crate) fn open(url: &str, settings: PoolSettings) -> Result<Self, diesel::r2d2::PoolError> {
        let server = Server::new(url);
        Ok(Self { pool: pool::pool(server.clone(), settings)?, server })
    }

    pub(crate) fn server(&self) -> &Server {
        &self.server
    }

    pub(crate) fn transaction(
        &self,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<()> {
        let mut link = pool::begin(&self.pool, "BEGIN ISOLATION LEVEL READ COMMITTED")?;
        let (ending, sound) = {
            let mut tx = SqlTransaction::new(DbConn::Pg(&mut link.conn));
            let ending = work(&mut tx);
            let wanted = ending == Ending::Commit && !tx.failed();
            (ending, if wanted { tx.finish() } else { Err(StoreError::Ignored) })
        };
        if sound.is_ok() {
            link.conn.batch_execute("COMMIT").map_err(store_error)?;
            link.clean = true;
            return Ok(());
        }
        // Where this fails the connection is thrown away, which rolls back too.
        link.clean = link.conn.batch_execute("ROLLBACK").is_ok();
        if ending == Ending::Commit { sound } else { Ok(()) }
    }

    pub(crate) fn optimistically(
        &self,
        known: Option<&Session>,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<Optimistic> {
        let mut link = pool::take(&self.pool)?;
        let (done, is_sound) = {
            let mut tx = SqlTransaction::optimistic(DbConn::Pg(&mut link.conn), known);
            let ending = work(&mut tx);
            tx.conclude(ending)
        };
        link.clean = is_sound;
        match (done, known) {
            (Err(StoreError::Unavailable(error)), Some(known)) => {
                drop(link);
                if self.is_still(known)? {
                    Ok(Optimistic::Refused)
                } else {
                    Err(StoreError::Unavailable(error))
                }
            }
            (done, _) => done,
        }
    }

    /// Whether a session is as it is known, which is looked at under its lock.
    fn is_still(&self, known: &Session) -> StoreResult<bool> {
        let mut now = Ok(None);
        let scope = Actor::system(known.organization_id).scope();
        self.transaction(&mut |tx| {
            now = tx.lock_session(scope, known.id);
            Ending::RollBack
        })?;
        Ok(now?.is_some_and(|now| now.version == known.version))
    }

    pub(crate) fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        let mut link = pool::begin(&self.pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        work(&mut SqlTransaction::new(DbConn::Pg(&mut link.conn)));
        link.clean = link.conn.batch_execute("COMMIT").is_ok();
        Ok(())
    }

    /// Runs `work` on a connection of the pool, outside any transaction.
    pub(crate) fn with_connection<T>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> StoreResult<T>,
    ) -> StoreResult<T> {
        let mut link = pool::begin(&self.pool, "SELECT 1")?;
        let result = work(&mut link.conn);
        link.clean = result.is_ok();
        result
    }
}
