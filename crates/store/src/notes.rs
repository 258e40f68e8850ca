//! Context notes: what members add for readers of a post, and what others make of it.

use crate::row::to_json;
use crate::visibility::{number, visible};
use crate::{Conn, Result, Row, args, list};
use model::visibility::Viewer;
use model::{AccountId, NoteId, PostId, Time};
use serde::{Deserialize, Serialize};

/// What became of a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Not enough is known, or people don't agree.
    #[default]
    NeedsMore,
    /// Shown under the post.
    Helpful,
    /// Not shown.
    NotHelpful,
}

impl Standing {
    const fn number(self) -> i64 {
        match self {
            Self::NeedsMore => 0,
            Self::Helpful => 1,
            Self::NotHelpful => 2,
        }
    }

    const fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Helpful,
            2 => Self::NotHelpful,
            _ => Self::NeedsMore,
        }
    }
}

/// The numbers a standing rests on, as they were last reckoned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Numbers {
    /// How helpful it is to either side.
    pub helpful: f64,
    /// Which side it leans to, and how far.
    pub side: f64,
    /// Ratings that counted.
    pub counted: i64,
    /// Of each side: raters, and the share that found it helpful.
    pub sides: [(i64, f64); 2],
    /// Ratings a rater needed to be counted.
    pub fewest: i64,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The post it is about.
    pub post: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// What it says.
    pub text: String,
    /// Where that can be looked up.
    pub sources: Vec<String>,
    /// When it was written.
    pub created_at: Time,
    /// What became of it.
    pub standing: Standing,
    /// Since when.
    pub since: Time,
    /// What that rests on.
    pub numbers: Numbers,
}

/// A rating as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// 0 for not helpful, 1 for somewhat, 2 for helpful.
    pub value: i64,
    /// Why.
    pub reasons: Vec<String>,
}

const COLUMNS: &str =
    "n.id, n.post_id, n.account_id, n.text, n.sources, n.created_at, n.status, n.since, n.verdict";

/// Notes whose authors are not suspended.
const STANDING: &str =
    "exists (select 1 from accounts na where na.id = n.account_id and na.suspended_at is null)";

fn from_row(row: &Row) -> Result<Note> {
    Ok(Note {
        id: row.id(0)?,
        post: row.id(1)?,
        author: row.id(2)?,
        text: row.text(3)?,
        sources: row.json(4)?,
        created_at: row.time(5)?,
        standing: Standing::from_number(row.int(6)?),
        since: row.time(7)?,
        numbers: row.json(8)?,
    })
}

fn read_all(rows: &[Row]) -> Result<Vec<Note>> {
    rows.iter().map(from_row).collect()
}

/// Adds a note. [`crate::Error::Taken`] when its author wrote one under this post already.
pub async fn insert(conn: &mut Conn, note: &Note) -> Result<()> {
    let sql = "insert into notes (id, post_id, account_id, text, sources, created_at, since) \
        values ($1, $2, $3, $4, $5, $6, $6)";
    let args = args![note.id, note.post, note.author, &note.text, to_json(&note.sources)?, note.created_at];
    conn.execute(sql, args).await.map(|_| ())
}

/// A note, whoever asks.
pub async fn get(conn: &mut Conn, id: NoteId) -> Result<Option<Note>> {
    let sql = format!("select {COLUMNS} from notes n where n.id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// Deletes a note with its ratings.
pub async fn delete(conn: &mut Conn, id: NoteId) -> Result<()> {
    conn.execute("delete from note_ratings where note_id = $1", args![id]).await?;
    conn.execute("delete from notes where id = $1", args![id]).await.map(|_| ())
}

/// Deletes the notes of a post with their ratings.
pub async fn delete_of_post(conn: &mut Conn, post: PostId) -> Result<()> {
    let sql = "delete from note_ratings where note_id in (select id from notes where post_id = $1)";
    conn.execute(sql, args![post]).await?;
    conn.execute("delete from notes where post_id = $1", args![post]).await.map(|_| ())
}

/// The notes under a post, oldest first.
pub async fn of_post(conn: &mut Conn, post: PostId) -> Result<Vec<Note>> {
    let sql = format!("select {COLUMNS} from notes n where n.post_id = $1 and {STANDING} order by n.id");
    read_all(&conn.rows(&sql, args![post]).await?)
}

/// How many notes a post has.
pub async fn count(conn: &mut Conn, post: PostId) -> Result<i64> {
    conn.number("select count(*) from notes where post_id = $1", args![post]).await
}

/// Notes an account wrote since a moment.
pub async fn written_since(conn: &mut Conn, author: AccountId, since: Time) -> Result<i64> {
    let sql = "select count(*) from notes where account_id = $1 and created_at >= $2";
    conn.number(sql, args![author, since]).await
}

/// Ratings an account gave or changed since a moment.
pub async fn rated_since(conn: &mut Conn, rater: AccountId, since: Time) -> Result<i64> {
    let sql = "select count(*) from note_ratings where account_id = $1 and at >= $2";
    conn.number(sql, args![rater, since]).await
}

/// Helpful notes, the newest ones; of these posts, where some are named.
pub async fn helpful(conn: &mut Conn, posts: Option<&[PostId]>, limit: usize) -> Result<Vec<Note>> {
    let mut args = args![Standing::Helpful.number(), limit];
    let of = posts.map(|posts| format!(" and n.post_id in ({})", list(&mut args, posts))).unwrap_or_default();
    let sql = format!(
        "select {COLUMNS} from notes n where n.status = $1 and {STANDING}{of} order by n.id desc limit $2"
    );
    read_all(&conn.rows(&sql, args).await?)
}

/// Notes that wait for ratings under posts the viewer may see, not their own, not under their own posts, and not
/// rated by them: the newest ones.
pub async fn waiting(conn: &mut Conn, viewer: AccountId, limit: usize) -> Result<Vec<Note>> {
    let sql = format!(
        "select {COLUMNS} from notes n join posts p on p.id = n.post_id where n.status = 0 and {STANDING} \
         and n.account_id <> $1 and p.author_id <> $1 and {} \
         and not exists (select 1 from note_ratings r where r.note_id = n.id and r.account_id = $1) \
         and not exists (select 1 from mutes m where m.source_id = $1 and m.target_id = p.author_id) \
         order by n.id desc limit $2",
        visible("p", "$1")
    );
    read_all(&conn.rows(&sql, args![viewer, limit]).await?)
}

/// Notes an account wrote, newest first.
pub async fn of_author(conn: &mut Conn, author: AccountId, limit: usize) -> Result<Vec<Note>> {
    let sql = format!("select {COLUMNS} from notes n where n.account_id = $1 order by n.id desc limit $2");
    read_all(&conn.rows(&sql, args![author, limit]).await?)
}

/// Notes others wrote under an account's posts, newest first.
pub async fn about(conn: &mut Conn, author: AccountId, limit: usize) -> Result<Vec<Note>> {
    let sql = format!(
        "select {COLUMNS} from notes n join posts p on p.id = n.post_id where p.author_id = $1 and {STANDING} \
         order by n.id desc limit $2"
    );
    read_all(&conn.rows(&sql, args![author, limit]).await?)
}

/// Whether the viewer may see the post a note is under.
pub async fn may_see(conn: &mut Conn, id: NoteId, viewer: Viewer) -> Result<bool> {
    let sql = format!(
        "select 1 from notes n join posts p on p.id = n.post_id where n.id = $1 and {STANDING} and {}",
        visible("p", "$2")
    );
    Ok(conn.row(&sql, args![id, number(viewer)]).await?.is_some())
}

/// Keeps what somebody makes of a note; said again, the last word counts.
pub async fn rate(conn: &mut Conn, note: NoteId, rater: AccountId, given: &Given, at: Time) -> Result<()> {
    let sql = "insert into note_ratings (note_id, account_id, value, reasons, at) values ($1, $2, $3, $4, $5) \
        on conflict (note_id, account_id) do update set value = excluded.value, reasons = excluded.reasons, at = excluded.at";
    conn.execute(sql, args![note, rater, given.value, to_json(&given.reasons)?, at]).await.map(|_| ())
}

/// What an account made of some notes.
pub async fn given(conn: &mut Conn, rater: AccountId, notes: &[NoteId]) -> Result<Vec<(NoteId, Given)>> {
    let mut args = args![rater];
    let sql = format!(
        "select note_id, value, reasons from note_ratings where account_id = $1 and note_id in ({})",
        list(&mut args, notes)
    );
    let read = |row: &Row| Ok((row.id(0)?, Given { value: row.int(1)?, reasons: row.json(2)? }));
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// How many rated each of some notes, whoever they are.
pub async fn ratings_of(conn: &mut Conn, notes: &[NoteId]) -> Result<Vec<(NoteId, i64)>> {
    let mut args = args![];
    let sql = format!(
        "select note_id, count(*) from note_ratings where note_id in ({}) group by note_id",
        list(&mut args, notes)
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.int(1)?))).collect()
}

/// Ratings that may count, of the newest notes: note, rater, value. Those of accounts that are suspended, limited or
/// joined after `joined_before` do not, nor those of the post's author and the note's.
pub async fn countable(
    conn: &mut Conn,
    joined_before: Time,
    limit: usize,
) -> Result<Vec<(NoteId, AccountId, i64)>> {
    let sql = "select r.note_id, r.account_id, r.value from note_ratings r join notes n on n.id = r.note_id \
        join posts p on p.id = n.post_id join accounts a on a.id = r.account_id \
        where a.suspended_at is null and a.limited_at is null and a.created_at <= $1 \
        and r.account_id <> n.account_id and r.account_id <> p.author_id \
        order by r.note_id desc, r.account_id limit $2";
    let rows = conn.rows(sql, args![joined_before, limit]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?, row.int(2)?))).collect()
}

/// How many ratings do not count yet for no other reason than that their raters are new.
pub async fn too_new(conn: &mut Conn, joined_before: Time) -> Result<i64> {
    let sql = "select count(*) from note_ratings r join accounts a on a.id = r.account_id \
        where a.created_at > $1 and a.suspended_at is null and a.limited_at is null";
    conn.number(sql, args![joined_before]).await
}

/// All notes after an id, oldest first, to be judged.
pub async fn after(conn: &mut Conn, id: NoteId, limit: usize) -> Result<Vec<Note>> {
    let sql = format!("select {COLUMNS} from notes n where n.id > $1 order by n.id limit $2");
    read_all(&conn.rows(&sql, args![id, limit]).await?)
}

/// Writes down what became of a note, and what that rests on.
pub async fn judge(
    conn: &mut Conn,
    id: NoteId,
    standing: Standing,
    since: Time,
    numbers: &Numbers,
) -> Result<()> {
    let sql = "update notes set status = $2, since = $3, verdict = $4 where id = $1";
    conn.execute(sql, args![id, standing.number(), since, to_json(numbers)?]).await.map(|_| ())
}

/// When the first member here joined.
pub async fn first_joined(conn: &mut Conn) -> Result<Option<Time>> {
    let row =
        conn.row("select created_at from accounts where domain is null order by id limit 1", args![]).await?;
    row.map(|row| row.time(0)).transpose()
}
