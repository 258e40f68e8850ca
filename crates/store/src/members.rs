//! Members: the private side of accounts here.

use crate::row::to_json;
use crate::{Conn, Result, Row, args};
use model::account::{Member, Preferences};
use model::notification::NotificationPolicy;
use model::{AccountId, Role, Time};

const COLUMNS: &str = "m.account_id, m.email, m.password_hash, a.role, m.approved, m.confirmed_at, m.reason, m.locale, \
    m.preferences, m.created_at";

fn from_row(row: &Row) -> Result<Member> {
    Ok(Member {
        account: row.id(0)?,
        email: row.text(1)?,
        password_hash: row.text(2)?,
        role: Role::from_number(row.int(3)?),
        approved: row.flag(4)?,
        confirmed_at: row.opt_time(5)?,
        reason: row.text(6)?,
        locale: row.text(7)?,
        preferences: row.json(8)?,
        created_at: row.time(9)?,
    })
}

/// The member an account belongs to.
pub async fn get(conn: &mut Conn, id: AccountId) -> Result<Option<Member>> {
    let sql = format!(
        "select {COLUMNS} from members m join accounts a on a.id = m.account_id where m.account_id = $1"
    );
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// The member of an e-mail address, compared without case.
pub async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Member>> {
    let sql = format!(
        "select {COLUMNS} from members m join accounts a on a.id = m.account_id where m.email_key = $1"
    );
    conn.row(&sql, args![email.to_lowercase()]).await?.as_ref().map(from_row).transpose()
}

/// Adds a member; [`crate::Error::Taken`] when the address is in use.
pub async fn insert(conn: &mut Conn, member: &Member) -> Result<()> {
    let sql = "insert into members (account_id, email, email_key, password_hash, approved, confirmed_at, reason, \
        locale, preferences, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = args![
        member.account,
        &member.email,
        member.email.to_lowercase(),
        &member.password_hash,
        member.approved,
        member.confirmed_at,
        &member.reason,
        &member.locale,
        to_json(&member.preferences)?,
        member.created_at,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Replaces the password.
pub async fn set_password(conn: &mut Conn, id: AccountId, hash: &str) -> Result<()> {
    conn.execute("update members set password_hash = $2 where account_id = $1", args![id, hash])
        .await
        .map(|_| ())
}

/// Replaces the address and notes since when it is known to be the member's;
/// [`crate::Error::Taken`] when it is in use.
pub async fn set_email(
    conn: &mut Conn,
    id: AccountId,
    email: &str,
    confirmed_at: Option<Time>,
) -> Result<()> {
    let sql = "update members set email = $2, email_key = $3, confirmed_at = $4 where account_id = $1";
    conn.execute(sql, args![id, email, email.to_lowercase(), confirmed_at]).await.map(|_| ())
}

/// Lets a member in.
pub async fn approve(conn: &mut Conn, id: AccountId) -> Result<()> {
    conn.execute("update members set approved = 1 where account_id = $1", args![id]).await.map(|_| ())
}

/// Members who joined before `joined_before`, never confirmed their address and have no link left to do so. Who looks
/// after the server, and whom a moderator suspended, is not among them.
pub async fn unconfirmed(
    conn: &mut Conn,
    joined_before: Time,
    now: Time,
    limit: usize,
) -> Result<Vec<AccountId>> {
    let sql = "select a.id from members m join accounts a on a.id = m.account_id \
        where m.confirmed_at is null and m.created_at < $1 and a.role = 0 and a.suspended_at is null \
        and not exists (select 1 from mailed_links l where l.account_id = a.id and l.expires_at > $2) \
        order by a.id limit $3";
    conn.rows(sql, args![joined_before, now, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// Replaces the language of the pages.
pub async fn set_locale(conn: &mut Conn, id: AccountId, locale: &str) -> Result<()> {
    conn.execute("update members set locale = $2 where account_id = $1", args![id, locale]).await.map(|_| ())
}

/// Replaces the preferences.
pub async fn set_preferences(conn: &mut Conn, id: AccountId, preferences: &Preferences) -> Result<()> {
    let sql = "update members set preferences = $2 where account_id = $1";
    conn.execute(sql, args![id, to_json(preferences)?]).await.map(|_| ())
}

/// Whose notifications the member wants to be asked about.
pub async fn notification_policy(conn: &mut Conn, id: AccountId) -> Result<NotificationPolicy> {
    let row = conn.row("select notification_policy from members where account_id = $1", args![id]).await?;
    row.map_or_else(|| Ok(NotificationPolicy::default()), |row| row.json(0))
}

/// Replaces that policy.
pub async fn set_notification_policy(
    conn: &mut Conn,
    id: AccountId,
    policy: &NotificationPolicy,
) -> Result<()> {
    let sql = "update members set notification_policy = $2 where account_id = $1";
    conn.execute(sql, args![id, to_json(policy)?]).await.map(|_| ())
}

/// How many members there are, and how many posted since a moment.
pub async fn count(conn: &mut Conn, since: Time) -> Result<(i64, i64)> {
    let all = conn.number("select count(*) from members where approved = 1", vec![]).await?;
    let sql = "select count(*) from accounts where domain is null and last_post_at > $1";
    Ok((all, conn.number(sql, args![since]).await?))
}

/// Moderators and administrators.
pub async fn moderators(conn: &mut Conn) -> Result<Vec<AccountId>> {
    let sql = "select a.id from accounts a join members m on m.account_id = a.id where a.role > 0";
    conn.rows(sql, vec![]).await?.iter().map(|row| row.id(0)).collect()
}
