//! How far a member has read in a timeline.

use crate::{Conn, Result, Row, args};
use model::{AccountId, Time};

/// A place in a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Which timeline: `home` or `notifications`.
    pub timeline: String,
    /// The last id read.
    pub last_read: i64,
    /// How often it moved.
    pub version: i64,
    /// When it moved last.
    pub updated_at: Time,
}

fn from_row(row: &Row) -> Result<Marker> {
    Ok(Marker {
        timeline: row.text(0)?,
        last_read: row.int(1)?,
        version: row.int(2)?,
        updated_at: row.time(3)?,
    })
}

/// All of a member's markers.
pub async fn of(conn: &mut Conn, account: AccountId) -> Result<Vec<Marker>> {
    let sql = "select timeline, last_read, version, updated_at from markers where account_id = $1 order by timeline";
    conn.rows(sql, args![account]).await?.iter().map(from_row).collect()
}

/// Moves a marker; answers it as it now is.
pub async fn put(
    conn: &mut Conn,
    account: AccountId,
    timeline: &str,
    last_read: i64,
    at: Time,
) -> Result<Marker> {
    let sql = "insert into markers (account_id, timeline, last_read, version, updated_at) values ($1, $2, $3, 0, $4) \
        on conflict (account_id, timeline) do update set last_read = excluded.last_read, \
        version = markers.version + 1, updated_at = excluded.updated_at \
        returning timeline, last_read, version, updated_at";
    let row = conn.row(sql, args![account, timeline, last_read, at]).await?;
    row.as_ref().map_or_else(|| Err(crate::Error::Row("a marker was not kept".to_owned())), from_row)
}
