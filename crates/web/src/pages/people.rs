//! People in lists: who follows an account, whom it follows, who liked or reposted a post.

use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::get;
use crate::show::people::{Met, met};
use crate::show::person::Person;
use crate::visit::{Guest, Visit};
use app::read::circles::{Circle, Placed};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Router};
use http::StatusCode;
use model::{Account, AccountId, Cursor, Page, Post, PostId};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/@{name}/followers", get(followers))
        .route("/@{name}/following", get(following))
        .route("/@{name}/{id}/likes", get(likes))
        .route("/@{name}/{id}/reposts", get(reposts))
}

/// People on a page.
const PEOPLE: usize = 40;

#[derive(Template)]
#[template(path = "people_page.html")]
struct PeoplePage {
    frame: Frame,
    /// Where it leads back to, and what that is called.
    back: (String, String),
    tabs: [(String, &'static str, bool); 2],
    people: Vec<Met>,
    empty: &'static str,
    older: Option<String>,
    newest: Option<String>,
}

/// Where in a list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Place {
    max_id: String,
}

impl Place {
    fn page(&self) -> Page {
        Page { cursor: Cursor { max: self.max_id.parse().ok(), ..Cursor::default() }, limit: PEOPLE }
    }
}

/// `GET /@{name}/followers`
async fn followers(guest: Guest, name: Path<String>, place: Query<Place>) -> Result {
    connections(guest, name, place, Circle::Followers).await
}

/// `GET /@{name}/following`
async fn following(guest: Guest, name: Path<String>, place: Query<Place>) -> Result {
    connections(guest, name, place, Circle::Following).await
}

async fn connections(
    Extension(visit): Guest,
    Path(name): Path<String>,
    Query(place): Query<Place>,
    which: Circle,
) -> Result {
    let app = visit.app();
    let account = app.account_named(&name).await?;
    if account.suspended_at.is_some() {
        return Err(Problem::Gone);
    }
    let found = app.connections(which, account.id, visit.viewer(), place.page()).await?;
    let person = Person::new(&account);
    let hidden = account.hide_collections && visit.viewer() != Some(account.id);
    let follows = which == Circle::Following;
    let (title, empty) = match (follows, hidden) {
        (true, true) => ("following-title", "people-hidden"),
        (true, false) => ("following-title", "following-empty"),
        (false, true) => ("followers-title", "people-hidden"),
        (false, false) => ("followers-title", "followers-empty"),
    };
    let tabs = [
        (format!("{}/followers", person.url), "profile-followers", !follows),
        (format!("{}/following", person.url), "profile-following", follows),
    ];
    let title = visit.speech.with(title, "name", &person.name);
    let back = (person.url, person.name);
    show(&visit, title, Listed { back, tabs, empty, found }, &place).await
}

/// What stands in a list, and around it.
struct Listed {
    back: (String, String),
    tabs: [(String, &'static str, bool); 2],
    empty: &'static str,
    found: Placed<AccountId>,
}

async fn show(visit: &Visit, title: String, listed: Listed, place: &Place) -> Result {
    let here = visit.here.split('?').next().unwrap_or("/").to_owned();
    let ids: Vec<AccountId> = listed.found.iter().map(|(_, id)| *id).collect();
    let last = listed.found.last().filter(|_| ids.len() >= PEOPLE).map(|(place, _)| place.to_string());
    let people = PeoplePage {
        frame: Frame { index: false, ..Frame::new(visit, title) },
        back: listed.back,
        tabs: listed.tabs,
        people: met(visit, &ids).await?,
        empty: listed.empty,
        older: last.map(|last| with_query(&here, &[("max_id", &last)])),
        newest: (!place.max_id.is_empty()).then_some(here),
    };
    page(StatusCode::OK, &people)
}

/// `GET /@{name}/{id}/likes`
async fn likes(
    Extension(visit): Guest,
    Path(at): Path<(String, String)>,
    Query(place): Query<Place>,
) -> Result {
    let (post, author) = post_at(&visit, &at).await?;
    let found = visit.app().liked_by(post.id, visit.viewer(), place.page()).await?;
    reactions(&visit, &post, &author, found, true, &place).await
}

/// `GET /@{name}/{id}/reposts`
async fn reposts(
    Extension(visit): Guest,
    Path(at): Path<(String, String)>,
    Query(place): Query<Place>,
) -> Result {
    let (post, author) = post_at(&visit, &at).await?;
    let found = visit.app().reposted_by(post.id, visit.viewer(), place.page()).await?;
    reactions(&visit, &post, &author, found, false, &place).await
}

async fn reactions(
    visit: &Visit,
    post: &Post,
    author: &Account,
    found: Placed<AccountId>,
    likes: bool,
    place: &Place,
) -> Result {
    let url = format!("/@{}/{}", author.acct(), post.id);
    let tabs =
        [(format!("{url}/likes"), "likes-tab", likes), (format!("{url}/reposts"), "reposts-tab", !likes)];
    let (title, empty) =
        if likes { ("likes-title", "likes-empty") } else { ("reposts-title", "reposts-empty") };
    let title = visit.speech.with(title, "name", author.shown_name());
    let back = (url, visit.speech.say("back-to-post").to_owned());
    show(visit, title, Listed { back, tabs, empty, found }, place).await
}

/// The post at an address, if the visitor may see it, with its author.
pub(super) async fn post_at(visit: &Visit, (name, id): &(String, String)) -> Result<(Post, Account)> {
    let id: PostId = id.parse().map_err(|_| Problem::NotFound)?;
    let post = visit.app().post(id, visit.viewer()).await?;
    let author = visit.app().account_named(name).await?;
    if post.author == author.id { Ok((post, author)) } else { Err(Problem::NotFound) }
}
