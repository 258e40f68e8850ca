//! What trends, as moderators see it: they say what may.

use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::show::excerpt::excerpt;
use crate::show::load::posts;
use crate::visit::{Guest, Visit, go};
use app::read::trends::{TrendKind, Trending};
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{PostId, Role};

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/trends/review", get_and_post(show, review))
}

/// Of each kind at most.
const MOST: usize = 40;
/// Kind, its word in forms, and its heading.
const KINDS: [(TrendKind, &str, &str); 3] = [
    (TrendKind::Tags, "tags", "explore-tags"),
    (TrendKind::Links, "links", "explore-links"),
    (TrendKind::Posts, "statuses", "explore-posts"),
];

/// Something that may trend.
struct Row {
    subject: String,
    name: String,
    url: String,
    voices: String,
    /// What was said of it, or what holds as nothing was.
    standing: &'static str,
    /// What can be said of it yet.
    may_allow: bool,
    may_refuse: bool,
}

#[derive(Template)]
#[template(path = "trends.html")]
struct Review {
    frame: Frame,
    means: &'static str,
    /// Word, heading, and what there is.
    kinds: Vec<(&'static str, &'static str, Vec<Row>)>,
}

/// Others are not told that there is such a page.
fn check(visit: &Visit) -> Result<()> {
    let member = visit.member().ok_or(Problem::LogIn)?;
    if member.account.role > Role::Member { Ok(()) } else { Err(Problem::NotFound) }
}

/// `GET /trends/review`
async fn show(Extension(visit): Guest) -> Result {
    check(&visit)?;
    let mut kinds = Vec::with_capacity(KINDS.len());
    for (kind, word, heading) in KINDS {
        let trends = visit.app().trends_of(kind).await?;
        let names = names(&visit, kind, &trends).await?;
        let rows =
            trends.iter().take(MOST).zip(names).map(|(trend, (name, url))| row(&visit, trend, name, url));
        kinds.push((word, heading, rows.collect()));
    }
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("trends-review").to_owned()) };
    let reviewed = visit.app().config().trends_need_review;
    let means = if reviewed { "trends-review-needed" } else { "trends-review-means" };
    page(StatusCode::OK, &Review { frame, means, kinds })
}

/// What each is called, and where it leads.
async fn names(visit: &Visit, kind: TrendKind, trends: &[Trending]) -> Result<Vec<(String, String)>> {
    let subjects = trends.iter().take(MOST).map(|trend| trend.subject.as_str());
    if kind != TrendKind::Posts {
        let tag = |tag: &str| (format!("#{tag}"), format!("/tags/{}", super::tag::in_path(tag)));
        let link = |url: &str| (url.to_owned(), url.to_owned());
        return Ok(subjects.map(|one| if kind == TrendKind::Tags { tag(one) } else { link(one) }).collect());
    }
    let ids: Vec<PostId> = subjects.clone().filter_map(|id| id.parse().ok()).collect();
    let shown = posts(visit, &visit.app().visible_posts(&ids, visit.viewer()).await?).await?;
    let name = |id: &str| {
        let post = shown.iter().find(|post| post.id.to_string() == id);
        post.map_or((id.to_owned(), String::new()), |post| {
            (format!("{}: {}", post.author.handle, excerpt(visit.speech, post)), post.url.clone())
        })
    };
    Ok(subjects.map(name).collect())
}

fn row(visit: &Visit, trend: &Trending, name: String, url: String) -> Row {
    let standing = match (trend.allowed, visit.app().config().trends_need_review) {
        (Some(true), _) => "trends-allowed",
        (Some(false), _) => "trends-refused",
        (None, true) => "trends-waiting",
        (None, false) => "trends-unreviewed",
    };
    Row {
        subject: trend.subject.clone(),
        name,
        url,
        voices: visit.speech.count("radar-voices", i64::try_from(trend.trend.voices).unwrap_or(i64::MAX)),
        standing,
        may_allow: trend.allowed != Some(true),
        may_refuse: trend.allowed != Some(false),
    }
}

/// `POST /trends/review`
async fn review(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    check(&visit)?;
    let word = sent.of("kind");
    let kind = KINDS.iter().find(|(_, one, _)| *one == word).map(|(kind, ..)| *kind).ok_or(Problem::Wrong)?;
    let allowed = match sent.of("may") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::Wrong),
    };
    visit.app().review_trend(kind, sent.of("subject"), allowed).await?;
    go("/trends/review?told=saved")
}
