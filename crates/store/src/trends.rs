//! What trends are reckoned from: who used which tag, linked to which page and liked which post lately, and how many
//! did on days before. Only so many of the newest public posts are looked at for what may trend, so that the answer
//! costs the same however busy the server is.
//!
//! People who count are members in good standing who want to be found and are not new; and what moderators
//! said of what may trend.

use crate::{Conn, Result, Row, args, list};
use model::post::{LinkCard, Tag};
use model::visibility::Viewer;
use model::{AccountId, Page, PostId, Time};

/// Public posts looked at, newest first.
const LOOKED_AT: usize = 3_000;
/// Acts looked at.
const ACTS: usize = 20_000;

/// Posts looked at: public, since `$1`, so many (`$2`), by accounts that count: joined before `$3`.
const RECENT: &str = "with recent as (select p.id, p.author_id, p.created_at, p.sensitive, p.spoiler, p.reply_to \
    from posts p join accounts a on a.id = p.author_id \
    where p.visibility = 0 and p.repost_of is null and p.local_only = 0 and p.id >= $1 and a.created_at <= $3 \
    and a.discoverable = 1 and a.suspended_at is null and a.limited_at is null order by p.id desc limit $2)";

/// Whoever of the alias `a` counts: joined before `$1`.
const COUNTS: &str = "a.created_at <= $1 and a.suspended_at is null and a.limited_at is null";

/// What may trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A tag.
    Tags,
    /// A page that is linked to.
    Links,
    /// A post.
    Posts,
}

/// All of them.
pub const KINDS: [Kind; 3] = [Kind::Tags, Kind::Links, Kind::Posts];

impl Kind {
    /// The word it is kept by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Links => "links",
            Self::Posts => "statuses",
        }
    }

    /// The kind of a word.
    pub fn named(word: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.word() == word)
    }

    /// Where uses are kept: table, and the column that names what was used.
    const fn uses(self) -> (&'static str, &'static str) {
        match self {
            Self::Links => ("post_cards", "url"),
            _ => ("post_tags", "tag"),
        }
    }
}

/// Somebody used something: what, who, when, in which post.
pub type Act = (String, AccountId, Time, PostId);

/// What at least `voices` accounts used since a moment, most used first.
pub async fn candidates(
    conn: &mut Conn,
    kind: Kind,
    since: Time,
    joined_before: Time,
    voices: usize,
    limit: usize,
) -> Result<Vec<String>> {
    let (table, column) = kind.uses();
    let sql = format!(
        "{RECENT} select u.{column}, count(distinct r.author_id) from recent r join {table} u on u.post_id = r.id \
         group by u.{column} having count(distinct r.author_id) >= $5 order by 2 desc, 1 limit $4"
    );
    let args = args![model::id::first_at(since), LOOKED_AT, joined_before, limit, voices];
    conn.rows(&sql, args).await?.iter().map(|row| row.text(0)).collect()
}

/// Who used what since a moment.
pub async fn uses(
    conn: &mut Conn,
    kind: Kind,
    what: &[&str],
    since: Time,
    joined_before: Time,
) -> Result<Vec<Act>> {
    let (table, column) = kind.uses();
    let mut args = args![joined_before, model::id::first_at(since), ACTS];
    let sql = format!(
        "select u.{column}, p.author_id, p.created_at, p.id from {table} u join posts p on p.id = u.post_id \
         join accounts a on a.id = p.author_id where u.{column} in ({}) and u.post_id >= $2 \
         and p.visibility = 0 and p.local_only = 0 and a.discoverable = 1 and {COUNTS} order by u.post_id desc limit $3",
        list(&mut args, what)
    );
    let read = |row: &Row| Ok((row.text(0)?, row.id(1)?, row.time(2)?, row.id(3)?));
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// How many used what in each of the days that end at this hour: what, how many days ago, people.
pub async fn days(
    conn: &mut Conn,
    kind: Kind,
    what: &[&str],
    since: Time,
    now: Time,
) -> Result<Vec<(String, i64, i64)>> {
    let (table, column) = kind.uses();
    let mut args = args![now, model::id::first_at(since)];
    let sql = format!(
        "select u.{column}, ($1 - p.created_at) / 86400000, count(distinct p.author_id) \
         from {table} u join posts p on p.id = u.post_id join accounts a on a.id = p.author_id \
         where u.{column} in ({}) and u.post_id >= $2 and p.visibility = 0 and p.local_only = 0 \
         and a.discoverable = 1 and {COUNTS} group by 1, 2",
        list(&mut args, what)
    );
    let read = |row: &Row| Ok((row.text(0)?, row.int(1)?, row.int(2)?));
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// Posts that begin a conversation, are not covered and moved at least `voices` accounts, with when they were written.
pub async fn posts(
    conn: &mut Conn,
    since: Time,
    joined_before: Time,
    voices: usize,
    limit: usize,
) -> Result<Vec<(PostId, Time)>> {
    let sql = format!(
        "{RECENT} select r.id, r.created_at from recent r join posts p on p.id = r.id \
         where p.likes + p.reposts + p.quotes >= $5 and r.sensitive = 0 and r.spoiler = '' and r.reply_to is null \
         order by p.likes + p.reposts + p.quotes desc, r.id desc limit $4"
    );
    let args = args![model::id::first_at(since), LOOKED_AT, joined_before, limit, voices];
    let rows = conn.rows(&sql, args).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.time(1)?))).collect()
}

/// Who liked, reposted or quoted some posts, their authors left out.
pub async fn moved(
    conn: &mut Conn,
    posts: &[PostId],
    joined_before: Time,
) -> Result<Vec<(PostId, AccountId, Time)>> {
    let mut found = Vec::new();
    for (table, who, what, more) in [
        ("likes", "account_id", "post_id", ""),
        ("posts", "author_id", "repost_of", ""),
        ("posts", "author_id", "quote_of", " and m.visibility = 0"),
    ] {
        let mut args = args![joined_before, ACTS];
        let sql = format!(
            "select m.{what}, m.{who}, m.id from {table} m join posts p on p.id = m.{what} \
             join accounts a on a.id = m.{who} where m.{what} in ({}) and m.{who} <> p.author_id and {COUNTS}{more} \
             order by m.id desc limit $2",
            list(&mut args, posts)
        );
        for row in conn.rows(&sql, args).await? {
            found.push((row.id(0)?, row.id(1)?, model::id::made_at(row.int(2)?)));
        }
    }
    Ok(found)
}

/// How many accounts that count posted in public since a moment.
pub async fn active(conn: &mut Conn, since: Time, joined_before: Time) -> Result<i64> {
    let sql = format!("{RECENT} select count(distinct author_id) from recent");
    conn.number(&sql, args![model::id::first_at(since), LOOKED_AT, joined_before]).await
}

/// The tags of these names, as they are written.
pub async fn tags(conn: &mut Conn, names: &[&str]) -> Result<Vec<Tag>> {
    crate::tags::known(conn, names).await
}

/// A page that is linked to, with the day (since 1970, UTC), posts and accounts of its uses.
pub type LinkedPage = (String, LinkCard, Vec<(i64, i64, i64)>);

/// Pages that are linked to, and how much in public since a moment.
pub async fn pages(conn: &mut Conn, urls: &[&str], since: Time) -> Result<Vec<LinkedPage>> {
    let mut args = args![];
    let sql = format!("select url, card from cards where url in ({})", list(&mut args, urls));
    let mut pages: Vec<LinkedPage> = conn
        .rows(&sql, args)
        .await?
        .iter()
        .map(|row| Ok((row.text(0)?, row.json(1)?, Vec::new())))
        .collect::<Result<_>>()?;
    let mut args = args![model::id::first_at(since)];
    let sql = format!(
        "select u.url, p.created_at / 86400000, count(*), count(distinct p.author_id) \
         from post_cards u join posts p on p.id = u.post_id where u.url in ({}) and u.post_id >= $1 \
         and p.visibility = 0 and p.local_only = 0 group by 1, 2",
        list(&mut args, urls)
    );
    for row in conn.rows(&sql, args).await? {
        let url = row.text(0)?;
        if let Some(page) = pages.iter_mut().find(|page| page.0 == url) {
            page.2.push((row.int(1)?, row.int(2)?, row.int(3)?));
        }
    }
    Ok(pages)
}

/// Posts the viewer may see that link to some pages, those that moved most first: page and post.
pub async fn conversation(
    conn: &mut Conn,
    urls: &[&str],
    since: Time,
    viewer: Viewer,
    limit: usize,
) -> Result<Vec<(String, PostId)>> {
    let mut args = args![model::id::first_at(since), crate::visibility::number(viewer), limit];
    let sql = format!(
        "select u.url, p.id from post_cards u join posts p on p.id = u.post_id join accounts a on a.id = p.author_id \
         where u.url in ({}) and u.post_id >= $1 and p.visibility = 0 and p.local_only = 0 and p.sensitive = 0 \
         and p.spoiler = '' and a.discoverable = 1 and a.limited_at is null and {} \
         order by p.likes + p.reposts + p.replies desc, p.id desc limit $3",
        list(&mut args, urls),
        crate::visibility::visible("p", "$2")
    );
    let rows = conn.rows(&sql, args).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.id(1)?))).collect()
}

/// A page of public posts the viewer may see that link to a page, by accounts that want to be found.
pub async fn linking(conn: &mut Conn, url: &str, viewer: Viewer, page: Page) -> Result<Vec<PostId>> {
    let sql = format!(
        "select p.id from post_cards u join posts p on p.id = u.post_id join accounts a on a.id = p.author_id \
         where u.url = $1 and u.post_id < $2 and u.post_id > $3 and p.visibility = 0 and p.local_only = 0 \
         and a.discoverable = 1 and a.limited_at is null and {} order by p.id {} limit $5",
        crate::visibility::visible("p", "$4"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let viewer = crate::visibility::number(viewer);
    let args = args![url, page.cursor.upper(), page.cursor.lower(), viewer, page.limit];
    let rows = conn.rows(&sql, args).await?;
    let mut ids: Vec<PostId> = rows.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    Ok(ids)
}

/// What moderators said of what may trend: what, and whether it may.
pub async fn reviews(conn: &mut Conn, kind: Kind, what: &[&str]) -> Result<Vec<(String, bool)>> {
    let mut args = args![kind.word()];
    let sql = format!(
        "select subject, allowed from trend_reviews where kind = $1 and subject in ({})",
        list(&mut args, what)
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.text(0)?, row.flag(1)?))).collect()
}

/// Keeps what a moderator says.
pub async fn review(conn: &mut Conn, kind: Kind, what: &str, allowed: bool, at: Time) -> Result<()> {
    let sql = "insert into trend_reviews (kind, subject, allowed, at) values ($1, $2, $3, $4) \
        on conflict (kind, subject) do update set allowed = excluded.allowed, at = excluded.at";
    conn.execute(sql, args![kind.word(), what, allowed, at]).await.map(|_| ())
}

/// Forgets what was said of a post that is gone.
pub async fn forget_post(conn: &mut Conn, post: PostId) -> Result<()> {
    let sql = "delete from trend_reviews where kind = $1 and subject = $2";
    conn.execute(sql, args![Kind::Posts.word(), post.to_string()]).await.map(|_| ())
}
