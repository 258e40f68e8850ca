//! Feeds that members make: ours, under `/api/braise/v1`.

mod read;

use crate::call::Call;
use crate::entities::feed::feeds;
use crate::error::{Error, Result};
use crate::handlers::for_you::{placed, tongue};
use crate::reply::Reply;
use app::{Feed, FeedScope};
use model::FeedId;
use read::changes;
use serde_json::json;

/// `GET /api/braise/v1/feeds?scope=mine|pinned|shared`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let scope = match call.params.filled("scope").as_deref() {
        None | Some("mine") => FeedScope::Mine,
        Some("pinned") => FeedScope::Pinned,
        Some("shared") => FeedScope::Shared,
        Some(_) => return Err(Error::invalid("Validation failed: scope must be mine, pinned or shared")),
    };
    let offset = call.params.int("offset").and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
    let me = call.me()?.account;
    let found = call.api.app.feeds_of(me, scope, offset, call.limit(40, 80)).await?;
    Reply::json(&feeds(&call, &found).await?)
}

/// `POST /api/braise/v1/feeds`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let feed = call.api.app.create_feed(call.me()?, changes(&call.params)?).await?;
    one(&call, feed).await
}

/// `GET /api/braise/v1/feeds/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let feed = call.api.app.feed(Some(call.me()?.account), call.path("id")?).await?;
    one(&call, feed).await
}

/// `PUT /api/braise/v1/feeds/:id`: what is not named stays; sources, filters and weights each as a whole.
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let feed = call.api.app.change_feed(call.me()?, call.path("id")?, changes(&call.params)?).await?;
    one(&call, feed).await
}

/// `DELETE /api/braise/v1/feeds/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_feed(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/braise/v1/feeds/:id/items`
pub(crate) async fn items(call: Call) -> Result<Reply> {
    let cursor = call.params.filled("cursor");
    let id: FeedId = call.path("id")?;
    let limit = call.limit(20, app::for_you::PAGE);
    let found = call.api.app.feed_page(call.me()?.account, id, cursor.as_deref(), limit).await?;
    placed(&call, &found).await
}

/// `POST /api/braise/v1/feeds/preview`: what a feed would show, before it is kept.
pub(crate) async fn preview(call: Call) -> Result<Reply> {
    let limit = call.limit(20, app::for_you::PAGE);
    let found = call.api.app.feed_preview(call.me()?.account, changes(&call.params)?, limit).await?;
    placed(&call, &found).await
}

/// `POST /api/braise/v1/feeds/:id/like`
pub(crate) async fn like(call: Call) -> Result<Reply> {
    let feed = call.api.app.set_feed_liked(call.me()?, call.path("id")?, true).await?;
    one(&call, feed).await
}

/// `DELETE /api/braise/v1/feeds/:id/like`
pub(crate) async fn unlike(call: Call) -> Result<Reply> {
    let feed = call.api.app.set_feed_liked(call.me()?, call.path("id")?, false).await?;
    one(&call, feed).await
}

/// `POST /api/braise/v1/feeds/:id/pin`
pub(crate) async fn pin(call: Call) -> Result<Reply> {
    let feed = call.api.app.set_feed_pinned(call.me()?, call.path("id")?, true).await?;
    one(&call, feed).await
}

/// `DELETE /api/braise/v1/feeds/:id/pin`
pub(crate) async fn unpin(call: Call) -> Result<Reply> {
    let feed = call.api.app.set_feed_pinned(call.me()?, call.path("id")?, false).await?;
    one(&call, feed).await
}

/// `GET /api/braise/v1/feeds/settings`
pub(crate) async fn settings(call: Call) -> Result<Reply> {
    let as_lists = call.api.app.feeds_as_lists(call.me()?.account).await?;
    Reply::json(&json!({ "as_lists": as_lists }))
}

/// `PUT /api/braise/v1/feeds/settings`
pub(crate) async fn set(call: Call) -> Result<Reply> {
    let wrong = || Error::invalid("Validation failed: as_lists must be true or false");
    let as_lists = call.params.flag("as_lists").ok_or_else(wrong)?;
    call.api.app.set_feeds_as_lists(call.me()?, as_lists).await?;
    Reply::json(&json!({ "as_lists": as_lists }))
}

/// `GET /api/braise/v1/why/:status_id?feed=ID`
pub(crate) async fn why(call: &Call, feed: FeedId) -> Result<Reply> {
    let (_, why) = call.api.app.why_in_feed(call.me()?.account, feed, call.path("id")?).await?;
    super::for_you::explained(tongue(call), &why)
}

async fn one(call: &Call, feed: Feed) -> Result<Reply> {
    let mut all = feeds(call, &[feed]).await?;
    all.pop().map_or_else(|| Err(Error::not_found()), |feed| Reply::json(&feed))
}
