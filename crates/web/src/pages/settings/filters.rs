//! Words the member would rather not meet.

mod form;

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::texts::Speech;
use crate::visit::{Guest, Visit, go};
use app::{Error, FilterChanges};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use form::FilterForm;
use http::StatusCode;
use model::{Filter, FilterAction, FilterContext, FilterId, Time};

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/filters", get(list))
        .route("/settings/filters/new", get_and_post(blank, create))
        .route("/settings/filters/{id}", get_and_post(edit, change))
        .route("/settings/filters/{id}/delete", post(delete))
}

#[derive(Template)]
#[template(path = "settings/filters.html")]
struct Filters {
    frame: Frame,
    areas: Vec<Area>,
    filters: Vec<Line>,
}

/// A filter in the list.
struct Line {
    id: FilterId,
    title: String,
    words: String,
    /// What it does and where, in a sentence.
    acts: String,
    ended: bool,
}

impl Line {
    fn new(speech: Speech, now: Time, filter: Filter) -> Self {
        let places: Vec<&str> = filter.contexts.iter().map(|one| speech.say(place(*one))).collect();
        let words: Vec<&str> = filter.keywords.iter().map(|word| word.keyword.as_str()).collect();
        Self {
            id: filter.id,
            words: words.join(", "),
            acts: format!("{} · {}", speech.say(action(filter.action)), places.join(", ")),
            ended: filter.expires_at.is_some_and(|end| end <= now),
            title: filter.title,
        }
    }
}

/// The text for a place where filters act.
const fn place(context: FilterContext) -> &'static str {
    match context {
        FilterContext::Home => "filter-home",
        FilterContext::Notifications => "filter-notifications",
        FilterContext::Public => "filter-public",
        FilterContext::Thread => "filter-thread",
        FilterContext::Account => "filter-account",
    }
}

const fn action(action: FilterAction) -> &'static str {
    match action {
        FilterAction::Warn => "filter-warn",
        FilterAction::Hide => "filter-hide",
        FilterAction::Blur => "filter-blur",
    }
}

/// `GET /settings/filters`
async fn list(Extension(visit): Guest) -> Result {
    let filters = visit.app().filters(visit.actor()?.account).await?;
    let (frame, areas) = around(&visit, "set-filters");
    let now = visit.app().now();
    let filters = filters.into_iter().map(|filter| Line::new(visit.speech, now, filter)).collect();
    page(StatusCode::OK, &Filters { frame, areas, filters })
}

#[derive(Template)]
#[template(path = "settings/filter.html")]
struct Edit {
    frame: Frame,
    areas: Vec<Area>,
    id: Option<FilterId>,
    form: FilterForm,
    wrong: Option<String>,
}

fn editing(
    visit: &Visit,
    status: StatusCode,
    id: Option<FilterId>,
    form: FilterForm,
    wrong: Option<&str>,
) -> Result {
    let (frame, areas) = around(visit, if id.is_some() { "filter-edit" } else { "filter-new" });
    let wrong = wrong.map(|text| visit.speech.say(text).to_owned());
    page(status, &Edit { frame, areas, id, form, wrong })
}

async fn own(visit: &Visit, id: FilterId) -> Result<Filter> {
    let filters = visit.app().filters(visit.actor()?.account).await?;
    filters.into_iter().find(|filter| filter.id == id).ok_or(Problem::NotFound)
}

/// `GET /settings/filters/new`
async fn blank(Extension(visit): Guest) -> Result {
    visit.actor()?;
    editing(&visit, StatusCode::OK, None, FilterForm::blank(), None)
}

/// `POST /settings/filters/new`
async fn create(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let changes = form::changes(&sent);
    let made = match mistake(&changes) {
        Some(text) => Err(text),
        None => told(visit.app().create_filter(me, changes).await)?,
    };
    match made {
        Ok(_) => go("/settings/filters?told=saved"),
        Err(text) => {
            let form = FilterForm::of_sent(&sent, None);
            editing(&visit, StatusCode::UNPROCESSABLE_ENTITY, None, form, Some(text))
        }
    }
}

/// `GET /settings/filters/{id}`
async fn edit(Extension(visit): Guest, Path(id): Path<FilterId>) -> Result {
    let filter = own(&visit, id).await?;
    let form = FilterForm::of_filter(visit.speech, &filter);
    editing(&visit, StatusCode::OK, Some(id), form, None)
}

/// `POST /settings/filters/{id}`
async fn change(Extension(visit): Guest, Path(id): Path<FilterId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let changes = form::changes(&sent);
    let changed = match mistake(&changes) {
        Some(text) => Err(text),
        None => told(visit.app().change_filter(me, id, changes).await)?,
    };
    match changed {
        Ok(_) => go("/settings/filters?told=saved"),
        Err(text) => {
            let before = own(&visit, id).await?;
            let form = FilterForm::of_sent(&sent, Some((visit.speech, &before)));
            editing(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(id), form, Some(text))
        }
    }
}

/// `POST /settings/filters/{id}/delete`
async fn delete(Extension(visit): Guest, Path(id): Path<FilterId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().delete_filter(visit.actor()?, id).await?;
    go("/settings/filters?told=removed")
}

/// What is missing from a filter, as far as that shows: the text that says so.
fn mistake(changes: &FilterChanges) -> Option<&'static str> {
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    if blank(&changes.title) {
        return Some("filter-no-title");
    }
    let nowhere = changes.contexts.as_ref().is_none_or(Vec::is_empty);
    nowhere.then_some("filter-nowhere")
}

/// Sets what can be said in the form apart from what is another page.
fn told<T>(done: app::Result<T>) -> Result<std::result::Result<T, &'static str>> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Invalid(_)) => Ok(Err("filter-wrong")),
        Err(error) => Err(error.into()),
    }
}
