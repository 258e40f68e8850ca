//! Help of a model with a member's own words, and whose model that is: ours, under `/api/braise/v1`.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{AssistantChoices, OfferedModel, WritingHelp};
use serde_json::{Value, json};

/// `POST /api/braise/v1/help`
pub(crate) async fn write(call: Call) -> Result<Reply> {
    let (app, me) = (&call.api.app, call.me()?);
    let text = call.params.text("text").unwrap_or_default();
    let said = match call.params.text("with").as_deref() {
        Some("soften") => app.help_to_write(me, WritingHelp::Soften, &text, &language(&call).await?).await?,
        Some("draft") => app.help_to_write(me, WritingHelp::Draft, &text, &language(&call).await?).await?,
        Some("wish") => app.read_wish_freely(me, &text).await?.1,
        _ => return Err(Error::invalid("Validation failed: with must be one of soften, draft, wish")),
    };
    Reply::json(&json!({ "text": said }))
}

/// `POST /api/braise/v1/media/:id/describe`
pub(crate) async fn describe(call: Call) -> Result<Reply> {
    let language = language(&call).await?;
    let said = call.api.app.suggest_description(call.me()?, call.path("id")?, &language).await?;
    Reply::json(&json!({ "text": said }))
}

/// The language to write in: the one named, or that of the member's pages.
async fn language(call: &Call) -> Result<String> {
    match call.params.filled("language") {
        Some(language) if language.len() <= 8 => Ok(language),
        Some(_) => Err(Error::invalid("Validation failed: language must be a code of ISO 639")),
        None => Ok(call.api.app.member(call.me()?.account).await?.locale),
    }
}

/// `GET /api/braise/v1/ask/choices`
pub(crate) async fn choices(call: Call) -> Result<Reply> {
    chosen(&call).await
}

/// `PUT /api/braise/v1/ask/choices`
pub(crate) async fn choose(call: Call) -> Result<Reply> {
    let me = call.me()?;
    let before = call.api.app.assistant_choices(me.account).await?;
    let model = match call.params.text("model") {
        None => before.model,
        Some(first) if first == FIRST => None,
        Some(none) if none == NONE => Some(String::new()),
        Some(name) => Some(name),
    };
    let hides_context = call.params.flag("hides_context").unwrap_or(before.hides_context);
    call.api.app.choose_assistant(me, AssistantChoices { model, hides_context }).await?;
    chosen(&call).await
}

/// What stands for the server's first model, and for quotes alone.
const FIRST: &str = "default";
const NONE: &str = "none";

async fn chosen(call: &Call) -> Result<Reply> {
    let app = &call.api.app;
    let chosen = app.assistant_choices(call.me()?.account).await?;
    let model = match chosen.model.as_deref() {
        None => FIRST,
        Some("") => NONE,
        Some(name) => name,
    };
    let offered =
        |one: OfferedModel| json!({ "name": one.name, "provider": one.provider, "model": one.model });
    let offered: Vec<Value> = app.offered_models().into_iter().map(offered).collect();
    Reply::json(&json!({ "model": model, "hides_context": chosen.hides_context, "offered": offered }))
}
