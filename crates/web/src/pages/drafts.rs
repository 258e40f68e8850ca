//! Posts a member has begun.

use super::tag::{PAGE, Place};
use super::{Frame, kept, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::excerpt::cut;
use crate::show::when::When;
use crate::texts::Speech;
use crate::visit::{Guest, go};
use app::NewPost;
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/drafts", get(show)).route("/drafts/{id}/delete", post(delete))
}

/// Letters of a text's beginning.
const LETTERS: usize = 240;

#[derive(Template)]
#[template(path = "drafts.html")]
struct Drafts {
    frame: Frame,
    tabs: [(&'static str, &'static str, bool); 4],
    drafts: Vec<Begun>,
    older: Option<String>,
    newest: Option<String>,
}

struct Begun {
    id: i64,
    words: String,
    /// What hangs on it, in words.
    with: Vec<String>,
    at: When,
}

/// How a text that is not published yet begins.
pub(super) fn beginning(speech: Speech, post: &NewPost) -> String {
    let words = cut(if post.text.trim().is_empty() { &post.spoiler } else { &post.text }, LETTERS);
    if words.is_empty() { speech.say("draft-no-words").to_owned() } else { words }
}

/// What hangs on it: files, a poll, whether it answers or quotes.
pub(super) fn hanging(speech: Speech, post: &NewPost) -> Vec<String> {
    let files = i64::try_from(post.media.len()).unwrap_or_default();
    let files = (files > 0).then(|| speech.count("draft-files", files));
    let said = [
        (post.poll.is_some(), "draft-poll"),
        (post.reply_to.is_some(), "draft-reply"),
        (post.quote_of.is_some(), "draft-quote"),
    ];
    let said = said.into_iter().filter(|(is_so, _)| *is_so).map(|(_, id)| speech.say(id).to_owned());
    files.into_iter().chain(said).collect()
}

/// `GET /drafts`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let speech = visit.speech;
    let found = visit.app().drafts(visit.actor()?, place.page()).await?;
    let last = found.last().filter(|_| found.len() >= PAGE).map(|draft| draft.id.to_string());
    let drafts = found.iter().map(|draft| Begun {
        id: draft.id,
        words: beginning(speech, &draft.post),
        with: hanging(speech, &draft.post),
        at: When::new(speech, draft.updated_at, visit.app().now()),
    });
    let drafts = Drafts {
        frame: Frame { index: false, ..Frame::new(&visit, speech.say("nav-drafts").to_owned()) },
        tabs: kept::tabs("/drafts"),
        drafts: drafts.collect(),
        older: last.map(|last| with_query("/drafts", &[("max_id", &last)])),
        newest: (!place.max_id.is_empty()).then(|| "/drafts".to_owned()),
    };
    page(StatusCode::OK, &drafts)
}

/// `POST /drafts/{id}/delete`
async fn delete(Extension(visit): Guest, Path(id): Path<i64>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().delete_draft(visit.actor()?, id).await {
        // Gone already, from another window.
        Ok(()) | Err(app::Error::NotFound) => go("/drafts"),
        Err(error) => Err(error.into()),
    }
}
