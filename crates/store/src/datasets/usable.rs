//! Posts that may be used, thread by thread. What may be used is decided by the one predicate of
//! [`crate::consent`]; here it is only read in another order, with the lines of the ledger behind it.

use crate::consent::{Wanted, consented};
use crate::visibility::visible;
use crate::{Arg, Conn, Result, Row, args, list};
use model::{AccountId, PostId, Time};

/// A post that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable {
    /// The post.
    pub id: PostId,
    /// Its thread, by the first post's id.
    pub thread: i64,
    /// What it answers.
    pub reply_to: Option<PostId>,
    /// Whether its author and that of the post it answers have blocked one another.
    pub parted: bool,
    /// Its author.
    pub author: AccountId,
    /// When it was written.
    pub created_at: Time,
    /// When it was last edited.
    pub edited_at: Option<Time>,
    /// The text as it was typed.
    pub text: String,
    /// Its language.
    pub language: Option<String>,
    /// Likes and reposts.
    pub marks: i64,
    /// Its author says that a model wrote it.
    pub ai_generated: bool,
    /// The line of the ledger that allows it, for each purpose: hash, terms and reason.
    pub lines: Vec<Line>,
}

/// What a line of the ledger says that a release repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its hash.
    pub hash: String,
    /// The version of the terms.
    pub terms: String,
    /// Why the member said so.
    pub reason: String,
}

/// Where reading goes on: after this post of this thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The thread.
    pub thread: i64,
    /// The post.
    pub post: i64,
}

/// Up to `limit` posts after `after` that may be used, thread by thread and by time within one.
/// Naming no purpose finds nothing.
pub async fn usable(conn: &mut Conn, wanted: &Wanted, after: Place, limit: usize) -> Result<Vec<Usable>> {
    let mut args = args![
        wanted.cutoff,
        wanted.since.unwrap_or(Time::from_millis(i64::MIN)),
        wanted.until.unwrap_or(Time::from_millis(i64::MAX)),
        after.thread,
        after.post,
        limit,
    ];
    let words = purposes(wanted, &mut args);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let lines: String = words.iter().map(|word| format!(", {}", line_columns(word, "$1"))).collect();
    let sql = format!(
        "select p.id, p.thread_id, p.reply_to, p.author_id, p.created_at, p.edited_at, p.text, p.language, \
         p.likes + p.reposts, {}, p.ai_generated{lines} from posts p \
         where (p.thread_id, p.id) > ($4, $5) and p.repost_of is null and p.created_at <= $1 \
         and p.created_at >= $2 and p.created_at < $3 and {} and {} order by p.thread_id, p.id limit $6",
        parted("p"),
        visible("p", "0"),
        allowed(&words, "$1")
    );
    conn.rows(&sql, args).await?.iter().map(|row| from_row(row, words.len())).collect()
}

/// How a post stands that was found usable before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Still {
    /// The post.
    pub id: PostId,
    /// When it was last edited.
    pub edited_at: Option<Time>,
    /// Whether its author and that of the post it answers have blocked one another.
    pub parted: bool,
}

/// Those of some posts that may still be used, at the cutoff wanted and by what holds then.
pub async fn still(conn: &mut Conn, wanted: &Wanted, posts: &[PostId]) -> Result<Vec<Still>> {
    let mut args = args![wanted.cutoff];
    let words = purposes(wanted, &mut args);
    if words.is_empty() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select p.id, p.edited_at, {} from posts p where p.id in ({}) and p.repost_of is null and {} and {}",
        parted("p"),
        list(&mut args, posts),
        visible("p", "0"),
        allowed(&words, "$1")
    );
    let one = |row: &Row| Ok(Still { id: row.id(0)?, edited_at: row.opt_time(1)?, parted: row.flag(2)? });
    conn.rows(&sql, args).await?.iter().map(one).collect()
}

/// Those of some posts that stand in a row of a release together with the post they answer, and whose
/// author and that of the post they answer have blocked one another since.
pub async fn parted_since(conn: &mut Conn, dataset: i64, posts: &[PostId]) -> Result<Vec<PostId>> {
    let mut args = args![dataset];
    let sql = format!(
        "select r.post_id from dataset_rows r join posts p on p.id = r.post_id \
         join dataset_rows q on q.dataset_id = r.dataset_id and q.post_id = p.reply_to \
         and q.row_name = r.row_name where r.dataset_id = $1 and r.post_id in ({}) and {} = 1",
        list(&mut args, posts),
        parted("p")
    );
    conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect()
}

/// Binds the purposes; their placeholders.
fn purposes(wanted: &Wanted, args: &mut Vec<Arg>) -> Vec<String> {
    let bind = |purpose: consent::Purpose| {
        args.push(purpose.word().into());
        format!("${}", args.len())
    };
    wanted.purposes.iter().map(bind).collect()
}

fn allowed(words: &[String], moment: &str) -> String {
    words.iter().map(|word| consented("p", word, moment)).collect::<Vec<_>>().join(" and ")
}

fn parted(post: &str) -> String {
    format!(
        "cast(case when exists (select 1 from blocks db where (db.source_id = {post}.author_id \
         and db.target_id = {post}.reply_to_author) or (db.source_id = {post}.reply_to_author \
         and db.target_id = {post}.author_id)) then 1 else 0 end as bigint)"
    )
}

/// Hash, terms and reason of the line that decides: the post's own, where that is set, or the account's.
fn line_columns(word: &str, moment: &str) -> String {
    let column = |name: &str| {
        let last = |kind: &str, subject: &str| {
            format!(
                "(select case when cl.choice = 'unset' then null else cl.{name} end from consent_entries cl \
                 where cl.subject_id = {subject} and cl.kind = '{kind}' and cl.account_id = p.author_id \
                 and cl.purpose = {word} and cl.at <= {moment} order by cl.seq desc limit 1)"
            )
        };
        format!("coalesce({}, {}, '')", last("post", "p.id"), last("account", "p.author_id"))
    };
    format!("{}, {}, {}", column("hash"), column("terms"), column("reason"))
}

fn from_row(row: &Row, purposes: usize) -> Result<Usable> {
    let line = |at: usize| {
        let first = 11 + 3 * at;
        Ok(Line { hash: row.text(first)?, terms: row.text(first + 1)?, reason: row.text(first + 2)? })
    };
    Ok(Usable {
        id: row.id(0)?,
        thread: row.int(1)?,
        reply_to: row.opt_id(2)?,
        author: row.id(3)?,
        created_at: row.time(4)?,
        edited_at: row.opt_time(5)?,
        text: row.text(6)?,
        language: row.opt_text(7)?,
        marks: row.int(8)?,
        parted: row.flag(9)?,
        ai_generated: row.flag(10)?,
        lines: (0..purposes).map(line).collect::<Result<_>>()?,
    })
}
