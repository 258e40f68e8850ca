//! Conversations.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::render::json::array;
use crate::reply::Reply;
use app::Conversation;
use model::ConversationId;

/// `GET /api/v1/conversations`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let found = call.api.app.conversations(me, call.page(20, 40)?).await?;
    let body = array(call.api.conversations(me, &found).await?);
    let edge = |found: Option<&Conversation>| found.map(|found| found.last_post.0);
    Ok(Reply::bytes(body).links(&call, edge(found.first()), edge(found.last())))
}

/// `DELETE /api/v1/conversations/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    let id: ConversationId = call.path("id")?;
    call.api.app.remove_conversation(call.me()?.account, id).await?;
    Ok(Reply::empty())
}

/// `POST /api/v1/conversations/:id/read`
pub(crate) async fn read(call: Call) -> Result<Reply> {
    mark(call, false).await
}

/// `POST /api/v1/conversations/:id/unread`
pub(crate) async fn unread(call: Call) -> Result<Reply> {
    mark(call, true).await
}

async fn mark(call: Call, unread: bool) -> Result<Reply> {
    let me = call.me()?.account;
    let conversation = call.api.app.set_conversation_unread(me, call.path("id")?, unread).await?;
    let body = call.api.conversations(me, &[conversation]).await?.pop();
    Ok(Reply::bytes(body.ok_or_else(Error::not_found)?))
}
