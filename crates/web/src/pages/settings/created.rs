//! Pictures that were made: how much of them feeds show, and whether one's own are signed.

use super::{Area, Choice, around, choices};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, go};
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::CreatedShown;

/// Word and text.
const SHOWN: [(&str, &str); 3] = [("all", "created-all"), ("few", "created-few"), ("none", "created-none")];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/created", get_and_post(show, save))
}

#[derive(Template)]
#[template(path = "settings/created.html")]
struct CreatedSettings {
    frame: Frame,
    areas: Vec<Area>,
    shown: Vec<Choice>,
    /// Whether pictures are signed; nothing where this server cannot.
    signs: Option<bool>,
}

/// `GET /settings/created`
async fn show(Extension(visit): Guest) -> Result {
    let (shown, signs) = visit.app().picture_choices(visit.actor()?).await?;
    let (frame, areas) = around(&visit, "set-created");
    let signs = visit.app().signs_pictures().then_some(signs);
    page(StatusCode::OK, &CreatedSettings { frame, areas, shown: choices(&SHOWN, shown.word()), signs })
}

/// `POST /settings/created`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let shown = CreatedShown::from_word(sent.of("shown")).ok_or(Problem::Wrong)?;
    visit.app().choose_pictures(visit.actor()?, shown, sent.has("sign")).await?;
    go("/settings/created?told=saved")
}
