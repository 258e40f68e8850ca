//! Feeds that members make: those there are, what each shows, and how one is built.

mod build;

use super::settings::for_you::tongue;
use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::show::load::posts_in;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit, go};
use app::for_you::words;
use app::{Feed, FeedNote, FeedScope};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::{FEED_PINS, FEEDS};
use model::{FeedId, FilterContext};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/feeds", get_and_post(all, settings))
        .route("/feeds/new", get_and_post(build::new, build::create))
        .route("/feeds/{id}", get(one))
        .route("/feeds/{id}/edit", get_and_post(build::edit, build::change))
        .route("/feeds/{id}/do", post(act))
}

/// A feed in a list.
struct Line {
    id: FeedId,
    name: String,
    description: String,
    owner: Option<Person>,
    likes: i64,
    shared: bool,
    mine: bool,
}

#[derive(Template)]
#[template(path = "feeds/all.html")]
struct Feeds {
    frame: Frame,
    mine: Vec<Line>,
    pinned: Vec<Line>,
    shared: Vec<Line>,
    as_lists: bool,
    older: Option<String>,
    newest: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    offset: usize,
}

/// Where the list of shared feeds ends.
const DEEPEST: usize = 1_000;

/// `GET /feeds`
async fn all(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let (app, me) = (visit.app(), visit.actor()?.account);
    let offset = asked.offset.min(DEEPEST);
    let shared = app.feeds_of(me, FeedScope::Shared, offset, PAGE).await?;
    let next = (shared.len() >= PAGE).then(|| (offset + PAGE).to_string());
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("nav-feeds").to_owned()) };
    let feeds = Feeds {
        frame,
        mine: lines(&visit, app.feeds_of(me, FeedScope::Mine, 0, FEEDS).await?).await?,
        pinned: lines(&visit, app.feeds_of(me, FeedScope::Pinned, 0, FEED_PINS).await?).await?,
        shared: lines(&visit, shared).await?,
        as_lists: app.feeds_as_lists(me).await?,
        older: next.map(|next| with_query("/feeds", &[("offset", &next)])),
        newest: (offset > 0).then(|| "/feeds".to_owned()),
    };
    page(StatusCode::OK, &feeds)
}

async fn lines(visit: &Visit, feeds: Vec<Feed>) -> Result<Vec<Line>> {
    let owners: Vec<_> = feeds.iter().map(|feed| feed.owner).collect();
    let people = visit.shelf().people(visit.app(), &owners).await?;
    let me = visit.viewer();
    let line = |feed: Feed| Line {
        id: feed.id,
        mine: Some(feed.owner) == me,
        owner: people.get(&feed.owner).map(|owner| Person::new(owner)),
        name: feed.name,
        description: feed.description,
        likes: feed.likes,
        shared: feed.shared,
    };
    Ok(feeds.into_iter().map(line).collect())
}

/// `POST /feeds`: whether they are lists in apps.
async fn settings(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().set_feeds_as_lists(visit.actor()?, sent.has("as_lists")).await?;
    go("/feeds?told=saved")
}

#[derive(Template)]
#[template(path = "feeds/one.html")]
struct One {
    frame: Frame,
    feed: Line,
    liked: bool,
    pinned: bool,
    /// Who may put it in order elsewhere, and whether the reader lets them.
    ranker: Option<(String, bool)>,
    /// What went otherwise than the feed wants.
    note: &'static str,
    posts: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /feeds/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<FeedId>, Query(place): Query<Place>) -> Result {
    let me = visit.actor()?.account;
    let feed = visit.app().feed(Some(me), id).await?;
    let cursor = Some(place.after.as_str()).filter(|after| !after.is_empty());
    let found = visit.app().feed_page(me, id, cursor, PAGE).await?;
    let ids: Vec<_> = found.items.iter().map(|item| item.post).collect();
    let mut posts = posts_in(&visit, &ids, Some(FilterContext::Public)).await?;
    posts.iter_mut().for_each(|post| post.why_in = format!("?feed={id}"));
    let here = format!("/feeds/{id}");
    let (liked, pinned) = (feed.liked, feed.pinned);
    let ranker = match &feed.recipe.outside.ranker {
        Some(ranker) => Some((ranker.clone(), visit.app().feed_ranked_outside(me, &feed).await?)),
        None => None,
    };
    // What the reader decides is said beside the switch.
    let note = found.note.filter(|note| *note != FeedNote::NotLet);
    let mut lines = lines(&visit, vec![feed]).await?;
    let feed = lines.pop().ok_or(Problem::NotFound)?;
    let one = One {
        frame: Frame { index: false, ..Frame::new(&visit, feed.name.clone()) },
        feed,
        liked,
        pinned,
        ranker,
        note: note.map_or("", |note| words::note(tongue(&visit), note)),
        posts,
        older: found.cursor.map(|cursor| with_query(&here, &[("after", &cursor)])),
        newest: cursor.is_some().then_some(here),
    };
    page(StatusCode::OK, &one)
}

/// `POST /feeds/{id}/do`: likes it, keeps it at hand, removes it.
async fn act(Extension(visit): Guest, Path(id): Path<FeedId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?);
    match sent.of("verb") {
        "like" => drop(app.set_feed_liked(me, id, true).await?),
        "unlike" => drop(app.set_feed_liked(me, id, false).await?),
        "pin" => drop(app.set_feed_pinned(me, id, true).await?),
        "unpin" => drop(app.set_feed_pinned(me, id, false).await?),
        "let" => app.set_feed_ranked_outside(me, id, true).await?,
        "let-not" => app.set_feed_ranked_outside(me, id, false).await?,
        "delete" => {
            app.delete_feed(me, id).await?;
            return go("/feeds?told=removed");
        }
        _ => return Err(Problem::Wrong),
    }
    go(&format!("/feeds/{id}?told=saved"))
}
