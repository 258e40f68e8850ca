//! What is public with a tag.

use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::load::posts_in;
use crate::show::post::Shown;
use crate::show::week::Week;
use crate::visit::{Guest, go};
use app::read::timelines::{Show, Tags};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::TAG_CHARACTERS;
use model::{Cursor, FilterContext, Page};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/tags/{tag}", get(show)).route("/tags/{tag}/follow", post(follow))
}

/// Posts on a page.
pub(crate) const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "tag.html")]
struct TagPage {
    frame: Frame,
    tag: String,
    /// Whether the member follows it; nothing for visitors.
    follows: Option<bool>,
    follow_url: String,
    /// How it was used on the last seven days.
    week: Week,
    posts: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
    /// Where a member reads in short what is said about it, and asks; none without an assistant.
    ask: Option<String>,
}

/// Where in a list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Place {
    pub(crate) max_id: String,
    pub(crate) show: String,
    /// What the page before ended with, where pages are no matter of ids.
    pub(crate) after: String,
}

impl Place {
    pub(crate) fn page(&self) -> Page {
        let max = self.max_id.parse::<i64>().ok().filter(|id| *id > 0);
        Page { cursor: Cursor { max, ..Cursor::default() }, limit: PAGE }
    }
}

/// `GET /tags/{tag}`
async fn show(Extension(visit): Guest, Path(tag): Path<String>, Query(place): Query<Place>) -> Result {
    let tag = tag.trim_start_matches('#').to_owned();
    if tag.is_empty() || tag.chars().count() > TAG_CHARACTERS {
        return Err(Problem::NotFound);
    }
    let view = visit.app().tag(&tag, visit.viewer()).await?;
    let wanted = Tags { any: vec![app::fold_tag(&tag)], ..Tags::default() };
    let found = visit.app().tag_timeline(visit.viewer(), &wanted, &Show::default(), place.page()).await?;
    let here = visit.here.split('?').next().unwrap_or("/").to_owned();
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(ToString::to_string);
    let feed = |kind, end: &str| (kind, format!("#{tag}"), format!("{here}{end}"));
    let alternates = vec![feed("application/rss+xml", ".rss"), feed("application/atom+xml", ".atom")];
    let frame = Frame { alternates, ..Frame::new(&visit, format!("#{tag}")) };
    page(
        StatusCode::OK,
        &TagPage {
            follows: view.following,
            follow_url: format!("/tags/{}/follow", in_path(&view.tag.name)),
            week: Week::new(visit.speech, &view.history),
            posts: posts_in(&visit, &found, Some(FilterContext::Public)).await?,
            older: oldest.map(|id| with_query(&here, &[("max_id", &id)])),
            newest: (!place.max_id.is_empty()).then_some(here),
            ask: (visit.viewer().is_some() && visit.app().has_assistant())
                .then(|| with_query("/ask", &[("topic", &format!("#{tag}"))])),
            tag,
            frame,
        },
    )
}

/// `POST /tags/{tag}/follow`
async fn follow(Extension(visit): Guest, Path(tag): Path<String>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?);
    let tag = match sent.of("follow") {
        "1" => app.follow_tag(me, &tag).await?,
        _ => app.unfollow_tag(me, &tag).await?,
    };
    go(&format!("/tags/{}", in_path(&tag.name)))
}

/// A tag as a part of an address.
pub(super) fn in_path(tag: &str) -> String {
    app::in_address(tag)
}
