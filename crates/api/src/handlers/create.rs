//! Pictures that are made: ours, under `/api/braise/v1`. One is a media attachment from the beginning; its address
//! comes when it is there.

use crate::call::Call;
use crate::entities::media::attachment;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{Created, FoundCredentials, HowMade, NewCreation};
use model::{CreatedShown, FilterContext, Media, MediaId};
use serde_json::{Value, json};

/// `POST /api/braise/v1/create`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let from = match call.params.filled("remix_of") {
        None => None,
        Some(id) => Some(id.parse::<MediaId>().map_err(|_| Error::not_found())?),
    };
    let again = match call.params.filled("variant_of") {
        None => None,
        Some(id) => Some(id.parse::<MediaId>().map_err(|_| Error::not_found())?.0),
    };
    let flag = |name: &str| call.params.flag(name).unwrap_or(false);
    let new = NewCreation {
        words: call.params.text("prompt").unwrap_or_default(),
        from,
        again,
        style: call.params.filled("style"),
        by_rules: flag("by_rules"),
        shared: flag("share_prompt"),
    };
    reply(&call, &call.api.app.create(call.me()?, new).await?)
}

/// `GET /api/braise/v1/create/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let id: MediaId = call.path("id")?;
    reply(&call, &call.api.app.creation(call.me()?, id.0).await?)
}

fn reply(call: &Call, created: &Created) -> Result<Reply> {
    Reply::json(&entity(call, created))
}

fn entity(call: &Call, created: &Created) -> Value {
    let creation = &created.creation;
    let waiting = Media { id: MediaId(creation.id), owner: creation.account, ..Media::default() };
    let mut entity = attachment(call.api.app.config(), created.media.as_ref().unwrap_or(&waiting));
    entity["provenance"] = json!({
        "state": creation.state,
        "fault": Some(&creation.fault).filter(|fault| !fault.is_empty()),
        "kind": creation.kind,
        "prompt": creation.words,
        "prompt_shared": creation.shared,
        "maker": creation.maker,
        "model": Some(&creation.model).filter(|model| !model.is_empty()),
        "style": Some(&creation.style).filter(|style| !style.is_empty()),
        "remix_of": creation.parent.map(|parent| parent.to_string()),
        "created_at": creation.created_at.iso(),
    });
    entity
}

/// `GET /api/braise/v1/media/:id/credentials`
pub(crate) async fn credentials(call: Call) -> Result<Reply> {
    let made = call.api.app.how_made(call.path("id")?, call.viewer()).await?;
    Reply::json(&how(&made))
}

fn how(made: &HowMade) -> Value {
    let found = made.found.as_ref();
    json!({
        "media_id": made.media.id.to_string(),
        "state": found.map_or("absent", |found| found.state.word()),
        "signed_here": found.is_some_and(|found| found.signed_here),
        "signer": found.and_then(|found| found.signer.clone()),
        "generator": found.and_then(|found| found.generator.clone()),
        "digital_source_type": found.and_then(FoundCredentials::source),
        "steps": found.map(|found| found.steps.clone()).unwrap_or_default(),
        "ingredients": found.map(|found| found.ingredients.clone()).unwrap_or_default(),
        "training": found.and_then(|found| found.training.clone()),
        "author": found.and_then(|found| found.author.clone()),
        "faults": found.map(|found| found.faults.clone()).unwrap_or_default(),
        "ai_generated": made.media.ai_generated,
        "drawn_by_rules": made.media.drawn,
        "maker": made.maker,
        "model": made.model,
        "prompt": made.words,
        "remix_of": made.from.as_ref().map(|from| json!({
            "media_id": from.media.to_string(),
            "account_id": from.owner.to_string(),
            "status_id": from.post.map(|post| post.to_string()),
        })),
        "may_remix": made.may_remix,
    })
}

/// `GET /api/braise/v1/timelines/created`
pub(crate) async fn timeline(call: Call) -> Result<Reply> {
    let ids = call.api.app.created_posts(call.viewer(), call.page(20, 40)?).await?;
    // Whoever asks for just these is shown them; filters act as everywhere.
    let body = call.api.statuses(call.viewer(), &ids, Some(FilterContext::Account)).await?;
    Ok(Reply::bytes(body).links(&call, ids.first().map(|id| id.0), ids.last().map(|id| id.0)))
}

/// `GET /api/braise/v1/create/choices`
pub(crate) async fn choices(call: Call) -> Result<Reply> {
    let (shown, sign) = call.api.app.picture_choices(call.me()?).await?;
    Reply::json(&json!({ "created_in_feeds": shown.word(), "sign_pictures": sign }))
}

/// `PUT /api/braise/v1/create/choices`
pub(crate) async fn choose(call: Call) -> Result<Reply> {
    let me = call.me()?;
    let (mut shown, mut sign) = call.api.app.picture_choices(me).await?;
    if let Some(word) = call.params.filled("created_in_feeds") {
        shown = CreatedShown::from_word(&word).ok_or_else(|| {
            Error::invalid("Validation failed: created_in_feeds must be one of all, few, none")
        })?;
    }
    sign = call.params.flag("sign_pictures").unwrap_or(sign);
    call.api.app.choose_pictures(me, shown, sign).await?;
    choices(call).await
}
