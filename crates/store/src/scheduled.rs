//! Posts that wait for their hour.

use crate::{Conn, Result, args};
use model::{AccountId, AppId, Page, ScheduledId, Time};

/// A waiting post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: ScheduledId,
    /// Whose.
    pub account: AccountId,
    /// When.
    pub at: Time,
    /// What, as JSON.
    pub draft: String,
    /// Written with.
    pub app: Option<AppId>,
}

const COLUMNS: &str = "id, account_id, at, draft, app_id";

fn from_row(row: &crate::Row) -> Result<Row> {
    Ok(Row {
        id: row.id(0)?,
        account: row.id(1)?,
        at: row.time(2)?,
        draft: row.text(3)?,
        app: row.opt_id(4)?,
    })
}

/// Adds one.
pub async fn insert(
    conn: &mut Conn,
    id: ScheduledId,
    account: AccountId,
    at: Time,
    draft: &str,
    app: Option<AppId>,
) -> Result<()> {
    let sql = format!("insert into scheduled ({COLUMNS}) values ($1, $2, $3, $4, $5)");
    conn.execute(&sql, args![id, account, at, draft, app]).await.map(|_| ())
}

/// One.
pub async fn get(conn: &mut Conn, id: ScheduledId) -> Result<Option<Row>> {
    let sql = format!("select {COLUMNS} from scheduled where id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// A page of an account's, last made first.
pub async fn page(conn: &mut Conn, account: AccountId, page: Page) -> Result<Vec<Row>> {
    let sql = format!(
        "select {COLUMNS} from scheduled where account_id = $1 and id < $2 and id > $3 order by id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut found: Vec<Row> = conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    Ok(found)
}

/// Moves one.
pub async fn set_time(conn: &mut Conn, id: ScheduledId, at: Time) -> Result<()> {
    conn.execute("update scheduled set at = $2 where id = $1", args![id, at]).await.map(|_| ())
}

/// Removes one.
pub async fn delete(conn: &mut Conn, id: ScheduledId) -> Result<()> {
    conn.execute("delete from scheduled where id = $1", args![id]).await.map(|_| ())
}

/// How many an account has in all, and between two moments.
pub async fn count(conn: &mut Conn, account: AccountId, from: Time, to: Time) -> Result<(i64, i64)> {
    let all = conn.number("select count(*) from scheduled where account_id = $1", args![account]).await?;
    let sql = "select count(*) from scheduled where account_id = $1 and at >= $2 and at < $3";
    Ok((all, conn.number(sql, args![account, from, to]).await?))
}
