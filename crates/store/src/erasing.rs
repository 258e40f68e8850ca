//! Erasing: every row in which an account stands, and the log's lines that name it.
//!
//! Posts go one by one, as when their author deletes them, because others' rows hang on them. The rest is
//! [`OWN`]. A test asks the database for every column that holds accounts and fails when a table is not
//! in it.

use crate::row::to_json;
use crate::trends::Kind;
use crate::{Conn, Engine, Result, args};
use model::{AccountId, Event, PostId, Time};
use serde::{Deserialize, Serialize};

/// Tables with the rows in them that are an account's (`$1`), in an order that leaves no row hanging.
const OWN: &[(&str, &str)] = &[
    ("codes", "account_id = $1"),
    ("push_subscriptions", "account_id = $1"),
    ("tokens", "account_id = $1"),
    ("mailed_links", "account_id = $1"),
    ("mentions", "account_id = $1"),
    ("post_tags", "account_id = $1"),
    ("votes", "account_id = $1"),
    ("likes", "account_id = $1"),
    ("bookmarks", "account_id = $1"),
    ("thread_mutes", "account_id = $1"),
    ("follows", "source_id = $1 or target_id = $1"),
    ("blocks", "source_id = $1 or target_id = $1"),
    ("mutes", "source_id = $1 or target_id = $1"),
    ("domain_blocks", "account_id = $1"),
    ("account_notes", "source_id = $1 or target_id = $1"),
    ("endorsements", "source_id = $1 or target_id = $1"),
    ("suggestion_dismissals", "account_id = $1 or target_id = $1"),
    ("list_accounts", "account_id = $1 or list_id in (select id from lists where owner_id = $1)"),
    ("lists", "owner_id = $1"),
    ("filter_keywords", "filter_id in (select id from filters where owner_id = $1)"),
    ("filter_posts", "filter_id in (select id from filters where owner_id = $1)"),
    ("filters", "owner_id = $1"),
    ("tag_follows", "account_id = $1"),
    ("featured_tags", "account_id = $1"),
    ("notifications", "owner_id = $1 or from_id = $1"),
    ("notification_permissions", "owner_id = $1 or from_id = $1"),
    ("markers", "account_id = $1"),
    ("conversation_posts", "conversation_id in (select id from conversations where owner_id = $1)"),
    ("conversations", "owner_id = $1"),
    ("scheduled", "account_id = $1"),
    ("drafts", "account_id = $1"),
    ("idempotency", "account_id = $1"),
    ("announcement_reads", "account_id = $1"),
    ("report_hints", "report_id in (select id from reports where account_id = $1 or target_id = $1)"),
    ("reports", "account_id = $1 or target_id = $1"),
    ("import_items", "account_id = $1"),
    ("imports", "account_id = $1"),
    ("import_people", "account_id = $1"),
    ("import_kept", "account_id = $1"),
    ("import_context", "account_id = $1"),
    ("declared", "account_id = $1"),
    ("consent_uses", "account_id = $1"),
    ("dataset_rows", "account_id = $1"),
    ("ask_answers", "account_id = $1"),
    ("consent_entries", "account_id = $1"),
    ("steering", "account_id = $1"),
    ("opinions", "account_id = $1"),
    ("feed_likes", "account_id = $1 or feed_id in (select id from feeds where owner_id = $1)"),
    ("feed_pins", "account_id = $1 or feed_id in (select id from feeds where owner_id = $1)"),
    ("feed_rankers", "account_id = $1 or feed_id in (select id from feeds where owner_id = $1)"),
    ("feed_settings", "account_id = $1"),
    ("forecast_follows", "account_id = $1"),
    ("pack_accounts", "account_id = $1 or pack_id in (select id from packs where owner_id = $1)"),
    ("pack_refusals", "account_id = $1 or pack_id in (select id from packs where owner_id = $1)"),
    (
        "pack_feeds",
        "feed_id in (select id from feeds where owner_id = $1) or pack_id in (select id from packs where owner_id = $1)",
    ),
    ("packs", "owner_id = $1"),
    ("feeds", "owner_id = $1"),
    ("note_ratings", "account_id = $1 or note_id in (select id from notes where account_id = $1)"),
    ("notes", "account_id = $1"),
    ("answer_sources", "answer_id in (select id from answers where account_id = $1)"),
    ("published_answers", "account_id = $1"),
    ("answers", "account_id = $1"),
    ("answer_refusals", "account_id = $1"),
    ("model_spending", "account_id = $1"),
    ("assistant_choices", "account_id = $1"),
    ("assistant_accounts", "account_id = $1"),
    ("assistant_mentions", "account_id = $1"),
    ("creations", "account_id = $1"),
    ("picture_spending", "account_id = $1"),
    ("media", "owner_id = $1"),
    ("members", "account_id = $1"),
    ("posts", "author_id = $1"),
    ("accounts", "id = $1"),
];

/// What was erased, for the receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Posts and reposts.
    pub posts: u64,
    /// Files of media, avatar and header.
    pub files: u64,
    /// Other rows.
    pub rows: u64,
    /// Lines of the log.
    pub events: u64,
}

/// How far erasing an account has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Its id.
    pub id: i64,
    /// When it was asked for.
    pub asked_at: Time,
    /// When everything was gone; none before.
    pub done_at: Option<Time>,
    /// What was erased so far.
    pub counts: Counts,
}

/// Notes that an account is to be erased. [`crate::Error::Taken`] when it already is.
pub async fn begin(conn: &mut Conn, id: i64, receipt_hash: &str, name_hash: &str, now: Time) -> Result<()> {
    let sql = "insert into erasures (id, receipt_hash, name_hash, asked_at) values ($1, $2, $3, $4)";
    conn.execute(sql, args![id, receipt_hash, name_hash, now]).await.map(|_| ())
}

/// The erasure a receipt is for.
pub async fn by_receipt(conn: &mut Conn, receipt_hash: &str) -> Result<Option<Erasure>> {
    let sql = "select id, asked_at, done_at, counts from erasures where receipt_hash = $1";
    let row = conn.row(sql, args![receipt_hash]).await?;
    row.map(|row| {
        Ok(Erasure {
            id: row.int(0)?,
            asked_at: row.time(1)?,
            done_at: row.opt_time(2)?,
            counts: row.json(3)?,
        })
    })
    .transpose()
}

/// Whether somebody who was erased bore this name.
pub async fn was_taken(conn: &mut Conn, name_hash: &str) -> Result<bool> {
    Ok(conn.number("select count(*) from erasures where name_hash = $1", args![name_hash]).await? > 0)
}

/// Adds to what the receipt counts.
pub async fn count(conn: &mut Conn, id: i64, more: &Counts) -> Result<()> {
    let row = conn.row("select counts from erasures where id = $1", args![id]).await?;
    let Some(row) = row else { return Ok(()) };
    let so_far: Counts = row.json(0)?;
    let total = Counts {
        posts: so_far.posts + more.posts,
        files: so_far.files + more.files,
        rows: so_far.rows + more.rows,
        events: so_far.events + more.events,
    };
    let sql = "update erasures set counts = $2 where id = $1";
    conn.execute(sql, args![id, to_json(&total)?]).await.map(|_| ())
}

/// Goes on to sweeping (`None`), or notes that everything is done.
pub async fn advance(conn: &mut Conn, id: i64, done_at: Option<Time>) -> Result<()> {
    let stage = if done_at.is_some() { 2_i64 } else { 1 };
    let sql = "update erasures set stage = $2, done_at = $3 where id = $1";
    conn.execute(sql, args![id, stage, done_at]).await.map(|_| ())
}

/// Some of an account's posts and reposts, oldest first, and of what the assistant wrote to it alone: nobody
/// else has ever seen that.
pub async fn some_posts(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<PostId>> {
    let sql = "select id from posts where author_id = $1 \
        or (visibility = 3 and author_id in (select account_id from assistant_accounts) \
        and id in (select post_id from mentions where account_id = $1)) order by id limit $2";
    conn.rows(sql, args![account, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// Takes away what only this post brought: the preview of its link. Before the post itself goes.
pub async fn remove_traces(conn: &mut Conn, post: PostId) -> Result<()> {
    let sql = "delete from cards where url in (select url from post_cards where post_id = $1) \
        and not exists (select 1 from post_cards o where o.url = cards.url and o.post_id <> $1)";
    conn.execute(sql, args![post]).await?;
    conn.execute("delete from jobs where job like $1", args![mentioning(post.0)]).await.map(|_| ())
}

/// Tags that no post bears and nobody follows or shows: some were an account's own, and which ones is
/// forgotten when a post is edited.
pub async fn unused_tags(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = format!("select name from tags where {UNUSED}");
    conn.rows(&sql, vec![]).await?.iter().map(|row| row.text(0)).collect()
}

/// Takes away tags that are still unused, with what moderators let trend of what nobody says any more. What they
/// refused stays refused: somebody else may say it.
pub async fn remove_unused_tags(conn: &mut Conn) -> Result<u64> {
    let (tags, links) = (Kind::Tags.word(), Kind::Links.word());
    let sql = format!(
        "delete from trend_reviews where allowed = 1 and ((kind = $1 and subject in \
         (select name from tags where {UNUSED})) or (kind = $2 and not exists \
         (select 1 from post_cards c where c.url = trend_reviews.subject)))"
    );
    conn.execute(&sql, args![tags, links]).await?;
    conn.execute(&format!("delete from tags where {UNUSED}"), vec![]).await
}

const UNUSED: &str = "not exists (select 1 from post_tags p where p.tag = tags.name) \
    and not exists (select 1 from tag_follows f where f.tag = tags.name) \
    and not exists (select 1 from featured_tags f where f.tag = tags.name)";

/// Takes an account's likes and follows out of others' counts; the posts whose counts changed.
pub async fn uncount(conn: &mut Conn, account: AccountId) -> Result<Vec<PostId>> {
    let liked = "select post_id from likes where account_id = $1";
    let posts: Vec<PostId> =
        conn.rows(liked, args![account]).await?.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    let sql = format!("update posts set likes = likes - 1 where likes > 0 and id in ({liked})");
    conn.execute(&sql, args![account]).await?;
    for (count, mine, theirs) in
        [("followers", "source_id", "target_id"), ("following", "target_id", "source_id")]
    {
        let sql = format!(
            "update accounts set {count} = {count} - 1 where {count} > 0 and id in \
             (select {theirs} from follows where {mine} = $1 and accepted = 1)"
        );
        conn.execute(&sql, args![account]).await?;
    }
    let sql = "update posts set reply_to_author = null where reply_to_author = $1";
    conn.execute(sql, args![account]).await?;
    Ok(posts)
}

/// Removes every row of an account but its posts, which have to be gone; how many those were.
pub async fn remove_rows(conn: &mut Conn, account: AccountId, keep_job: i64) -> Result<u64> {
    let mut removed = 0;
    for (table, own) in OWN {
        removed += conn.execute(&format!("delete from {table} where {own}"), args![account]).await?;
    }
    removed += crate::recipes::forget_account(conn, account).await?;
    let jobs = "delete from jobs where id <> $2 and job like $1";
    removed += conn.execute(jobs, args![mentioning(account.0), keep_job]).await?;
    Ok(removed)
}

/// Removes waiting letters to an address.
pub async fn remove_letters(conn: &mut Conn, email: &str) -> Result<()> {
    // What a job says is JSON; the characters of an address that mean something to `like` are escaped.
    let escaped = email.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let sql = "delete from jobs where lower(job) like $1 escape '\\'";
    conn.execute(sql, args![format!("%\"{}\"%", escaped.to_lowercase())]).await.map(|_| ())
}

/// Makes the log's lines after `after` and up to `end` that name an account say nothing; up to which
/// one this came, and how many there were.
pub async fn forget_events(conn: &mut Conn, account: AccountId, after: i64, end: i64) -> Result<(i64, u64)> {
    let upto = end.min(after + FORGET_AT_ONCE);
    let nothing = to_json(&Event::Forgotten)?;
    let sql = "update events set event = $1 where seq > $2 and seq <= $3 and event like $4";
    let forgotten = conn.execute(sql, args![nothing, after, upto, mentioning(account.0)]).await?;
    Ok((upto, forgotten))
}

/// Lines of the log looked through in one transaction.
const FORGET_AT_ONCE: i64 = 20_000;

/// Ids have eighteen digits and stand in JSON as they are: no other number contains one.
fn mentioning(id: i64) -> String {
    format!("%{id}%")
}

/// Rids the database's files of what was deleted, as far as the engine lets us.
///
/// On SQLite deleted rows are overwritten when they go ([`crate::sqlite`]); what the write-ahead log
/// still holds of them goes here. False when somebody was reading and it has to be tried again. On
/// PostgreSQL its own housekeeping reclaims the space, and how long its log and backups are kept is
/// its administrator's choice.
pub async fn sweep(conn: &mut Conn) -> Result<bool> {
    match conn.engine() {
        Engine::Sqlite => {
            let rows = conn.rows("pragma wal_checkpoint(truncate)", vec![]).await?;
            Ok(rows.first().map(|row| row.int(0)).transpose()?.unwrap_or(0) == 0)
        }
        Engine::Postgres => {
            for (table, _) in OWN {
                conn.execute(&format!("vacuum {table}"), vec![]).await?;
            }
            conn.execute("vacuum events", vec![]).await?;
            Ok(true)
        }
    }
}

/// Columns that hold the id of an account, by table: those of the guard against forgetting one.
pub async fn account_columns(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let sql = match conn.engine() {
        Engine::Sqlite => {
            "select m.name, p.name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'"
        }
        Engine::Postgres => {
            "select table_name::text, column_name::text from information_schema.columns \
             where table_schema = current_schema()"
        }
    };
    let rows = conn.rows(sql, vec![]).await?;
    let all = rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect::<Result<Vec<_>>>()?;
    let holds = ["account_id", "author_id", "owner_id", "source_id", "target_id", "from_id"];
    Ok(all.into_iter().filter(|(_, column)| holds.contains(&column.as_str())).collect())
}

/// Whether erasing reaches a column.
pub fn reaches(table: &str, column: &str) -> bool {
    OWN.iter().any(|(known, own)| *known == table && own.contains(column))
}
