//! Questions members asked, what was answered, and the one public answer a post may have.

use crate::consent::consented;
use crate::visibility::{number, visible};
use crate::{Conn, Result, Row, args, list};
use consent::Purpose;
use model::visibility::Viewer;
use model::{AccountId, PostId, Time};
use std::collections::HashSet;

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: i64,
    /// Who asked.
    pub account: AccountId,
    /// About which post, where it was about one.
    pub post: Option<PostId>,
    /// Where the answer was looked for.
    pub scope: String,
    /// What it was looked for about, where that is no post; empty otherwise.
    pub topic: String,
    /// What was asked.
    pub question: String,
    /// The language it was answered in; empty where it could not be told.
    pub language: String,
    /// Its sentences, as JSON.
    pub said: String,
    /// Who answered.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// The hash of what the model was told.
    pub prompt_hash: String,
    /// Tokens it took.
    pub tokens: i64,
    /// What it cost, in millionths of the provider's currency.
    pub cost: i64,
    /// How long it took, in milliseconds.
    pub took: i64,
    /// When.
    pub created_at: Time,
}

/// The public answer of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The answer.
    pub answer: Kept,
    /// Its version, from 1.
    pub version: i64,
    /// Who made it public.
    pub by: AccountId,
    /// When.
    pub at: Time,
}

/// A line of the public log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Time,
    /// Of which post.
    pub post: PostId,
    /// Which version of its answer; 0 where there was none.
    pub version: i64,
    /// `published`, `corrected`, `withdrawn` or `refused`.
    pub action: String,
    /// Who answered.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// The hash of what the model was told.
    pub prompt_hash: String,
    /// The hash of question and sentences.
    pub answer_hash: String,
    /// The hash of this line after the one before.
    pub hash: String,
}

const COLUMNS: &str = "a.id, a.account_id, a.post_id, a.scope, a.question, a.language, a.said, a.provider, a.model, \
    a.prompt_hash, a.tokens, a.cost, a.took, a.created_at, a.topic";
const LOG_COLUMNS: &str =
    "seq, at, post_id, version, action, provider, model, prompt_hash, answer_hash, hash";

/// What a post may be read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// To be quoted with a link, as a search does: its author says yes to `embeddings_search`.
    Quoting,
    /// To be given to a model: its author says yes to `assistant_context`, and it is open to everybody.
    Model,
}

/// Those of `posts` an answer to `viewer` may be made from, in the order given: posts they may see, no reposts,
/// and their author's consent where they are not the viewer's own. What goes to a model is open to
/// everybody, or the viewer's own and addressed to nobody.
pub async fn readable(
    conn: &mut Conn,
    posts: &[PostId],
    viewer: Viewer,
    reading: Reading,
    now: Time,
) -> Result<Vec<PostId>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let purpose = match reading {
        Reading::Quoting => Purpose::EmbeddingsSearch,
        Reading::Model => Purpose::AssistantContext,
    };
    let mut args = args![number(viewer), purpose.word(), now];
    let (theirs, own) = match reading {
        Reading::Quoting => ("1 = 1", "1 = 1"),
        Reading::Model => ("p.visibility <= 1 and p.local_only = 0", "p.visibility <= 2"),
    };
    let sql = format!(
        "select p.id from posts p where p.id in ({}) and p.repost_of is null and {} \
         and ((p.author_id = $1 and {own}) or ({theirs} and {}))",
        list(&mut args, posts),
        visible("p", "$1"),
        consented("p", "$2", "$3"),
    );
    let rows = conn.rows(&sql, args).await?;
    let found: HashSet<PostId> = rows.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    Ok(posts.iter().copied().filter(|post| found.contains(post)).collect())
}

/// Keeps an answer, with the posts it quotes. False, and nothing is kept, when one of these is gone by now.
pub async fn keep(conn: &mut Conn, kept: &Kept, sources: &[PostId]) -> Result<bool> {
    let mut there = args![];
    let count = format!("select count(*) from posts where id in ({})", list(&mut there, sources));
    if usize::try_from(conn.number(&count, there).await?) != Ok(sources.len()) {
        return Ok(false);
    }
    let sql = format!(
        "insert into answers (id, account_id, post_id, scope, question, language, said, provider, model, \
         prompt_hash, tokens, cost, took, created_at, topic) values ({})",
        crate::placeholders(1, 15)
    );
    let args = args![
        kept.id,
        kept.account,
        kept.post,
        &kept.scope,
        &kept.question,
        &kept.language,
        &kept.said,
        &kept.provider,
        &kept.model,
        &kept.prompt_hash,
        kept.tokens,
        kept.cost,
        kept.took,
        kept.created_at,
        &kept.topic,
    ];
    conn.execute(&sql, args).await?;
    for post in sources {
        let sql = "insert into answer_sources (answer_id, post_id) values ($1, $2) on conflict do nothing";
        conn.execute(sql, args![kept.id, *post]).await?;
    }
    Ok(true)
}

/// Forgets a member's oldest answers beyond `most`; published ones and those the assistant said in a post are left
/// out, as these have to go with what they quote.
pub async fn prune(conn: &mut Conn, account: AccountId, most: usize) -> Result<()> {
    let old = "select id from answers where account_id = $1 \
        and not exists (select 1 from published_answers p where p.answer_id = answers.id) \
        and not exists (select 1 from assistant_mentions m where m.answer_id = answers.id and m.reply_id is not null) \
        and id not in (select id from answers where account_id = $1 order by id desc limit $2)";
    let sql = format!("delete from answer_sources where answer_id in ({old})");
    conn.execute(&sql, args![account, most]).await?;
    conn.execute(&format!("delete from answers where id in ({old})"), args![account, most]).await.map(|_| ())
}

/// An answer by its id.
pub async fn get(conn: &mut Conn, id: i64) -> Result<Option<Kept>> {
    let sql = format!("select {COLUMNS} from answers a where a.id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(kept).transpose()
}

/// A member's answers, newest first.
pub async fn of_member(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<Kept>> {
    let sql = format!("select {COLUMNS} from answers a where a.account_id = $1 order by a.id desc limit $2");
    conn.rows(&sql, args![account, limit]).await?.iter().map(kept).collect()
}

/// The versions of a post's public answer that were not withdrawn, newest first.
pub async fn published(conn: &mut Conn, post: PostId) -> Result<Vec<Published>> {
    let sql = format!(
        "select {COLUMNS}, p.version, p.account_id, p.published_at from published_answers p \
         join answers a on a.id = p.answer_id where p.post_id = $1 and p.withdrawn_at is null order by p.version desc"
    );
    conn.rows(&sql, args![post])
        .await?
        .iter()
        .map(|row| {
            Ok(Published { answer: kept(row)?, version: row.int(15)?, by: row.id(16)?, at: row.time(17)? })
        })
        .collect()
}

/// Makes an answer a post's public one; which version it is.
pub async fn publish(conn: &mut Conn, post: PostId, answer: i64, by: AccountId, at: Time) -> Result<i64> {
    // The log remembers versions whose rows went with a post they quoted.
    let last = "select coalesce(max(version), 0) from (select version from published_answers where post_id = $1 \
        union all select version from answer_log where post_id = $1) v";
    let version = conn.number(last, args![post]).await? + 1;
    let sql = "insert into published_answers (post_id, version, answer_id, account_id, published_at) \
        values ($1, $2, $3, $4, $5)";
    conn.execute(sql, args![post, version, answer, by, at]).await?;
    Ok(version)
}

/// Takes back every version of a post's public answer; whether there was one.
pub async fn withdraw(conn: &mut Conn, post: PostId, at: Time) -> Result<bool> {
    let sql = "update published_answers set withdrawn_at = $2 where post_id = $1 and withdrawn_at is null";
    Ok(conn.execute(sql, args![post, at]).await? > 0)
}

/// Posts of an author with a public answer that stands.
pub async fn answered_posts(conn: &mut Conn, author: AccountId) -> Result<Vec<PostId>> {
    let sql = "select distinct p.id from posts p join published_answers a on a.post_id = p.id \
        where p.author_id = $1 and a.withdrawn_at is null order by p.id";
    conn.rows(sql, args![author]).await?.iter().map(|row| row.id(0)).collect()
}

/// Notes that an author refuses answers to a post (none: to all), or takes that back.
pub async fn refuse(
    conn: &mut Conn,
    author: AccountId,
    post: Option<PostId>,
    refused: bool,
    at: Time,
) -> Result<()> {
    let post = post.map_or(0, |post| post.0);
    if refused {
        let sql = "insert into answer_refusals (account_id, post_id, at) values ($1, $2, $3) on conflict do nothing";
        return conn.execute(sql, args![author, post, at]).await.map(|_| ());
    }
    let sql = "delete from answer_refusals where account_id = $1 and post_id = $2";
    conn.execute(sql, args![author, post]).await.map(|_| ())
}

/// Whether an author refuses answers to a post (none: to all).
pub async fn refuses(conn: &mut Conn, author: AccountId, post: Option<PostId>) -> Result<bool> {
    let sql = "select count(*) from answer_refusals where account_id = $1 and (post_id = 0 or post_id = $2)";
    Ok(conn.number(sql, args![author, post.map_or(0, |post| post.0)]).await? > 0)
}

/// Adds a line to the public log; its hash is `hash_of(hash of the line before)`.
pub async fn log(
    conn: &mut Conn,
    line: &LogLine,
    hash_of: impl FnOnce(&str, i64) -> String + Send,
) -> Result<()> {
    let last = conn.row("select seq, hash from answer_log order by seq desc limit 1", args![]).await?;
    let (seq, before) = match &last {
        Some(row) => (row.int(0)? + 1, row.text(1)?),
        None => (1, "0".repeat(64)),
    };
    let sql = format!("insert into answer_log ({LOG_COLUMNS}) values ({})", crate::placeholders(1, 10));
    let args = args![
        seq,
        line.at,
        line.post,
        line.version,
        &line.action,
        &line.provider,
        &line.model,
        &line.prompt_hash,
        &line.answer_hash,
        hash_of(&before, seq),
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// Lines of the public log below number `before`, newest first.
pub async fn log_page(conn: &mut Conn, before: i64, limit: usize) -> Result<Vec<LogLine>> {
    let sql = format!("select {LOG_COLUMNS} from answer_log where seq < $1 order by seq desc limit $2");
    let line = |row: &Row| {
        Ok(LogLine {
            seq: row.int(0)?,
            at: row.time(1)?,
            post: row.id(2)?,
            version: row.int(3)?,
            action: row.text(4)?,
            provider: row.text(5)?,
            model: row.text(6)?,
            prompt_hash: row.text(7)?,
            answer_hash: row.text(8)?,
            hash: row.text(9)?,
        })
    };
    conn.rows(&sql, args![before, limit]).await?.iter().map(line).collect()
}

/// Adds to what a member spent on a day.
pub async fn spend(conn: &mut Conn, account: AccountId, day: i64, tokens: i64, cost: i64) -> Result<()> {
    let sql = "insert into model_spending (account_id, day, tokens, cost) values ($1, $2, $3, $4) \
        on conflict (account_id, day) do update set tokens = model_spending.tokens + excluded.tokens, \
        cost = model_spending.cost + excluded.cost";
    conn.execute(sql, args![account, day, tokens, cost]).await.map(|_| ())
}

/// Tokens and cost of a day: of a member, or of everybody.
pub async fn spent(conn: &mut Conn, account: Option<AccountId>, day: i64) -> Result<(i64, i64)> {
    let sql = "select cast(coalesce(sum(tokens), 0) as bigint), cast(coalesce(sum(cost), 0) as bigint) \
        from model_spending where day = $1 and ($2 = 0 or account_id = $2)";
    let row = conn.row(sql, args![day, account.map_or(0, |account| account.0)]).await?;
    row.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
}

/// Removes every answer about a post or quoting it, published ones too.
pub(crate) async fn forget_post(conn: &mut Conn, post: PostId) -> Result<()> {
    conn.execute("delete from published_answers where post_id = $1", args![post]).await?;
    let sql = "select answer_id from answer_sources where post_id = $1 union select id from answers where post_id = $1";
    let rows = conn.rows(sql, args![post]).await?;
    let stale: Vec<i64> = rows.iter().map(|row| row.int(0)).collect::<Result<_>>()?;
    if stale.is_empty() {
        return Ok(());
    }
    for (table, column) in
        [("published_answers", "answer_id"), ("answer_sources", "answer_id"), ("answers", "id")]
    {
        let mut args = args![];
        let sql = format!("delete from {table} where {column} in ({})", list(&mut args, &stale));
        conn.execute(&sql, args).await?;
    }
    Ok(())
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        id: row.int(0)?,
        account: row.id(1)?,
        post: row.opt_int(2)?.map(PostId),
        scope: row.text(3)?,
        question: row.text(4)?,
        language: row.text(5)?,
        said: row.text(6)?,
        provider: row.text(7)?,
        model: row.text(8)?,
        prompt_hash: row.text(9)?,
        tokens: row.int(10)?,
        cost: row.int(11)?,
        took: row.int(12)?,
        created_at: row.time(13)?,
        topic: row.text(14)?,
    })
}
