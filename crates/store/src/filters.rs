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
