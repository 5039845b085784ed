//! Units of work on a SQLite file: many readers, one writer.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::r2d2::Error;
use diesel::sql_types::Text;
use diesel::{Connection, ConnectionError, RunQueryDsl, SqliteConnection};
use handover_domain::{Ending, StoreResult, Transaction, Unit, View};

use crate::connection::DbConn;
use crate::error::is_unavailable;
use crate::pool::{self, Connect, LinkPool, PoolSettings};
use crate::store::OpenError;
use crate::transaction::SqlTransaction;

mod batch;
mod checkpoint;
mod writer;

use writer::Writer;

/// A file, its readers and its writer.
pub(crate) struct Sqlite {
    file: File,
    readers: LinkPool<Reader>,
    writer: Writer,
}

/// Where the file is.
#[derive(Debug, Clone)]
pub(crate) struct File {
    path: PathBuf,
}

/// Connections that cannot write.
struct Reader(File);

impl Connect for Reader {
    type Connection = SqliteConnection;

    fn connect(&self) -> Result<SqliteConnection, Error> {
        let mut conn = self.0.connect()?;
        conn.batch_execute("PRAGMA query_only = ON; PRAGMA cache_size = -4096")?;
        Ok(conn)
    }
}

/// Before this version a file with two connections can lose commits (the WAL-reset bug).
const OLDEST: (u32, u32, u32) = (3, 51, 3);

impl File {
    /// Makes the file and its folder where they are missing, readable by their owner alone, and checks
    /// the library.
    fn prepare(path: &Path) -> Result<Self, OpenError> {
        let file = Self { path: path.to_owned() };
        file.create().map_err(|source| OpenError::File { path: path.to_owned(), source })?;
        let mut conn = file.connect().map_err(OpenError::unreachable)?;
        let version: String =
            sql::<Text>("SELECT sqlite_version()").get_result(&mut conn).map_err(OpenError::unreachable)?;
        if numbers(&version) < OLDEST {
            return Err(OpenError::OldSqlite { version });
        }
        Ok(file)
    }

    fn create(&self) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path).map(drop)
    }

    /// A plain connection.
    pub(crate) fn connect(&self) -> Result<SqliteConnection, Error> {
        let mut conn =
            SqliteConnection::establish(&self.path.to_string_lossy()).map_err(Error::ConnectionError)?;
        conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON")?;
        Ok(conn)
    }

    /// A connection that writes durably. Turns on WAL, which stays on in the file: only for a file
    /// that is known to be ours.
    pub(crate) fn writer(&self) -> Result<SqliteConnection, Error> {
        let mut conn = self.connect()?;
        if turn_on_wal(&mut conn)? != "wal" {
            return Err(Error::ConnectionError(ConnectionError::BadConnection(format!(
                "{} cannot be used in WAL mode; a database on a network share is not supported",
                self.path.display()
            ))));
        }
        // What a savepoint may have to restore is kept in memory: on disk it costs a unit of work a tenth. Nearly every
        // commit looks at all pages that are kept, because SQLite gives pages that it sorts a number beyond the last
        // one for a moment; more of them would cost more than reading them again from the system's own.
        conn.batch_execute(
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864; \
             PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16000",
        )?;
        Ok(conn)
    }

    /// A connection for work on the tables themselves, which waits long for others to finish theirs.
    pub(crate) fn patient_connection(&self) -> Result<SqliteConnection, Error> {
        let mut conn = self.connect()?;
        conn.batch_execute("PRAGMA busy_timeout = 60000; PRAGMA synchronous = FULL")?;
        Ok(conn)
    }
}

/// Of several processes that open a new file at once one gets to change its mode. SQLite does not ask
/// the busy handler then, so the others have to come back themselves.
fn turn_on_wal(conn: &mut SqliteConnection) -> Result<String, Error> {
    let mut attempts = 250;
    loop {
        match sql::<Text>("PRAGMA journal_mode = WAL").get_result(conn) {
            Ok(mode) => return Ok(mode),
            Err(error) if is_unavailable(&error) && attempts > 0 => {
                attempts -= 1;
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn numbers(version: &str) -> (u32, u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

impl Sqlite {
    pub(crate) fn open(path: &Path, settings: PoolSettings) -> Result<Self, OpenError> {
        let file = File::prepare(path)?;
        let readers = pool::pool(Reader(file.clone()), settings).map_err(OpenError::unreachable)?;
        Ok(Self { writer: Writer::new(file.clone()), file, readers })
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    pub(crate) fn transaction(
        &self,
        work: &mut dyn FnMut(&mut dyn Transaction) -> Ending,
    ) -> StoreResult<()> {
        self.writer.run(work)
    }

    pub(crate) fn submit(&self, unit: Box<dyn Unit>) -> Option<Box<dyn Unit>> {
        self.writer.submit(unit)
    }

    pub(crate) fn view(&self, work: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        let mut link = pool::begin(&self.readers, "BEGIN DEFERRED")?;
        work(&mut SqlTransaction::new(DbConn::Sqlite(&mut link.conn)));
        link.clean = link.conn.batch_execute("COMMIT").is_ok();
        Ok(())
    }

    /// Runs `work` on a reader, outside any transaction.
    pub(crate) fn with_reader<T>(
        &self,
        work: impl FnOnce(&mut SqliteConnection) -> StoreResult<T>,
    ) -> StoreResult<T> {
        let mut link = pool::begin(&self.readers, "SELECT 1")?;
        let result = work(&mut link.conn);
        link.clean = result.is_ok();
        result
    }
}
