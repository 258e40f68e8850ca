//! What a member's policy held back, gathered by who sent it: a request to be let through.

use super::shown::shown;
use crate::{Conn, Result, Row, args};
use model::notification::NotificationRequest;
use model::{AccountId, Page, Time};

const COLUMNS: &str = "n.from_id, count(*), max(n.post_id), min(n.created_at), max(n.created_at)";

fn from_row(row: &Row) -> Result<NotificationRequest> {
    Ok(NotificationRequest {
        from: row.id(0)?,
        count: row.int(1)?,
        last_post: row.opt_id(2)?,
        created_at: row.time(3)?,
        updated_at: row.time(4)?,
    })
}

/// A page of a member's requests, by the sender's id.
pub async fn page(
    conn: &mut Conn,
    owner: AccountId,
    now: Time,
    page: Page,
) -> Result<Vec<NotificationRequest>> {
    let sql = format!(
        "select {COLUMNS} from notifications n where {} and n.filtered = 1 and n.from_id < $3 and n.from_id > $4 \
         group by n.from_id order by n.from_id {} limit $5",
        shown(),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![owner, now, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut found: Vec<NotificationRequest> =
        conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|request| std::cmp::Reverse(request.from));
    Ok(found)
}

/// The request of one sender.
pub async fn get(
    conn: &mut Conn,
    owner: AccountId,
    from: AccountId,
    now: Time,
) -> Result<Option<NotificationRequest>> {
    let sql = format!(
        "select {COLUMNS} from notifications n where {} and n.filtered = 1 and n.from_id = $3 group by n.from_id",
        shown()
    );
    conn.row(&sql, args![owner, now, from]).await?.as_ref().map(from_row).transpose()
}

/// How many senders wait, and how many of their notifications.
pub async fn pending(conn: &mut Conn, owner: AccountId, now: Time) -> Result<(i64, i64)> {
    let sql = format!(
        "select count(distinct n.from_id), count(*) from notifications n where {} and n.filtered = 1",
        shown()
    );
    match conn.row(&sql, args![owner, now]).await? {
        Some(row) => Ok((row.int(0)?, row.int(1)?)),
        None => Ok((0, 0)),
    }
}

/// Lets a sender through from now on, and what was held back of them.
pub async fn accept(conn: &mut Conn, owner: AccountId, from: AccountId) -> Result<()> {
    let sql =
        "insert into notification_permissions (owner_id, from_id) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![owner, from]).await?;
    let sql = "update notifications set filtered = 0 where owner_id = $1 and from_id = $2 and filtered = 1";
    conn.execute(sql, args![owner, from]).await.map(|_| ())
}

/// Forgets what was held back of a sender.
pub async fn dismiss(conn: &mut Conn, owner: AccountId, from: AccountId) -> Result<()> {
    let sql = "delete from notifications where owner_id = $1 and from_id = $2 and filtered = 1";
    conn.execute(sql, args![owner, from]).await.map(|_| ())
}
