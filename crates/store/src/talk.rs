//! What members chose about the assistant, the account it has, and posts in other languages.

use crate::{Conn, Result, args};
use model::{AccountId, PostId, Time};

/// What a member chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whose model answers: none for the server's first, empty for quotes alone.
    pub model: Option<String>,
    /// Whether public answers under posts are hidden.
    pub hides_context: bool,
}

/// A post in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// The hash of what was translated.
    pub source: String,
    /// The language it was written in.
    pub detected: String,
    /// A text for each of the post's, as JSON.
    pub said: String,
    /// Who translated.
    pub provider: String,
    /// With which model.
    pub model: String,
}

/// What a member chose; what holds for everybody where they chose nothing.
pub async fn choices(conn: &mut Conn, account: AccountId) -> Result<Choices> {
    let sql = "select model, hides_context from assistant_choices where account_id = $1";
    let row = conn.row(sql, args![account]).await?;
    row.map_or_else(
        || Ok(Choices::default()),
        |row| Ok(Choices { model: row.opt_text(0)?, hides_context: row.flag(1)? }),
    )
}

/// Keeps what a member chose.
pub async fn choose(conn: &mut Conn, account: AccountId, choices: &Choices) -> Result<()> {
    let sql = "insert into assistant_choices (account_id, model, hides_context) values ($1, $2, $3) \
        on conflict (account_id) do update set model = excluded.model, hides_context = excluded.hides_context";
    conn.execute(sql, args![account, choices.model.as_deref(), choices.hides_context]).await.map(|_| ())
}

/// Whether an account is or was the assistant's.
pub async fn is_assistant(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let sql = "select count(*) from assistant_accounts where account_id = $1";
    Ok(conn.number(sql, args![account]).await? > 0)
}

/// Notes that an account is the assistant's.
pub async fn add_assistant(conn: &mut Conn, account: AccountId, at: Time) -> Result<()> {
    let sql = "insert into assistant_accounts (account_id, at) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![account, at]).await.map(|_| ())
}

/// Notes that a mention is answered; false where it already was.
pub async fn take_mention(
    conn: &mut Conn,
    post: PostId,
    account: AccountId,
    thread: PostId,
    at: Time,
) -> Result<bool> {
    let sql = "insert into assistant_mentions (post_id, account_id, thread_id, at) values ($1, $2, $3, $4) \
        on conflict do nothing";
    Ok(conn.execute(sql, args![post, account, thread, at]).await? > 0)
}

/// Whether a post's mention was taken up before.
pub async fn took_mention(conn: &mut Conn, post: PostId) -> Result<bool> {
    let sql = "select count(*) from assistant_mentions where post_id = $1";
    Ok(conn.number(sql, args![post]).await? > 0)
}

/// Notes what was said to a mention.
pub async fn note_reply(conn: &mut Conn, mention: PostId, answer: i64, reply: PostId) -> Result<()> {
    let sql = "update assistant_mentions set answer_id = $2, reply_id = $3 where post_id = $1";
    conn.execute(sql, args![mention, answer, reply]).await.map(|_| ())
}

/// Posts of the assistant that quote a post, also where the mention they answer was deleted: that it was answered
/// is remembered, so that nobody gets more answers by deleting questions.
pub async fn replies_quoting(conn: &mut Conn, post: PostId) -> Result<Vec<PostId>> {
    let sql = "select m.reply_id from assistant_mentions m join answer_sources s on s.answer_id = m.answer_id \
        where s.post_id = $1 and m.reply_id is not null and m.reply_id <> $1";
    conn.rows(sql, args![post]).await?.iter().map(|row| row.id(0)).collect()
}

/// Mentions answered since a moment: of a member, and in a thread.
pub async fn mentions_since(
    conn: &mut Conn,
    account: AccountId,
    thread: PostId,
    since: Time,
) -> Result<(i64, i64)> {
    let of = "select count(*) from assistant_mentions where account_id = $1 and at > $2";
    let within = "select count(*) from assistant_mentions where thread_id = $1 and at > $2";
    Ok((conn.number(of, args![account, since]).await?, conn.number(within, args![thread, since]).await?))
}

/// A post in a language, as it was translated last.
pub async fn translated(conn: &mut Conn, post: PostId, language: &str) -> Result<Option<Translated>> {
    let sql = "select source, detected, said, provider, model from translations \
        where post_id = $1 and language = $2";
    let row = conn.row(sql, args![post, language]).await?;
    row.map(|row| {
        Ok(Translated {
            source: row.text(0)?,
            detected: row.text(1)?,
            said: row.text(2)?,
            provider: row.text(3)?,
            model: row.text(4)?,
        })
    })
    .transpose()
}

/// Keeps a post in a language, unless it is gone by now.
pub async fn keep_translated(
    conn: &mut Conn,
    post: PostId,
    language: &str,
    it: &Translated,
    at: Time,
) -> Result<()> {
    let sql = "insert into translations (post_id, language, source, detected, said, provider, model, at) \
        select id, $2, $3, $4, $5, $6, $7, $8 from posts where id = $1 \
        on conflict (post_id, language) do update set source = excluded.source, detected = excluded.detected, \
        said = excluded.said, provider = excluded.provider, model = excluded.model, at = excluded.at";
    let args = args![post, language, &it.source, &it.detected, &it.said, &it.provider, &it.model, at];
    conn.execute(sql, args).await.map(|_| ())
}
