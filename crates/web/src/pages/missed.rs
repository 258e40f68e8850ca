//! "What did I miss?": what those whom a member follows wrote, in short.

use super::assistant::Line;
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::show::load::posts_in;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::Missed;
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::QUESTION_CHARACTERS;
use model::{FilterContext, Time};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/missed", get_and_post(show, seen))
}

/// Hours back, and what they are called; none for since the member was there.
const SPANS: [(&str, &str); 5] = [
    ("", "missed-since-then"),
    ("8", "missed-hours"),
    ("24", "missed-day"),
    ("72", "missed-days"),
    ("168", "missed-week"),
];
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

#[derive(Template)]
#[template(path = "missed.html")]
struct Page {
    frame: Frame,
    /// Address, text, and whether it is the one shown.
    spans: Vec<(String, &'static str, bool)>,
    since: When,
    /// How many posts by how many people, in words; none where there was nothing.
    count: Option<String>,
    lines: Vec<Line>,
    posts: Vec<Shown>,
    /// Whether questions can be asked here.
    asks: bool,
    most: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    hours: String,
}

/// `GET /missed`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let (app, me) = (visit.app(), visit.actor()?.account);
    let now = app.now();
    let hours = SPANS.iter().find(|(hours, _)| *hours == asked.hours).map_or("", |(hours, _)| hours);
    let since = hours.parse::<i64>().ok().map(|hours| Time::from_millis(now.millis() - hours * HOUR));
    let missed = app.missed(me, since).await?;
    let span = |(word, text): &(&str, &'static str)| {
        (with_query("/missed", &[("hours", word)]), *text, *word == hours)
    };
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("missed-title").to_owned()) };
    page(
        StatusCode::OK,
        &Page {
            frame,
            spans: SPANS.iter().map(span).collect(),
            since: When::new(visit.speech, missed.since, now),
            count: (missed.count > 0).then(|| counted(&visit, &missed)),
            lines: Line::all(&visit, &missed.sentences).await?,
            posts: posts_in(&visit, &missed.posts, Some(FilterContext::Home)).await?,
            asks: app.has_assistant(),
            most: QUESTION_CHARACTERS,
        },
    )
}

/// "43 posts by 12 people".
fn counted(visit: &Visit, missed: &Missed) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let posts = if missed.more { "missed-posts-more" } else { "missed-posts" };
    let people = visit.speech.count("missed-people", number(missed.people));
    format!("{} {people}", visit.speech.count(posts, number(missed.count)))
}

/// `POST /missed`: what is there now is not missed any more.
async fn seen(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().seen_at_home(visit.actor()?).await?;
    go("/?told=saved")
}
