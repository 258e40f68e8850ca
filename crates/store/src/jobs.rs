//! Work to be done later, kept with the rows that call for it: a job is there exactly when the
//! write that wanted it is.

use crate::{Conn, Result, Tx, args};
use model::Time;

/// Work that is done here, a few at a time.
pub const MAIN: &str = "main";
/// Messages to push services: many at a time, as each mostly waits for somebody else's machine.
pub const PUSH: &str = "push";
/// Answers of the assistant: a model may take its time.
pub const ANSWERS: &str = "answers";
/// Archives members bring: one at a time, each for long.
pub const IMPORTS: &str = "imports";
/// Pictures a provider is asked for: each mostly waits for somebody else's machine, for long.
pub const PICTURES: &str = "pictures";
/// What is learned in the background, one thing at a time: nobody waits for it.
pub const LESSONS: &str = "lessons";

/// A job taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub id: i64,
    /// What to do, as JSON.
    pub job: String,
    /// How often it has been tried, this time included.
    pub attempts: i64,
}

/// Adds a job to a queue, to be done at `run_at`. A job with the same `unique` key is moved to the
/// new time instead, and tried as often as a new one, also when it had been put aside.
pub async fn add(tx: &mut Tx, queue: &str, job: &str, unique: Option<&str>, run_at: Time) -> Result<()> {
    // The time is no matter here: any id that is new will do.
    let id = tx.new_id(Time::default());
    let sql = "insert into jobs (id, queue, job, unique_key, run_at) values ($1, $2, $3, $4, $5) \
        on conflict (unique_key) where unique_key is not null do update \
        set run_at = excluded.run_at, job = excluded.job, queue = excluded.queue, attempts = 0";
    tx.execute(sql, args![id, queue, job, unique, run_at]).await.map(|_| ())
}

/// Adds a job to a queue unless one with its `unique` key is there already, whenever that is to be done. One that had been
/// put aside is tried as often as a new one.
pub async fn add_unless_there(tx: &mut Tx, queue: &str, job: &str, unique: &str, run_at: Time) -> Result<()> {
    let id = tx.new_id(Time::default());
    let sql = "insert into jobs (id, queue, job, unique_key, run_at) values ($1, $2, $3, $4, $5) \
        on conflict (unique_key) where unique_key is not null do update \
        set run_at = excluded.run_at, job = excluded.job, queue = excluded.queue, attempts = 0 \
        where jobs.queue = 'failed'";
    tx.execute(sql, args![id, queue, job, unique, run_at]).await.map(|_| ())
}

/// The highest id of a job that is there; 0 when there is none.
pub async fn last_id(conn: &mut Conn) -> Result<i64> {
    conn.number("select coalesce(max(id), 0) from jobs", vec![]).await
}

/// Takes a job away by its key.
pub async fn remove(conn: &mut Conn, unique: &str) -> Result<()> {
    conn.execute("delete from jobs where unique_key = $1", args![unique]).await.map(|_| ())
}

/// Takes up to `limit` jobs of a queue that are due. Until `lease_end` nobody else takes them.
pub async fn take(
    conn: &mut Conn,
    queue: &str,
    now: Time,
    lease_end: Time,
    limit: usize,
) -> Result<Vec<Taken>> {
    let sql = "update jobs set claimed_until = $2, attempts = attempts + 1 where id in (\
        select id from jobs where queue = $4 and run_at <= $1 and (claimed_until is null or claimed_until < $1) \
        order by run_at limit $3) returning id, job, attempts";
    let rows = conn.rows(sql, args![now, lease_end, limit, queue]).await?;
    rows.iter().map(|row| Ok(Taken { id: row.int(0)?, job: row.text(1)?, attempts: row.int(2)? })).collect()
}

/// Whether a job of a queue is due.
pub async fn any_due(conn: &mut Conn, queue: &str, now: Time) -> Result<bool> {
    let sql = "select 1 from jobs where queue = $2 and run_at <= $1 and (claimed_until is null or claimed_until < $1) limit 1";
    Ok(conn.row(sql, args![now, queue]).await?.is_some())
}

/// A job goes on: until `lease_end` nobody else takes it.
pub async fn go_on(conn: &mut Conn, id: i64, lease_end: Time) -> Result<()> {
    conn.execute("update jobs set claimed_until = $2 where id = $1", args![id, lease_end]).await.map(|_| ())
}

/// A job has begun to look at what it is about: what is wanted from here on is another job.
pub async fn let_go(conn: &mut Conn, id: i64) -> Result<()> {
    conn.execute("update jobs set unique_key = null where id = $1", args![id]).await.map(|_| ())
}

/// A job is done.
pub async fn done(conn: &mut Conn, id: i64) -> Result<()> {
    conn.execute("delete from jobs where id = $1", args![id]).await.map(|_| ())
}

/// A job failed: it is tried again at `again`, or with none put aside for a person to look at.
pub async fn failed(conn: &mut Conn, id: i64, error: &str, again: Option<Time>) -> Result<()> {
    let sql = "update jobs set queue = case when $2 = 1 then queue else 'failed' end, last_error = $3, \
        run_at = coalesce($4, run_at), claimed_until = null where id = $1";
    conn.execute(sql, args![id, again.is_some(), error, again]).await.map(|_| ())
}

/// A job could not be begun, which is no try: it waits until `again`.
pub async fn put_off(conn: &mut Conn, id: i64, again: Time) -> Result<()> {
    let sql = "update jobs set run_at = $2, attempts = attempts - 1, claimed_until = null where id = $1";
    conn.execute(sql, args![id, again]).await.map(|_| ())
}
