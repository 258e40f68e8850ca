//! What "For you" is made of: recent public posts with their words, who reacted to them, and how
//! members steer.

use crate::consent::consented;
use crate::{Conn, Result, Row, args, list};
use consent::Purpose;
use model::{AccountId, PostId, Time};
use std::collections::HashMap;

/// A post as far as ranking looks at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Material {
    /// The post.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// When.
    pub at: Time,
    /// The first post of its conversation.
    pub thread: PostId,
    /// The language it is in.
    pub language: Option<String>,
    /// What was written.
    pub text: String,
    /// Its tags, folded.
    pub tags: Vec<String>,
    /// Whether it has media.
    pub media: bool,
    /// Whether its author wants to be found by those who do not follow them.
    pub open: bool,
    /// Whether its author lets its words be turned into numbers, to find what is alike.
    pub alike: bool,
    /// Whether its author says it was made with a model.
    pub generated: bool,
    /// Whether its author is a member here.
    pub local: bool,
}

/// What is read of posts; `$1` is the moment whose consents count, `$2` the purpose.
fn select() -> String {
    format!(
        "select p.id, p.author_id, p.created_at, p.thread_id, p.language, p.text, \
         cast(case when exists (select 1 from media m where m.post_id = p.id) then 1 else 0 end as bigint), \
         a.discoverable, p.spoiler, cast(case when {} then 1 else 0 end as bigint), p.ai_generated, \
         cast(case when a.domain is null then 1 else 0 end as bigint) \
         from posts p join accounts a on a.id = p.author_id \
         where p.visibility = 0 and p.repost_of is null and p.local_only = 0 and a.suspended_at is null \
         and a.limited_at is null",
        consented("p", "$2", "$1")
    )
}

/// Public posts after an id, oldest first.
pub async fn after(conn: &mut Conn, now: Time, id: PostId, limit: usize) -> Result<Vec<Material>> {
    let sql = format!("{} and p.id > $3 order by p.id limit $4", select());
    let rows = conn.rows(&sql, args![now, Purpose::EmbeddingsSearch.word(), id, limit]).await?;
    with_tags(conn, &rows).await
}

/// Those of some posts that are public.
pub async fn these(conn: &mut Conn, now: Time, ids: &[PostId]) -> Result<Vec<Material>> {
    let mut args = args![now, Purpose::EmbeddingsSearch.word()];
    let sql = format!("{} and p.id in ({}) order by p.id", select(), list(&mut args, ids));
    let rows = conn.rows(&sql, args).await?;
    with_tags(conn, &rows).await
}

/// The newest public posts of an account.
pub async fn of_author(conn: &mut Conn, now: Time, author: AccountId, limit: usize) -> Result<Vec<Material>> {
    let sql = format!("{} and p.author_id = $3 order by p.id desc limit $4", select());
    let rows = conn.rows(&sql, args![now, Purpose::EmbeddingsSearch.word(), author, limit]).await?;
    with_tags(conn, &rows).await
}

async fn with_tags(conn: &mut Conn, rows: &[Row]) -> Result<Vec<Material>> {
    let mut found: Vec<Material> = rows.iter().map(from_row).collect::<Result<_>>()?;
    let ids: Vec<PostId> = found.iter().map(|post| post.id).collect();
    let mut tags: HashMap<PostId, Vec<String>> = HashMap::new();
    for ids in ids.chunks(500) {
        let mut args = args![];
        let sql = format!(
            "select post_id, tag from post_tags where post_id in ({}) order by post_id, tag",
            list(&mut args, ids)
        );
        for row in conn.rows(&sql, args).await? {
            tags.entry(row.id(0)?).or_default().push(row.text(1)?);
        }
    }
    for post in &mut found {
        post.tags = tags.remove(&post.id).unwrap_or_default();
    }
    Ok(found)
}

fn from_row(row: &Row) -> Result<Material> {
    let spoiler = row.text(8)?;
    let text = row.text(5)?;
    Ok(Material {
        id: row.id(0)?,
        author: row.id(1)?,
        at: row.time(2)?,
        thread: row.id(3)?,
        language: row.opt_text(4)?,
        text: if spoiler.is_empty() { text } else { format!("{spoiler}\n{text}") },
        tags: Vec::new(),
        media: row.flag(6)?,
        open: row.flag(7)?,
        alike: row.flag(9)?,
        generated: row.flag(10)?,
        local: row.flag(11)?,
    })
}

/// The id below which there are more public posts than `most`; 0 when all are newer.
pub async fn floor(conn: &mut Conn, most: usize) -> Result<i64> {
    let sql =
        "select id from posts where visibility = 0 and repost_of is null order by id desc limit 1 offset $1";
    conn.number(sql, args![most]).await
}

/// Who did something with a post, and when: id of the row, account, post.
pub type Mark = (i64, AccountId, PostId);

/// Likes after an id, oldest first.
pub async fn likes_after(conn: &mut Conn, id: i64, limit: usize) -> Result<Vec<Mark>> {
    marks(conn, "likes m where true", "account_id", "post_id", id, limit).await
}

/// Reposts after an id, oldest first: the reposter and what was reposted.
pub async fn reposts_after(conn: &mut Conn, id: i64, limit: usize) -> Result<Vec<Mark>> {
    marks(conn, "posts m where m.repost_of is not null", "author_id", "repost_of", id, limit).await
}

/// Public answers after an id, oldest first: who answered, and what.
pub async fn answers_after(conn: &mut Conn, id: i64, limit: usize) -> Result<Vec<Mark>> {
    let answers = "posts m where m.reply_to is not null and m.visibility = 0";
    marks(conn, answers, "author_id", "reply_to", id, limit).await
}

/// Bookmarks after an id, oldest first.
pub async fn bookmarks_after(conn: &mut Conn, id: i64, limit: usize) -> Result<Vec<Mark>> {
    marks(conn, "bookmarks m where true", "account_id", "post_id", id, limit).await
}

/// Nothing is learned from who is suspended, or on the way to be erased.
async fn marks(
    conn: &mut Conn,
    from: &str,
    who: &str,
    post: &str,
    id: i64,
    limit: usize,
) -> Result<Vec<Mark>> {
    let sql = format!(
        "select m.id, m.{who}, m.{post} from {from} and m.id > $1 \
         and not exists (select 1 from accounts a where a.id = m.{who} and a.suspended_at is not null) \
         order by m.id limit $2"
    );
    let rows = conn.rows(&sql, args![id, limit]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.id(1)?, row.id(2)?))).collect()
}

/// What one member did with posts since a moment, oldest first of each: the last likes, reposts, public answers and
/// bookmarks, in this order.
pub async fn done_by(
    conn: &mut Conn,
    me: AccountId,
    since: Time,
    limit: usize,
) -> Result<[Vec<(PostId, Time)>; 4]> {
    let mut all = [const { Vec::new() }; 4];
    for (done, (from, who, post)) in all.iter_mut().zip([
        ("likes m where true", "account_id", "post_id"),
        ("posts m where m.repost_of is not null", "author_id", "repost_of"),
        ("posts m where m.reply_to is not null and m.visibility = 0", "author_id", "reply_to"),
        ("bookmarks m where true", "account_id", "post_id"),
    ]) {
        let sql = format!(
            "select m.id, m.{post} from {from} and m.{who} = $1 and m.id >= $2 order by m.id desc limit $3"
        );
        let rows = conn.rows(&sql, args![me, model::id::first_at(since), limit]).await?;
        for row in rows.iter().rev() {
            done.push((row.id(1)?, model::id::made_at(row.int(0)?)));
        }
    }
    Ok(all)
}

/// What one member said about posts since a moment, oldest first.
pub async fn opinions_of(conn: &mut Conn, me: AccountId, since: Time) -> Result<Vec<(PostId, String, Time)>> {
    let sql =
        "select post_id, kind, at from opinions where account_id = $1 and at >= $2 order by at, post_id";
    let rows = conn.rows(sql, args![me, since]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?, row.time(2)?))).collect()
}

/// Whom one member followed, muted, blocked or reported since a moment, oldest first of each.
pub async fn regards_of(
    conn: &mut Conn,
    me: AccountId,
    since: Time,
    limit: usize,
) -> Result<Vec<(AccountId, Regard, Time)>> {
    let mut all = Vec::new();
    for (table, who, whom, more, regard) in REGARDS {
        let sql = format!(
            "select m.id, m.{whom} from {table} m where m.{who} = $1 and m.id >= $2{more} order by m.id desc limit $3"
        );
        let rows = conn.rows(&sql, args![me, model::id::first_at(since), limit]).await?;
        for row in rows.iter().rev() {
            all.push((row.id(1)?, regard, model::id::made_at(row.int(0)?)));
        }
    }
    Ok(all)
}

/// Where it stands whom somebody regards how: table, who, whom, and which rows count.
const REGARDS: [(&str, &str, &str, &str, Regard); 4] = [
    ("follows", "source_id", "target_id", " and m.accepted = 1", Regard::Follow),
    ("mutes", "source_id", "target_id", "", Regard::Mute),
    ("blocks", "source_id", "target_id", "", Regard::Mute),
    ("reports", "account_id", "target_id", "", Regard::Report),
];

/// What somebody makes of somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regard {
    /// Follows them.
    Follow,
    /// Mutes or blocks them.
    Mute,
    /// Reported them.
    Report,
}

/// Whom members here followed, muted, blocked or reported since a moment, oldest first of each.
pub async fn regards(
    conn: &mut Conn,
    since: Time,
    limit: usize,
) -> Result<Vec<(AccountId, AccountId, Regard, Time)>> {
    let mut all = Vec::new();
    for (table, who, whom, more, regard) in REGARDS {
        let sql = format!(
            "select m.id, m.{who}, m.{whom} from {table} m join accounts a on a.id = m.{who} \
             where m.id >= $1 and a.domain is null and a.suspended_at is null{more} order by m.id desc limit $2"
        );
        let rows = conn.rows(&sql, args![model::id::first_at(since), limit]).await?;
        for row in rows.iter().rev() {
            all.push((row.id(1)?, row.id(2)?, regard, model::id::made_at(row.int(0)?)));
        }
    }
    Ok(all)
}

/// What a member said about posts since a moment, oldest first.
pub async fn opinions(conn: &mut Conn, since: Time) -> Result<Vec<(AccountId, PostId, String, Time)>> {
    let sql = "select account_id, post_id, kind, at from opinions where at >= $1 order by at, post_id";
    let rows = conn.rows(sql, args![since]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?, row.text(2)?, row.time(3)?))).collect()
}

/// Keeps what a member says about a post; said twice, it is said once.
pub async fn say(conn: &mut Conn, me: AccountId, post: PostId, kind: &str, at: Time) -> Result<()> {
    let sql =
        "insert into opinions (account_id, post_id, kind, at) values ($1, $2, $3, $4) on conflict do nothing";
    conn.execute(sql, args![me, post, kind, at]).await.map(|_| ())
}

/// Takes back what a member said about a post.
pub async fn unsay(conn: &mut Conn, me: AccountId, post: PostId) -> Result<()> {
    let sql = "delete from opinions where account_id = $1 and post_id = $2";
    conn.execute(sql, args![me, post]).await.map(|_| ())
}

/// How a member steers, as JSON, and before when nothing is learned from.
pub async fn steering(conn: &mut Conn, me: AccountId) -> Result<Option<(String, Time)>> {
    let sql = "select settings, forget_before from steering where account_id = $1";
    conn.row(sql, args![me]).await?.map(|row| Ok((row.text(0)?, row.time(1)?))).transpose()
}

/// Everybody who steers or forgot: account, settings, before when nothing is learned from.
pub async fn all_steering(conn: &mut Conn) -> Result<Vec<(AccountId, String, Time)>> {
    let rows = conn.rows("select account_id, settings, forget_before from steering", args![]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?, row.time(2)?))).collect()
}

/// Keeps how a member steers.
pub async fn steer(conn: &mut Conn, me: AccountId, settings: &str, at: Time) -> Result<()> {
    let sql = "insert into steering (account_id, settings, changed_at) values ($1, $2, $3) \
        on conflict (account_id) do update set settings = excluded.settings, changed_at = excluded.changed_at";
    conn.execute(sql, args![me, settings, at]).await.map(|_| ())
}

/// From now on nothing a member did before is learned from; their opinions go.
pub async fn forget(conn: &mut Conn, me: AccountId, at: Time) -> Result<()> {
    let sql = "insert into steering (account_id, settings, forget_before, changed_at) values ($1, '{}', $2, $2) \
        on conflict (account_id) do update set forget_before = excluded.forget_before, changed_at = excluded.changed_at";
    conn.execute(sql, args![me, at]).await?;
    conn.execute("delete from opinions where account_id = $1", args![me]).await.map(|_| ())
}

/// A model that was learned, as JSON.
pub async fn learned(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    conn.row("select model from learned where name = $1", args![name])
        .await?
        .map(|row| row.text(0))
        .transpose()
}

/// When a model was kept last.
pub async fn learned_at(conn: &mut Conn, name: &str) -> Result<Option<Time>> {
    let row = conn.row("select saved_at from learned where name = $1", args![name]).await?;
    row.map(|row| row.time(0)).transpose()
}

/// Keeps a model.
pub async fn keep_learned(conn: &mut Conn, name: &str, model: &str, at: Time) -> Result<()> {
    let sql = "insert into learned (name, model, saved_at) values ($1, $2, $3) \
        on conflict (name) do update set model = excluded.model, saved_at = excluded.saved_at";
    conn.execute(sql, args![name, model, at]).await.map(|_| ())
}
