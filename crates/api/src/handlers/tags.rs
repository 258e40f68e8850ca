//! Tags: followed, shown on profiles, talked about.

use crate::call::Call;
use crate::entities::status::card_entity;
use crate::entities::tag::{featured, history, tag};
use crate::error::Result;
use crate::reply::Reply;
use app::read::tags::TagView;
use model::{AccountId, FilterContext};
use serde_json::Value;

/// `GET /api/v1/tags/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let name: String = call.path("id")?;
    one(&call, &name).await
}

/// `POST /api/v1/tags/:id/follow`
pub(crate) async fn follow(call: Call) -> Result<Reply> {
    let name: String = call.path("id")?;
    call.api.app.follow_tag(call.me()?, &name).await?;
    one(&call, &name).await
}

/// `POST /api/v1/tags/:id/unfollow`
pub(crate) async fn unfollow(call: Call) -> Result<Reply> {
    let name: String = call.path("id")?;
    call.api.app.unfollow_tag(call.me()?, &name).await?;
    one(&call, &name).await
}

/// `POST /api/v1/tags/:id/feature`
pub(crate) async fn feature(call: Call) -> Result<Reply> {
    let name: String = call.path("id")?;
    call.api.app.feature_tag(call.me()?, &name).await?;
    one(&call, &name).await
}

/// `POST /api/v1/tags/:id/unfeature`
pub(crate) async fn unfeature(call: Call) -> Result<Reply> {
    let name: String = call.path("id")?;
    call.api.app.unfeature_tag(call.me()?, &name).await?;
    one(&call, &name).await
}

/// `GET /api/v1/followed_tags`
pub(crate) async fn followed(call: Call) -> Result<Reply> {
    let found = call.api.app.followed_tags(call.me()?.account, call.page(100, 200)?).await?;
    let (first, last) = (found.first().map(|(place, _)| *place), found.last().map(|(place, _)| *place));
    let views: Vec<TagView> = found.into_iter().map(|(_, view)| view).collect();
    Ok(several(&call, &views)?.links(&call, first, last))
}

/// `GET /api/v1/featured_tags`
pub(crate) async fn own_featured(call: Call) -> Result<Reply> {
    featured_of(&call, call.me()?.account).await
}

/// `GET /api/v1/accounts/:id/featured_tags`
pub(crate) async fn featured_by(call: Call) -> Result<Reply> {
    featured_of(&call, call.path("id")?).await
}

/// `POST /api/v1/featured_tags`
pub(crate) async fn create_featured(call: Call) -> Result<Reply> {
    let me = call.me()?;
    let name = call.params.text("name").unwrap_or_default();
    let made = call.api.app.feature_tag(me, &name).await?;
    let account = call.api.app.account(me.account).await?;
    let shown = call.api.app.featured_tags(me.account, Some(me.account)).await?;
    let shown = shown.iter().find(|shown| shown.tag.name == made.name);
    let shown = shown.ok_or_else(crate::error::Error::not_found)?;
    Reply::json(&featured(call.api.app.config(), &account.acct(), shown))
}

/// `DELETE /api/v1/featured_tags/:id`
pub(crate) async fn delete_featured(call: Call) -> Result<Reply> {
    call.api.app.unfeature(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/featured_tags/suggestions`
pub(crate) async fn to_feature(call: Call) -> Result<Reply> {
    several(&call, &call.api.app.tags_to_feature(call.me()?.account).await?)
}

/// `GET /api/v1/trends/tags`
pub(crate) async fn trends(call: Call) -> Result<Reply> {
    several(&call, &call.api.app.trending_tags(call.viewer(), offset(&call), call.limit(10, 20)).await?)
}

/// `GET /api/v1/trends/statuses`
pub(crate) async fn trending_statuses(call: Call) -> Result<Reply> {
    let viewer = call.viewer();
    let posts = call.api.app.trending_posts(viewer, offset(&call), call.limit(20, 40)).await?;
    Ok(Reply::bytes(call.api.statuses(viewer, &posts, Some(FilterContext::Public)).await?))
}

/// `GET /api/v1/trends/links`
pub(crate) async fn trending_links(call: Call) -> Result<Reply> {
    let links = call.api.app.trending_links(offset(&call), call.limit(10, 20)).await?;
    let entity = |link: &app::read::trends::TrendingLink| {
        let mut value = card_entity(call.api.app.config(), &link.card);
        value["history"] = history(&link.history);
        value
    };
    Reply::json(&links.iter().map(entity).collect::<Vec<Value>>())
}

async fn one(call: &Call, name: &str) -> Result<Reply> {
    Reply::json(&tag(call.api.app.config(), &call.api.app.tag(name, call.viewer()).await?))
}

fn several(call: &Call, views: &[TagView]) -> Result<Reply> {
    Reply::json(&views.iter().map(|view| tag(call.api.app.config(), view)).collect::<Value>())
}

async fn featured_of(call: &Call, of: AccountId) -> Result<Reply> {
    Reply::json(&featured_values(call, of).await?)
}

/// The tags a profile shows.
pub(super) async fn featured_values(call: &Call, of: AccountId) -> Result<Vec<Value>> {
    let account = call.api.app.account(of).await?;
    let shown = call.api.app.featured_tags(of, call.viewer()).await?;
    let config = call.api.app.config();
    Ok(shown.iter().map(|tag| featured(config, &account.acct(), tag)).collect())
}

/// How many to pass over.
pub(crate) fn offset(call: &Call) -> usize {
    call.params.int("offset").and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0)
}
