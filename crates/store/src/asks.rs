//! What curators ask members for, and who answered.

use crate::{Conn, Error, Result, Row, args};
use consent::Purpose;
use model::{AccountId, Time};

/// An ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// What the posts are for.
    pub purpose: Purpose,
    /// Under what they are given.
    pub licence: String,
    /// What members get for it.
    pub offer: String,
    /// When it was made.
    pub created_at: Time,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// How many accepted.
    pub accepted: i64,
    /// How many declined.
    pub declined: i64,
}

const COLUMNS: &str = "a.id, a.title, a.purpose, a.licence, a.offer, a.created_at, a.closed_at, \
    (select count(*) from ask_answers y where y.ask_id = a.id and y.accepted = 1), \
    (select count(*) from ask_answers n where n.ask_id = a.id and n.accepted = 0)";

/// Adds one.
pub async fn add(conn: &mut Conn, ask: &Ask) -> Result<()> {
    let sql =
        "insert into asks (id, title, purpose, licence, offer, created_at) values ($1, $2, $3, $4, $5, $6)";
    let args = args![ask.id, &ask.title, ask.purpose.word(), &ask.licence, &ask.offer, ask.created_at];
    conn.execute(sql, args).await.map(|_| ())
}

/// Closes one: nobody is asked any more. Answers whether there was one to close.
pub async fn close(conn: &mut Conn, id: i64, at: Time) -> Result<bool> {
    let sql = "update asks set closed_at = $2 where id = $1 and closed_at is null";
    Ok(conn.execute(sql, args![id, at]).await? > 0)
}

/// The newest asks.
pub async fn all(conn: &mut Conn, limit: usize) -> Result<Vec<Ask>> {
    let sql = format!("select {COLUMNS} from asks a order by a.id desc limit $1");
    conn.rows(&sql, args![limit]).await?.iter().map(from_row).collect()
}

/// One of them.
pub async fn one(conn: &mut Conn, id: i64) -> Result<Option<Ask>> {
    let sql = format!("select {COLUMNS} from asks a where a.id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// Notes a member's answer in place of an earlier one.
pub async fn answer(conn: &mut Conn, ask: i64, account: AccountId, accepted: bool, at: Time) -> Result<()> {
    let sql = "insert into ask_answers (ask_id, account_id, accepted, at) values ($1, $2, $3, $4) \
        on conflict (ask_id, account_id) do update set accepted = excluded.accepted, at = excluded.at";
    conn.execute(sql, args![ask, account, i64::from(accepted), at]).await.map(|_| ())
}

/// What a member answered: ask and whether they accepted.
pub async fn answers(conn: &mut Conn, account: AccountId) -> Result<Vec<(i64, bool)>> {
    let sql = "select ask_id, accepted from ask_answers where account_id = $1";
    conn.rows(sql, args![account]).await?.iter().map(|row| Ok((row.int(0)?, row.flag(1)?))).collect()
}

/// How many members say yes to a purpose for all they write.
pub async fn consenting(conn: &mut Conn, purpose: Purpose) -> Result<i64> {
    let sql = "select count(*) from consent_entries e where e.purpose = $1 and e.kind = 'account' and e.choice = 'yes' \
        and not exists (select 1 from consent_entries n where n.account_id = e.account_id and n.kind = 'account' \
        and n.purpose = e.purpose and n.seq > e.seq)";
    conn.number(sql, args![purpose.word()]).await
}

fn from_row(row: &Row) -> Result<Ask> {
    Ok(Ask {
        id: row.int(0)?,
        title: row.text(1)?,
        purpose: row.text(2)?.parse().map_err(|_| Error::Row("an ask has no purpose".to_owned()))?,
        licence: row.text(3)?,
        offer: row.text(4)?,
        created_at: row.time(5)?,
        closed_at: row.opt_time(6)?,
        accepted: row.int(7)?,
        declined: row.int(8)?,
    })
}
