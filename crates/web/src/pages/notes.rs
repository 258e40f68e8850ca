//! Context notes: written, rated, and those that wait for ratings.

use super::{Frame, page};
use crate::Web;
use crate::paths;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::show::load::posts;
use crate::show::note::Rated;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit, go};
use app::{Error, Helpful, NoteView};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::{NOTE_SOURCES, NOTE_TEXT_CHARACTERS};
use model::{NoteId, PostId};

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/notes", get(show))
        .route("/notes/write/{post}", get_and_post(begin, write))
        .route("/notes/{id}/rate", post(rate))
        .route("/notes/{id}/remove", post(remove))
}

/// A note with the post it is under.
struct Under {
    post: Option<Shown>,
    note: Rated,
}

#[derive(Template)]
#[template(path = "notes/all.html")]
struct All {
    frame: Frame,
    waiting: Vec<Under>,
    about: Vec<Under>,
    own: Vec<Under>,
}

/// `GET /notes`
async fn show(Extension(visit): Guest) -> Result {
    let found = visit.app().notes_for(visit.actor()?.account).await?;
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("notes-title").to_owned()) };
    let all = All {
        frame,
        waiting: under(&visit, found.waiting).await?,
        about: under(&visit, found.about).await?,
        own: under(&visit, found.own).await?,
    };
    page(StatusCode::OK, &all)
}

async fn under(visit: &Visit, notes: Vec<NoteView>) -> Result<Vec<Under>> {
    let mut ids: Vec<PostId> = notes.iter().map(|note| note.post).collect();
    ids.dedup();
    let ids = visit.app().visible_posts(&ids, visit.viewer()).await?;
    let shown = posts(visit, &ids).await?;
    let with = |note: NoteView| Under {
        // The note is said once, below.
        post: shown
            .iter()
            .find(|post| post.id == note.post)
            .cloned()
            .map(|post| Shown { note: None, ..post }),
        note: Rated::new(visit, note),
    };
    Ok(notes.into_iter().map(with).collect())
}

#[derive(Template)]
#[template(path = "notes/write.html")]
struct Write {
    frame: Frame,
    post: Shown,
    text: String,
    sources: String,
    characters: usize,
    most_sources: usize,
    wrong: bool,
}

/// `GET /notes/write/{post}`
async fn begin(Extension(visit): Guest, Path(id): Path<PostId>) -> Result {
    form(&visit, id, &Sent::default(), false).await
}

async fn form(visit: &Visit, id: PostId, sent: &Sent, wrong: bool) -> Result {
    let me = visit.actor()?;
    let under = visit.app().notes_under(Some(me.account), id).await?;
    if !under.may_write && !wrong {
        return go(&back(visit, id).await?);
    }
    let post = posts(visit, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("note-add").to_owned()) };
    let write = Write {
        frame,
        post,
        text: sent.of("text").to_owned(),
        sources: sent.of("sources").to_owned(),
        characters: NOTE_TEXT_CHARACTERS,
        most_sources: NOTE_SOURCES,
        wrong,
    };
    page(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, &write)
}

/// `POST /notes/write/{post}`
async fn write(Extension(visit): Guest, Path(id): Path<PostId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let sources: Vec<String> = sent.of("sources").split_whitespace().map(str::to_owned).collect();
    match visit.app().write_note(visit.actor()?, id, sent.of("text"), &sources).await {
        Ok(_) => go(&format!("{}?told=note-written#notes", back(&visit, id).await?)),
        Err(Error::Invalid(_)) => form(&visit, id, &sent, true).await,
        Err(error) => Err(error.into()),
    }
}

/// Where the post is.
async fn back(visit: &Visit, id: PostId) -> Result<String> {
    let post = posts(visit, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    Ok(post.url)
}

/// `POST /notes/{id}/rate`
async fn rate(Extension(visit): Guest, Path(id): Path<NoteId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let helpful = Helpful::named(sent.of("helpful")).ok_or(Problem::Wrong)?;
    let reasons: Vec<String> = sent.all("reason").map(str::to_owned).collect();
    visit.app().rate_note(visit.actor()?, id, helpful, &reasons).await?;
    go(&told(sent.of("return"), "note-rated"))
}

/// `POST /notes/{id}/remove`
async fn remove(Extension(visit): Guest, Path(id): Path<NoteId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().remove_note(visit.actor()?, id).await?;
    go(&told(sent.of("return"), "removed"))
}

fn told(back: &str, what: &str) -> String {
    let back = paths::local(back).unwrap_or("/notes");
    format!("{}#notes", paths::with_parameter(back, "told", what))
}
