//! The embedded engine: its connections and how they run a statement.
//!
//! Statements run where they are called, without a hand-over to another thread: most take a few
//! microseconds, less than the hand-over. What waits for the disk is the commit, and that happens on
//! the writer's own thread.

use crate::row::{Arg, Row, Value};
use crate::{Error, Result};
use deadpool::Runtime;
use deadpool::managed::{self, Metrics, Object, QueueMode, RecycleResult};
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection};
use std::path::PathBuf;
use std::time::Duration;

/// Statements a connection keeps prepared.
const PREPARED: usize = 200;
/// Set when a connection opens. The write-ahead log is bounded, a commit is on the disk when it
/// returns, and space that deletions free can be given back bit by bit.
const EACH: &str = "pragma auto_vacuum = incremental; pragma journal_mode = wal; \
    pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; \
    pragma journal_size_limit = 16777216;";
/// Set for the writer: 4 MiB of pages.
const WRITING: &str = "pragma cache_size = -4096; pragma secure_delete = on;";
/// Set for readers: 1 MiB of pages each, and no writing.
const READING: &str = "pragma cache_size = -1024; pragma query_only = on;";

/// Connections of one kind to one file.
pub(crate) type Pool = managed::Pool<Opener>;

/// Opens connections for a pool.
#[derive(Clone, Debug)]
pub(crate) struct Opener {
    pub(crate) path: PathBuf,
    pub(crate) writes: bool,
    /// How long a statement, or whoever wants a connection, waits for its turn.
    pub(crate) patience: Duration,
}

/// A connection lent by a pool. Whatever transaction it has open ends when it is given back.
#[derive(Debug)]
pub struct Lent(Object<Opener>);

impl Opener {
    /// A pool of at most `most` connections, none of them open yet.
    pub(crate) fn pool(self, most: u32) -> Result<Pool> {
        let patience = self.patience;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        // The last one given back is lent first: its statements are prepared, its pages in memory, and
        // no more connections are opened than are used at the same time.
        let pool = Pool::builder(self).max_size(most).queue_mode(QueueMode::Lifo);
        let pool = pool.runtime(Runtime::Tokio1).wait_timeout(Some(patience));
        pool.build().map_err(|error| Error::Unavailable(error.to_string()))
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(self.patience)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        // A plan depends on the query alone. Otherwise SQLite plans anew for values it finds telling
        // (with partial indexes, for nearly all), which takes many times longer than running.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.execute_batch(EACH)?;
        connection.execute_batch(if self.writes { WRITING } else { READING })?;
        Ok(connection)
    }
}

impl managed::Manager for Opener {
    type Type = Connection;
    type Error = rusqlite::Error;

    async fn create(&self) -> rusqlite::Result<Connection> {
        self.open()
    }

    async fn recycle(&self, lent: &mut Connection, _: &Metrics) -> RecycleResult<rusqlite::Error> {
        if lent.is_autocommit() {
            return Ok(());
        }
        // Its transaction could not be ended: the pool opens another.
        Err(managed::RecycleError::message("left within a transaction"))
    }
}

impl Lent {
    pub(crate) async fn from(pool: &Pool) -> Result<Self> {
        match pool.get().await {
            Ok(object) => Ok(Self(object)),
            Err(managed::PoolError::Backend(error)) => Err(error.into()),
            Err(error) => Err(Error::Unavailable(error.to_string())),
        }
    }

    /// Runs a statement; answers how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, args: &[Arg]) -> Result<u64> {
        let mut statement = self.prepared(sql, args)?;
        // To its end, even where it answers rows: only then is it done.
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        drop(rows);
        drop(statement);
        Ok(self.0.changes())
    }

    /// The rows of a query, at most `most` of them.
    pub(crate) fn rows(&mut self, sql: &str, args: &[Arg], most: usize) -> Result<Vec<Row>> {
        let mut statement = self.prepared(sql, args)?;
        let columns = statement.column_count();
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while found.len() < most
            && let Some(row) = rows.next()?
        {
            let values: Result<Box<[Value]>> =
                (0..columns).map(|column| value(row.get_ref(column)?)).collect();
            found.push(Row::Sqlite(values?));
        }
        Ok(found)
    }

    /// Statements separated by semicolons, without parameters.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        Ok(self.0.execute_batch(sql)?)
    }

    fn end_transaction(&mut self) {
        if !self.0.is_autocommit()
            && let Err(error) = self.0.execute_batch("rollback")
        {
            tracing::warn!(%error, "a transaction could not be ended");
        }
    }

    fn prepared(&self, sql: &str, args: &[Arg]) -> Result<CachedStatement<'_>> {
        let mut statement = self.0.prepare_cached(sql)?;
        for place in 1..=statement.parameter_count() {
            // To SQLite `$2` is a name; names are numbered in the order in which they appear.
            let number =
                statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse().ok());
            let arg = number.and_then(|number: usize| args.get(number.checked_sub(1)?));
            match arg {
                Some(Arg::Int(value)) => statement.raw_bind_parameter(place, value)?,
                Some(Arg::Text(value)) => statement.raw_bind_parameter(place, value)?,
                None => return Err(Error::Row(format!("no value was given for parameter {place}"))),
            }
        }
        Ok(statement)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.end_transaction();
    }
}

fn value(value: ValueRef<'_>) -> Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(value) => Ok(Value::Int(value)),
        ValueRef::Text(text) => Ok(Value::Text(String::from_utf8_lossy(text).into())),
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            Err(Error::Row(format!("a column holds a {}, which no table here has", value.data_type())))
        }
    }
}
