//! The two engines, and everything in which they differ.

use crate::ids::Ids;
use crate::row::{Arg, Row};
use crate::sqlite::{self, Opener};
use crate::writer::{self, Writer};
use crate::{Error, Result, migrate};
use model::{Event, Time};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, Postgres};
use sqlx::{AssertSqlSafe, Executor as _};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Which database this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// How to open a store.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:path`, `sqlite::memory:` is refused, or `postgres://…`.
    pub url: String,
    /// Connections for reading.
    pub readers: u32,
    /// Bring the schema up to date when opening.
    pub migrate: bool,
    /// This node's number in the ids it makes, 0 to 63.
    pub node: u8,
}

/// The store: a pool of readers and the one writer. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: Pool,
    writing: Pool,
    writer: Writer,
    ids: Ids,
}

#[derive(Clone, Debug)]
pub(crate) enum Pool {
    Sqlite(sqlite::Pool),
    Postgres(PgPool),
}

/// A connection of either engine.
#[derive(Debug)]
pub enum Conn {
    /// To SQLite.
    Sqlite(sqlite::Lent),
    /// To PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

const ACQUIRE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the database at `options.url`, creating a SQLite file that is not there. `committed`
    /// is told the events of each commit, in order, before the writers are answered.
    pub async fn open(options: &Options, committed: writer::Listener) -> Result<Self> {
        let (writer, readers) = open_pools(options)?;
        if options.migrate {
            migrate::run(&writer).await?;
        }
        // A clock set back between two runs must not give out old ids again, nor those of jobs that
        // wait.
        let mut conn = writer.acquire().await?;
        let last = crate::posts::last_id(&mut conn).await?.max(crate::jobs::last_id(&mut conn).await?);
        drop(conn);
        let ids = Ids::new(options.node, last);
        Ok(Self {
            writing: writer.clone(),
            writer: Writer::start(writer, committed, ids.clone())?,
            readers,
            ids,
        })
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Conn> {
        self.readers.acquire().await
    }

    /// A connection that sees one unchanging state until it is dropped.
    pub async fn snapshot(&self) -> Result<Conn> {
        let mut conn = self.readers.acquire().await?;
        conn.execute(
            match conn {
                Conn::Sqlite(_) => "begin deferred",
                Conn::Postgres(_) => "begin isolation level repeatable read read only",
            },
            vec![],
        )
        .await?;
        Ok(conn)
    }

    /// Runs `work` in the next group of writes and waits until it is durable. Answers what the work
    /// answered and the sequence number of the last event of its commit. When the work fails,
    /// nothing of it is kept.
    pub fn write<T, E, F>(&self, work: F) -> impl Future<Output = Result<writer::Committed<T>, E>> + Send
    where
        F: for<'a> FnOnce(&'a mut writer::Tx) -> writer::Work<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.write_boxed(Box::new(work))
    }

    /// The same for work without its type: all that follows is compiled once for each kind of answer.
    pub async fn write_boxed<T, E>(&self, work: writer::BoxWork<T, E>) -> Result<writer::Committed<T>, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// A new id, unique on all nodes.
    pub fn new_id(&self, now: Time) -> i64 {
        self.ids.next(now)
    }

    /// Which engine this is.
    pub const fn engine(&self) -> Engine {
        match self.readers {
            Pool::Sqlite(_) => Engine::Sqlite,
            Pool::Postgres(_) => Engine::Postgres,
        }
    }

    /// Waits for writes under way, then closes all connections.
    pub async fn close(&self) {
        self.writer.stop().await;
        self.readers.close().await;
        // Last, because SQLite's last connection folds the write-ahead log into the database file.
        self.writing.close().await;
    }
}

fn open_pools(options: &Options) -> Result<(Pool, Pool)> {
    let url = options.url.as_str();
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let connect = PgConnectOptions::from_str(url).map_err(|error| Error::Address(error.to_string()))?;
        let pool = |most| {
            PgPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(ACQUIRE)
                .connect_lazy_with(connect.clone())
        };
        return Ok((Pool::Postgres(pool(2)), Pool::Postgres(pool(options.readers))));
    }
    if let Some(path) =
        url.strip_prefix("sqlite:").filter(|path| !path.contains(":memory:") && !path.is_empty())
    {
        let path = PathBuf::from(path.trim_start_matches("//"));
        let opener = |writes| Opener { path: path.clone(), writes, patience: ACQUIRE };
        return Ok((Pool::Sqlite(opener(true).pool(1)?), Pool::Sqlite(opener(false).pool(options.readers)?)));
    }
    Err(Error::Address(format!(
        "the database address must be sqlite:PATH or postgres://USER@HOST/NAME, not {}",
        url.split(':').next().unwrap_or_default()
    )))
}

impl Pool {
    async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close(),
            Self::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) async fn acquire(&self) -> Result<Conn> {
        Ok(match self {
            Self::Sqlite(pool) => Conn::Sqlite(sqlite::Lent::from(pool).await?),
            Self::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }
}

impl Conn {
    /// Which engine this is.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; answers how many rows it changed.
    pub async fn execute(&mut self, sql: &str, args: Vec<Arg>) -> Result<u64> {
        match self {
            Self::Sqlite(conn) => conn.execute(sql, &args),
            Self::Postgres(conn) => Ok(query(sql, args).execute(&mut **conn).await?.rows_affected()),
        }
    }

    /// All rows of a query.
    pub async fn rows(&mut self, sql: &str, args: Vec<Arg>) -> Result<Vec<Row>> {
        match self {
            Self::Sqlite(conn) => conn.rows(sql, &args, usize::MAX),
            Self::Postgres(conn) => {
                let rows = query(sql, args).fetch_all(&mut **conn).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// The first row of a query, if any.
    pub async fn row(&mut self, sql: &str, args: Vec<Arg>) -> Result<Option<Row>> {
        match self {
            Self::Sqlite(conn) => Ok(conn.rows(sql, &args, 1)?.pop()),
            Self::Postgres(conn) => {
                Ok(query(sql, args).fetch_optional(&mut **conn).await?.map(Row::Postgres))
            }
        }
    }

    /// The number in the first column of the first row; 0 where there is none.
    pub async fn number(&mut self, sql: &str, args: Vec<Arg>) -> Result<i64> {
        match self.row(sql, args).await? {
            Some(row) => Ok(row.opt_int(0)?.unwrap_or(0)),
            None => Ok(0),
        }
    }

    /// Statements separated by semicolons, without parameters.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(conn) => conn.script(sql),
            Self::Postgres(conn) => {
                conn.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await?;
                Ok(())
            }
        }
    }

    /// Opens a write transaction that holds the right to append to the log: SQLite's write lock, or
    /// on PostgreSQL an advisory lock, so that sequence numbers follow the order of commits.
    pub(crate) async fn begin_write(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => self.execute("begin immediate", vec![]).await.map(|_| ()),
            Self::Postgres(_) => {
                self.execute("begin", vec![]).await?;
                self.execute("select pg_advisory_xact_lock(4207849484)", vec![]).await.map(|_| ())
            }
        }
    }

    /// Ends a transaction that failed. A connection on which that is impossible is of no more use: its
    /// pool opens another.
    pub(crate) async fn abandon(self) {
        match self {
            Self::Sqlite(conn) => drop(conn),
            Self::Postgres(mut conn) => {
                if conn.execute("rollback").await.is_err() {
                    conn.close().await.ok();
                }
            }
        }
    }

    /// The plan the engine chose for a query, a step a line, for tests of hot paths.
    pub async fn plan(&mut self, sql: &str, args: Vec<Arg>) -> Result<String> {
        let (prefix, column) = match self.engine() {
            Engine::Sqlite => ("explain query plan ", 3),
            Engine::Postgres => ("explain ", 0),
        };
        let rows = self.rows(&format!("{prefix}{sql}"), args).await?;
        let lines: Result<Vec<String>> = rows.iter().map(|row| row.text(column)).collect();
        Ok(lines?.join("\n"))
    }
}

type Query<'q> = sqlx::query::Query<'q, Postgres, <Postgres as sqlx::Database>::Arguments>;

fn query(sql: &str, args: Vec<Arg>) -> Query<'_> {
    let bind = |query: Query<'static>, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
    };
    args.into_iter().fold(sqlx::query(AssertSqlSafe(sql.to_owned())), bind)
}

/// How events are kept in the log's text column.
pub(crate) fn event_text(event: &Event) -> Result<String> {
    crate::row::to_json(event)
}
