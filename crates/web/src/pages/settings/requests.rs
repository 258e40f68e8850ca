//! Who asks to follow the member.

use super::people::people;
use super::{Area, around};
use crate::Web;
use crate::pages::tag::{PAGE, Place};
use crate::pages::{Frame, page};
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::get;
use crate::show::person::Person;
use crate::visit::Guest;
use app::read::circles::Circle;
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Router};
use http::StatusCode;

const HERE: &str = "/settings/follow-requests";

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route(HERE, get(show))
}

#[derive(Template)]
#[template(path = "settings/requests.html")]
struct Requests {
    frame: Frame,
    areas: Vec<Area>,
    people: Vec<Person>,
    locked: bool,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /settings/follow-requests`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let me = visit.actor()?.account;
    let found = visit.app().own_circle(Circle::Requests, me, place.page()).await?;
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(|(place, _)| place.to_string());
    let ids: Vec<_> = found.into_iter().map(|(_, id)| id).collect();
    let (frame, areas) = around(&visit, "set-requests");
    let requests = Requests {
        frame,
        areas,
        people: people(&visit, &ids).await?,
        locked: visit.app().account(me).await?.locked,
        older: oldest.map(|oldest| with_query(HERE, &[("max_id", &oldest)])),
        newest: (!place.max_id.is_empty()).then(|| HERE.to_owned()),
    };
    page(StatusCode::OK, &requests)
}
