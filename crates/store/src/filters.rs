//! Filters.

use crate::{Conn, Result, Row, args};
use model::filter::Keyword;
use model::{AccountId, Filter, FilterAction, FilterContext, FilterId, PostId};
use std::collections::HashMap;

fn from_row(row: &Row) -> Result<Filter> {
    let contexts = row.text(3)?;
    Ok(Filter {
        id: row.id(0)?,
        owner: row.id(1)?,
        title: row.text(2)?,
        contexts: contexts.split(',').filter_map(FilterContext::from_word).collect(),
        action: FilterAction::from_word(&row.text(4)?).unwrap_or_default(),
        expires_at: row.opt_time(5)?,
        keywords: Vec::new(),
        posts: Vec::new(),
    })
}

/// All of a member's filters with their words and posts, oldest first.
pub async fn of(conn: &mut Conn, owner: AccountId) -> Result<Vec<Filter>> {
    let sql = "select id, owner_id, title, contexts, action, expires_at from filters where owner_id = $1 order by id";
    let mut filters: Vec<Filter> =
        conn.rows(sql, args![owner]).await?.iter().map(from_row).collect::<Result<_>>()?;
    if filters.is_empty() {
        return Ok(filters);
    }
    let sql = "select k.filter_id, k.id, k.keyword, k.whole_word from filter_keywords k \
        join filters f on f.id = k.filter_id where f.owner_id = $1 order by k.id";
    let mut keywords: HashMap<FilterId, Vec<Keyword>> = HashMap::new();
    for row in conn.rows(sql, args![owner]).await? {
        let keyword = Keyword { id: row.id(1)?, keyword: row.text(2)?, whole_word: row.flag(3)? };
        keywords.entry(row.id(0)?).or_default().push(keyword);
    }
    let sql = "select p.filter_id, p.id, p.post_id from filter_posts p \
        join filters f on f.id = p.filter_id where f.owner_id = $1 order by p.id";
    let mut posts: HashMap<FilterId, Vec<(FilterId, PostId)>> = HashMap::new();
    for row in conn.rows(sql, args![owner]).await? {
        posts.entry(row.id(0)?).or_default().push((row.id(1)?, row.id(2)?));
    }
    for filter in &mut filters {
        filter.keywords = keywords.remove(&filter.id).unwrap_or_default();
        filter.posts = posts.remove(&filter.id).unwrap_or_default();
    }
    Ok(filters)
}

/// How many filters a member has, and how many keywords in all.
pub async fn counts(conn: &mut Conn, owner: AccountId) -> Result<(i64, i64)> {
    let filters = conn.number("select count(*) from filters where owner_id = $1", args![owner]).await?;
    let sql =
        "select count(*) from filter_keywords k join filters f on f.id = k.filter_id where f.owner_id = $1";
    Ok((filters, conn.number(sql, args![owner]).await?))
}

/// Adds a filter, or changes one; its words and posts are written apart.
pub async fn put(conn: &mut Conn, filter: &Filter) -> Result<()> {
    let contexts: Vec<&str> = filter.contexts.iter().map(|context| context.word()).collect();
    let sql = "insert into filters (id, owner_id, title, contexts, action, expires_at) values ($1, $2, $3, $4, $5, $6) \
        on conflict (id) do update set title = excluded.title, contexts = excluded.contexts, \
        action = excluded.action, expires_at = excluded.expires_at";
    let args = args![
        filter.id,
        filter.owner,
        &filter.title,
        contexts.join(","),
        filter.action.word(),
        filter.expires_at
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes a filter with its words and posts.
pub async fn delete(conn: &mut Conn, id: FilterId) -> Result<()> {
    conn.execute("delete from filter_keywords where filter_id = $1", args![id]).await?;
    conn.execute("delete from filter_posts where filter_id = $1", args![id]).await?;
    conn.execute("delete from filters where id = $1", args![id]).await.map(|_| ())
}

/// Adds a word to a filter, or changes it.
pub async fn put_keyword(conn: &mut Conn, filter: FilterId, keyword: &Keyword) -> Result<()> {
    let sql = "insert into filter_keywords (id, filter_id, keyword, whole_word) values ($1, $2, $3, $4) \
        on conflict (id) do update set keyword = excluded.keyword, whole_word = excluded.whole_word";
    let args = args![keyword.id, filter, &keyword.keyword, keyword.whole_word];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes a word.
pub async fn delete_keyword(conn: &mut Conn, id: FilterId) -> Result<()> {
    conn.execute("delete from filter_keywords where id = $1", args![id]).await.map(|_| ())
}

/// Adds a post to a filter; false when it was there.
pub async fn add_post(conn: &mut Conn, entry: FilterId, filter: FilterId, post: PostId) -> Result<bool> {
    let sql = "insert into filter_posts (id, filter_id, post_id) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![entry, filter, post]).await? > 0)
}

/// Removes a post's entry.
pub async fn delete_post(conn: &mut Conn, entry: FilterId) -> Result<()> {
    conn.execute("delete from filter_posts where id = $1", args![entry]).await.map(|_| ())
}
