//! Whom the member does not want to meet: muted and blocked people, blocked servers.

use super::people::people;
use super::{Area, around};
use crate::Web;
use crate::pages::tag::{PAGE, Place};
use crate::pages::{Frame, page};
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::Error;
use app::read::circles::Circle;
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Form, Router};
use http::StatusCode;

const HERE: &str = "/settings/hidden";
/// The word of each tab, and its title.
const TABS: [(&str, &str); 3] =
    [("", "hidden-muted"), ("blocked", "hidden-blocked"), ("servers", "hidden-servers")];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(HERE, get(show))
        .route("/settings/hidden/block-server", post(block_server))
        .route("/settings/hidden/unblock-server", post(unblock_server))
}

#[derive(Template)]
#[template(path = "settings/hidden.html")]
struct Hidden {
    frame: Frame,
    areas: Vec<Area>,
    /// Address, title, current.
    tabs: Vec<(String, &'static str, bool)>,
    shown: Shown,
    /// What was typed, and why it cannot be done.
    wrong: Option<(String, String)>,
    older: Option<String>,
    newest: Option<String>,
}

/// What a tab holds.
enum Shown {
    Muted(Vec<Person>),
    Blocked(Vec<Person>),
    Servers(Vec<String>),
}

/// `GET /settings/hidden`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    shown(&visit, StatusCode::OK, &place, None).await
}

async fn shown(visit: &Visit, status: StatusCode, place: &Place, wrong: Option<(String, String)>) -> Result {
    let me = visit.actor()?.account;
    let (frame, areas) = around(visit, "set-hidden");
    let (app, at) = (visit.app(), place.page());
    let mut oldest = None;
    let shown = match place.show.as_str() {
        "servers" => Shown::Servers(within(app.blocked_domains(me, at).await?, &mut oldest)),
        "blocked" => {
            let ids = within(app.own_circle(Circle::Blocks, me, at).await?, &mut oldest);
            Shown::Blocked(people(visit, &ids).await?)
        }
        _ => {
            let ids = within(app.own_circle(Circle::Mutes, me, at).await?, &mut oldest);
            Shown::Muted(people(visit, &ids).await?)
        }
    };
    let tabs = TABS.into_iter();
    let tab = |(show, title)| (with_query(HERE, &[("show", show)]), title, show == place.show);
    let hidden = Hidden {
        frame,
        areas,
        tabs: tabs.map(tab).collect(),
        shown,
        wrong,
        older: oldest.map(|oldest| with_query(HERE, &[("show", &place.show), ("max_id", &oldest)])),
        newest: (!place.max_id.is_empty()).then(|| with_query(HERE, &[("show", &place.show)])),
    };
    page(status, &hidden)
}

/// The entries of a page; where they are older ones, the place they begin at.
fn within<T>(found: app::read::circles::Placed<T>, oldest: &mut Option<String>) -> Vec<T> {
    *oldest = found.last().filter(|_| found.len() >= PAGE).map(|(place, _)| place.to_string());
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// `POST /settings/hidden/block-server`
async fn block_server(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let domain = sent.of("domain");
    match visit.app().block_domain(visit.actor()?, domain).await {
        Ok(()) => go("/settings/hidden?show=servers&told=saved"),
        Err(Error::Invalid(_)) => {
            let wrong = (domain.to_owned(), visit.speech.say("server-wrong").to_owned());
            let place = Place { show: "servers".to_owned(), ..Place::default() };
            shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, &place, Some(wrong)).await
        }
        Err(error) => Err(Problem::from(error)),
    }
}

/// `POST /settings/hidden/unblock-server`
async fn unblock_server(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().unblock_domain(visit.actor()?, sent.of("domain")).await?;
    go("/settings/hidden?show=servers&told=removed")
}
