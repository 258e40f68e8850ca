//! Accounts.

use crate::row::to_json;
use crate::{Conn, Result, Row, args, list};
use model::{Account, AccountId, Role, Time};

/// The columns [`from_row`] reads, of the alias `a`.
pub const COLUMNS: &str = "a.id, a.username, a.domain, a.display_name, a.note, a.note_html, a.fields, a.uri, a.url, \
    a.avatar, a.avatar_alt, a.header, a.header_alt, a.locked, a.bot, a.discoverable, a.indexable, \
    a.hide_collections, a.role, a.created_at, a.last_post_at, a.followers, a.following, a.posts, a.suspended_at, \
    a.limited_at, a.moved_to";

/// Reads an account from a row that begins with [`COLUMNS`].
pub fn from_row(row: &Row) -> Result<Account> {
    Ok(Account {
        id: row.id(0)?,
        username: row.text(1)?,
        domain: row.opt_text(2)?,
        display_name: row.text(3)?,
        note: row.text(4)?,
        note_html: row.text(5)?,
        fields: row.json(6)?,
        uri: row.opt_text(7)?,
        url: row.opt_text(8)?,
        avatar: row.opt_text(9)?,
        avatar_alt: row.text(10)?,
        header: row.opt_text(11)?,
        header_alt: row.text(12)?,
        locked: row.flag(13)?,
        bot: row.flag(14)?,
        discoverable: row.flag(15)?,
        indexable: row.flag(16)?,
        hide_collections: row.flag(17)?,
        role: Role::from_number(row.int(18)?),
        created_at: row.time(19)?,
        last_post_at: row.opt_time(20)?,
        followers: row.int(21)?,
        following: row.int(22)?,
        posts: row.int(23)?,
        suspended_at: row.opt_time(24)?,
        limited_at: row.opt_time(25)?,
        moved_to: row.opt_id(26)?,
    })
}

/// What names are compared by: lower case, `name` or `name@domain`.
pub fn name_key(username: &str, domain: Option<&str>) -> String {
    match domain {
        Some(domain) => format!("{}@{}", username.to_lowercase(), domain.to_lowercase()),
        None => username.to_lowercase(),
    }
}

/// One account.
pub async fn get(conn: &mut Conn, id: AccountId) -> Result<Option<Account>> {
    let sql = format!("select {COLUMNS} from accounts a where a.id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// Several accounts, in no order; those that do not exist are left out.
pub async fn get_many(conn: &mut Conn, ids: &[AccountId]) -> Result<Vec<Account>> {
    let mut args = vec![];
    let sql = format!("select {COLUMNS} from accounts a where a.id in ({})", list(&mut args, ids));
    conn.rows(&sql, args).await?.iter().map(from_row).collect()
}

/// The account of a name, compared without case.
pub async fn by_name(conn: &mut Conn, username: &str, domain: Option<&str>) -> Result<Option<Account>> {
    let sql = format!("select {COLUMNS} from accounts a where a.name_key = $1");
    conn.row(&sql, args![name_key(username, domain)]).await?.as_ref().map(from_row).transpose()
}

/// Adds an account; [`crate::Error::Taken`] when the name is in use.
pub async fn insert(conn: &mut Conn, account: &Account) -> Result<()> {
    let sql = "insert into accounts (id, username, name_key, domain, display_name, note, note_html, fields, uri, url, \
        locked, bot, discoverable, indexable, role, created_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let args = args![
        account.id,
        &account.username,
        name_key(&account.username, account.domain.as_deref()),
        account.domain.clone(),
        &account.display_name,
        &account.note,
        &account.note_html,
        to_json(&account.fields)?,
        account.uri.clone(),
        account.url.clone(),
        account.locked,
        account.bot,
        account.discoverable,
        account.indexable,
        account.role.number(),
        account.created_at,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Writes everything a member may change about the own profile.
pub async fn update_profile(conn: &mut Conn, account: &Account) -> Result<()> {
    let sql = "update accounts set display_name = $2, note = $3, note_html = $4, fields = $5, avatar = $6, \
        avatar_alt = $7, header = $8, header_alt = $9, locked = $10, bot = $11, discoverable = $12, indexable = $13, \
        hide_collections = $14 where id = $1";
    let args = args![
        account.id,
        &account.display_name,
        &account.note,
        &account.note_html,
        to_json(&account.fields)?,
        account.avatar.clone(),
        &account.avatar_alt,
        account.header.clone(),
        &account.header_alt,
        account.locked,
        account.bot,
        account.discoverable,
        account.indexable,
        account.hide_collections,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Writes the fields of a profile.
pub async fn set_fields(conn: &mut Conn, id: AccountId, fields: &[model::account::Field]) -> Result<()> {
    conn.execute("update accounts set fields = $2 where id = $1", args![id, to_json(&fields)?])
        .await
        .map(|_| ())
}

/// Suspends an account, or lifts a suspension.
pub async fn set_suspended(conn: &mut Conn, id: AccountId, at: Option<Time>) -> Result<()> {
    conn.execute("update accounts set suspended_at = $2 where id = $1", args![id, at]).await.map(|_| ())
}

/// How many administrators there are who are not suspended.
pub async fn admins(conn: &mut Conn) -> Result<i64> {
    let sql = "select count(*) from accounts where domain is null and suspended_at is null and role = $1";
    conn.number(sql, args![Role::Admin.number()]).await
}

/// Gives an account a role.
pub async fn set_role(conn: &mut Conn, id: AccountId, role: Role) -> Result<()> {
    conn.execute("update accounts set role = $2 where id = $1", args![id, role.number()]).await.map(|_| ())
}

/// Counts a new (or, with −1, a deleted) post, and remembers when the last one was written.
pub async fn count_post(conn: &mut Conn, id: AccountId, change: i64, at: Option<Time>) -> Result<()> {
    let sql =
        "update accounts set posts = posts + $2, last_post_at = coalesce($3, last_post_at) where id = $1";
    conn.execute(sql, args![id, change, at]).await.map(|_| ())
}

/// Members here, oldest first, after an id.
pub async fn local_after(conn: &mut Conn, after: AccountId, limit: usize) -> Result<Vec<Account>> {
    let sql = format!(
        "select {COLUMNS} from accounts a where a.id > $1 and a.domain is null \
         and exists (select 1 from members m where m.account_id = a.id) order by a.id limit $2"
    );
    conn.rows(&sql, args![after, limit]).await?.iter().map(from_row).collect()
}

/// Ids of suspended accounts.
pub async fn suspended(conn: &mut Conn) -> Result<Vec<AccountId>> {
    conn.rows("select id from accounts where suspended_at is not null", vec![])
        .await?
        .iter()
        .map(|r| r.id(0))
        .collect()
}
