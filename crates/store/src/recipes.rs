//! Feeds that members make, who likes them, and who keeps them at hand.

use crate::row::to_json;
use crate::{Conn, Result, Row, args};
use model::{AccountId, FeedId, Time};

/// A feed, as far as one who may read it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// Who made it.
    pub owner: AccountId,
    /// Its name.
    pub name: String,
    /// What it is, in its owner's words.
    pub description: String,
    /// What it is made of, as JSON.
    pub recipe: String,
    /// Whether others may read it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub changed_at: Time,
    /// How many like it.
    pub likes: i64,
    /// Whether whoever asks does.
    pub liked: bool,
    /// Whether whoever asks keeps it at hand.
    pub pinned: bool,
}

/// Which feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One's own, oldest first.
    Mine,
    /// Those kept at hand, in their order.
    Pinned,
    /// Those others share, best liked first.
    Shared,
    /// All that are shared with everybody, best liked first.
    Open,
}

/// What is read of a feed by whoever asks (`$1`).
const SELECT: &str = "select f.id, f.owner_id, f.name, f.description, f.recipe, f.shared, f.created_at, f.changed_at, \
    (select count(*) from feed_likes l where l.feed_id = f.id) as likes, \
    (select count(*) from feed_likes l where l.feed_id = f.id and l.account_id = $1) as liked, \
    (select count(*) from feed_pins n where n.feed_id = f.id and n.account_id = $1) as pinned from feeds f";

/// Whether whoever asks (`$1`) may read a feed: their own, and what is shared by those who are here in good
/// standing and neither block them nor are blocked.
const READABLE: &str = "(f.owner_id = $1 or (f.shared = 1 \
    and exists (select 1 from accounts a where a.id = f.owner_id and a.suspended_at is null) \
    and not exists (select 1 from blocks b where (b.source_id = f.owner_id and b.target_id = $1) \
    or (b.source_id = $1 and b.target_id = f.owner_id))))";

fn from_row(row: &Row) -> Result<Feed> {
    Ok(Feed {
        id: row.id(0)?,
        owner: row.id(1)?,
        name: row.text(2)?,
        description: row.text(3)?,
        recipe: row.text(4)?,
        shared: row.flag(5)?,
        created_at: row.time(6)?,
        changed_at: row.time(7)?,
        likes: row.int(8)?,
        liked: row.flag(9)?,
        pinned: row.flag(10)?,
    })
}

/// A feed that `viewer` (0 for nobody) may read.
pub async fn get(conn: &mut Conn, id: FeedId, viewer: AccountId) -> Result<Option<Feed>> {
    let sql = format!("{SELECT} where f.id = $2 and {READABLE}");
    conn.row(&sql, args![viewer, id]).await?.as_ref().map(from_row).transpose()
}

/// Some of the feeds of a scope that a member may read.
pub async fn of(
    conn: &mut Conn,
    me: AccountId,
    scope: Scope,
    offset: usize,
    limit: usize,
) -> Result<Vec<Feed>> {
    let sql = match scope {
        Scope::Mine => format!("{SELECT} where f.owner_id = $1 order by f.id limit $2 offset $3"),
        Scope::Pinned => format!(
            "{SELECT} join feed_pins p on p.feed_id = f.id and p.account_id = $1 where {READABLE} \
             order by p.place, f.id limit $2 offset $3"
        ),
        Scope::Shared => format!(
            "{SELECT} where f.shared = 1 and f.owner_id <> $1 and {READABLE} \
             and not exists (select 1 from mutes m where m.source_id = $1 and m.target_id = f.owner_id) \
             order by likes desc, f.id desc limit $2 offset $3"
        ),
        Scope::Open => format!(
            "{SELECT} where f.shared = 1 and {READABLE} order by likes desc, f.id desc limit $2 offset $3"
        ),
    };
    conn.rows(&sql, args![me, limit, offset]).await?.iter().map(from_row).collect()
}

/// How many feeds a member has.
pub async fn count(conn: &mut Conn, owner: AccountId) -> Result<i64> {
    conn.number("select count(*) from feeds where owner_id = $1", args![owner]).await
}

/// Adds a feed, or changes one.
pub async fn put(conn: &mut Conn, feed: &Feed) -> Result<()> {
    let sql = "insert into feeds (id, owner_id, name, description, recipe, shared, created_at, changed_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set name = excluded.name, \
        description = excluded.description, recipe = excluded.recipe, shared = excluded.shared, \
        changed_at = excluded.changed_at";
    let args = args![
        feed.id,
        feed.owner,
        &feed.name,
        &feed.description,
        &feed.recipe,
        feed.shared,
        feed.created_at,
        feed.changed_at
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes a feed and all that hangs on it.
pub async fn delete(conn: &mut Conn, id: FeedId) -> Result<()> {
    for table in ["feed_likes", "feed_pins", "feed_rankers", "pack_feeds"] {
        conn.execute(&format!("delete from {table} where feed_id = $1"), args![id]).await?;
    }
    conn.execute("delete from feeds where id = $1", args![id]).await.map(|_| ())
}

/// Somebody likes a feed, or no longer.
pub async fn set_liked(conn: &mut Conn, id: FeedId, who: AccountId, liked: bool, now: Time) -> Result<()> {
    if liked {
        let sql =
            "insert into feed_likes (feed_id, account_id, at) values ($1, $2, $3) on conflict do nothing";
        return conn.execute(sql, args![id, who, now]).await.map(|_| ());
    }
    let sql = "delete from feed_likes where feed_id = $1 and account_id = $2";
    conn.execute(sql, args![id, who]).await.map(|_| ())
}

/// How many feeds a member keeps at hand.
pub async fn pins(conn: &mut Conn, who: AccountId) -> Result<i64> {
    conn.number("select count(*) from feed_pins where account_id = $1", args![who]).await
}

/// Keeps a feed at hand, after all others, or no longer.
pub async fn set_pinned(conn: &mut Conn, id: FeedId, who: AccountId, pinned: bool) -> Result<()> {
    if pinned {
        let sql = "insert into feed_pins (account_id, feed_id, place) \
            select cast($1 as bigint), cast($2 as bigint), coalesce(max(place), 0) + 1 from feed_pins where account_id = $1 \
            on conflict do nothing";
        return conn.execute(sql, args![who, id]).await.map(|_| ());
    }
    let sql = "delete from feed_pins where account_id = $1 and feed_id = $2";
    conn.execute(sql, args![who, id]).await.map(|_| ())
}

/// By what name an outside ranker knows a reader of a feed, where they let this one rank it.
pub async fn pseudonym(conn: &mut Conn, who: AccountId, id: FeedId, ranker: &str) -> Result<Option<String>> {
    let sql = "select pseudonym from feed_rankers where account_id = $1 and feed_id = $2 and ranker = $3";
    conn.row(sql, args![who, id, ranker]).await?.map(|row| row.text(0)).transpose()
}

/// A reader lets an outside ranker put a feed in order, under a name of their own there.
pub async fn let_rank(
    conn: &mut Conn,
    who: AccountId,
    id: FeedId,
    ranker: &str,
    pseudonym: &str,
    now: Time,
) -> Result<()> {
    stop_ranking(conn, who, id).await?;
    let sql =
        "insert into feed_rankers (account_id, feed_id, ranker, pseudonym, at) values ($1, $2, $3, $4, $5)";
    conn.execute(sql, args![who, id, ranker, pseudonym, now]).await.map(|_| ())
}

/// They no longer do; the name is forgotten.
pub async fn stop_ranking(conn: &mut Conn, who: AccountId, id: FeedId) -> Result<()> {
    let sql = "delete from feed_rankers where account_id = $1 and feed_id = $2";
    conn.execute(sql, args![who, id]).await.map(|_| ())
}

/// Whether For you and pinned feeds are among a member's lists.
pub async fn as_lists(conn: &mut Conn, who: AccountId) -> Result<bool> {
    Ok(conn.number("select as_lists from feed_settings where account_id = $1", args![who]).await? > 0)
}

/// Sets that.
pub async fn set_as_lists(conn: &mut Conn, who: AccountId, on: bool) -> Result<()> {
    let sql = "insert into feed_settings (account_id, as_lists) values ($1, $2) \
        on conflict (account_id) do update set as_lists = excluded.as_lists";
    conn.execute(sql, args![who, on]).await.map(|_| ())
}

/// Takes an account out of the feeds that name it.
pub(crate) async fn forget_account(conn: &mut Conn, account: AccountId) -> Result<u64> {
    let rows = conn
        .rows("select id, recipe from feeds where recipe like $1", args![format!("%{}%", account.0)])
        .await?;
    let mut changed = 0;
    for row in rows {
        let mut recipe: serde_json::Value = row.json(1)?;
        if let Some(named) = recipe["sources"]["accounts"].as_array_mut() {
            named.retain(|id| id.as_i64() != Some(account.0));
        }
        let sql = "update feeds set recipe = $2 where id = $1";
        changed += conn.execute(sql, args![row.int(0)?, to_json(&recipe)?]).await?;
    }
    Ok(changed)
}
