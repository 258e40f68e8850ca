//! Posts of other networks that Radar follows.

use crate::{Conn, Result, Row, args};
use model::Time;

/// A post elsewhere, and what is forecast of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// What tells it from all others.
    pub address: String,
    /// Where people read it.
    pub page: String,
    /// The network's host.
    pub network: String,
    /// The language it is in.
    pub language: Option<String>,
    /// When it appeared.
    pub at: Time,
    /// The forecast, as JSON.
    pub said: String,
    /// When that was made.
    pub told_at: Time,
}

/// Keeps a forecast in the place of the one before.
pub async fn keep(conn: &mut Conn, post: &Watched) -> Result<()> {
    let sql = "insert into watched (address, page, network, language, at, said, told_at) \
        values ($1, $2, $3, $4, $5, $6, $7) \
        on conflict (address) do update set said = excluded.said, told_at = excluded.told_at";
    let args = args![
        &post.address,
        &post.page,
        &post.network,
        post.language.clone(),
        post.at,
        &post.said,
        post.told_at
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Forgets what appeared before a moment.
pub async fn forget(conn: &mut Conn, before: Time) -> Result<()> {
    conn.execute("delete from watched where at < $1", args![before]).await.map(|_| ())
}

/// What appeared since a moment, the newest first.
pub async fn since(conn: &mut Conn, since: Time, limit: usize) -> Result<Vec<Watched>> {
    let sql = "select address, page, network, language, at, said, told_at from watched where at >= $1 \
        order by at desc, address limit $2";
    let watched = |row: &Row| {
        Ok(Watched {
            address: row.text(0)?,
            page: row.text(1)?,
            network: row.text(2)?,
            language: row.opt_text(3)?,
            at: row.time(4)?,
            said: row.text(5)?,
            told_at: row.time(6)?,
        })
    };
    conn.rows(sql, args![since, limit]).await?.iter().map(watched).collect()
}
