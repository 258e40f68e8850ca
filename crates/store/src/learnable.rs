//! Texts that words are learned from, and that are held against each other: public posts of people here who
//! let themselves be found by their words and let these be compared (`embeddings_search`).

use crate::consent::consented;
use crate::{Conn, Result, Row, args, list};
use consent::Purpose;
use model::{AccountId, PostId, Time};

/// A text that may be learned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learnable {
    /// The post.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// As written.
    pub text: String,
}

/// What holds for posts (`p`) of accounts (`a`) that may be.
pub(crate) fn may(purpose: &str, moment: &str) -> String {
    format!(
        "(p.visibility = 0 and p.local_only = 0 and p.repost_of is null and p.spoiler = '' and p.text <> '' \
         and a.indexable = 1 and a.suspended_at is null and {})",
        consented("p", purpose, moment)
    )
}

fn learnable(row: &Row) -> Result<Learnable> {
    Ok(Learnable { id: row.id(0)?, author: row.id(1)?, text: row.text(2)? })
}

/// Looks at the `limit` posts before `before`: those that may be learned from, newest first, and where to
/// go on; nowhere at the beginning.
pub async fn before(
    conn: &mut Conn,
    before: PostId,
    now: Time,
    limit: usize,
) -> Result<(Vec<Learnable>, Option<PostId>)> {
    let looked_at = "select p.id from posts p where p.id < $1 order by p.id desc limit $2";
    let ends = format!("select count(*), min(w.id) from ({looked_at}) w");
    let row = conn.row(&ends, args![before, limit]).await?;
    let full = |row: &Row| Ok::<_, crate::Error>(usize::try_from(row.int(0)?) == Ok(limit));
    let last = match &row {
        Some(row) if row.int(0)? > 0 => row.opt_int(1)?.map(PostId),
        _ => None,
    };
    let (Some(row), Some(last)) = (row, last) else { return Ok((Vec::new(), None)) };
    let sql = format!(
        "select p.id, p.author_id, p.text from posts p join accounts a on a.id = p.author_id \
         where p.id < $1 and p.id >= $2 and {} order by p.id desc",
        may("$3", "$4")
    );
    let args = args![before, last, Purpose::EmbeddingsSearch.word(), now];
    let found = conn.rows(&sql, args).await?.iter().map(learnable).collect::<Result<_>>()?;
    Ok((found, full(&row)?.then_some(last)))
}

/// Looks at the `limit` posts after `after`: those that may be learned from, and the last that was looked at;
/// none where there are no more.
pub async fn after(
    conn: &mut Conn,
    after: PostId,
    now: Time,
    limit: usize,
) -> Result<(Vec<Learnable>, Option<PostId>)> {
    let last = "select max(w.id) from (select p.id from posts p where p.id > $1 order by p.id limit $2) w";
    let row = conn.row(last, args![after, limit]).await?;
    let Some(last) = row.map(|row| row.opt_int(0)).transpose()?.flatten() else {
        return Ok((Vec::new(), None));
    };
    let sql = format!(
        "select p.id, p.author_id, p.text from posts p join accounts a on a.id = p.author_id \
         where p.id > $1 and p.id <= $2 and {} order by p.id",
        may("$3", "$4")
    );
    let args = args![after, PostId(last), Purpose::EmbeddingsSearch.word(), now];
    let found = conn.rows(&sql, args).await?.iter().map(learnable).collect::<Result<_>>()?;
    Ok((found, Some(PostId(last))))
}

/// Those of some posts that may be learned from and compared now, in no order.
pub async fn among(conn: &mut Conn, posts: &[PostId], now: Time) -> Result<Vec<Learnable>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = args![Purpose::EmbeddingsSearch.word(), now];
    let sql = format!(
        "select p.id, p.author_id, p.text from posts p join accounts a on a.id = p.author_id \
         where p.id in ({}) and {}",
        list(&mut args, posts),
        may("$1", "$2")
    );
    conn.rows(&sql, args).await?.iter().map(learnable).collect()
}

/// An author's posts, the newest `limit`.
pub async fn of_author(conn: &mut Conn, author: AccountId, limit: usize) -> Result<Vec<PostId>> {
    let sql = "select id from posts where author_id = $1 order by id desc limit $2";
    conn.rows(sql, args![author, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// The newest post of all; none before the first.
pub async fn newest(conn: &mut Conn) -> Result<PostId> {
    let row = conn.row("select max(id) from posts", args![]).await?;
    Ok(PostId(row.map(|row| row.opt_int(0)).transpose()?.flatten().unwrap_or_default()))
}
