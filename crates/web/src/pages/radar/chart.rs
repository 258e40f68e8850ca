//! The fan of a post: what came, and what may come; on its page, and as a picture for other pages.

use super::{Outlook, rounded};
use crate::problem::{Problem, Result};
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::radar::Course;
use askama::Template;
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::header;
use model::PostId;

/// Other pages may keep the picture for so many seconds.
const KEEP: &str = "public, max-age=300";

/// Lines in a box of 600 by 220.
pub(super) struct Fan {
    pub(super) seen: String,
    pub(super) fan: String,
    pub(super) middle: String,
    pub(super) now: i64,
    pub(super) highest: String,
}

impl Fan {
    /// Time runs by its square root, so that the first hours have room.
    pub(super) fn of(course: &Course) -> Self {
        let week = 7.0 * 86_400.0;
        let x = |seconds: f64| (seconds.clamp(0.0, week) / week).sqrt() * 600.0;
        let said = &course.fire.told.forecast;
        let highest = f64::from(said.high).max(f64::from(said.seen)).max(1.0);
        let y = |count: f64| 210.0 - count / highest * 200.0;
        #[allow(clippy::cast_precision_loss)] // milliseconds of a week, counts
        let points: Vec<(f64, f64)> = course
            .series
            .iter()
            .map(|(at, count)| (x((at - course.since.millis()) as f64 / 1_000.0), y(*count as f64)))
            .collect();
        #[allow(clippy::cast_precision_loss)] // a week in seconds
        let now = x(course.fire.told.age as f64);
        let seen = y(f64::from(said.seen));
        let start = format!("0,{:.0}", y(0.0));
        let line = |points: &[(f64, f64)]| {
            points.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect::<Vec<_>>().join(" ")
        };
        #[allow(clippy::cast_possible_truncation)] // 0 to 600
        let place = now as i64;
        Fan {
            seen: format!("{start} {} {now:.0},{seen:.0}", line(&points)),
            fan: format!(
                "{now:.0},{seen:.0} 600,{:.0} 600,{:.0}",
                y(f64::from(said.low)),
                y(f64::from(said.high))
            ),
            middle: format!("{now:.0},{seen:.0} 600,{:.0}", y(f64::from(said.whole))),
            now: place,
            highest: rounded(said.high),
        }
    }
}

#[derive(Template)]
#[template(path = "radar/chart.svg", escape = "html")]
struct Picture {
    fan: Fan,
    words: String,
    made: String,
    site: String,
}

/// `GET /radar/{id}/chart.svg`: the chart with its words, for other pages.
pub(super) async fn show(Extension(visit): Guest, Path(id): Path<PostId>) -> Result {
    let course = visit.app().course(visit.viewer(), id).await?;
    let made = When::new(visit.speech, course.fire.told.at, visit.app().now());
    let picture = Picture {
        fan: Fan::of(&course),
        words: Outlook::new(&visit, &course.fire).words,
        made: made.long,
        site: visit.app().config().domain.clone(),
    };
    let drawn = picture.render().map_err(|error| {
        tracing::error!(%error, "a template failed");
        Problem::Internal
    })?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml; charset=utf-8"),
        (header::CACHE_CONTROL, KEEP),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    let answer: Response = (headers, drawn).into_response();
    Ok(answer)
}

/// What another page shows the chart with.
pub(super) fn embed(visit: &Visit, course: &Course) -> String {
    let config = visit.app().config();
    let page = config.absolute(&format!("/radar/{}", course.fire.post));
    let words = Outlook::new(visit, &course.fire).words;
    format!(
        "<a href=\"{page}\"><img src=\"{page}/chart.svg\" width=\"600\" height=\"280\" alt=\"{words}\"></a>"
    )
}
