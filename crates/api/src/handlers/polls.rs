//! Polls.

use crate::call::Call;
use crate::entities::poll::poll;
use crate::error::{Error, Result};
use crate::reply::Reply;
use model::PollId;

/// `GET /api/v1/polls/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let id = call.path("id")?;
    reply(&call, id).await
}

/// `POST /api/v1/polls/:id/votes`
pub(crate) async fn vote(call: Call) -> Result<Reply> {
    let id: PollId = call.path("id")?;
    let words = call.params.texts("choices");
    let choices: Vec<u8> = call.params.ids("choices");
    if words.len() != choices.len() {
        return Err(Error::invalid("Validation failed: The chosen vote option does not exist"));
    }
    call.api.app.vote(call.me()?, id, choices).await?;
    reply(&call, id).await
}

async fn reply(call: &Call, id: PollId) -> Result<Reply> {
    let (found, chosen) = call.api.app.poll(id, call.viewer()).await?;
    let own = match call.viewer() {
        Some(viewer) => call.api.app.post(found.post, Some(viewer)).await?.author == viewer,
        None => false,
    };
    Reply::json(&poll(&found, call.api.app.now(), call.viewer().map(|_| (own, chosen.as_deref()))))
}
