//! Starter packs: ours, under `/api/braise/v1`.

use crate::call::Call;
use crate::entities::feed::feeds;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::reply::Reply;
use app::{Pack, PackChanges, PackScope};
use model::{AccountId, PackId};
use serde_json::{Value, json};

/// `GET /api/braise/v1/starter_packs?scope=mine|shared|within`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let scope = match call.params.filled("scope").as_deref() {
        None | Some("mine") => PackScope::Mine,
        Some("shared") => PackScope::Shared,
        Some("within") => PackScope::Within,
        Some(_) => return Err(Error::invalid("Validation failed: scope must be mine, shared or within")),
    };
    let offset = call.params.int("offset").and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
    let me = call.me()?.account;
    let found = call.api.app.packs_of(me, scope, offset, call.limit(40, 80)).await?;
    let mut all = Vec::with_capacity(found.len());
    for pack in &found {
        all.push(entity(&call, pack).await?);
    }
    Reply::json(&all)
}

/// `POST /api/braise/v1/starter_packs`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let pack = call.api.app.create_pack(call.me()?, changes(&call.params)?).await?;
    whole(&call, &pack).await
}

/// `GET /api/braise/v1/starter_packs/:id`: with its people and feeds, as far as the member may see them.
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let pack = call.api.app.pack(Some(call.me()?.account), call.path("id")?).await?;
    whole(&call, &pack).await
}

/// `PUT /api/braise/v1/starter_packs/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let pack = call.api.app.change_pack(call.me()?, call.path("id")?, changes(&call.params)?).await?;
    whole(&call, &pack).await
}

/// `DELETE /api/braise/v1/starter_packs/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_pack(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `POST /api/braise/v1/starter_packs/:id/follow`: all its people, or those that are named.
pub(crate) async fn follow(call: Call) -> Result<Reply> {
    let named: Option<Vec<AccountId>> =
        call.params.given("account_ids").then(|| call.params.ids("account_ids"));
    let id: PackId = call.path("id")?;
    let followed = call.api.app.follow_pack(call.me()?, id, named.as_deref()).await?;
    Reply::json(&json!({ "followed": followed }))
}

/// `POST /api/braise/v1/starter_packs/:id/leave`
pub(crate) async fn leave(call: Call) -> Result<Reply> {
    call.api.app.leave_pack(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

fn changes(params: &Params) -> Result<PackChanges> {
    let shared = match params.text("shared") {
        None if params.given("shared") => return Err(wrong("shared has to be true or false")),
        None => None,
        Some(_) => Some(params.flag("shared").ok_or_else(|| wrong("shared has to be true or false"))?),
    };
    Ok(PackChanges {
        name: params.text("name"),
        description: params.text("description"),
        shared,
        people: ids(params, "account_ids")?,
        feeds: ids(params, "feed_ids")?,
    })
}

fn ids<T: std::str::FromStr>(params: &Params, name: &str) -> Result<Option<Vec<T>>> {
    if !params.has(name) {
        return Ok(None);
    }
    let ids = params.ids(name);
    if ids.len() != params.count(name) {
        return Err(wrong(format!("{name} has to be a list of ids")));
    }
    Ok(Some(ids))
}

fn wrong(sentence: impl std::fmt::Display) -> Error {
    Error::invalid(format!("Validation failed: {sentence}"))
}

async fn entity(call: &Call, pack: &Pack) -> Result<Value> {
    let owner = call.api.app.account(pack.owner).await?;
    Ok(json!({
        "id": pack.id.to_string(),
        "name": pack.name,
        "description": pack.description,
        "owner": { "id": owner.id.to_string(), "acct": owner.acct(), "display_name": owner.display_name },
        "mine": Some(pack.owner) == call.viewer(),
        "shared": pack.shared,
        "accounts_count": pack.people,
        "url": call.api.app.config().absolute(&format!("/packs/{}", pack.id)),
        "created_at": pack.created_at.iso(),
        "updated_at": pack.changed_at.iso(),
    }))
}

async fn whole(call: &Call, pack: &Pack) -> Result<Reply> {
    let (people, found) = call.api.app.pack_contents(call.viewer(), pack.id).await?;
    let accounts = call.api.accounts(&people).await?;
    let written = |error| app::Error::Internal(format!("accounts as they were written: {error}"));
    let mut entity = entity(call, pack).await?;
    entity["accounts"] = serde_json::from_slice(&accounts).map_err(written)?;
    entity["feeds"] = json!(feeds(call, &found).await?);
    Reply::json(&entity)
}
