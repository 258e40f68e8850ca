//! Likes, bookmarks, muted threads, idempotency keys.

use crate::visibility::{number, visible};
use crate::{Conn, Result, Row, args};
use model::visibility::Viewer;
use model::{AccountId, Page, PostId, Time};

/// Which pile of posts a member keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pile {
    /// Liked.
    Likes,
    /// Bookmarked.
    Bookmarks,
}

impl Pile {
    const fn table(self) -> &'static str {
        match self {
            Self::Likes => "likes",
            Self::Bookmarks => "bookmarks",
        }
    }
}

/// Adds a post to a pile; false when it was there.
pub async fn add(conn: &mut Conn, pile: Pile, id: i64, account: AccountId, post: PostId) -> Result<bool> {
    let sql = format!(
        "insert into {} (id, account_id, post_id) values ($1, $2, $3) on conflict do nothing",
        pile.table()
    );
    Ok(conn.execute(&sql, args![id, account, post]).await? > 0)
}

/// Takes a post from a pile; false when it was not there.
pub async fn remove(conn: &mut Conn, pile: Pile, account: AccountId, post: PostId) -> Result<bool> {
    let sql = format!("delete from {} where account_id = $1 and post_id = $2", pile.table());
    Ok(conn.execute(&sql, args![account, post]).await? > 0)
}

/// A page of a pile, last added first: the entry's id, for paging, and the post, as far as the
/// member may still see it.
pub async fn page(conn: &mut Conn, pile: Pile, account: AccountId, page: Page) -> Result<Vec<(i64, PostId)>> {
    let sql = format!(
        "select l.id, l.post_id from {} l join posts p on p.id = l.post_id \
         where l.account_id = $1 and l.id < $2 and l.id > $3 and {} order by l.id {} limit $4",
        pile.table(),
        visible("p", "$1"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    pairs(conn.rows(&sql, args).await?)
}

/// Who liked a post: the like's id, for paging, and the account; the suspended and those who
/// blocked the viewer are left out.
pub async fn likers(
    conn: &mut Conn,
    post: PostId,
    viewer: Viewer,
    page: Page,
) -> Result<Vec<(i64, AccountId)>> {
    let sql = format!(
        "select l.id, l.account_id from likes l join accounts a on a.id = l.account_id \
         where l.post_id = $1 and l.id < $2 and l.id > $3 and a.suspended_at is null \
         and not exists (select 1 from blocks b where b.source_id = a.id and b.target_id = $4) \
         order by l.id {} limit $5",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![post, page.cursor.upper(), page.cursor.lower(), number(viewer), page.limit];
    pairs(conn.rows(&sql, args).await?)
}

fn pairs<T: From<i64>>(rows: Vec<Row>) -> Result<Vec<(i64, T)>> {
    let mut found: Vec<(i64, T)> =
        rows.iter().map(|row| Ok((row.int(0)?, row.id(1)?))).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(found)
}

/// Everything a member marked, newest `limit` of each: what a page of posts needs to show buttons
/// right without a query.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Liked posts.
    pub likes: Vec<PostId>,
    /// Bookmarked posts.
    pub bookmarks: Vec<PostId>,
    /// Reposted posts.
    pub reposts: Vec<PostId>,
    /// Threads the member mutes, by their first post.
    pub muted_threads: Vec<PostId>,
}

/// Reads a member's marks.
pub async fn marks(conn: &mut Conn, account: AccountId) -> Result<Marks> {
    let mut ids = async |sql: &str| -> Result<Vec<PostId>> {
        conn.rows(sql, args![account]).await?.iter().map(|row| row.id(0)).collect()
    };
    Ok(Marks {
        likes: ids("select post_id from likes where account_id = $1").await?,
        bookmarks: ids("select post_id from bookmarks where account_id = $1").await?,
        reposts: ids("select repost_of from posts where author_id = $1 and repost_of is not null").await?,
        muted_threads: ids("select thread_id from thread_mutes where account_id = $1").await?,
    })
}

/// Mutes or unmutes a thread.
pub async fn mute_thread(conn: &mut Conn, account: AccountId, thread: PostId, muted: bool) -> Result<()> {
    let sql = if muted {
        "insert into thread_mutes (account_id, thread_id) values ($1, $2) on conflict do nothing"
    } else {
        "delete from thread_mutes where account_id = $1 and thread_id = $2"
    };
    conn.execute(sql, args![account, thread]).await.map(|_| ())
}

/// Whether an account mutes a thread.
pub async fn mutes_thread(conn: &mut Conn, account: AccountId, thread: PostId) -> Result<bool> {
    let sql = "select 1 from thread_mutes where account_id = $1 and thread_id = $2";
    Ok(conn.row(sql, args![account, thread]).await?.is_some())
}

/// The post an idempotency key led to, if the key is younger than `since`.
pub async fn idempotent(
    conn: &mut Conn,
    account: AccountId,
    key: &str,
    since: Time,
) -> Result<Option<PostId>> {
    let sql = "select post_id from idempotency where account_id = $1 and key = $2 and at > $3";
    conn.row(sql, args![account, key, since]).await?.map(|row| row.id(0)).transpose()
}

/// Remembers what a key led to, and forgets this account's keys older than `since`.
pub async fn remember_key(
    conn: &mut Conn,
    account: AccountId,
    key: &str,
    post: PostId,
    at: Time,
    since: Time,
) -> Result<()> {
    conn.execute("delete from idempotency where account_id = $1 and at <= $2", args![account, since]).await?;
    let sql = "insert into idempotency (account_id, key, post_id, at) values ($1, $2, $3, $4)";
    conn.execute(sql, args![account, key, post, at]).await.map(|_| ())
}
