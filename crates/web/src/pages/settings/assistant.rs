//! The assistant: whose model answers, and whether public answers are shown.

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, go};
use app::AssistantChoices;
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// What stands for the server's first model, and for none.
const FIRST: &str = "first";
const NONE: &str = "none";
/// What stands before a model's name.
const NAMED: &str = "model-";

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/assistant", get_and_post(show, save))
}

#[derive(Template)]
#[template(path = "settings/assistant.html")]
struct Assistant {
    frame: Frame,
    areas: Vec<Area>,
    /// Word, text and whether it is chosen; only where there is a choice.
    models: Vec<(String, String, bool)>,
    shows_context: bool,
    /// The name of the account that answers where it is mentioned.
    account: Option<String>,
}

/// `GET /settings/assistant`
async fn show(Extension(visit): Guest) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    if !app.has_assistant() {
        return Err(Problem::NotFound);
    }
    let chosen = app.assistant_choices(me.account).await?;
    let offered = app.offered_models();
    let mut models = Vec::new();
    if let Some(first) = offered.first() {
        let text = visit.speech.with("assistant-first", "model", &first.model);
        models.push((FIRST.to_owned(), text.replace("PROVIDER", first.provider), chosen.model.is_none()));
        for one in &offered {
            let text = format!("{} · {} ({})", one.name, one.model, one.provider);
            models.push((format!("{NAMED}{}", one.name), text, chosen.model.as_ref() == Some(&one.name)));
        }
        let none = chosen.model.as_deref() == Some("");
        models.push((NONE.to_owned(), visit.speech.say("assistant-none").to_owned(), none));
    }
    let (frame, areas) = around(&visit, "set-assistant");
    let account = app.config().assistant_account.clone();
    page(StatusCode::OK, &Assistant { frame, areas, models, shows_context: !chosen.hides_context, account })
}

/// `POST /settings/assistant`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?);
    if !app.has_assistant() {
        return Err(Problem::NotFound);
    }
    let model = match sent.of("model") {
        // Where there is nothing to choose, what was chosen before stays.
        "" => app.assistant_choices(me.account).await?.model,
        FIRST => None,
        NONE => Some(String::new()),
        other => Some(other.strip_prefix(NAMED).ok_or(Problem::Wrong)?.to_owned()),
    };
    app.choose_assistant(me, AssistantChoices { model, hides_context: !sent.has("context") }).await?;
    go("/settings/assistant?told=saved")
}
