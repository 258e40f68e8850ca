//! The log.

use crate::engine::event_text;
use crate::{Conn, Result, args};
use model::Logged;

/// The log's last number, 0 when it is empty.
pub async fn last(conn: &mut Conn) -> Result<i64> {
    conn.number("select max(seq) from events", vec![]).await
}

/// Adds events.
pub(crate) async fn append(conn: &mut Conn, events: &[Logged]) -> Result<()> {
    let mut args = Vec::with_capacity(events.len() * 3);
    let mut rows = Vec::with_capacity(events.len());
    for logged in events {
        rows.push(format!("({})", crate::placeholders(args.len() + 1, 3)));
        args.extend(args![logged.seq, logged.at, event_text(&logged.event)?]);
    }
    let sql = format!("insert into events (seq, at, event) values {}", rows.join(", "));
    conn.execute(&sql, args).await.map(|_| ())
}

/// Up to `limit` events after number `seq`, in order.
pub async fn after(conn: &mut Conn, seq: i64, limit: usize) -> Result<Vec<Logged>> {
    let sql = "select seq, at, event from events where seq > $1 order by seq limit $2";
    let rows = conn.rows(sql, args![seq, limit]).await?;
    rows.iter().map(|row| Ok(Logged { seq: row.int(0)?, at: row.time(1)?, event: row.json(2)? })).collect()
}

/// How far a durable view has come; 0 for a new one.
pub async fn cursor(conn: &mut Conn, view: &str) -> Result<i64> {
    conn.number("select seq from cursors where name = $1", args![view]).await
}

/// Remembers how far a durable view has come.
pub async fn set_cursor(conn: &mut Conn, view: &str, seq: i64) -> Result<()> {
    let sql =
        "insert into cursors (name, seq) values ($1, $2) on conflict (name) do update set seq = excluded.seq";
    conn.execute(sql, args![view, seq]).await.map(|_| ())
}
