//! Pages of accounts.

use crate::call::Call;
use crate::error::Result;
use crate::reply::Reply;
use app::read::circles::Circle;
use model::AccountId;
use serde_json::{Value, json};

/// `GET /api/v1/accounts/:id/followers`
pub(crate) async fn followers(call: Call) -> Result<Reply> {
    let found = call
        .api
        .app
        .connections(Circle::Followers, call.path("id")?, call.viewer(), call.page(40, 80)?)
        .await?;
    reply(&call, &found).await
}

/// `GET /api/v1/accounts/:id/following`
pub(crate) async fn following(call: Call) -> Result<Reply> {
    let found = call
        .api
        .app
        .connections(Circle::Following, call.path("id")?, call.viewer(), call.page(40, 80)?)
        .await?;
    reply(&call, &found).await
}

/// `GET /api/v1/follow_requests`
pub(crate) async fn follow_requests(call: Call) -> Result<Reply> {
    own(call, Circle::Requests).await
}

/// `GET /api/v1/blocks`
pub(crate) async fn blocks(call: Call) -> Result<Reply> {
    own(call, Circle::Blocks).await
}

/// `GET /api/v1/mutes`: accounts with when the mute ends.
pub(crate) async fn mutes(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let found = call.api.app.own_circle(Circle::Mutes, me, call.page(40, 80)?).await?;
    let ids: Vec<AccountId> = found.iter().map(|(_, id)| *id).collect();
    let mut accounts = call.api.account_values(&ids).await?;
    let ends = call.api.app.relationships(me, &ids).await?;
    let muted = ends.into_iter().filter_map(|relation| {
        let mut account = accounts.remove(&relation.id)?;
        account["mute_expires_at"] = json!(relation.muting_until.map(model::Time::iso));
        Some(account)
    });
    let body = Reply::json(&muted.collect::<Vec<Value>>())?;
    Ok(body.links(&call, found.first().map(|(place, _)| *place), found.last().map(|(place, _)| *place)))
}

async fn own(call: Call, which: Circle) -> Result<Reply> {
    let found = call.api.app.own_circle(which, call.me()?.account, call.page(40, 80)?).await?;
    reply(&call, &found).await
}

/// A page of accounts paged by the ids of what put them there.
pub(crate) async fn reply(call: &Call, found: &[(i64, AccountId)]) -> Result<Reply> {
    let ids: Vec<AccountId> = found.iter().map(|(_, id)| *id).collect();
    let body = call.api.accounts(&ids).await?;
    Ok(Reply::bytes(body).links(
        call,
        found.first().map(|(place, _)| *place),
        found.last().map(|(place, _)| *place),
    ))
}
