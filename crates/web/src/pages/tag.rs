//! What is public with a tag.

use super::{Frame, page};
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::show::load::posts;
use crate::show::post::Shown;
use crate::visit::Guest;
use app::read::timelines::{Show, Tags};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query};
use http::StatusCode;
use model::limits::TAG_CHARACTERS;
use model::{Cursor, Page};
use serde::Deserialize;

/// Posts on a page.
pub(crate) const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "tag.html")]
struct TagPage {
    frame: Frame,
    tag: String,
    posts: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
}

/// Where in a list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Place {
    pub(crate) max_id: String,
    pub(crate) show: String,
}

impl Place {
    pub(crate) fn page(&self) -> Page {
        let max = self.max_id.parse::<i64>().ok().filter(|id| *id > 0);
        Page { cursor: Cursor { max, ..Cursor::default() }, limit: PAGE }
    }
}

/// `GET /tags/{tag}`
pub(crate) async fn show(
    Extension(visit): Guest,
    Path(tag): Path<String>,
    Query(place): Query<Place>,
) -> Result {
    let tag = tag.trim_start_matches('#').to_owned();
    if tag.is_empty() || tag.chars().count() > TAG_CHARACTERS {
        return Err(Problem::NotFound);
    }
    let wanted = Tags { any: vec![app::fold_tag(&tag)], ..Tags::default() };
    let found = visit.app().tag_timeline(visit.viewer(), &wanted, &Show::default(), place.page()).await?;
    let here = visit.here.split('?').next().unwrap_or("/").to_owned();
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(ToString::to_string);
    let frame = Frame::new(&visit, format!("#{tag}"));
    page(
        StatusCode::OK,
        &TagPage {
            posts: posts(&visit, &found).await?,
            older: oldest.map(|id| with_query(&here, &[("max_id", &id)])),
            newest: (!place.max_id.is_empty()).then_some(here),
            tag,
            frame,
        },
    )
}
