//! Drafts: posts a member has begun.

use crate::{Conn, Result, Row, args};
use model::{AccountId, Page, Time};

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: i64,
    /// What is written so far, as JSON.
    pub draft: String,
    /// When it was last changed.
    pub updated_at: Time,
}

fn from_row(row: &Row) -> Result<Draft> {
    Ok(Draft { id: row.int(0)?, draft: row.text(1)?, updated_at: row.time(2)? })
}

/// Adds a draft, or replaces one of the same member.
pub async fn put(conn: &mut Conn, account: AccountId, draft: &Draft) -> Result<()> {
    let sql = "insert into drafts (id, account_id, draft, updated_at) values ($1, $2, $3, $4) \
        on conflict (id) do update set draft = excluded.draft, updated_at = excluded.updated_at \
        where drafts.account_id = excluded.account_id";
    conn.execute(sql, args![draft.id, account, &draft.draft, draft.updated_at]).await.map(|_| ())
}

/// One of a member's drafts.
pub async fn get(conn: &mut Conn, account: AccountId, id: i64) -> Result<Option<Draft>> {
    let sql = "select id, draft, updated_at from drafts where account_id = $1 and id = $2";
    conn.row(sql, args![account, id]).await?.as_ref().map(from_row).transpose()
}

/// A page of a member's drafts, last begun first.
pub async fn page(conn: &mut Conn, account: AccountId, page: Page) -> Result<Vec<Draft>> {
    let sql = format!(
        "select id, draft, updated_at from drafts where account_id = $1 and id < $2 and id > $3 order by id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut drafts: Vec<Draft> = conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    drafts.sort_unstable_by_key(|draft| std::cmp::Reverse(draft.id));
    Ok(drafts)
}

/// How many a member has.
pub async fn count(conn: &mut Conn, account: AccountId) -> Result<i64> {
    conn.number("select count(*) from drafts where account_id = $1", args![account]).await
}

/// Removes a draft; false when there was none.
pub async fn delete(conn: &mut Conn, account: AccountId, id: i64) -> Result<bool> {
    Ok(conn.execute("delete from drafts where account_id = $1 and id = $2", args![account, id]).await? > 0)
}
