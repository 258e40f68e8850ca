//! Feeds that members make: ours, under `/api/braise/v1`.

mod read;

use crate::call::Call;
use crate::entities::feed::feeds;
use crate::error::{Error, Result};
use crate::handlers::for_you::{placed, tongue};
use crate::reply::Reply;
use app::for_you::words;
use app::{Feed, FeedNote, FeedPage, FeedScope};
use axum::http::StatusCode;
use model::{FeedId, PostId};
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
    paged(&call, &found).await
}

/// A page, and what went otherwise than the feed wants.
async fn paged(call: &Call, found: &FeedPage) -> Result<Reply> {
    let notice = found.note.map(|note| notice(tongue(call), note));
    let page = placed(call, &found.items).await?.with("cursor", &found.cursor);
    Ok(Reply::bytes(page.with("notice", notice).end()))
}

/// Why a page is not as it usually is.
pub(crate) fn notice(tongue: words::Tongue, note: FeedNote) -> serde_json::Value {
    json!({ "reason": note.name(), "detail": words::note(tongue, note) })
}

/// `POST /api/braise/v1/feeds/preview`: what a feed would show, before it is kept.
pub(crate) async fn preview(call: Call) -> Result<Reply> {
    let limit = call.limit(20, app::for_you::PAGE);
    let found = call.api.app.feed_preview(call.me()?.account, changes(&call.params)?, limit).await?;
    paged(&call, &found).await
}

/// `GET /api/braise/v1/feeds/:id/ranker`: whether the ranker a feed names may put it in order for the member.
pub(crate) async fn ranker(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let feed = call.api.app.feed(Some(me), call.path("id")?).await?;
    let allowed = call.api.app.feed_ranked_outside(me, &feed).await?;
    Reply::json(&json!({ "ranker": feed.recipe.outside.ranker, "allowed": allowed }))
}

/// `PUT /api/braise/v1/feeds/:id/ranker`: lets it, or no longer.
pub(crate) async fn let_rank(call: Call) -> Result<Reply> {
    let wrong = || Error::invalid("Validation failed: allowed must be true or false");
    let allowed = call.params.flag("allowed").ok_or_else(wrong)?;
    call.api.app.set_feed_ranked_outside(call.me()?, call.path("id")?, allowed).await?;
    ranker(call).await
}

/// `GET /xrpc/app.bsky.feed.getFeedSkeleton`: a shared feed, for other servers.
pub(crate) async fn skeleton(call: Call) -> Result<Reply> {
    let app = &call.api.app;
    let named = call.params.filled("feed").unwrap_or_default();
    let prefix = format!("at://{}/app.bsky.feed.generator/", app.did());
    let Ok(id) = named.strip_prefix(&prefix).unwrap_or(&named).parse::<FeedId>() else {
        return Ok(refused("UnknownFeed", "There is no such feed here, or it is not shared."));
    };
    let limit = call.limit(50, model::limits::OUTSIDE_POSTS);
    let cursor = call.params.filled("cursor");
    match app.feed_skeleton(id, cursor.as_deref(), limit).await {
        Ok((posts, cursor)) => {
            let post =
                |post: &PostId| json!({ "post": format!("at://{}/app.bsky.feed.post/{post}", app.did()) });
            let mut answer = json!({ "feed": posts.iter().map(post).collect::<Vec<_>>() });
            if let Some(cursor) = cursor {
                answer["cursor"] = json!(cursor);
            }
            Reply::json(&answer)
        }
        Err(app::Error::NotFound) => {
            Ok(refused("UnknownFeed", "There is no such feed here, or it is not shared."))
        }
        Err(app::Error::Invalid(sentence)) => Ok(refused("InvalidRequest", &sentence)),
        Err(error) => Err(error.into()),
    }
}

/// `GET /xrpc/app.bsky.feed.describeFeedGenerator`: which feeds there are.
pub(crate) async fn describe(call: Call) -> Result<Reply> {
    let app = &call.api.app;
    let did = app.did();
    let feeds = app.open_feeds(model::limits::OUTSIDE_POSTS).await?;
    let uri = |id: &FeedId| json!({ "uri": format!("at://{did}/app.bsky.feed.generator/{id}") });
    Reply::json(&json!({ "did": did, "feeds": feeds.iter().map(uri).collect::<Vec<_>>() }))
}

/// What went wrong, as such calls tell it.
fn refused(error: &str, message: &str) -> Reply {
    Reply::value(&json!({ "error": error, "message": message })).status(StatusCode::BAD_REQUEST)
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
