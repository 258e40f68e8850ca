//! Leaving for good: the account and everything of it is erased, and a receipt says so.

use super::account::proved;
use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::Result;
use crate::routing::{get, get_and_post};
use crate::sent::Sent;
use crate::show::number::shown as shown_number;
use crate::show::when::When;
use crate::visit::{Guest, Visit, add_cookie, go};
use app::Error;
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/account/erase", get_and_post(show, erase))
        .route("/erased/{receipt}", get(receipt))
}

#[derive(Template)]
#[template(path = "settings/erase.html")]
struct ErasePage {
    frame: Frame,
    areas: Vec<Area>,
    username: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "erased.html")]
struct Receipt {
    frame: Frame,
    number: i64,
    asked: When,
    done: Option<When>,
    /// Name and number of what was erased.
    counts: [(&'static str, String); 4],
}

/// `GET /settings/account/erase`
async fn show(Extension(visit): Guest) -> Result {
    shown(&visit, StatusCode::OK, None).await
}

async fn shown(visit: &Visit, status: StatusCode, wrong: Option<&str>) -> Result {
    let me = visit.actor()?.account;
    let (frame, areas) = around(visit, "set-account");
    let username = visit.app().account(me).await?.username;
    let wrong = wrong.map(|id| visit.speech.say(id).to_owned());
    page(status, &ErasePage { frame, areas, username, wrong })
}

/// `POST /settings/account/erase`
async fn erase(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    if sent.of("sure").is_empty() {
        return shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some("erase-not-sure")).await;
    }
    if let Some((status, id)) = proved(&visit, sent.of("present")).await? {
        return shown(&visit, status, Some(id)).await;
    }
    match visit.app().erase_account(me).await {
        Ok(receipt) => {
            let mut response = go(&format!("/erased/{receipt}"))?;
            add_cookie(response.headers_mut(), &visit.jar().drop_session());
            Ok(response)
        }
        Err(Error::Forbidden(_)) => shown(&visit, StatusCode::CONFLICT, Some("erase-last-admin")).await,
        Err(error) => Err(error.into()),
    }
}

/// `GET /erased/{receipt}`: for whoever has its address.
async fn receipt(Extension(visit): Guest, Path(receipt): Path<String>) -> Result {
    let found = visit.app().erasure(&receipt).await?;
    let speech = &visit.speech;
    let title = speech.say(if found.done_at.is_some() { "erased-title" } else { "erasing-title" });
    let frame = Frame { index: false, ..Frame::new(&visit, title.to_owned()) };
    let counted = |id, number| (id, shown_number(speech.0, i64::try_from(number).unwrap_or(i64::MAX)));
    let when = |at| When::new(visit.speech, at, visit.app().now());
    let counts = [
        counted("erased-posts", found.counts.posts),
        counted("erased-files", found.counts.files),
        counted("erased-rows", found.counts.rows),
        counted("erased-events", found.counts.events),
    ];
    let (asked, done) = (when(found.asked_at), found.done_at.map(when));
    page(StatusCode::OK, &Receipt { frame, number: found.id, asked, done, counts })
}
