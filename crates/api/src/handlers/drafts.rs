//! Drafts: ours, under `/api/braise/v1`. They take what publishing takes.

use crate::call::Call;
use crate::entities::account::{quote_policy_word, visibility_word};
use crate::error::Result;
use crate::handlers::statuses::new_post;
use crate::reply::Reply;
use app::Draft;
use serde_json::{Value, json};

/// `GET /api/braise/v1/drafts`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let drafts = call.api.app.drafts(call.me()?, call.page(20, 40)?).await?;
    let ends = (drafts.first().map(|draft| draft.id), drafts.last().map(|draft| draft.id));
    Ok(Reply::json(&drafts.iter().map(entity).collect::<Vec<_>>())?.links(&call, ends.0, ends.1))
}

/// `GET /api/braise/v1/drafts/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    Reply::json(&entity(&call.api.app.draft(call.me()?, call.path("id")?).await?))
}

/// `POST /api/braise/v1/drafts`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let draft = call.api.app.keep_draft(call.me()?, None, new_post(&call.params)?).await?;
    Reply::json(&entity(&draft))
}

/// `PUT /api/braise/v1/drafts/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let draft = call.api.app.keep_draft(me, Some(id), new_post(&call.params)?).await?;
    Reply::json(&entity(&draft))
}

/// `DELETE /api/braise/v1/drafts/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_draft(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

fn entity(draft: &Draft) -> Value {
    let post = &draft.post;
    let poll = post.poll.as_ref().map(|poll| {
        json!({ "options": poll.options, "expires_in": poll.seconds, "multiple": poll.multiple, "hide_totals": poll.hide_totals })
    });
    json!({
        "id": draft.id.to_string(),
        "updated_at": draft.updated_at.iso(),
        "params": {
            "status": post.text,
            "content_type": post.format.media_type(),
            "spoiler_text": post.spoiler,
            "sensitive": post.sensitive,
            "visibility": post.visibility.map(visibility_word),
            "local_only": post.local_only,
            "ai_generated": post.ai_generated,
            "language": post.language,
            "in_reply_to_id": post.reply_to.map(|id| id.to_string()),
            "quoted_status_id": post.quote_of.map(|id| id.to_string()),
            "quote_approval_policy": post.quote_policy.map(quote_policy_word),
            "media_ids": post.media.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "poll": poll,
        },
    })
}
