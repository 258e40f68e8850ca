//! Who wants to be told when the forecast of a post turns, and what they heard of it last.

use crate::{Conn, Result, args};
use model::{AccountId, PostId, Time};

/// Somebody follows a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Who.
    pub account: AccountId,
    /// Of which post.
    pub post: PostId,
    /// What they heard last, as JSON.
    pub told: String,
}

/// Follows a forecast; who does already keeps what they heard.
pub async fn follow(conn: &mut Conn, me: AccountId, post: PostId, told: &str, at: Time) -> Result<()> {
    let sql = "insert into forecast_follows (account_id, post_id, told, since) values ($1, $2, $3, $4) \
        on conflict do nothing";
    conn.execute(sql, args![me, post, told, at]).await.map(|_| ())
}

/// Follows it no longer.
pub async fn unfollow(conn: &mut Conn, me: AccountId, post: PostId) -> Result<()> {
    let sql = "delete from forecast_follows where account_id = $1 and post_id = $2";
    conn.execute(sql, args![me, post]).await.map(|_| ())
}

/// Whether they do.
pub async fn is_followed(conn: &mut Conn, me: AccountId, post: PostId) -> Result<bool> {
    let sql = "select count(*) from forecast_follows where account_id = $1 and post_id = $2";
    Ok(conn.number(sql, args![me, post]).await? > 0)
}

/// How many they follow.
pub async fn count(conn: &mut Conn, me: AccountId) -> Result<i64> {
    conn.number("select count(*) from forecast_follows where account_id = $1", args![me]).await
}

/// Of which posts, the newest first.
pub async fn of_account(conn: &mut Conn, me: AccountId) -> Result<Vec<PostId>> {
    let sql = "select post_id from forecast_follows where account_id = $1 order by post_id desc";
    conn.rows(sql, args![me]).await?.iter().map(|row| row.id(0)).collect()
}

/// Whether anybody follows any.
pub async fn any(conn: &mut Conn) -> Result<bool> {
    let sql = "select cast(case when exists (select 1 from forecast_follows) then 1 else 0 end as bigint)";
    Ok(conn.number(sql, args![]).await? > 0)
}

/// All that are followed, by whomever: those of the newest posts first.
pub async fn all(conn: &mut Conn, limit: usize) -> Result<Vec<Follow>> {
    let sql =
        "select account_id, post_id, told from forecast_follows order by post_id desc, account_id limit $1";
    let rows = conn.rows(sql, args![limit]).await?;
    rows.iter().map(|row| Ok(Follow { account: row.id(0)?, post: row.id(1)?, told: row.text(2)? })).collect()
}

/// Somebody hears of a forecast; false where they do not follow it any more.
pub async fn hear(conn: &mut Conn, me: AccountId, post: PostId, told: &str) -> Result<bool> {
    let sql = "update forecast_follows set told = $3 where account_id = $1 and post_id = $2";
    Ok(conn.execute(sql, args![me, post, told]).await? > 0)
}

/// Lets go of posts with a lower id.
pub async fn forget_before(conn: &mut Conn, post: i64) -> Result<()> {
    conn.execute("delete from forecast_follows where post_id < $1", args![post]).await.map(|_| ())
}
