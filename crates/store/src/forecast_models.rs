//! What was learned for forecasts from this server's own cascades, each time it was tried.

use crate::{Conn, Result, Row, Tx, args};
use model::{PostId, Time};

/// One time it was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its number; later ones have larger numbers.
    pub id: i64,
    /// Onto which model of the program.
    pub base: String,
    /// When.
    pub at: Time,
    /// The newest post that was learned from.
    pub newest: PostId,
    /// What was measured and what became of it, as JSON.
    pub measured: String,
}

const COLUMNS: &str = "id, base, made_at, newest, measured";

fn attempt(row: &Row) -> Result<Attempt> {
    Ok(Attempt {
        id: row.int(0)?,
        base: row.text(1)?,
        at: row.time(2)?,
        newest: row.id(3)?,
        measured: row.text(4)?,
    })
}

/// Keeps what was tried, with the model (as text) where it is used from now on. A model that is no longer used is not kept;
/// what was measured is.
pub async fn add(tx: &mut Tx, attempt: &Attempt, model: Option<&str>) -> Result<i64> {
    let id = tx.new_id(attempt.at);
    let sql = "insert into forecast_models (id, base, made_at, newest, measured, model) \
        values ($1, $2, $3, $4, $5, $6)";
    let args = args![id, &attempt.base, attempt.at, attempt.newest, &attempt.measured, model];
    tx.execute(sql, args).await?;
    Ok(id)
}

/// Forgets the models of all attempts before one.
pub async fn forget_before(conn: &mut Conn, id: i64) -> Result<()> {
    conn.execute("update forecast_models set model = null where id < $1 and model is not null", args![id])
        .await
        .map(|_| ())
}

/// All attempts onto a model of the program, the newest first.
pub async fn all(conn: &mut Conn, base: &str, limit: usize) -> Result<Vec<Attempt>> {
    let sql = format!("select {COLUMNS} from forecast_models where base = $1 order by id desc limit $2");
    conn.rows(&sql, args![base, limit]).await?.iter().map(attempt).collect()
}

/// Which attempt onto a model of the program is in use, and when it was made.
pub async fn in_use(conn: &mut Conn, base: &str) -> Result<Option<(i64, Time)>> {
    let sql = "select id, made_at from forecast_models where base = $1 and model is not null \
        order by id desc limit 1";
    let rows = conn.rows(sql, args![base]).await?;
    rows.first().map(|row| Ok((row.int(0)?, row.time(1)?))).transpose()
}

/// The model of an attempt, where it was kept.
pub async fn model(conn: &mut Conn, id: i64) -> Result<Option<String>> {
    let rows = conn.rows("select model from forecast_models where id = $1", args![id]).await?;
    rows.first().map_or(Ok(None), |row| row.opt_text(0))
}
