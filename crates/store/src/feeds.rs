//! What timelines are made of: recent posts for the rings, and what one member follows and hides.

use crate::posts::newest_first;
use crate::visibility::visible;
use crate::{Conn, Result, Row, args, list};
use model::event::PostFacts;
use model::{AccountId, Page, PostId, Time, Visibility};
use std::collections::HashMap;

/// The id below which there are more posts than `most`; 0 when all posts are newer.
pub async fn floor(conn: &mut Conn, most: usize) -> Result<i64> {
    conn.number("select id from posts order by id desc limit 1 offset $1", args![most]).await
}

/// Facts of up to `limit` posts after an id, oldest first: what the log would tell of them.
pub async fn facts_after(conn: &mut Conn, after: i64, limit: usize) -> Result<Vec<PostFacts>> {
    let sql = "select p.id, p.author_id, p.visibility, p.reply_to, p.reply_to_author, p.repost_of, o.author_id, \
        p.quote_of, p.language, a.domain, \
        cast(case when exists (select 1 from media m where m.post_id = p.id) then 1 else 0 end as bigint) \
        from posts p join accounts a on a.id = p.author_id left join posts o on o.id = p.repost_of \
        where p.id > $1 order by p.id limit $2";
    let rows = conn.rows(sql, args![after, limit]).await?;
    let mut facts: Vec<PostFacts> = rows.iter().map(facts_from_row).collect::<Result<_>>()?;
    let (Some(first), Some(last)) = (facts.first(), facts.last()) else { return Ok(facts) };
    let (first, last) = (first.id, last.id);
    let mut tags: HashMap<PostId, Vec<String>> = HashMap::new();
    let sql =
        "select post_id, tag from post_tags where post_id >= $1 and post_id <= $2 order by post_id, tag";
    for row in conn.rows(sql, args![first, last]).await? {
        tags.entry(row.id(0)?).or_default().push(row.text(1)?);
    }
    let mut mentions: HashMap<PostId, Vec<AccountId>> = HashMap::new();
    let sql = "select post_id, account_id from mentions where post_id >= $1 and post_id <= $2 and silent = 0 \
        order by post_id, account_id";
    for row in conn.rows(sql, args![first, last]).await? {
        mentions.entry(row.id(0)?).or_default().push(row.id(1)?);
    }
    for post in &mut facts {
        post.tags = tags.remove(&post.id).unwrap_or_default();
        post.mentions = mentions.remove(&post.id).unwrap_or_default();
    }
    Ok(facts)
}

fn facts_from_row(row: &Row) -> Result<PostFacts> {
    Ok(PostFacts {
        id: row.id(0)?,
        author: row.id(1)?,
        visibility: Visibility::from_number(row.int(2)?),
        reply_to: row.opt_id(3)?,
        reply_to_author: row.opt_id(4)?,
        repost_of: row.opt_id(5)?,
        repost_author: row.opt_id(6)?,
        quote_of: row.opt_id(7)?,
        language: row.opt_text(8)?,
        local: row.opt_text(9)?.is_none(),
        media: row.flag(10)?,
        ..PostFacts::default()
    })
}

/// Accounts a member blocks or is blocked by.
pub async fn blocked_either_way(conn: &mut Conn, account: AccountId) -> Result<Vec<AccountId>> {
    let sql = "select target_id from blocks where source_id = $1 union select source_id from blocks where target_id = $1";
    conn.rows(sql, args![account]).await?.iter().map(|row| row.id(0)).collect()
}

/// Accounts a member mutes, with when that ends.
pub async fn muted(conn: &mut Conn, account: AccountId) -> Result<Vec<(AccountId, Option<Time>)>> {
    let rows =
        conn.rows("select target_id, expires_at from mutes where source_id = $1", args![account]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.opt_time(1)?))).collect()
}

/// Tags a member follows, folded.
pub async fn followed_tags(conn: &mut Conn, account: AccountId) -> Result<Vec<String>> {
    let rows = conn.rows("select tag from tag_follows where account_id = $1", args![account]).await?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// Accounts in a member's exclusive lists.
pub async fn in_exclusive_lists(conn: &mut Conn, account: AccountId) -> Result<Vec<AccountId>> {
    let sql = "select distinct la.account_id from lists l join list_accounts la on la.list_id = l.id \
        where l.owner_id = $1 and l.exclusive = 1";
    conn.rows(sql, args![account]).await?.iter().map(|row| row.id(0)).collect()
}

/// A page of a home timeline from the rows, for pages deeper than memory. Reposts and replies are
/// chosen as memory does, as far as rows can tell.
pub async fn deep_home(conn: &mut Conn, me: AccountId, now: Time, page: Page) -> Result<Vec<PostId>> {
    let sql = format!(
        "select p.id from posts p where p.id < $2 and p.id > $3 \
         and (p.author_id = $1 or exists (select 1 from follows f where f.source_id = $1 and f.target_id = p.author_id \
         and f.accepted = 1 and (f.reposts = 1 or p.repost_of is null))) \
         and (p.reply_to_author is null or p.reply_to_author = p.author_id or p.reply_to_author = $1 or p.author_id = $1 \
         or exists (select 1 from follows g where g.source_id = $1 and g.target_id = p.reply_to_author and g.accepted = 1)) \
         and not exists (select 1 from mutes m where m.source_id = $1 and m.target_id = p.author_id \
         and (m.expires_at is null or m.expires_at > $5)) and {} order by p.id {} limit $4",
        visible("p", "$1"),
        direction(page)
    );
    newest_first(conn.rows(&sql, args![me, page.cursor.upper(), page.cursor.lower(), page.limit, now]).await?)
}

/// A page of posts by any of `authors` from the rows, for lists deeper than memory.
pub async fn deep_by(
    conn: &mut Conn,
    viewer: AccountId,
    authors: &[AccountId],
    page: Page,
) -> Result<Vec<PostId>> {
    let mut args = args![viewer, page.cursor.upper(), page.cursor.lower(), page.limit];
    let sql = format!(
        "select p.id from posts p where p.author_id in ({}) and p.id < $2 and p.id > $3 and {} order by p.id {} limit $4",
        list(&mut args, authors),
        visible("p", "$1"),
        direction(page)
    );
    newest_first(conn.rows(&sql, args).await?)
}

/// Which public posts.
#[derive(Clone, Debug, Default)]
pub struct Public {
    /// From here only.
    pub local: bool,
    /// From elsewhere only.
    pub remote: bool,
    /// With media only.
    pub only_media: bool,
    /// With any of these tags, folded; all posts when empty.
    pub tags: Vec<String>,
}

/// A page of public posts from the rows, for pages deeper than memory.
pub async fn deep_public(conn: &mut Conn, viewer: i64, wanted: &Public, page: Page) -> Result<Vec<PostId>> {
    let mut args = args![viewer, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut conditions = String::new();
    if wanted.local || wanted.remote {
        let which = if wanted.local { "null" } else { "not null" };
        conditions.push_str(&format!(
            " and exists (select 1 from accounts d where d.id = p.author_id and d.domain is {which})"
        ));
    }
    if wanted.only_media {
        conditions.push_str(" and exists (select 1 from media m where m.post_id = p.id)");
    }
    if wanted.tags.is_empty() {
        conditions.push_str(" and (p.reply_to_author is null or p.reply_to_author = p.author_id)");
    } else {
        let names: Vec<&str> = wanted.tags.iter().map(String::as_str).collect();
        conditions.push_str(&format!(
            " and exists (select 1 from post_tags t where t.post_id = p.id and t.tag in ({}))",
            list(&mut args, &names)
        ));
    }
    let sql = format!(
        "select p.id from posts p where p.visibility = 0 and p.repost_of is null and p.id < $2 and p.id > $3 and {} \
         {conditions} and not exists (select 1 from mutes m where m.source_id = $1 and m.target_id = p.author_id) \
         order by p.id {} limit $4",
        visible("p", "$1"),
        direction(page)
    );
    newest_first(conn.rows(&sql, args).await?)
}

fn direction(page: Page) -> &'static str {
    if page.cursor.climbs() { "asc" } else { "desc" }
}
