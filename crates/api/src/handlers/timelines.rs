//! Timelines.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::read::timelines::{Show, Tags};
use model::{FilterContext, PostId};

/// `GET /api/v1/timelines/home`
pub(crate) async fn home(call: Call) -> Result<Reply> {
    let ids = call.api.app.home(call.me()?.account, call.page(20, 40)?).await?;
    reply(&call, &ids, Some(FilterContext::Home)).await
}

/// `GET /api/v1/timelines/public`
pub(crate) async fn public(call: Call) -> Result<Reply> {
    let ids = call.api.app.public_timeline(call.viewer(), &shown(&call), call.page(20, 40)?).await?;
    reply(&call, &ids, Some(FilterContext::Public)).await
}

/// `GET /api/v1/timelines/tag/:hashtag`
pub(crate) async fn tag(call: Call) -> Result<Reply> {
    let folded =
        |name: &str| call.params.texts(name).iter().map(|tag| app::fold_tag(tag)).collect::<Vec<_>>();
    let hashtag: String = call.path("hashtag")?;
    let mut any = folded("any");
    any.insert(0, app::fold_tag(&hashtag));
    let tags = Tags { any, all: folded("all"), none: folded("none") };
    let ids = call.api.app.tag_timeline(call.viewer(), &tags, &shown(&call), call.page(20, 40)?).await?;
    reply(&call, &ids, Some(FilterContext::Public)).await
}

/// `GET /api/v1/timelines/list/:list_id`
pub(crate) async fn list(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let feed = call.api.app.feed_list_timeline(me, call.path("list_id")?, call.page(20, 40)?).await?;
    if let Some(ids) = feed {
        return reply(&call, &ids, Some(FilterContext::Public)).await;
    }
    let ids =
        call.api.app.list_timeline(call.me()?.account, call.path("list_id")?, call.page(20, 40)?).await?;
    reply(&call, &ids, Some(FilterContext::Home)).await
}

/// `GET /api/v1/timelines/link?url=…`: what is said about a page that trends.
pub(crate) async fn link(call: Call) -> Result<Reply> {
    let url = call.params.filled("url").ok_or_else(Error::not_found)?;
    let ids = call.api.app.link_timeline(call.viewer(), url.trim(), call.page(20, 40)?).await?;
    reply(&call, &ids, Some(FilterContext::Public)).await
}

/// `GET /api/v1/favourites`
pub(crate) async fn favourites(call: Call) -> Result<Reply> {
    let found = call.api.app.liked(call.me()?.account, call.page(20, 40)?).await?;
    reply_placed(&call, &found).await
}

/// `GET /api/v1/bookmarks`
pub(crate) async fn bookmarks(call: Call) -> Result<Reply> {
    let found = call.api.app.bookmarked(call.me()?.account, call.page(20, 40)?).await?;
    reply_placed(&call, &found).await
}

/// A page of statuses paged by their own ids.
pub(crate) async fn reply(call: &Call, ids: &[PostId], context: Option<FilterContext>) -> Result<Reply> {
    let body = call.api.statuses(call.viewer(), ids, context).await?;
    Ok(Reply::bytes(body).links(call, ids.first().map(|id| id.0), ids.last().map(|id| id.0)))
}

async fn reply_placed(call: &Call, found: &[(i64, PostId)]) -> Result<Reply> {
    let ids: Vec<PostId> = found.iter().map(|(_, id)| *id).collect();
    let body = call.api.statuses(call.viewer(), &ids, None).await?;
    Ok(Reply::bytes(body).links(
        call,
        found.first().map(|(place, _)| *place),
        found.last().map(|(place, _)| *place),
    ))
}

fn shown(call: &Call) -> Show {
    let flag = |name: &str| call.params.flag(name).unwrap_or(false);
    Show { local: flag("local"), remote: flag("remote"), only_media: flag("only_media") }
}
