//! Settings: what a member decides for themself, an area a page.

mod account;
mod appearance;
mod assistant;
mod created;
mod device;
mod erase;
mod export;
mod filters;
pub(crate) mod for_you;
mod hidden;
mod import;
mod notifications;
pub(crate) mod people;
mod posting;
mod profile;
mod reasons;
mod requests;
mod sessions;
pub(crate) mod words;

use super::{Frame, page};
use crate::Web;
use crate::problem::Result;
use crate::routing::get;
use crate::visit::{Guest, Visit};
use askama::Template;
use axum::{Extension, Router};
use http::StatusCode;

/// The routes of all areas.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings", get(index))
        .merge(profile::routes())
        .merge(posting::routes())
        .merge(words::routes())
        .merge(for_you::routes())
        .merge(assistant::routes())
        .merge(created::routes())
        .merge(appearance::routes())
        .merge(account::routes())
        .merge(sessions::routes())
        .merge(notifications::routes())
        .merge(device::routes())
        .merge(filters::routes())
        .merge(hidden::routes())
        .merge(requests::routes())
        .merge(import::routes())
        .merge(export::routes())
}

/// Address, title, and what is decided there.
const AREAS: [(&str, &str, &str); 16] = [
    ("/settings/profile", "set-profile", "set-profile-means"),
    ("/settings/posting", "set-posting", "set-posting-means"),
    ("/settings/words", "set-words", "set-words-means"),
    ("/settings/for-you", "set-for-you", "set-for-you-means"),
    ("/settings/assistant", "set-assistant", "set-assistant-means"),
    ("/settings/created", "set-created", "set-created-means"),
    ("/packs", "nav-packs", "set-packs-means"),
    ("/settings/appearance", "set-appearance", "set-appearance-means"),
    ("/settings/notifications", "set-notifications", "set-notifications-means"),
    ("/settings/filters", "set-filters", "set-filters-means"),
    ("/settings/hidden", "set-hidden", "set-hidden-means"),
    ("/settings/follow-requests", "set-requests", "set-requests-means"),
    ("/settings/account", "set-account", "set-account-means"),
    ("/settings/sessions", "set-sessions", "set-sessions-means"),
    ("/settings/import", "set-import", "set-import-means"),
    ("/settings/export", "set-export", "set-export-means"),
];

/// An area of the settings, as it stands in their list.
pub(crate) struct Area {
    url: &'static str,
    title: &'static str,
    means: &'static str,
    current: bool,
}

#[derive(Template)]
#[template(path = "settings/index.html")]
struct Index {
    frame: Frame,
    areas: Vec<Area>,
}

/// `GET /settings`
async fn index(Extension(visit): Guest) -> Result {
    visit.actor()?;
    let (frame, areas) = around(&visit, "set-title");
    page(StatusCode::OK, &Index { frame, areas })
}

/// What stands around a page of the settings: its frame, and the list of areas.
fn around(visit: &Visit, title: &str) -> (Frame, Vec<Area>) {
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) };
    let path = visit.here.split('?').next().unwrap_or_default();
    let current =
        |url: &str| path.strip_prefix(url).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let area = |(url, title, means): (&'static str, _, _)| Area { url, title, means, current: current(url) };
    let is_there =
        |(url, ..): &(&str, &str, &str)| *url != "/settings/assistant" || visit.app().has_assistant();
    (frame, AREAS.into_iter().filter(is_there).map(area).collect())
}

/// A value to choose: its word, its text, and whether it is chosen.
pub(crate) type Choice = (&'static str, &'static str, bool);

/// Choices with the one that holds now.
pub(crate) fn choices(all: &[(&'static str, &'static str)], now: &str) -> Vec<Choice> {
    all.iter().map(|(word, text)| (*word, *text, *word == now)).collect()
}
