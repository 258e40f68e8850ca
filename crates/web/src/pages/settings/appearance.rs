//! Light, and the language of the pages.

use super::{Area, Choice, around, choices};
use crate::Web;
use crate::language::Language;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, add_cookie, go};
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// Word and text.
const LIGHTS: [(&str, &str); 3] =
    [("system", "light-system"), ("light", "light-light"), ("dark", "light-dark")];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/appearance", get_and_post(show, save))
}

#[derive(Template)]
#[template(path = "settings/appearance.html")]
struct Appearance {
    frame: Frame,
    areas: Vec<Area>,
    lights: Vec<Choice>,
    languages: Vec<Choice>,
}

/// `GET /settings/appearance`
async fn show(Extension(visit): Guest) -> Result {
    visit.actor()?;
    let (frame, areas) = around(&visit, "set-appearance");
    let light = if visit.theme.is_empty() { "system" } else { visit.theme };
    let spoken = visit.speech.0;
    let languages = Language::ALL.into_iter();
    let languages = languages.map(|one| (one.code(), one.own_name(), one == spoken)).collect();
    page(StatusCode::OK, &Appearance { frame, areas, lights: choices(&LIGHTS, light), languages })
}

/// `POST /settings/appearance`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let language = Language::parse(sent.of("language")).ok_or(Problem::Wrong)?;
    let light = LIGHTS.iter().find(|(word, _)| *word == sent.of("light")).ok_or(Problem::Wrong)?.0;
    visit.app().set_locale(me, language.code()).await?;
    let mut response = go("/settings/appearance?told=saved")?;
    add_cookie(response.headers_mut(), &visit.jar().keep_theme(light));
    add_cookie(response.headers_mut(), &visit.jar().keep_language(language.code()));
    Ok(response)
}
