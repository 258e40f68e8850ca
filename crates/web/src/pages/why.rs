//! Why a post stands where it does in what is put together for a member: every term of its score, and
//! what they can do about it. For its author: how far it came.

use super::settings::for_you::tongue;
use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::show::load::posts;
use crate::show::post::Shown;
use crate::visit::{Guest, go};
use app::for_you::words;
use app::ranking::steering::{Measure, Target};
use app::{Opinion, Travelled, Wish};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{FeedId, PostId};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/why/{id}", get_and_post(show, say))
}

/// A line of the ledger.
struct Line {
    says: String,
    /// With its sign, two places behind the point.
    points: String,
    gained: bool,
    /// How long its bar is: 0 to 100.
    length: i64,
}

#[derive(Template)]
#[template(path = "why.html")]
struct Why {
    frame: Frame,
    posts: Vec<Shown>,
    id: PostId,
    author: String,
    tags: Vec<(String, String)>,
    own: bool,
    place: Option<String>,
    removed: &'static str,
    score: String,
    lines: Vec<Line>,
    shown: i64,
    receipt: Option<String>,
    /// The feed it was asked in: address and name.
    feed: Option<(String, String)>,
}

/// What a wish before did, to be said once.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Did {
    before: Option<u32>,
    after: Option<u32>,
    of: Option<u32>,
    /// In which feed; For you where none is named.
    feed: String,
}

/// Lines that change less than this are left to the API.
const LEAST: f64 = 0.005;

/// `GET /why/{id}`
async fn show(Extension(visit): Guest, Path(id): Path<PostId>, Query(did): Query<Did>) -> Result {
    let me = visit.actor()?.account;
    let feed = did.feed.parse::<FeedId>().ok();
    let (feed, why) = match feed {
        Some(feed) => {
            let (feed, why) = visit.app().why_in_feed(me, feed, id).await?;
            (Some((format!("/feeds/{}", feed.id), feed.name)), why)
        }
        None => (None, visit.app().why(me, id).await?),
    };
    let shown = posts(&visit, &[id]).await?;
    let post = shown.first().ok_or(Problem::NotFound)?;
    let own = post.author.id == me;
    let travelled = if own { visit.app().travelled(me, id).await? } else { Travelled::default() };
    let tongue = tongue(&visit);
    let decimal = |points: f64| {
        let text = format!("{points:+.2}").replace('-', "−");
        if visit.speech.0.code() == "fr" { text.replace('.', ",") } else { text }
    };
    let most = why.ledger.0.iter().map(|line| line.delta.as_f64().abs()).fold(1.0, f64::max);
    let mut told: Vec<_> = why.ledger.0.iter().filter(|line| line.delta.as_f64().abs() >= LEAST).collect();
    told.sort_by_key(|line| std::cmp::Reverse(line.delta.0.abs()));
    let line = |line: &app::ranking::Line| {
        let points = line.delta.as_f64();
        #[allow(clippy::cast_possible_truncation)] // 0 to 100
        let length = (points.abs() / most * 100.0).round() as i64;
        Line { says: words::sentence(tongue, line), points: decimal(points), gained: points >= 0.0, length }
    };
    let receipt = did.before.zip(did.after).zip(did.of).map(|((before, after), of)| {
        let sentence = visit.speech.with("wish-receipt", "before", &before.to_string());
        sentence.replace("AFTER", &after.to_string()).replace("ALL", &of.to_string())
    });
    let tags = visit.app().tags_of(id).await?;
    let tags = tags.into_iter().map(|tag| (tag.clone(), format!("#{tag}"))).collect();
    let title = visit.speech.say(if own { "why-own" } else { "why-title" }).to_owned();
    page(
        StatusCode::OK,
        &Why {
            id,
            author: post.author.handle.clone(),
            tags,
            own,
            place: why.place.map(|place| place.to_string()),
            removed: why.removed.map_or("", |reason| words::reason(tongue, reason)),
            score: decimal(why.ledger.score().as_f64()),
            lines: told.into_iter().map(line).collect(),
            shown: i64::from(travelled.shown),
            receipt,
            feed,
            posts: shown,
            frame: Frame { index: false, ..Frame::new(&visit, title) },
        },
    )
}

/// `POST /why/{id}`: what the member says about it, or less and more of its author or tags.
async fn say(Extension(visit): Guest, Path(id): Path<PostId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    if let Some(opinion) = Opinion::named(sent.of("opinion")) {
        visit.app().say_of_post(me, id, opinion).await?;
        return go(&format!("/why/{id}?told=saved"));
    }
    let (measure, what) = match (sent.of("less"), sent.of("more")) {
        ("", more) => (Measure::More, more),
        (less, _) => (Measure::Less, less),
    };
    let target = match what.strip_prefix('@') {
        Some(_) => visit.app().wish_target(what).await?,
        None => Target::Topic(vec![what.to_owned()]),
    };
    let made = visit.app().wish(me, vec![Wish { target, measure, until: None }]).await?;
    let receipt = made.first().map(|made| made.receipt).ok_or(Problem::Wrong)?;
    go(&format!("/why/{id}?before={}&after={}&of={}", receipt.before, receipt.after, receipt.of))
}
