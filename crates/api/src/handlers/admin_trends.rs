//! What may trend, for moderators.

use crate::call::Call;
use crate::entities::status::card_entity;
use crate::entities::tag::{history, id_of, tag};
use crate::error::{Error, Result};
use crate::handlers::tags::offset;
use crate::reply::Reply;
use app::read::trends::{TrendKind, Trending};
use model::{PostId, Role};
use serde_json::{Value, json};

/// `GET /api/v1/admin/trends/tags`
pub(crate) async fn tags(call: Call) -> Result<Reply> {
    list(&call, TrendKind::Tags).await
}

/// `GET /api/v1/admin/trends/links`
pub(crate) async fn links(call: Call) -> Result<Reply> {
    list(&call, TrendKind::Links).await
}

/// `GET /api/v1/admin/trends/statuses`
pub(crate) async fn statuses(call: Call) -> Result<Reply> {
    list(&call, TrendKind::Posts).await
}

/// `POST /api/v1/admin/trends/tags/:id/approve`
pub(crate) async fn approve_tag(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Tags, true).await
}

/// `POST /api/v1/admin/trends/tags/:id/reject`
pub(crate) async fn reject_tag(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Tags, false).await
}

/// `POST /api/v1/admin/trends/links/:id/approve`
pub(crate) async fn approve_link(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Links, true).await
}

/// `POST /api/v1/admin/trends/links/:id/reject`
pub(crate) async fn reject_link(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Links, false).await
}

/// `POST /api/v1/admin/trends/statuses/:id/approve`
pub(crate) async fn approve_status(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Posts, true).await
}

/// `POST /api/v1/admin/trends/statuses/:id/reject`
pub(crate) async fn reject_status(call: Call) -> Result<Reply> {
    review(&call, TrendKind::Posts, false).await
}

/// Only moderators go on.
async fn moderator(call: &Call) -> Result<()> {
    let me = call.api.app.account(call.me()?.account).await?;
    if me.role > Role::Member { Ok(()) } else { Err(app::Error::forbidden().into()) }
}

async fn list(call: &Call, kind: TrendKind) -> Result<Reply> {
    moderator(call).await?;
    let all = call.api.app.trends_of(kind).await?;
    let page: Vec<Trending> = all.iter().skip(offset(call)).take(call.limit(20, 40)).cloned().collect();
    Reply::json(&entities(call, kind, &page).await?)
}

/// What trends now by its id, or by its name.
async fn review(call: &Call, kind: TrendKind, allowed: bool) -> Result<Reply> {
    moderator(call).await?;
    let id: String = call.path("id")?;
    let all = call.api.app.trends_of(kind).await?;
    let named = |trend: &&Trending| trend.subject == id || id_of(&trend.subject) == id;
    let mut found = all.iter().find(named).cloned().ok_or_else(Error::not_found)?;
    call.api.app.review_trend(kind, &found.subject, allowed).await?;
    found.allowed = Some(allowed);
    let entity = entities(call, kind, &[found]).await?.pop();
    Reply::json(&entity.ok_or_else(Error::not_found)?)
}

async fn entities(call: &Call, kind: TrendKind, trends: &[Trending]) -> Result<Vec<Value>> {
    let app = &call.api.app;
    let said =
        |subject: &str| trends.iter().find(|trend| trend.subject == subject).and_then(|trend| trend.allowed);
    let needed = app.config().trends_need_review;
    let waits = |subject: &str| needed && said(subject).is_none();
    let mut all = Vec::with_capacity(trends.len());
    match kind {
        TrendKind::Tags => {
            let names = trends.iter().map(|trend| trend.subject.clone());
            let tags = names.map(|name| model::post::Tag { display: name.clone(), name }).collect();
            for view in app.tag_views(tags, call.viewer()).await? {
                let mut value = tag(app.config(), &view);
                value["trendable"] = json!(said(&view.tag.name).unwrap_or(!needed));
                value["usable"] = json!(true);
                value["requires_review"] = json!(waits(&view.tag.name));
                all.push(value);
            }
        }
        TrendKind::Links => {
            let urls: Vec<String> = trends.iter().map(|trend| trend.subject.clone()).collect();
            for link in app.linked_pages(&urls).await? {
                let mut value = card_entity(app.config(), &link.card);
                value["id"] = json!(id_of(&link.url));
                value["history"] = history(&link.history);
                value["requires_review"] = json!(waits(&link.url));
                all.push(value);
            }
        }
        TrendKind::Posts => {
            let ids: Vec<PostId> = trends.iter().filter_map(|trend| trend.subject.parse().ok()).collect();
            let seen = app.visible_posts(&ids, call.viewer()).await?;
            let mut statuses = call.api.each_status(call.viewer(), &seen, None).await?;
            for id in seen {
                let Some(bytes) = statuses.remove(&id) else { continue };
                let mut value: Value = serde_json::from_slice(&bytes)
                    .map_err(|_| Error::invalid("A post could not be written down"))?;
                value["requires_review"] = json!(waits(&id.to_string()));
                all.push(value);
            }
        }
    }
    Ok(all)
}
