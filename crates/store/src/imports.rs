//! What members bring from elsewhere: archives, what has come out of them, whom they knew.

use crate::row::to_json;
use crate::{Conn, Result, Row, args, list};
use model::id::IdGenerator;
use model::{AccountId, PostId, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An archive being brought, or one that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub account: AccountId,
    /// What the file was called.
    pub name: String,
    /// Where it lies while it is read.
    pub file: Option<String>,
    /// How it is to be brought, as JSON.
    pub options: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// What became of it so far, as JSON.
    pub report: String,
    /// When it came.
    pub created_at: Time,
    /// When something last happened.
    pub updated_at: Time,
}

impl Import {
    /// The report in its shape; an empty one where it is from another version.
    pub fn report<T: DeserializeOwned + Default>(&self) -> T {
        serde_json::from_str(&self.report).unwrap_or_default()
    }
}

const COLUMNS: &str = "id, account_id, name, file, options, state, report, created_at, updated_at";

fn from_row(row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.int(0)?,
        account: row.id(1)?,
        name: row.text(2)?,
        file: row.opt_text(3)?,
        options: row.text(4)?,
        state: row.text(5)?,
        report: row.text(6)?,
        created_at: row.time(7)?,
        updated_at: row.time(8)?,
    })
}

/// Adds an import.
pub async fn insert(conn: &mut Conn, import: &Import) -> Result<()> {
    let sql = format!("insert into imports ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let args = args![
        import.id,
        import.account,
        &import.name,
        import.file.clone(),
        &import.options,
        &import.state,
        &import.report,
        import.created_at,
        import.updated_at
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// An import.
pub async fn get(conn: &mut Conn, id: i64) -> Result<Option<Import>> {
    let sql = format!("select {COLUMNS} from imports where id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// A member's imports, the latest first.
pub async fn of_account(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<Import>> {
    let sql = format!("select {COLUMNS} from imports where account_id = $1 order by id desc limit $2");
    conn.rows(&sql, args![account, limit]).await?.iter().map(from_row).collect()
}

/// Whether a member's import has not ended yet.
pub async fn any_under_way(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let sql = "select 1 from imports where account_id = $1 and state in ('waiting', 'running') limit 1";
    Ok(conn.row(sql, args![account]).await?.is_some())
}

/// The uploads of an account that were not read to their end.
pub async fn files_of(conn: &mut Conn, account: AccountId) -> Result<Vec<String>> {
    let sql = "select file from imports where account_id = $1 and file is not null";
    conn.rows(sql, args![account]).await?.iter().map(|row| row.text(0)).collect()
}

/// Notes how far an import is. Ended, it has no file any more.
pub async fn note(
    conn: &mut Conn,
    id: i64,
    state: &str,
    report: &(impl Serialize + Sync),
    now: Time,
) -> Result<()> {
    let sql = "update imports set state = $2, report = $3, updated_at = $4, \
        file = case when $2 in ('done', 'failed') then null else file end where id = $1";
    conn.execute(sql, args![id, state, to_json(report)?, now]).await.map(|_| ())
}

/// Forgets all but the latest ended imports of a member.
pub async fn forget_old(conn: &mut Conn, account: AccountId, keep: usize) -> Result<()> {
    let sql = "delete from imports where account_id = $1 and state in ('done', 'failed') and id not in \
        (select id from imports where account_id = $1 order by id desc limit $2)";
    conn.execute(sql, args![account, keep]).await.map(|_| ())
}

/// Of these keys, those that have come already, with the post they became.
pub async fn known(conn: &mut Conn, account: AccountId, keys: &[&str]) -> Result<Vec<(String, PostId)>> {
    let mut args = args![account];
    let sql = format!(
        "select key, post_id from import_items where account_id = $1 and key in ({})",
        list(&mut args, keys)
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.text(0)?, row.id(1)?))).collect()
}

/// Remembers what a key became; false when it has come already.
pub async fn remember(conn: &mut Conn, account: AccountId, key: &str, post: PostId) -> Result<bool> {
    let sql =
        "insert into import_items (account_id, key, post_id) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![account, key, post]).await? > 0)
}

/// An id for a post of the past that no post has, from `wanted` on.
pub async fn free_id(conn: &mut Conn, node: u8, at: Time) -> Result<PostId> {
    let first = IdGenerator::new(node).backdated(at, 0);
    let mut from = first;
    loop {
        let sql = "select id from posts where id >= $1 and id < $2 order by id";
        let taken = conn.rows(sql, args![from, from + WINDOW]).await?;
        for row in &taken {
            if row.int(0)? != from {
                break;
            }
            from += 1;
        }
        if taken.last().map(|row| row.int(0)).transpose()? != Some(from - 1) {
            return Ok(PostId(from));
        }
    }
}

/// Ids looked at together.
const WINDOW: i64 = 64;

/// Remembers whom a member followed elsewhere.
pub async fn remember_person(
    conn: &mut Conn,
    account: AccountId,
    network: &str,
    handle: &str,
) -> Result<bool> {
    let sql =
        "insert into import_people (account_id, network, handle) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![account, network, handle]).await? > 0)
}

/// Writes anew where else an account says it is found.
pub async fn declare(conn: &mut Conn, account: AccountId, places: &[(String, String, bool)]) -> Result<()> {
    conn.execute("delete from declared where account_id = $1", args![account]).await?;
    for (network, handle, verified) in places {
        let sql = "insert into declared (network, handle, account_id, verified) values ($1, $2, $3, $4) \
            on conflict (network, handle, account_id) do update set verified = excluded.verified";
        conn.execute(sql, args![network, handle, account, *verified]).await?;
    }
    Ok(())
}

/// People a member followed elsewhere who say that they are here now: who, as what, and whether that
/// has been checked. Those the member follows, hides or was shown enough are left out.
pub async fn met_again(
    conn: &mut Conn,
    me: AccountId,
    limit: usize,
) -> Result<Vec<(AccountId, String, String, bool)>> {
    let sql = "select a.id, d.network, d.handle, d.verified from import_people p \
        join declared d on d.network = p.network and d.handle = p.handle \
        join accounts a on a.id = d.account_id \
        where p.account_id = $1 and a.id <> $1 and a.suspended_at is null and a.moved_to is null \
        and not exists (select 1 from follows x where x.source_id = $1 and x.target_id = a.id) \
        and not exists (select 1 from blocks x where (x.source_id = $1 and x.target_id = a.id) \
        or (x.source_id = a.id and x.target_id = $1)) \
        and not exists (select 1 from mutes x where x.source_id = $1 and x.target_id = a.id) \
        and not exists (select 1 from suggestion_dismissals x where x.account_id = $1 and x.target_id = a.id) \
        order by d.verified desc, a.id limit $2";
    let rows = conn.rows(sql, args![me, limit]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?, row.text(2)?, row.flag(3)?))).collect()
}
