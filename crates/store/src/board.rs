//! What hangs on the server's notice board: announcements, emoji, other servers, its weeks in numbers.

use crate::{Conn, Result, Row, args};
use model::{AccountId, Time};

/// An announcement, as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its id.
    pub id: i64,
    /// Rendered.
    pub html: String,
    /// When it was published.
    pub published_at: Time,
    /// When what it announces begins.
    pub starts_at: Option<Time>,
    /// When that ends.
    pub ends_at: Option<Time>,
    /// Only the days matter.
    pub all_day: bool,
    /// The member dismissed it.
    pub read: bool,
}

/// A picture with a name, to be used in texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// What is written between colons.
    pub shortcode: String,
    /// The file.
    pub file: String,
    /// The same without motion.
    pub still: String,
    /// Where a picker files it.
    pub category: Option<String>,
    /// A picker shows it.
    pub listed: bool,
}

/// What happened in a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Posts by members here.
    pub posts: i64,
    /// Members who logged in.
    pub log_ins: i64,
    /// Members who joined.
    pub joined: i64,
}

/// An announcement as it is put up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnnouncement {
    /// Its id.
    pub id: i64,
    /// As it was written.
    pub text: String,
    /// Rendered.
    pub html: String,
    /// When it is published.
    pub published_at: Time,
    /// When what it announces begins.
    pub starts_at: Option<Time>,
    /// When that ends, and the announcement with it.
    pub ends_at: Option<Time>,
    /// Only the days matter.
    pub all_day: bool,
}

const COLUMNS: &str = "n.id, n.html, n.published_at, n.starts_at, n.ends_at, n.all_day, \
    cast(case when r.account_id is null then 0 else 1 end as bigint) from announcements n \
    left join announcement_reads r on r.announcement_id = n.id and r.account_id = $1";

fn announcement(row: &Row) -> Result<Announcement> {
    Ok(Announcement {
        id: row.int(0)?,
        html: row.text(1)?,
        published_at: row.time(2)?,
        starts_at: row.opt_time(3)?,
        ends_at: row.opt_time(4)?,
        all_day: row.flag(5)?,
        read: row.flag(6)?,
    })
}

/// Announcements that have not ended, last published first.
pub async fn announcements(conn: &mut Conn, reader: AccountId, now: Time) -> Result<Vec<Announcement>> {
    let sql = format!(
        "select {COLUMNS} where n.published_at <= $2 and (n.ends_at is null or n.ends_at > $2) \
         order by n.published_at desc, n.id desc limit 100"
    );
    conn.rows(&sql, args![reader, now]).await?.iter().map(announcement).collect()
}

/// One announcement, as a member sees it.
pub async fn announcement_for(conn: &mut Conn, reader: AccountId, id: i64) -> Result<Option<Announcement>> {
    let sql = format!("select {COLUMNS} where n.id = $2");
    conn.row(&sql, args![reader, id]).await?.as_ref().map(announcement).transpose()
}

/// Puts an announcement up.
pub async fn announce(conn: &mut Conn, new: &NewAnnouncement) -> Result<()> {
    let sql = "insert into announcements (id, text, html, published_at, starts_at, ends_at, all_day) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![new.id, &new.text, &new.html, new.published_at, new.starts_at, new.ends_at, new.all_day];
    conn.execute(sql, args).await.map(|_| ())
}

/// Takes an announcement down; false when there is none of this id.
pub async fn remove_announcement(conn: &mut Conn, id: i64) -> Result<bool> {
    conn.execute("delete from announcement_reads where announcement_id = $1", args![id]).await?;
    Ok(conn.execute("delete from announcements where id = $1", args![id]).await? > 0)
}

/// Remembers that a member dismissed an announcement; false when there is none of this id.
pub async fn dismiss(conn: &mut Conn, reader: AccountId, announcement: i64) -> Result<bool> {
    if conn.row("select 1 from announcements where id = $1", args![announcement]).await?.is_none() {
        return Ok(false);
    }
    let sql =
        "insert into announcement_reads (account_id, announcement_id) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![reader, announcement]).await.map(|_| true)
}

/// All emoji, by name.
pub async fn emojis(conn: &mut Conn) -> Result<Vec<Emoji>> {
    let sql = "select shortcode, file, still, category, listed from emojis order by shortcode";
    let read = |row: &Row| {
        Ok(Emoji {
            shortcode: row.text(0)?,
            file: row.text(1)?,
            still: row.text(2)?,
            category: row.opt_text(3)?,
            listed: row.flag(4)?,
        })
    };
    conn.rows(sql, vec![]).await?.iter().map(read).collect()
}

/// Other servers that accounts are known of.
pub async fn peers(conn: &mut Conn) -> Result<Vec<String>> {
    let rows = conn.rows("select distinct domain from accounts where domain is not null", vec![]).await?;
    let mut peers: Vec<String> = rows.iter().map(|row| row.text(0)).collect::<Result<_>>()?;
    peers.sort_unstable();
    Ok(peers)
}

/// What members here did from one moment to before another.
pub async fn activity(conn: &mut Conn, from: Time, to: Time) -> Result<Activity> {
    let sql = "select count(*) from posts p join accounts a on a.id = p.author_id \
        where p.id >= $1 and p.id < $2 and a.domain is null";
    let posts = conn.number(sql, args![model::id::first_at(from), model::id::first_at(to)]).await?;
    let sql = "select count(distinct account_id) from tokens where id >= $1 and id < $2";
    let log_ins = conn.number(sql, args![model::id::first_at(from), model::id::first_at(to)]).await?;
    let sql = "select count(*) from members where created_at >= $1 and created_at < $2";
    Ok(Activity { posts, log_ins, joined: conn.number(sql, args![from, to]).await? })
}

/// Adds an emoji, or replaces the one of its name.
pub async fn put_emoji(conn: &mut Conn, emoji: &Emoji) -> Result<()> {
    let sql = "insert into emojis (shortcode, file, still, category, listed) values ($1, $2, $3, $4, $5) \
        on conflict (shortcode) do update set file = excluded.file, still = excluded.still, \
        category = excluded.category, listed = excluded.listed";
    let args = args![&emoji.shortcode, &emoji.file, &emoji.still, emoji.category.clone(), emoji.listed];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes an emoji; false when there was none of this name.
pub async fn remove_emoji(conn: &mut Conn, shortcode: &str) -> Result<bool> {
    Ok(conn.execute("delete from emojis where shortcode = $1", args![shortcode]).await? > 0)
}
