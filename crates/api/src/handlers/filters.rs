//! A member's filters.

use crate::call::Call;
use crate::entities;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::reply::Reply;
use app::{FilterChanges, KeywordChanges};
use model::filter::Keyword;
use model::{Filter, FilterId, PostId};
use serde_json::{Value, json};
use std::time::Duration;

/// `GET /api/v2/filters`
pub(crate) async fn all(call: Call) -> Result<Reply> {
    let filters = call.api.app.filters(call.me()?.account).await?;
    Reply::json(&filters.iter().map(whole).collect::<Vec<Value>>())
}

/// `GET /api/v2/filters/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    Reply::json(&whole(&named(&call).await?))
}

/// `POST /api/v2/filters`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    Reply::json(&whole(&call.api.app.create_filter(call.me()?, changes(&call)).await?))
}

/// `PUT /api/v2/filters/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    Reply::json(&whole(&call.api.app.change_filter(call.me()?, call.path("id")?, changes(&call)).await?))
}

/// `DELETE /api/v2/filters/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_filter(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v2/filters/:id/keywords`
pub(crate) async fn keywords(call: Call) -> Result<Reply> {
    let filter = named(&call).await?;
    Reply::json(&filter.keywords.iter().map(keyword).collect::<Vec<Value>>())
}

/// `POST /api/v2/filters/:id/keywords`
pub(crate) async fn add_keyword(call: Call) -> Result<Reply> {
    let word = word_changes(&call.params);
    Reply::json(&keyword(&call.api.app.add_keyword(call.me()?, call.path("id")?, word).await?))
}

/// `GET /api/v2/filters/keywords/:id`
pub(crate) async fn show_keyword(call: Call) -> Result<Reply> {
    let id: FilterId = call.path("id")?;
    let filters = call.api.app.filters(call.me()?.account).await?;
    let mut words = filters.iter().flat_map(|filter| &filter.keywords);
    Reply::json(&keyword(words.find(|word| word.id == id).ok_or_else(Error::not_found)?))
}

/// `PUT /api/v2/filters/keywords/:id`
pub(crate) async fn update_keyword(call: Call) -> Result<Reply> {
    let word = word_changes(&call.params);
    Reply::json(&keyword(&call.api.app.change_keyword(call.me()?, call.path("id")?, word).await?))
}

/// `DELETE /api/v2/filters/keywords/:id`
pub(crate) async fn delete_keyword(call: Call) -> Result<Reply> {
    call.api.app.delete_keyword(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v2/filters/:id/statuses`
pub(crate) async fn statuses(call: Call) -> Result<Reply> {
    let filter = named(&call).await?;
    Reply::json(&filter.posts.iter().map(status).collect::<Vec<Value>>())
}

/// `POST /api/v2/filters/:id/statuses`
pub(crate) async fn add_status(call: Call) -> Result<Reply> {
    let post: PostId = call.params.parsed("status_id").ok_or_else(Error::not_found)?;
    let entry = call.api.app.add_filtered_post(call.me()?, call.path("id")?, post).await?;
    Reply::json(&status(&(entry, post)))
}

/// `GET /api/v2/filters/statuses/:id`
pub(crate) async fn show_status(call: Call) -> Result<Reply> {
    let id: FilterId = call.path("id")?;
    let filters = call.api.app.filters(call.me()?.account).await?;
    let mut posts = filters.iter().flat_map(|filter| &filter.posts);
    Reply::json(&status(posts.find(|(entry, _)| *entry == id).ok_or_else(Error::not_found)?))
}

/// `DELETE /api/v2/filters/statuses/:id`
pub(crate) async fn delete_status(call: Call) -> Result<Reply> {
    call.api.app.delete_filtered_post(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

async fn named(call: &Call) -> Result<Filter> {
    let id: FilterId = call.path("id")?;
    let filters = call.api.app.filters(call.me()?.account).await?;
    filters.into_iter().find(|filter| filter.id == id).ok_or_else(Error::not_found)
}

fn changes(call: &Call) -> FilterChanges {
    let params = &call.params;
    FilterChanges {
        title: params.text("title"),
        contexts: params.has("context").then(|| params.texts("context")),
        action: params.filled("filter_action"),
        lasting: lasting(params),
        keywords: params.children("keywords_attributes").iter().map(word_changes).collect(),
    }
}

/// How long from now: nothing when it was not sent, never when it was sent empty.
pub(crate) fn lasting(params: &Params) -> Option<Option<Duration>> {
    params.has("expires_in").then(|| params.seconds("expires_in"))
}

fn word_changes(params: &Params) -> KeywordChanges {
    KeywordChanges {
        id: params.parsed("id"),
        keyword: params.text("keyword"),
        whole_word: params.flag("whole_word"),
        remove: params.flag("_destroy").unwrap_or(false),
    }
}

fn whole(filter: &Filter) -> Value {
    let mut value = entities::filter::summary(filter);
    value["keywords"] = filter.keywords.iter().map(keyword).collect();
    value["statuses"] = filter.posts.iter().map(status).collect();
    value
}

fn keyword(word: &Keyword) -> Value {
    json!({ "id": word.id.to_string(), "keyword": word.keyword, "whole_word": word.whole_word })
}

fn status((entry, post): &(FilterId, PostId)) -> Value {
    json!({ "id": entry.to_string(), "status_id": post.to_string() })
}
