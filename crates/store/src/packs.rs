//! Starter packs: people and feeds a member recommends together.

use crate::{Conn, Result, Row, args};
use model::{AccountId, FeedId, PackId, Time};

/// A pack, as far as one who may read it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// Who made it.
    pub owner: AccountId,
    /// Its name.
    pub name: String,
    /// What it is, in its owner's words.
    pub description: String,
    /// Whether others may see it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub changed_at: Time,
    /// How many people are in it, as far as whoever asks may see them.
    pub people: i64,
}

/// Which packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One's own, oldest first.
    Mine,
    /// Those others share, newest first.
    Shared,
    /// Those of others that one is in, newest first.
    Within,
}

/// Who of a pack (`k`) is shown to whoever asks (`$1`), as a condition on the entry `e` and its account `a`: those
/// who want to be found, and its owner; nobody who is gone, left, or blocks or is blocked.
const SHOWN: &str = "a.suspended_at is null and a.limited_at is null and (a.discoverable = 1 or a.id = k.owner_id) \
    and not exists (select 1 from pack_refusals r where r.pack_id = e.pack_id and r.account_id = a.id) \
    and not exists (select 1 from blocks b where (b.source_id = a.id and b.target_id = $1) \
    or (b.source_id = $1 and b.target_id = a.id))";

const READABLE: &str = "(k.owner_id = $1 or (k.shared = 1 \
    and exists (select 1 from accounts o where o.id = k.owner_id and o.suspended_at is null) \
    and not exists (select 1 from blocks b where (b.source_id = k.owner_id and b.target_id = $1) \
    or (b.source_id = $1 and b.target_id = k.owner_id))))";

fn select() -> String {
    format!(
        "select k.id, k.owner_id, k.name, k.description, k.shared, k.created_at, k.changed_at, \
         (select count(*) from pack_accounts e join accounts a on a.id = e.account_id \
         where e.pack_id = k.id and {SHOWN}) from packs k"
    )
}

fn from_row(row: &Row) -> Result<Pack> {
    Ok(Pack {
        id: row.id(0)?,
        owner: row.id(1)?,
        name: row.text(2)?,
        description: row.text(3)?,
        shared: row.flag(4)?,
        created_at: row.time(5)?,
        changed_at: row.time(6)?,
        people: row.int(7)?,
    })
}

/// A pack that `viewer` (0 for nobody) may see.
pub async fn get(conn: &mut Conn, id: PackId, viewer: AccountId) -> Result<Option<Pack>> {
    let sql = format!("{} where k.id = $2 and {READABLE}", select());
    conn.row(&sql, args![viewer, id]).await?.as_ref().map(from_row).transpose()
}

/// Some packs of a scope.
pub async fn of(
    conn: &mut Conn,
    me: AccountId,
    scope: Scope,
    offset: usize,
    limit: usize,
) -> Result<Vec<Pack>> {
    let chosen = match scope {
        Scope::Mine => "k.owner_id = $1 order by k.id",
        Scope::Shared => {
            "k.shared = 1 and k.owner_id <> $1 and not exists (select 1 from mutes m where m.source_id = $1 \
             and m.target_id = k.owner_id) order by k.id desc"
        }
        Scope::Within => {
            "k.shared = 1 and k.owner_id <> $1 and exists (select 1 from pack_accounts w where w.pack_id = k.id \
             and w.account_id = $1) order by k.id desc"
        }
    };
    let sql = format!("{} where {READABLE} and {chosen} limit $2 offset $3", select());
    conn.rows(&sql, args![me, limit, offset]).await?.iter().map(from_row).collect()
}

/// How many packs a member has.
pub async fn count(conn: &mut Conn, owner: AccountId) -> Result<i64> {
    conn.number("select count(*) from packs where owner_id = $1", args![owner]).await
}

/// Who is in a pack, as far as `viewer` may see them, in the owner's order.
pub async fn people(conn: &mut Conn, id: PackId, viewer: AccountId) -> Result<Vec<AccountId>> {
    let sql = format!(
        "select e.account_id from pack_accounts e join packs k on k.id = e.pack_id \
         join accounts a on a.id = e.account_id where e.pack_id = $2 and {SHOWN} order by e.place, e.account_id"
    );
    conn.rows(&sql, args![viewer, id]).await?.iter().map(|row| row.id(0)).collect()
}

/// Which feeds are in a pack, in the owner's order. Who may read each is asked of each.
pub async fn feeds(conn: &mut Conn, id: PackId) -> Result<Vec<FeedId>> {
    let sql = "select feed_id from pack_feeds where pack_id = $1 order by place, feed_id";
    conn.rows(sql, args![id]).await?.iter().map(|row| row.id(0)).collect()
}

/// Adds a pack, or changes one.
pub async fn put(conn: &mut Conn, pack: &Pack) -> Result<()> {
    let sql = "insert into packs (id, owner_id, name, description, shared, created_at, changed_at) \
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set name = excluded.name, \
        description = excluded.description, shared = excluded.shared, changed_at = excluded.changed_at";
    let args = args![
        pack.id,
        pack.owner,
        &pack.name,
        &pack.description,
        pack.shared,
        pack.created_at,
        pack.changed_at
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Who is in a pack from now on, in this order. Those who left stay away.
pub async fn set_people(conn: &mut Conn, id: PackId, people: &[AccountId]) -> Result<()> {
    conn.execute("delete from pack_accounts where pack_id = $1", args![id]).await?;
    for (place, account) in people.iter().enumerate() {
        let sql = "insert into pack_accounts (pack_id, account_id, place) \
            select cast($1 as bigint), cast($2 as bigint), cast($3 as bigint) \
            where not exists (select 1 from pack_refusals where pack_id = $1 and account_id = $2) \
            on conflict do nothing";
        conn.execute(sql, args![id, *account, place]).await?;
    }
    Ok(())
}

/// Which feeds are in a pack from now on, in this order.
pub async fn set_feeds(conn: &mut Conn, id: PackId, feeds: &[FeedId]) -> Result<()> {
    conn.execute("delete from pack_feeds where pack_id = $1", args![id]).await?;
    for (place, feed) in feeds.iter().enumerate() {
        let sql =
            "insert into pack_feeds (pack_id, feed_id, place) values ($1, $2, $3) on conflict do nothing";
        conn.execute(sql, args![id, *feed, place]).await?;
    }
    Ok(())
}

/// Takes an account out of a pack for good; false when it was not in it.
pub async fn leave(conn: &mut Conn, id: PackId, who: AccountId) -> Result<bool> {
    let sql = "delete from pack_accounts where pack_id = $1 and account_id = $2";
    if conn.execute(sql, args![id, who]).await? == 0 {
        return Ok(false);
    }
    let sql = "insert into pack_refusals (pack_id, account_id) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![id, who]).await?;
    Ok(true)
}

/// Removes a pack and all that hangs on it.
pub async fn delete(conn: &mut Conn, id: PackId) -> Result<()> {
    for table in ["pack_accounts", "pack_feeds", "pack_refusals"] {
        conn.execute(&format!("delete from {table} where pack_id = $1"), args![id]).await?;
    }
    conn.execute("delete from packs where id = $1", args![id]).await.map(|_| ())
}
