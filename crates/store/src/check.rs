//! What whoever runs the server wants to know of the database.

use crate::{Conn, Engine, Result, Tx, args};
use model::Time;

/// Writes a row that means nothing. The caller fails its write afterwards, so that nothing is kept.
pub async fn probe(tx: &mut Tx) -> Result<()> {
    tx.execute("insert into migrations (version, name) values ($1, $2)", args![0_i64, "a trial"])
        .await
        .map(|_| ())
}

/// The version the schema is at, and the one this program brings it to.
pub async fn version(conn: &mut Conn) -> Result<(i64, i64)> {
    Ok((conn.number("select max(version) from migrations", vec![]).await?, crate::migrate::newest()))
}

/// The database's own time, where it has one.
pub async fn time(conn: &mut Conn) -> Result<Option<Time>> {
    if conn.engine() == Engine::Sqlite {
        return Ok(None);
    }
    let sql = "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    Ok(Some(Time::from_millis(conn.number(sql, vec![]).await?)))
}

/// When the last event happened.
pub async fn last_event(conn: &mut Conn) -> Result<Time> {
    Ok(Time::from_millis(conn.number("select at from events order by seq desc limit 1", vec![]).await?))
}
