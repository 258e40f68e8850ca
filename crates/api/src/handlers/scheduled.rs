//! Statuses that wait for their hour.

use crate::call::Call;
use crate::entities::account::{quote_policy_word, visibility_word};
use crate::entities::media::attachment;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{Config, Scheduled};
use model::Time;
use serde_json::{Value, json};

/// `GET /api/v1/scheduled_statuses`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let found = call.api.app.scheduled_posts(call.me()?, call.page(20, 40)?).await?;
    let entities: Vec<Value> =
        found.iter().map(|scheduled| scheduled_entity(call.api.app.config(), scheduled)).collect();
    let ids = (found.first().map(|one| one.id.0), found.last().map(|one| one.id.0));
    Ok(Reply::json(&entities)?.links(&call, ids.0, ids.1))
}

/// `GET /api/v1/scheduled_statuses/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let scheduled = call.api.app.scheduled(call.me()?, call.path("id")?).await?;
    Reply::json(&scheduled_entity(call.api.app.config(), &scheduled))
}

/// `PUT /api/v1/scheduled_statuses/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let scheduled = match call.params.filled("scheduled_at") {
        Some(at) => {
            let at = Time::parse(&at).ok_or_else(|| Error::invalid("Validation failed: The scheduled date must be a date and time such as 2027-01-31T12:00:00Z"))?;
            call.api.app.reschedule(me, id, at).await?
        }
        None => call.api.app.scheduled(me, id).await?,
    };
    Reply::json(&scheduled_entity(call.api.app.config(), &scheduled))
}

/// `DELETE /api/v1/scheduled_statuses/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.unschedule(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// A waiting status.
pub(crate) fn scheduled_entity(config: &Config, scheduled: &Scheduled) -> Value {
    let post = &scheduled.post;
    let poll = post.poll.as_ref().map(|poll| {
        json!({ "options": poll.options, "expires_in": poll.seconds, "multiple": poll.multiple, "hide_totals": poll.hide_totals })
    });
    let media_ids: Vec<String> = post.media.iter().map(ToString::to_string).collect();
    json!({
        "id": scheduled.id.to_string(),
        "scheduled_at": scheduled.at.iso(),
        "params": {
            "text": post.text,
            "poll": poll,
            "media_ids": Some(media_ids).filter(|ids| !ids.is_empty()),
            "sensitive": post.sensitive,
            "ai_generated": post.ai_generated,
            "spoiler_text": Some(&post.spoiler).filter(|text| !text.is_empty()),
            "visibility": post.visibility.map(visibility_word),
            "in_reply_to_id": post.reply_to.map(|id| id.0),
            "quoted_status_id": post.quote_of.map(|id| id.to_string()),
            "quote_approval_policy": post.quote_policy.map(quote_policy_word),
            "language": post.language,
            "application_id": scheduled.app.map_or(0, |id| id.0),
            "scheduled_at": null,
            "idempotency": post.idempotency,
            "with_rate_limit": false,
        },
        "media_attachments": scheduled.media.iter().map(|media| attachment(config, media)).collect::<Vec<_>>(),
    })
}
