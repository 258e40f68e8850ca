//! What is talked about now, counted plainly over the newest public posts. Only so many are looked
//! at, so that the answer costs the same however busy the server is.

use crate::{Conn, Result, Row, args};
use model::post::{LinkCard, Tag};
use model::{PostId, Time};

/// Public posts looked at, newest first.
const LOOKED_AT: usize = 3_000;
/// Accounts it takes before something counts as talked about: one alone is no trend.
const VOICES: i64 = 2;

/// The posts looked at: public, by accounts that want to be found and are in good standing.
const RECENT: &str = "with recent as (select p.id, p.author_id, p.created_at, p.sensitive, p.spoiler, p.reply_to, \
    p.likes + p.reposts + p.quotes as liked from posts p \
    join accounts a on a.id = p.author_id \
    where p.visibility = 0 and p.repost_of is null and p.local_only = 0 and p.id >= $1 \
    and a.discoverable = 1 and a.suspended_at is null and a.limited_at is null order by p.id desc limit $2)";

/// Tags used by most accounts since a moment.
pub async fn tags(conn: &mut Conn, since: Time, offset: usize, limit: usize) -> Result<Vec<Tag>> {
    let sql = format!(
        "{RECENT} select t.name, t.display, count(distinct r.author_id) from recent r \
         join post_tags u on u.post_id = r.id join tags t on t.name = u.tag \
         group by t.name, t.display having count(distinct r.author_id) >= $5 order by 3 desc, 1 limit $3 offset $4"
    );
    let args = args![model::id::first_at(since), LOOKED_AT, limit, offset, VOICES];
    let read = |row: &Row| Ok(Tag { name: row.text(0)?, display: row.text(1)? });
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// Posts that moved most people since a moment, without those that are covered or answer others.
pub async fn posts(conn: &mut Conn, since: Time, offset: usize, limit: usize) -> Result<Vec<PostId>> {
    let sql = format!(
        "{RECENT} select r.id from recent r where r.liked >= $5 and r.sensitive = 0 and r.spoiler = '' \
         and r.reply_to is null order by r.liked desc, r.id desc limit $3 offset $4"
    );
    let args = args![model::id::first_at(since), LOOKED_AT, limit, offset, VOICES];
    conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect()
}

/// A page that is linked to, with the day (since 1970, UTC), posts and accounts of its uses.
pub type LinkedPage = (LinkCard, Vec<(i64, i64, i64)>);

/// Pages linked to by most accounts since a moment.
pub async fn links(conn: &mut Conn, since: Time, offset: usize, limit: usize) -> Result<Vec<LinkedPage>> {
    let sql = format!(
        "{RECENT} select c.url, c.card, count(distinct r.author_id) from recent r \
         join post_cards u on u.post_id = r.id join cards c on c.url = u.url \
         group by c.url, c.card having count(distinct r.author_id) >= $5 order by 3 desc, 1 limit $3 offset $4"
    );
    let args = args![model::id::first_at(since), LOOKED_AT, limit, offset, VOICES];
    let pages: Vec<(String, LinkCard)> = conn
        .rows(&sql, args)
        .await?
        .iter()
        .map(|row| Ok((row.text(0)?, row.json(1)?)))
        .collect::<Result<_>>()?;
    let sql = format!(
        "{RECENT} select r.created_at / 86400000, count(*), count(distinct r.author_id) from recent r \
         join post_cards u on u.post_id = r.id where u.url = $3 group by 1"
    );
    let mut found = Vec::with_capacity(pages.len());
    for (url, card) in pages {
        let rows = conn.rows(&sql, args![model::id::first_at(since), LOOKED_AT, url]).await?;
        let days = rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)));
        found.push((card, days.collect::<Result<_>>()?));
    }
    Ok(found)
}
