//! A member's lists: making them, and who is in them. What they show is at `/?show=list-ID`.

mod with;

use super::settings::people::people;
use super::settings::{Choice, choices};
use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get_and_post, post};
use crate::sent::Sent;
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::{Error, ListChanges};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::LIST_TITLE_CHARACTERS;
use model::{AccountId, List, ListId, RepliesPolicy};

/// Which replies are shown: word and text.
const REPLIES: [(&str, &str); 3] =
    [("list", "list-replies-list"), ("followed", "list-replies-followed"), ("none", "list-replies-none")];

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/lists", get_and_post(all, create))
        .route("/lists/with/{account}", get_and_post(with::show, with::save))
        .route("/lists/{id}", get_and_post(one, change))
        .route("/lists/{id}/add", post(add))
        .route("/lists/{id}/remove/{account}", post(remove))
        .route("/lists/{id}/delete", post(delete))
}

#[derive(Template)]
#[template(path = "lists/all.html")]
struct Lists {
    frame: Frame,
    lists: Vec<List>,
    replies: Vec<Choice>,
    /// What was typed, and what is wrong with it.
    title: String,
    exclusive: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "lists/one.html")]
struct One {
    frame: Frame,
    list: List,
    replies: Vec<Choice>,
    people: Vec<Person>,
    /// The name that was to be added, and why it was not.
    wrong_name: Option<(String, String)>,
    wrong: Option<String>,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /lists`
async fn all(Extension(visit): Guest) -> Result {
    overview(&visit, StatusCode::OK, &Sent::default(), None).await
}

async fn overview(visit: &Visit, status: StatusCode, sent: &Sent, wrong: Option<&str>) -> Result {
    let lists = visit.app().lists(visit.actor()?.account).await?;
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("nav-lists").to_owned()) };
    let chosen = if sent.of("replies").is_empty() { "list" } else { sent.of("replies") };
    let lists = Lists {
        frame,
        lists,
        replies: choices(&REPLIES, chosen),
        title: sent.of("title").to_owned(),
        exclusive: sent.has("exclusive"),
        wrong: wrong.map(|text| visit.speech.say(text).to_owned()),
    };
    page(status, &lists)
}

fn changes(sent: &Sent) -> ListChanges {
    ListChanges {
        title: Some(sent.of("title").to_owned()),
        replies: RepliesPolicy::from_word(sent.of("replies")),
        exclusive: Some(sent.has("exclusive")),
    }
}

/// Why a list cannot be called so, or be at all.
fn mistake(sent: &Sent) -> &'static str {
    match sent.of("title").trim() {
        "" => "list-no-title",
        title if title.chars().count() > LIST_TITLE_CHARACTERS => "list-title-long",
        _ => "list-too-many",
    }
}

/// `POST /lists`
async fn create(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().create_list(visit.actor()?, changes(&sent)).await {
        Ok(list) => go(&format!("/lists/{}?told=saved", list.id)),
        Err(Error::Invalid(_)) => {
            overview(&visit, StatusCode::UNPROCESSABLE_ENTITY, &sent, Some(mistake(&sent))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /lists/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<ListId>, Query(place): Query<Place>) -> Result {
    let one = shown(&visit, id, &place).await?;
    page(StatusCode::OK, &one)
}

async fn shown(visit: &Visit, id: ListId, place: &Place) -> Result<One> {
    let me = visit.actor()?.account;
    let list = visit.app().list(me, id).await?;
    let found = visit.app().list_accounts(me, id, Some(place.page())).await?;
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(|(place, _)| place.to_string());
    let ids: Vec<AccountId> = found.into_iter().map(|(_, account)| account).collect();
    let here = format!("/lists/{id}");
    Ok(One {
        frame: Frame { index: false, ..Frame::new(visit, list.title.clone()) },
        replies: choices(&REPLIES, list.replies.word()),
        people: people(visit, &ids).await?,
        wrong_name: None,
        wrong: None,
        older: oldest.map(|oldest| with_query(&here, &[("max_id", &oldest)])),
        newest: (!place.max_id.is_empty()).then_some(here),
        list,
    })
}

/// `POST /lists/{id}`
async fn change(Extension(visit): Guest, Path(id): Path<ListId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().change_list(visit.actor()?, id, changes(&sent)).await {
        Ok(_) => go(&format!("/lists/{id}?told=saved")),
        Err(Error::Invalid(_)) => {
            let wrong = Some(visit.speech.say(mistake(&sent)).to_owned());
            let one = One { wrong, ..shown(&visit, id, &Place::default()).await? };
            page(StatusCode::UNPROCESSABLE_ENTITY, &one)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /lists/{id}/add`: somebody by name.
async fn add(Extension(visit): Guest, Path(id): Path<ListId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me, name) = (visit.app(), visit.actor()?, sent.of("name"));
    app.list(me.account, id).await?;
    let added = match app.account_named(name).await {
        Ok(account) => app.add_to_list(me, id, vec![account.id]).await,
        Err(error) => Err(error),
    };
    let why = match added {
        Ok(()) => return go(&format!("/lists/{id}?told=saved")),
        Err(Error::NotFound) => "list-nobody",
        Err(Error::Invalid(sentence)) if sentence.contains("already") => "list-already",
        Err(Error::Invalid(_)) => "list-full",
        Err(error) => return Err(Problem::from(error)),
    };
    let wrong_name = Some((name.to_owned(), visit.speech.say(why).to_owned()));
    let one = One { wrong_name, ..shown(&visit, id, &Place::default()).await? };
    page(StatusCode::UNPROCESSABLE_ENTITY, &one)
}

/// `POST /lists/{id}/remove/{account}`
async fn remove(
    Extension(visit): Guest,
    Path((id, account)): Path<(ListId, AccountId)>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    visit.app().remove_from_list(visit.actor()?, id, vec![account]).await?;
    go(&format!("/lists/{id}?told=removed"))
}

/// `POST /lists/{id}/delete`
async fn delete(Extension(visit): Guest, Path(id): Path<ListId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().delete_list(visit.actor()?, id).await?;
    go("/lists?told=removed")
}
