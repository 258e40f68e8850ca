//! Links sent by mail. Each can be followed once, and is kept as a hash only.

use crate::{Conn, Result, Row, args};
use model::{AccountId, Time};

/// A link that has been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The hash of its secret.
    pub hash: String,
    /// Whose.
    pub account: AccountId,
    /// What it does.
    pub purpose: String,
    /// Where it was sent.
    pub email: String,
    /// Until when it can be followed.
    pub expires_at: Time,
}

const COLUMNS: &str = "link_hash, account_id, purpose, email, expires_at";

fn from_row(row: &Row) -> Result<Link> {
    Ok(Link {
        hash: row.text(0)?,
        account: row.id(1)?,
        purpose: row.text(2)?,
        email: row.text(3)?,
        expires_at: row.time(4)?,
    })
}

/// Keeps a link; the one for the same purpose before it ends. Those past their time are swept along.
pub async fn put(conn: &mut Conn, link: &Link, now: Time) -> Result<()> {
    conn.execute("delete from mailed_links where expires_at < $1", args![now]).await?;
    end(conn, link.account, &link.purpose).await?;
    let sql = format!("insert into mailed_links ({COLUMNS}) values ($1, $2, $3, $4, $5)");
    let args = args![&link.hash, link.account, &link.purpose, &link.email, link.expires_at];
    conn.execute(&sql, args).await.map(|_| ())
}

/// The link of a hash, as long as it can be followed.
pub async fn find(conn: &mut Conn, hash: &str, purpose: &str, now: Time) -> Result<Option<Link>> {
    let sql = format!(
        "select {COLUMNS} from mailed_links where link_hash = $1 and purpose = $2 and expires_at > $3"
    );
    conn.row(&sql, args![hash, purpose, now]).await?.as_ref().map(from_row).transpose()
}

/// A member's link for a purpose, whether or not it can still be followed.
pub async fn of(conn: &mut Conn, account: AccountId, purpose: &str) -> Result<Option<Link>> {
    let sql = format!("select {COLUMNS} from mailed_links where account_id = $1 and purpose = $2");
    conn.row(&sql, args![account, purpose]).await?.as_ref().map(from_row).transpose()
}

/// Takes a link out, as long as it can be followed: nobody follows it again.
pub async fn take(conn: &mut Conn, hash: &str, purpose: &str, now: Time) -> Result<Option<Link>> {
    let sql = format!(
        "delete from mailed_links where link_hash = $1 and purpose = $2 and expires_at > $3 returning {COLUMNS}"
    );
    conn.row(&sql, args![hash, purpose, now]).await?.as_ref().map(from_row).transpose()
}

/// Ends a member's link for a purpose.
pub async fn end(conn: &mut Conn, account: AccountId, purpose: &str) -> Result<()> {
    let sql = "delete from mailed_links where account_id = $1 and purpose = $2";
    conn.execute(sql, args![account, purpose]).await.map(|_| ())
}
