//! Posts in other languages. Where nothing translates, the answers are those Mastodon gives then: no languages,
//! and no such thing.

use crate::call::Call;
use crate::error::Result;
use crate::reply::Reply;
use app::{TRANSLATION_LANGUAGES, Translation};
use serde_json::{Map, Value, json};

/// `GET /api/v1/instance/translation_languages`
pub(crate) async fn languages(call: Call) -> Result<Reply> {
    if !call.api.app.translates() {
        return Ok(Reply::empty());
    }
    let others = |from: &str| {
        let others = TRANSLATION_LANGUAGES.iter().filter(|to| **to != from);
        (from.to_owned(), others.copied().collect::<Value>())
    };
    let all: Map<String, Value> = TRANSLATION_LANGUAGES.into_iter().chain(["und"]).map(others).collect();
    Reply::json(&all)
}

/// `POST /api/v1/statuses/:id/translate`
pub(crate) async fn translate(call: Call) -> Result<Reply> {
    let (app, me) = (&call.api.app, call.me()?);
    let wanted = match call.params.filled("lang") {
        Some(language) => language,
        None => app.member(me.account).await?.locale,
    };
    // `fr-CA` is French.
    let to = wanted.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    Reply::json(&entity(&app.translate(me, call.path("id")?, &to).await?))
}

fn entity(translation: &Translation) -> Value {
    let Translation { html, spoiler, language, detected, poll, media, provider, model, .. } = translation;
    let option = |title: &String| json!({ "title": title });
    let poll = poll.as_ref().map(|(id, options)| {
        json!({ "id": id.to_string(), "options": options.iter().map(option).collect::<Vec<_>>() })
    });
    let medium = |(id, description): &(model::MediaId, String)| json!({ "id": id.to_string(), "description": description });
    json!({
        "content": html,
        "spoiler_text": spoiler,
        "language": language,
        "detected_source_language": detected,
        "provider": format!("{model} ({provider})"),
        "poll": poll,
        "media_attachments": media.iter().map(medium).collect::<Vec<_>>(),
    })
}
