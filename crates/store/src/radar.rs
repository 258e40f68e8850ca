//! What Radar looks at: posts that were passed on, by whom, and the forecasts that were made of them.

use crate::{Conn, Result, Row, args, list};
use model::{AccountId, PostId, Time};

/// A public post as a forecast sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// The post.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// When.
    pub at: Time,
    /// What was written.
    pub text: String,
    /// The language it is in.
    pub language: Option<String>,
    /// Followers of its author, whom they follow, and their posts.
    pub author_counts: [i64; 3],
    /// Whether its author wants to be found by those who do not follow them.
    pub open: bool,
    /// Whether its author lets it be found by its words.
    pub by_words: bool,
}

/// Somebody passed a post on, or answered something in its conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The repost or the answer.
    pub id: PostId,
    /// Who.
    pub who: AccountId,
    /// When.
    pub at: Time,
    /// The post whose cascade it belongs to.
    pub root: PostId,
    /// What is answered; nothing for a repost.
    pub answers: Option<PostId>,
    /// Who follows them.
    pub followers: i64,
}

/// Those of some posts that are public and begin a cascade of their own.
pub async fn roots(conn: &mut Conn, ids: &[PostId]) -> Result<Vec<Root>> {
    let mut args = args![];
    let sql = format!(
        "select p.id, p.author_id, p.created_at, p.text, p.language, a.followers, a.following, a.posts, a.discoverable, \
         a.indexable \
         from posts p join accounts a on a.id = p.author_id where p.id in ({}) and p.visibility = 0 \
         and p.repost_of is null and p.local_only = 0 and a.suspended_at is null and a.limited_at is null",
        list(&mut args, ids)
    );
    let root = |row: &Row| {
        Ok(Root {
            id: row.id(0)?,
            author: row.id(1)?,
            at: row.time(2)?,
            text: row.text(3)?,
            language: row.opt_text(4)?,
            author_counts: [row.int(5)?, row.int(6)?, row.int(7)?],
            open: row.flag(8)?,
            by_words: row.flag(9)?,
        })
    };
    conn.rows(&sql, args).await?.iter().map(root).collect()
}

/// How often one person counts for a post: whoever answers back and forth passes nothing on.
pub const STEPS_OF_ONE: i64 = 3;
/// How long an account is new at most, in milliseconds.
const NEW: i64 = 3 * 86_400_000;
/// A server is young for this long: there everybody is new, and counts.
const YOUNG: i64 = 7 * 86_400_000;

/// Whose steps count: those of accounts in good standing that were not new when they took it. Accounts are cheap to
/// make, so reposts of new ones can be bought by the hundred. What is new is measured by how long the server had been
/// there then: a tenth of the time since its first week, up to [`NEW`]. `first`: the parameter that is when the first
/// member joined.
fn counted(first: &str) -> String {
    let (all, since) = (YOUNG + 10 * NEW, format!("p.created_at - {first}"));
    format!(
        "a.suspended_at is null and a.limited_at is null and p.created_at - a.created_at >= \
         case when {since} <= {YOUNG} then 0 when {since} >= {all} then {NEW} else ({since} - {YOUNG}) / 10 end"
    )
}

/// What passes a post on: public reposts and answers. An author's own answers do not.
fn steps_that_count(first: &str) -> String {
    format!(
        "select p.id, p.author_id, p.created_at, coalesce(p.repost_of, p.thread_id), p.reply_to, a.followers \
         from posts p join accounts a on a.id = p.author_id \
         join posts r on r.id = coalesce(p.repost_of, p.thread_id) \
         where p.visibility <= 1 and (p.repost_of is not null or p.reply_to is not null) \
         and r.author_id <> p.author_id and {}",
        counted(first)
    )
}

/// Steps after an id, oldest first.
pub async fn steps_after(conn: &mut Conn, first: Time, id: i64, limit: usize) -> Result<Vec<Step>> {
    let sql = format!("{} and p.id > $2 order by p.id limit $3", steps_that_count("$1"));
    conn.rows(&sql, args![first, id, limit]).await?.iter().map(step).collect()
}

/// Those of some posts that are steps, oldest first.
pub async fn steps(conn: &mut Conn, first: Time, ids: &[PostId]) -> Result<Vec<Step>> {
    let mut args = args![first];
    let which = list(&mut args, ids);
    let sql = format!("{} and p.id in ({which}) order by p.created_at, p.id", steps_that_count("$1"));
    conn.rows(&sql, args).await?.iter().map(step).collect()
}

/// The steps of some posts, oldest first.
pub async fn steps_of(conn: &mut Conn, first: Time, roots: &[PostId]) -> Result<Vec<Step>> {
    let mut args = args![first];
    let reposts = list(&mut args, roots);
    let answers = list(&mut args, roots);
    let sql = format!(
        "{} and (p.repost_of in ({reposts}) or (p.repost_of is null and p.thread_id in ({answers}))) \
         order by p.created_at, p.id",
        steps_that_count("$1")
    );
    conn.rows(&sql, args).await?.iter().map(step).collect()
}

fn step(row: &Row) -> Result<Step> {
    Ok(Step {
        id: row.id(0)?,
        who: row.id(1)?,
        at: row.time(2)?,
        root: row.id(3)?,
        answers: row.opt_id(4)?,
        followers: row.int(5)?,
    })
}

/// A forecast that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Of which post.
    pub post: PostId,
    /// How old it was, in seconds.
    pub age: i64,
    /// When.
    pub at: Time,
    /// By which model.
    pub model: String,
    /// What it said, as JSON.
    pub said: String,
    /// What came of it, as JSON; nothing before the seven days are over.
    pub outcome: Option<String>,
}

const COLUMNS: &str = "post_id, age, made_at, model, said, outcome";

fn made(row: &Row) -> Result<Made> {
    Ok(Made {
        post: row.id(0)?,
        age: row.int(1)?,
        at: row.time(2)?,
        model: row.text(3)?,
        said: row.text(4)?,
        outcome: row.opt_text(5)?,
    })
}

/// Keeps a forecast; one that was made for this post at this age stands, and false is answered.
pub async fn keep(conn: &mut Conn, forecast: &Made) -> Result<bool> {
    let sql = "insert into forecasts (post_id, age, made_at, model, said) values ($1, $2, $3, $4, $5) \
        on conflict do nothing";
    let args = args![forecast.post, forecast.age, forecast.at, &forecast.model, &forecast.said];
    Ok(conn.execute(sql, args).await? > 0)
}

/// The forecasts of a post, as it grew older.
pub async fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<Made>> {
    let sql = format!("select {COLUMNS} from forecasts where post_id = $1 order by age");
    conn.rows(&sql, args![post]).await?.iter().map(made).collect()
}

/// Forecasts made before a moment of which nothing is known to have come yet, oldest first.
pub async fn open(conn: &mut Conn, before: Time, limit: usize) -> Result<Vec<Made>> {
    let sql = format!(
        "select {COLUMNS} from forecasts where made_at < $1 and outcome is null order by made_at limit $2"
    );
    conn.rows(&sql, args![before, limit]).await?.iter().map(made).collect()
}

/// Writes down what came of a forecast, once.
pub async fn settle(conn: &mut Conn, post: PostId, age: i64, outcome: &str) -> Result<()> {
    let sql = "update forecasts set outcome = $3 where post_id = $1 and age = $2 and outcome is null";
    conn.execute(sql, args![post, age, outcome]).await.map(|_| ())
}

/// The newest forecasts of which it is known what came.
pub async fn settled(conn: &mut Conn, limit: usize) -> Result<Vec<Made>> {
    let sql = format!(
        "select {COLUMNS} from forecasts where outcome is not null order by made_at desc, post_id limit $1"
    );
    conn.rows(&sql, args![limit]).await?.iter().map(made).collect()
}

/// The newest forecasts, and whether the authors of their posts want to be found.
pub async fn all(conn: &mut Conn, limit: usize) -> Result<Vec<(Made, bool)>> {
    let sql = "select f.post_id, f.age, f.made_at, f.model, f.said, f.outcome, a.discoverable from forecasts f \
        join posts p on p.id = f.post_id join accounts a on a.id = p.author_id \
        order by f.made_at desc, f.post_id limit $1";
    conn.rows(sql, args![limit]).await?.iter().map(|row| Ok((made(row)?, row.flag(6)?))).collect()
}

/// Posts before an id of which forecasts were made, newest first.
pub async fn posts_before(conn: &mut Conn, id: i64, limit: usize) -> Result<Vec<PostId>> {
    let sql = "select distinct post_id from forecasts where post_id < $1 order by post_id desc limit $2";
    conn.rows(sql, args![id, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// How many steps of a post there were until a moment, by the half hour: those that count, as in [`steps`], and at
/// most [`STEPS_OF_ONE`] of each person.
pub async fn by_half_hour(
    conn: &mut Conn,
    first: Time,
    post: PostId,
    from: Time,
    until: Time,
) -> Result<Vec<(i64, i64)>> {
    let sql = format!(
        "select (s.at - $3) / 1800000, count(*) from (select p.created_at as at, \
         row_number() over (partition by p.author_id order by p.created_at, p.id) as nth \
         from posts p join accounts a on a.id = p.author_id join posts r on r.id = $2 \
         where (p.repost_of = $2 or (p.thread_id = $2 and p.reply_to is not null)) and p.author_id <> r.author_id \
         and p.visibility <= 1 and p.created_at >= $3 and p.created_at <= $4 and {}) s \
         where s.nth <= {STEPS_OF_ONE} group by 1 order by 1",
        counted("$1")
    );
    let rows = conn.rows(&sql, args![first, post, from, until]).await?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// What somebody who wants to be found said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The post.
    pub id: PostId,
    /// Who.
    pub author: AccountId,
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
    /// Whether its author lets it be found by its words.
    pub by_words: bool,
    /// When its author joined.
    pub joined: Time,
    /// Who follows its author.
    pub followers: i64,
}

/// Whom at least so many accounts reported since a moment that joined before another, and moderators have not looked at
/// yet.
pub async fn reported(
    conn: &mut Conn,
    since: Time,
    joined_before: Time,
    reporters: usize,
) -> Result<Vec<AccountId>> {
    let sql = "select r.target_id from reports r join accounts a on a.id = r.account_id \
        where r.created_at >= $1 and r.resolved_at is null and a.created_at <= $2 and a.suspended_at is null \
        and a.limited_at is null group by r.target_id having count(distinct r.account_id) >= $3";
    conn.rows(sql, args![since, joined_before, reporters]).await?.iter().map(|row| row.id(0)).collect()
}

/// Public posts since a moment of people who want to be found and are nobody's programs, newest first.
pub async fn said(conn: &mut Conn, since: Time, limit: usize) -> Result<Vec<Said>> {
    let sql = "select p.id, p.author_id, p.created_at, p.text, a.indexable, a.created_at, a.followers \
        from posts p join accounts a on a.id = p.author_id \
        where p.id >= $1 and p.visibility = 0 and p.repost_of is null and p.local_only = 0 and a.discoverable = 1 \
        and a.bot = 0 and a.suspended_at is null and a.limited_at is null order by p.id desc limit $2";
    let said = |row: &Row| {
        Ok(Said {
            id: row.id(0)?,
            author: row.id(1)?,
            at: row.time(2)?,
            text: row.text(3)?,
            by_words: row.flag(4)?,
            joined: row.time(5)?,
            followers: row.int(6)?,
        })
    };
    conn.rows(sql, args![model::id::first_at(since), limit]).await?.iter().map(said).collect()
}
