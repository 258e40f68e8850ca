//! What curators ask members for: ours, under `/api/braise/v1`. Each member answers for themself.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{Ask, Through};
use serde_json::{Value, json};
use std::collections::HashMap;

/// `GET /api/braise/v1/asks`: the newest first, closed ones among them.
pub(crate) async fn all(call: Call) -> Result<Reply> {
    let answers = answers(&call).await?;
    let asks = call.api.app.asks().await?;
    Reply::json(&asks.iter().map(|ask| entity(ask, answers.get(&ask.id))).collect::<Vec<_>>())
}

/// `GET /api/braise/v1/asks/:id`
pub(crate) async fn one(call: Call) -> Result<Reply> {
    show(&call).await
}

/// `POST /api/braise/v1/asks/:id/accept`
pub(crate) async fn accept(call: Call) -> Result<Reply> {
    answer(&call, true).await
}

/// `POST /api/braise/v1/asks/:id/decline`
pub(crate) async fn decline(call: Call) -> Result<Reply> {
    answer(&call, false).await
}

async fn answer(call: &Call, accept: bool) -> Result<Reply> {
    call.api.app.answer_ask(call.me()?, Through::Api, call.path("id")?, accept).await?;
    show(call).await
}

async fn show(call: &Call) -> Result<Reply> {
    let id: i64 = call.path("id")?;
    let ask = call.api.app.ask(id).await?.ok_or_else(Error::not_found)?;
    Reply::json(&entity(&ask, answers(call).await?.get(&id)))
}

/// What whoever asks has answered; nothing for visitors.
async fn answers(call: &Call) -> Result<HashMap<i64, bool>> {
    match call.viewer() {
        Some(me) => Ok(call.api.app.ask_answers(me.into()).await?.into_iter().collect()),
        None => Ok(HashMap::new()),
    }
}

fn entity(ask: &Ask, accepted: Option<&bool>) -> Value {
    json!({
        "id": ask.id.to_string(),
        "title": ask.title,
        "purpose": ask.purpose,
        "licence": ask.licence,
        "offer": ask.offer,
        "created_at": ask.created_at.iso(),
        "closed_at": ask.closed_at.map(model::Time::iso),
        "accepted_count": ask.accepted,
        "declined_count": ask.declined,
        "answer": accepted.map(|accepted| if *accepted { "accepted" } else { "declined" }),
    })
}
