//! Vectors of posts, each with the model that made it and its length.

use crate::learnable::may;
use crate::{Conn, Result, args};
use consent::Purpose;
use model::{PostId, Time};

/// Posts after `after` that everybody may find and that have no vector of a model yet, oldest first: those
/// whose authors let them be compared. With their texts.
pub async fn missing(
    conn: &mut Conn,
    model: &str,
    after: PostId,
    now: Time,
    limit: usize,
) -> Result<Vec<(PostId, String)>> {
    let sql = format!(
        "select p.id, p.text from posts p join accounts a on a.id = p.author_id where p.id > $1 and {} \
         and not exists (select 1 from embeddings e where e.post_id = p.id and e.model = $4) \
         order by p.id limit $5",
        may("$2", "$3"),
    );
    let args = args![after, Purpose::EmbeddingsSearch.word(), now, model, limit];
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.text(1)?))).collect()
}

/// Keeps a post's vector, unless the post is gone by now.
pub async fn keep(conn: &mut Conn, post: PostId, model: &str, dimension: usize, vector: &str) -> Result<()> {
    let sql = "insert into embeddings (post_id, model, dimension, vector) \
        select id, $2, $3, $4 from posts where id = $1 \
        on conflict (post_id, model) do update set dimension = excluded.dimension, vector = excluded.vector";
    conn.execute(sql, args![post, model, dimension, vector]).await.map(|_| ())
}

/// Removes the vectors of posts that may not be compared any more.
pub async fn forget(conn: &mut Conn, now: Time) -> Result<()> {
    let sql = format!(
        "delete from embeddings where not exists (select 1 from posts p join accounts a on a.id = p.author_id \
         where p.id = embeddings.post_id and {})",
        may("$1", "$2"),
    );
    conn.execute(&sql, args![Purpose::EmbeddingsSearch.word(), now]).await.map(|_| ())
}

/// Removes the vectors of a post whose words are others now.
pub async fn forget_post(conn: &mut Conn, post: PostId) -> Result<()> {
    conn.execute("delete from embeddings where post_id = $1", args![post]).await.map(|_| ())
}

/// The newest vectors of a model and a length.
pub async fn newest(conn: &mut Conn, model: &str, limit: usize) -> Result<Vec<(PostId, usize, String)>> {
    let sql =
        "select post_id, dimension, vector from embeddings where model = $1 order by post_id desc limit $2";
    let rows = conn.rows(sql, args![model, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.id(0)?, usize::try_from(row.int(1)?).unwrap_or_default(), row.text(2)?)))
        .collect()
}
