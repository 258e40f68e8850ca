//! Statuses: read, write, edit, delete.

use crate::call::Call;
use crate::entities::account::{quote_policy_from, visibility_in};
use crate::entities::media::attachment;
use crate::error::{Error, Result};
use crate::handlers::media::details;
use crate::handlers::scheduled::scheduled_entity;
use crate::params::Params;
use crate::reply::Reply;
use app::{Changes, NewPoll, NewPost};
use model::limits::REQUEST_ITEMS;
use model::post::TextFormat;
use model::{FilterContext, MediaId, PostId, Time};
use serde_json::{Value, json};

/// `GET /api/v1/statuses/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let id = call.path("id")?;
    call.api.app.post(id, call.viewer()).await?;
    Ok(Reply::bytes(call.api.status(call.viewer(), id, Some(FilterContext::Thread)).await?))
}

/// `GET /api/v1/statuses?id[]=…`
pub(crate) async fn show_many(call: Call) -> Result<Reply> {
    let mut ids: Vec<PostId> = call.params.ids("id");
    ids.truncate(REQUEST_ITEMS);
    let ids = call.api.app.visible_posts(&ids, call.viewer()).await?;
    Ok(Reply::bytes(call.api.statuses(call.viewer(), &ids, Some(FilterContext::Thread)).await?))
}

/// `GET /api/v1/statuses/:id/context`
pub(crate) async fn context(call: Call) -> Result<Reply> {
    let thread = call.api.app.thread(call.path("id")?, call.viewer()).await?;
    let mut body = b"{\"ancestors\":".to_vec();
    body.extend(call.api.statuses(call.viewer(), &thread.above, Some(FilterContext::Thread)).await?);
    body.extend_from_slice(b",\"descendants\":");
    body.extend(call.api.statuses(call.viewer(), &thread.below, Some(FilterContext::Thread)).await?);
    body.push(b'}');
    Ok(Reply::bytes(body))
}

/// `GET /api/v1/statuses/:id/card`
pub(crate) async fn card(call: Call) -> Result<Reply> {
    let id = call.path("id")?;
    call.api.app.post(id, call.viewer()).await?;
    let status: Value =
        serde_json::from_slice(&call.api.status(call.viewer(), id, None).await?).unwrap_or_default();
    Ok(Reply::value(if status["card"].is_null() { &Value::Null } else { &status["card"] }))
}

/// `POST /api/v1/statuses`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let me = call.me()?;
    let mut new = new_post(&call.params)?;
    new.idempotency = call
        .headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .map(str::to_owned)
        .filter(|key| !key.is_empty());
    if let Some(at) = call.params.filled("scheduled_at") {
        let at = Time::parse(&at).ok_or_else(|| {
            Error::invalid(
                "Validation failed: The scheduled date must be a date and time such as 2027-01-31T12:00:00Z",
            )
        })?;
        let scheduled = call.api.app.schedule(me, new, at).await?;
        return Reply::json(&scheduled_entity(call.api.app.config(), &scheduled));
    }
    let id = call.api.app.publish(me, new).await?;
    Ok(Reply::bytes(call.api.status(call.viewer(), id, None).await?))
}

/// `PUT /api/v1/statuses/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let new = new_post(&call.params)?;
    let detail = |child: Params| Some((child.parsed::<MediaId>("id")?, details(&child)));
    let changes = Changes {
        text: new.text,
        format: new.format,
        spoiler: new.spoiler,
        sensitive: new.sensitive,
        language: new.language,
        media: new.media,
        media_details: call.params.children("media_attributes").into_iter().filter_map(detail).collect(),
        poll: new.poll,
        quote_policy: new.quote_policy,
        ai_generated: call.params.flag("ai_generated"),
    };
    call.api.app.edit(me, id, changes).await?;
    Ok(Reply::bytes(call.api.status(call.viewer(), id, None).await?))
}

/// `DELETE /api/v1/statuses/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.post(id, call.viewer()).await?;
    let before = call.api.status(call.viewer(), id, None).await?;
    let removed = call.api.app.delete(me, id).await?;
    let mut status: Value = serde_json::from_slice(&before).unwrap_or_default();
    status["text"] = json!(removed.view.post.text);
    status["content_type"] = json!(removed.view.post.format.media_type());
    Reply::json(&status)
}

/// `GET /api/v1/statuses/:id/source`
pub(crate) async fn source(call: Call) -> Result<Reply> {
    let post = call.api.app.post(call.path("id")?, call.viewer()).await?;
    if Some(post.author) != call.viewer() {
        return Err(app::Error::forbidden().into());
    }
    let content_type = post.format.media_type();
    Reply::json(
        &json!({ "id": post.id.to_string(), "text": post.text, "spoiler_text": post.spoiler, "content_type": content_type }),
    )
}

/// `GET /api/v1/statuses/:id/history`
pub(crate) async fn history(call: Call) -> Result<Reply> {
    let (post, revisions) = call.api.app.history(call.path("id")?, call.viewer()).await?;
    let config = call.api.app.config();
    let account = call.api.account_values(&[post.author]).await?.remove(&post.author).unwrap_or_default();
    let ids: Vec<MediaId> =
        revisions.iter().flat_map(|revision| revision.media.iter().map(|(id, _)| *id)).collect();
    let media = call.api.app.media_by_id(&ids, call.viewer()).await?;
    if revisions.is_empty() {
        let current: Value =
            serde_json::from_slice(&call.api.status(call.viewer(), post.id, None).await?).unwrap_or_default();
        let poll_options = |poll: &Value| json!({ "options": titles(poll) });
        let mut only = json!({
            "content": current["content"], "spoiler_text": current["spoiler_text"], "sensitive": current["sensitive"],
            "created_at": current["created_at"], "account": account, "emojis": [],
            "media_attachments": current["media_attachments"],
        });
        if !current["poll"].is_null() {
            only["poll"] = poll_options(&current["poll"]);
        }
        return Reply::json(&[only]);
    }
    let entry = |revision: &model::post::Revision| {
        let then = |(id, alt): &(MediaId, String)| {
            let mut medium = media.iter().find(|medium| medium.id == *id)?.clone();
            medium.alt.clone_from(alt);
            Some(attachment(config, &medium))
        };
        let mut entry = json!({
            "content": revision.html,
            "spoiler_text": revision.spoiler,
            "sensitive": revision.sensitive,
            "created_at": revision.at.iso(),
            "account": account,
            "media_attachments": revision.media.iter().filter_map(then).collect::<Vec<_>>(),
            "emojis": [],
        });
        if !revision.poll_options.is_empty() {
            let options: Vec<Value> =
                revision.poll_options.iter().map(|title| json!({ "title": title })).collect();
            entry["poll"] = json!({ "options": options });
        }
        entry
    };
    Reply::json(&revisions.iter().map(entry).collect::<Vec<_>>())
}

fn titles(poll: &Value) -> Vec<Value> {
    let options = poll["options"].as_array().cloned().unwrap_or_default();
    options.iter().map(|option| json!({ "title": option["title"] })).collect()
}

/// What a status is written from, for writing now, later and anew.
pub(crate) fn new_post(params: &Params) -> Result<NewPost> {
    let word = |name: &str| params.filled(name);
    let visibility = visibility_in(params)?;
    let quote_policy = match word("quote_approval_policy") {
        None => None,
        Some(word) => Some(quote_policy_from(&word).ok_or_else(|| {
            Error::invalid(format!(
                "Validation failed: Quote approval policy is not included in the list: {word}"
            ))
        })?),
    };
    let id = |name: &str| match word(name) {
        None => Ok(None),
        Some(text) => text.trim().parse::<PostId>().map(Some).map_err(|_| Error::not_found()),
    };
    let format = match word("content_type").as_deref() {
        None | Some("text/plain") => TextFormat::Plain,
        Some("text/markdown" | "text/x-markdown") => TextFormat::Markdown,
        Some(other) => {
            return Err(Error::invalid(format!(
                "Validation failed: Content type must be text/plain or text/markdown, not {other}"
            )));
        }
    };
    let media = params.texts("media_ids");
    let ids: Vec<MediaId> = params.ids("media_ids");
    if ids.len() != media.len() {
        return Err(Error::invalid(
            "Validation failed: Media attachments were not found, or belong to another post",
        ));
    }
    let spoiler = params.text("spoiler_text").unwrap_or_default();
    let text = params.text("status").unwrap_or_default();
    Ok(NewPost {
        // A warning without words and media is the post itself, as other servers have it.
        text: if text.trim().is_empty() && ids.is_empty() && params.child("poll").is_none() {
            spoiler.clone()
        } else {
            text.clone()
        },
        spoiler: if text.trim().is_empty() && ids.is_empty() && params.child("poll").is_none() {
            String::new()
        } else {
            spoiler
        },
        format,
        sensitive: params.flag("sensitive"),
        visibility,
        local_only: params.flag("local_only").unwrap_or(false),
        ai_generated: params.flag("ai_generated").unwrap_or(false),
        language: word("language"),
        reply_to: id("in_reply_to_id")?,
        quote_of: id("quoted_status_id")?,
        quote_policy,
        media: ids,
        poll: params.child("poll").map(|poll| new_poll(&poll)).transpose()?,
        idempotency: None,
    })
}

fn new_poll(params: &Params) -> Result<NewPoll> {
    Ok(NewPoll {
        options: params.texts("options"),
        seconds: params
            .int("expires_in")
            .ok_or_else(|| Error::invalid("Validation failed: Expires at can't be blank"))?,
        multiple: params.flag("multiple").unwrap_or(false),
        hide_totals: params.flag("hide_totals").unwrap_or(false),
    })
}
