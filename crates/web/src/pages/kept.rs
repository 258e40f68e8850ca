//! What a member keeps: bookmarks, and what they liked.

use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::get;
use crate::show::load::posts;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit};
use app::read::circles::Placed;
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Router};
use http::StatusCode;
use model::PostId;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/bookmarks", get(bookmarks)).route("/favourites", get(favourites))
}

#[derive(Template)]
#[template(path = "kept.html")]
struct Kept {
    frame: Frame,
    tabs: [(&'static str, &'static str, bool); 4],
    posts: Vec<Shown>,
    empty: &'static str,
    older: Option<String>,
    newest: Option<String>,
}

/// The pages of what is a member's own, as tabs.
pub(super) fn tabs(current: &str) -> [(&'static str, &'static str, bool); 4] {
    [
        ("/bookmarks", "nav-bookmarks"),
        ("/favourites", "nav-favourites"),
        ("/drafts", "nav-drafts"),
        ("/scheduled", "nav-scheduled"),
    ]
    .map(|(url, id)| (url, id, url == current))
}

/// `GET /bookmarks`
async fn bookmarks(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let me = visit.actor()?.account;
    let found = visit.app().bookmarked(me, place.page()).await?;
    show(&visit, "/bookmarks", &found, &place).await
}

/// `GET /favourites`
async fn favourites(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let me = visit.actor()?.account;
    let found = visit.app().liked(me, place.page()).await?;
    show(&visit, "/favourites", &found, &place).await
}

async fn show(visit: &Visit, here: &'static str, found: &Placed<PostId>, place: &Place) -> Result {
    let (title, empty) = match here {
        "/bookmarks" => ("nav-bookmarks", "bookmarks-empty"),
        _ => ("nav-favourites", "favourites-empty"),
    };
    let ids: Vec<PostId> = found.iter().map(|(_, id)| *id).collect();
    let last = found.last().filter(|_| found.len() >= PAGE).map(|(place, _)| place.to_string());
    let kept = Kept {
        frame: Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) },
        tabs: tabs(here),
        posts: posts(visit, &ids).await?,
        empty,
        older: last.map(|last| with_query(here, &[("max_id", &last)])),
        newest: (!place.max_id.is_empty()).then(|| here.to_owned()),
    };
    page(StatusCode::OK, &kept)
}
