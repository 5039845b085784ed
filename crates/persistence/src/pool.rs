//! Pools of connections, which throw away every connection that a unit of work did not end cleanly.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{Error, HandleError, ManageConnection, Pool, PooledConnection};
use handover_domain::StoreResult;

use crate::error::unavailable;

/// How many connections, and how long to wait for one.
#[derive(Debug, Clone, Copy)]
pub struct PoolSettings {
    /// Connections per process to PostgreSQL, or readers of a SQLite file. The SQLite writer is extra.
    pub connections: u32,
    /// How long a unit of work waits for a free one before it is answered `Unavailable`.
    pub checkout: Duration,
}

impl Default for PoolSettings {
    /// Eight connections, two seconds.
    fn default() -> Self {
        Self { connections: 8, checkout: Duration::from_secs(2) }
    }
}

/// Makes new connections.
pub(crate) trait Connect: Send + Sync + 'static {
    type Connection: SimpleConnection + Send + 'static;

    fn connect(&self) -> Result<Self::Connection, Error>;
}

/// A pooled connection, and whether it may be used again.
pub(crate) struct Link<C> {
    pub(crate) conn: C,
    /// Set to `false` before anything is begun and to `true` after it has ended, so that a panic
    /// between the two throws the connection away, and the open transaction with it.
    pub(crate) clean: bool,
    /// When it was taken last.
    used: Instant,
}

/// What r2d2 asks of whoever makes connections.
#[derive(Debug)]
pub(crate) struct Links<T>(T);

impl<T: Connect> ManageConnection for Links<T> {
    type Connection = Link<T::Connection>;
    type Error = Error;

    fn connect(&self) -> Result<Self::Connection, Error> {
        Ok(Link { conn: self.0.connect()?, clean: true, used: Instant::now() })
    }

    fn is_valid(&self, link: &mut Self::Connection) -> Result<(), Error> {
        Ok(link.conn.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, link: &mut Self::Connection) -> bool {
        !link.clean
    }
}

pub(crate) type LinkPool<T> = Pool<Links<T>>;
pub(crate) type PooledLink<T> = PooledConnection<Links<T>>;

/// A pool that has made its first connection.
pub(crate) fn pool<T: Connect>(
    connect: T,
    settings: PoolSettings,
) -> Result<LinkPool<T>, diesel::r2d2::PoolError> {
    Pool::builder()
        .max_size(settings.connections.max(1))
        .min_idle(Some(1))
        .connection_timeout(settings.checkout)
        .max_lifetime(None)
        // A query per checkout would cost each unit of work a round trip; `begin` finds dead ones.
        .test_on_check_out(false)
        .error_handler(Box::new(LogErrors))
        .build(Links(connect))
}

#[derive(Debug)]
struct LogErrors;

impl<E: std::error::Error> HandleError<E> for LogErrors {
    fn handle_error(&self, error: E) {
        tracing::warn!(%error, "no new connection to the database");
    }
}

/// Takes a connection and begins on it with `sql`.
///
/// A connection may have died in the pool. Nothing has been done on it yet, so the next one is tried;
/// after a restart of the server that throws away all the dead ones at once.
pub(crate) fn begin<T: Connect>(pool: &LinkPool<T>, sql: &str) -> StoreResult<PooledLink<T>> {
    let mut attempts = pool.max_size();
    loop {
        let mut link = pool.get().map_err(unavailable)?;
        link.clean = false;
        link.used = Instant::now();
        match link.conn.batch_execute(sql) {
            Ok(()) => return Ok(link),
            Err(error) if attempts == 0 => return Err(unavailable(error)),
            Err(_) => attempts -= 1,
        }
    }
}

/// A connection that was used within this time is not asked whether it is alive.
const RECENT: Duration = Duration::from_secs(1);

/// Takes a connection without beginning anything on it; one that nobody has used for a while is tried first, as
/// [`begin`] does.
pub(crate) fn take<T: Connect>(pool: &LinkPool<T>) -> StoreResult<PooledLink<T>> {
    let mut link = pool.get().map_err(unavailable)?;
    if link.used.elapsed() > RECENT {
        drop(link);
        return begin(pool, "SELECT 1");
    }
    link.clean = false;
    link.used = Instant::now();
    Ok(link)
}
