//! The one writer: groups waiting writes into one durable commit.
//!
//! While one group is being synced to disk the next one gathers, so the more there is to write the
//! fewer syncs each write costs. Within a group each piece of work runs in a savepoint: one that
//! fails is undone alone. Events get their numbers when their group commits, without gaps, and the
//! listener hears of them in that order, before those who wrote are answered.

use crate::engine::{Conn, Pool};
use crate::ids::Ids;
use crate::{Error, Result};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use model::{Event, Logged, Time};
use std::ops::{Deref, DerefMut};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// A write under way: a connection, and the events it will leave in the log.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    ids: Ids,
    events: Vec<(Time, Event)>,
}

impl Tx {
    /// A new id, unique on all nodes.
    pub fn new_id(&self, now: Time) -> i64 {
        self.ids.next(now)
    }

    /// Appends `event` to the log when this write commits.
    pub fn log(&mut self, at: Time, event: Event) {
        self.events.push((at, event));
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// A write's answer, durable.
#[derive(Clone, Copy, Debug)]
pub struct Committed<T> {
    /// What the work answered.
    pub value: T,
    /// The log's last number as of this commit.
    pub seq: i64,
}

/// The boxed future a write is: `Box::pin(async move { … })`.
pub type Work<'a, T, E> = BoxFuture<'a, Result<T, E>>;

/// A write that waits for its turn.
pub type BoxWork<T, E> = Box<dyn for<'a> FnOnce(&'a mut Tx) -> Work<'a, T, E> + Send>;

/// Hears of each commit's events, in order.
pub type Listener = Arc<dyn Fn(Vec<Logged>) + Send + Sync>;

/// Writes in one group at most: bounds how long the first of them waits.
const GROUP: usize = 128;
/// How long a group may gather before it commits.
const GATHER: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    /// Starts the writer: a thread of its own on SQLite, a task on PostgreSQL.
    pub(crate) fn start(pool: Pool, listener: Listener, ids: Ids) -> Result<Self> {
        let (jobs, waiting) = mpsc::channel(4096);
        let running = run(pool.clone(), waiting, listener, ids);
        match pool {
            // Its statements run where they are called, and its commits wait for the disk.
            Pool::Sqlite(_) => {
                let runtime = tokio::runtime::Handle::current();
                std::thread::Builder::new()
                    .name("braise-writer".to_owned())
                    .spawn(move || runtime.block_on(running))
                    .map_err(|error| Error::Unavailable(format!("no thread for writing: {error}")))?;
            }
            Pool::Postgres(_) => drop(tokio::spawn(running)),
        }
        Ok(Self { jobs })
    }

    pub(crate) async fn write<T, E>(&self, work: BoxWork<T, E>) -> Result<Committed<T>, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Pending { work: Some(work), outcome: None, reply: Some(reply) });
        let closed = || E::from(Error::Unavailable("the server is shutting down".to_owned()));
        self.jobs.send(job).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(crate) async fn stop(&self) {
        let (reply, done) = oneshot::channel();
        if self.jobs.send(Box::new(Stop { reply: Some(reply) })).await.is_ok() {
            done.await.ok();
        }
    }
}

/// A piece of work with its types forgotten.
trait Job: Send {
    /// Runs the work and keeps its outcome. False when it must be undone.
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool>;
    /// Answers the one who waits: kept with this last number, or lost.
    fn finish(&mut self, committed: Result<i64, String>);
    /// The last job there is.
    fn stops(&self) -> bool {
        false
    }
}

struct Pending<T, E> {
    work: Option<BoxWork<T, E>>,
    outcome: Option<Result<T, E>>,
    reply: Option<oneshot::Sender<Result<Committed<T>, E>>>,
}

impl<T, E> Job for Pending<T, E>
where
    T: Send,
    E: From<Error> + Send,
{
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let outcome = AssertUnwindSafe(async { work(tx).await }).catch_unwind().await;
            let outcome = outcome.unwrap_or_else(|_| Err(Error::Panicked.into()));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn finish(&mut self, committed: Result<i64, String>) {
        let Some(reply) = self.reply.take() else { return };
        let answer = match (self.outcome.take(), committed) {
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(value)), Ok(seq)) => Ok(Committed { value, seq }),
            (_, Err(error)) => Err(Error::Unavailable(error).into()),
            (None, Ok(_)) => Err(Error::Panicked.into()),
        };
        reply.send(answer).ok();
    }
}

struct Stop {
    reply: Option<oneshot::Sender<()>>,
}

impl Job for Stop {
    fn run<'a>(&'a mut self, _: &'a mut Tx) -> BoxFuture<'a, bool> {
        Box::pin(async { true })
    }
    fn finish(&mut self, _: Result<i64, String>) {
        if let Some(reply) = self.reply.take() {
            reply.send(()).ok();
        }
    }
    fn stops(&self) -> bool {
        true
    }
}

async fn run(pool: Pool, mut waiting: mpsc::Receiver<Box<dyn Job>>, listener: Listener, ids: Ids) {
    while let Some(first) = waiting.recv().await {
        let mut group = vec![first];
        let committed = match commit_group(&pool, &ids, &mut waiting, &mut group).await {
            Ok((seq, events)) => {
                if !events.is_empty() {
                    listener(events);
                }
                Ok(seq)
            }
            Err(error) => {
                tracing::error!(%error, writes = group.len(), "a group of writes was lost; those who asked are told");
                Err(error.to_string())
            }
        };
        let stops = group.iter().any(|job| job.stops());
        for job in &mut group {
            job.finish(committed.clone());
        }
        if stops {
            waiting.close();
        }
    }
}

/// Runs the group's first job and those that come while it gathers, and commits.
async fn commit_group(
    pool: &Pool,
    ids: &Ids,
    waiting: &mut mpsc::Receiver<Box<dyn Job>>,
    group: &mut Vec<Box<dyn Job>>,
) -> Result<(i64, Vec<Logged>)> {
    let mut tx = Tx { conn: pool.acquire().await?, ids: ids.clone(), events: Vec::new() };
    tx.begin_write().await?;
    let outcome = run_group(&mut tx, waiting, group).await;
    let outcome = match outcome {
        Ok(done) => tx.execute("commit", vec![]).await.map(|_| done),
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        tx.conn.abandon().await;
    }
    outcome
}

async fn run_group(
    tx: &mut Tx,
    waiting: &mut mpsc::Receiver<Box<dyn Job>>,
    group: &mut Vec<Box<dyn Job>>,
) -> Result<(i64, Vec<Logged>)> {
    let started = Instant::now();
    let mut next = 0;
    while let Some(job) = group.get_mut(next) {
        run_one(tx, job.as_mut()).await?;
        next += 1;
        if next < GROUP && started.elapsed() < GATHER {
            while group.len() < GROUP {
                match waiting.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
        }
    }
    append(tx).await
}

async fn run_one(tx: &mut Tx, job: &mut dyn Job) -> Result<()> {
    let before = tx.events.len();
    tx.execute("savepoint work", vec![]).await?;
    if !job.run(tx).await {
        tx.events.truncate(before);
        tx.execute("rollback to savepoint work", vec![]).await?;
    }
    tx.execute("release savepoint work", vec![]).await?;
    Ok(())
}

/// Events written by one statement: few texts of it, so that the database keeps them all prepared.
const AT_ONCE: usize = 16;

/// Numbers the group's events and writes them; answers the log's last number and them.
async fn append(tx: &mut Tx) -> Result<(i64, Vec<Logged>)> {
    let last = crate::events::last(tx).await?;
    let number = |((at, event), seq)| Logged { seq, at, event };
    let logged: Vec<Logged> =
        std::mem::take(&mut tx.events).into_iter().zip(last + 1..).map(number).collect();
    let (many, rest) = logged.as_chunks::<AT_ONCE>();
    for some in many {
        crate::events::append(tx, some).await?;
    }
    for one in rest {
        crate::events::append(tx, std::slice::from_ref(one)).await?;
    }
    Ok((logged.last().map_or(last, |event| event.seq), logged))
}
