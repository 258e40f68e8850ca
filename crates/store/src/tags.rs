//! Tags: what they are called, how much they are used, who follows and shows them.

use crate::{Conn, Result, Row, args, list};
use model::post::Tag;
use model::{AccountId, Page, Time};

/// How much a tag was used in public on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The tag, folded.
    pub tag: String,
    /// The day: its number since 1970, UTC.
    pub day: i64,
    /// Posts.
    pub posts: i64,
    /// Accounts that wrote them.
    pub accounts: i64,
}

/// A tag shown on a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Featured {
    /// The entry's id.
    pub id: i64,
    /// The tag.
    pub tag: Tag,
    /// How many open posts of the account carry it.
    pub posts: i64,
    /// When the last of them was written.
    pub last_at: Option<Time>,
}

/// How the tags are written, those that were ever used, in no order.
pub async fn known(conn: &mut Conn, names: &[&str]) -> Result<Vec<Tag>> {
    let mut args = vec![];
    let sql = format!("select name, display from tags where name in ({})", list(&mut args, names));
    conn.rows(&sql, args).await?.iter().map(|row| tag_from(row, 0)).collect()
}

fn tag_from(row: &Row, first: usize) -> Result<Tag> {
    Ok(Tag { name: row.text(first)?, display: row.text(first + 1)? })
}

/// Remembers a tag as written, if it is met for the first time.
pub async fn meet(conn: &mut Conn, tag: &Tag, at: Time) -> Result<()> {
    let sql = "insert into tags (name, display, created_at) values ($1, $2, $3) on conflict do nothing";
    conn.execute(sql, args![&tag.name, &tag.display, at]).await.map(|_| ())
}

/// How much the tags were used in public posts, day by day, since a moment.
pub async fn history(conn: &mut Conn, names: &[&str], since: Time) -> Result<Vec<Use>> {
    let mut args = args![model::id::first_at(since)];
    let sql = format!(
        "select t.tag, p.created_at / 86400000, count(*), count(distinct t.account_id) \
         from post_tags t join posts p on p.id = t.post_id \
         where t.tag in ({}) and t.post_id >= $1 and p.visibility = 0 and p.local_only = 0 group by 1, 2",
        list(&mut args, names)
    );
    let read = |row: &Row| {
        Ok(Use { tag: row.text(0)?, day: row.int(1)?, posts: row.int(2)?, accounts: row.int(3)? })
    };
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// Follows a tag.
pub async fn follow(conn: &mut Conn, id: i64, account: AccountId, tag: &str) -> Result<()> {
    let sql = "insert into tag_follows (id, account_id, tag) values ($1, $2, $3) on conflict do nothing";
    conn.execute(sql, args![id, account, tag]).await.map(|_| ())
}

/// Ends following a tag.
pub async fn unfollow(conn: &mut Conn, account: AccountId, tag: &str) -> Result<()> {
    conn.execute("delete from tag_follows where account_id = $1 and tag = $2", args![account, tag])
        .await
        .map(|_| ())
}

/// How many tags a member follows.
pub async fn follows_count(conn: &mut Conn, account: AccountId) -> Result<i64> {
    conn.number("select count(*) from tag_follows where account_id = $1", args![account]).await
}

/// A page of the tags a member follows, last followed first: the entry's id, for paging, and the tag.
pub async fn followed(conn: &mut Conn, account: AccountId, page: Page) -> Result<Vec<(i64, Tag)>> {
    let sql = format!(
        "select f.id, f.tag, coalesce(t.display, f.tag) from tag_follows f left join tags t on t.name = f.tag \
         where f.account_id = $1 and f.id < $2 and f.id > $3 order by f.id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut found: Vec<(i64, Tag)> = conn
        .rows(&sql, args)
        .await?
        .iter()
        .map(|row| Ok((row.int(0)?, tag_from(row, 1)?)))
        .collect::<Result<_>>()?;
    found.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(found)
}

/// Which of the tags a member follows (`tag_follows`), and which they show (`featured_tags`).
pub async fn marked(
    conn: &mut Conn,
    account: AccountId,
    names: &[&str],
) -> Result<(Vec<String>, Vec<String>)> {
    let mut args = args![account];
    let wanted = list(&mut args, names);
    let mut found = Vec::new();
    for table in ["tag_follows", "featured_tags"] {
        let sql = format!("select tag from {table} where account_id = $1 and tag in ({wanted})");
        let rows = conn.rows(&sql, args.clone()).await?;
        found.push(rows.iter().map(|row| row.text(0)).collect::<Result<Vec<String>>>()?);
    }
    let shown = found.pop().unwrap_or_default();
    Ok((found.pop().unwrap_or_default(), shown))
}

/// The tags an account shows, first shown first.
pub async fn featured(conn: &mut Conn, account: AccountId) -> Result<Vec<Featured>> {
    let sql = "select f.id, f.tag, coalesce(t.display, f.tag), \
        (select count(*) from post_tags u join posts p on p.id = u.post_id \
        where u.account_id = f.account_id and u.tag = f.tag and p.visibility <= 1 and p.local_only = 0), \
        (select max(p.created_at) from post_tags u join posts p on p.id = u.post_id \
        where u.account_id = f.account_id and u.tag = f.tag and p.visibility <= 1 and p.local_only = 0) \
        from featured_tags f left join tags t on t.name = f.tag where f.account_id = $1 order by f.id";
    let read = |row: &Row| {
        Ok(Featured {
            id: row.int(0)?,
            tag: tag_from(row, 1)?,
            posts: row.int(3)?,
            last_at: row.opt_time(4)?,
        })
    };
    conn.rows(sql, args![account]).await?.iter().map(read).collect()
}

/// Shows a tag on the profile.
pub async fn feature(conn: &mut Conn, id: i64, account: AccountId, tag: &str) -> Result<()> {
    let sql = "insert into featured_tags (id, account_id, tag) values ($1, $2, $3) on conflict do nothing";
    conn.execute(sql, args![id, account, tag]).await.map(|_| ())
}

/// Shows a tag no longer.
pub async fn unfeature(conn: &mut Conn, account: AccountId, tag: &str) -> Result<()> {
    conn.execute("delete from featured_tags where account_id = $1 and tag = $2", args![account, tag])
        .await
        .map(|_| ())
}

/// The tags an account used most and does not show, most used first.
pub async fn most_used(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<Tag>> {
    let sql = "select t.name, t.display, count(*) from post_tags u join tags t on t.name = u.tag \
        where u.account_id = $1 and not exists (select 1 from featured_tags f where f.account_id = $1 and f.tag = u.tag) \
        group by t.name, t.display order by 3 desc, 1 limit $2";
    conn.rows(sql, args![account, limit]).await?.iter().map(|row| tag_from(row, 0)).collect()
}
