//! What curators ask members for, and what is done with what members gave: in public, in numbers.

use super::settings::words::purposes::title;
use super::{Frame, page};
use crate::Web;
use crate::problem::Result;
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::when::When;
use crate::visit::{Guest, go};
use app::Ask;
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/asks", get(list))
        .route("/asks/{id}/answer", post(answer))
        .route("/transparency", get(transparency))
}

/// Releases counted on the page of numbers.
const RELEASES: usize = 10_000;

struct Shown {
    /// The text of what it is for.
    purpose: &'static str,
    ask: Ask,
    made: When,
    /// What the member answered.
    answer: Option<bool>,
}

#[derive(Template)]
#[template(path = "datasets/asks.html")]
struct Asks {
    frame: Frame,
    asks: Vec<Shown>,
}

/// `GET /asks`
async fn list(Extension(visit): Guest) -> Result {
    let answers = match visit.member() {
        Some(_) => visit.app().ask_answers(visit.actor()?).await?,
        None => Vec::new(),
    };
    let shown = |ask: Ask| Shown {
        purpose: title(ask.purpose),
        made: When::new(visit.speech, ask.created_at, visit.app().now()),
        answer: answers.iter().find(|(id, _)| *id == ask.id).map(|(_, accepted)| *accepted),
        ask,
    };
    let asks = visit.app().asks().await?.into_iter().map(shown).collect();
    let frame = Frame::new(&visit, visit.speech.say("asks-title").to_owned());
    page(StatusCode::OK, &Asks { frame, asks })
}

/// `POST /asks/{id}/answer`
async fn answer(Extension(visit): Guest, Path(id): Path<i64>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().answer_ask(visit.actor()?, app::Through::Pages, id, sent.of("answer") == "yes").await?;
    go("/asks?told=saved")
}

#[derive(Template)]
#[template(path = "datasets/transparency.html")]
struct Transparency {
    frame: Frame,
    members: i64,
    /// The purpose's text and how many say yes.
    consents: Vec<(&'static str, i64)>,
    releases: i64,
    rows: i64,
    withdrawn: i64,
    asks: i64,
    accepted: i64,
    domain: String,
    contact: String,
}

/// `GET /transparency`
async fn transparency(Extension(visit): Guest) -> Result {
    let app = visit.app();
    let releases = app.datasets(None, RELEASES).await?;
    let asks = app.asks().await?;
    let consents =
        app.consenting().await?.into_iter().map(|(purpose, count)| (title(purpose), count)).collect();
    page(
        StatusCode::OK,
        &Transparency {
            frame: Frame::new(&visit, visit.speech.say("transparency-title").to_owned()),
            members: app.numbers().await?.members,
            consents,
            releases: i64::try_from(releases.len()).unwrap_or(i64::MAX),
            rows: releases.iter().map(|one| one.rows).sum(),
            withdrawn: releases.iter().map(|one| one.withdrawn).sum(),
            accepted: asks.iter().map(|ask| ask.accepted).sum(),
            asks: i64::try_from(asks.len()).unwrap_or(i64::MAX),
            domain: app.config().domain.clone(),
            contact: app.config().contact_email.clone(),
        },
    )
}
