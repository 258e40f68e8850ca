//! The first page: what this is; for members, their home.

use super::compose::Writing;
use super::packs::{PackLine, some_packs};
use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::language::Language;
use crate::paths::with_query;
use crate::problem::Result;
use crate::show::load::{posts, posts_in};
use crate::show::post::Shown;
use crate::texts::Speech;
use crate::visit::{Guest, Visit};
use app::ranking::Kind;
use app::ranking::heads::ASKED_FOR;
use app::read::board::Announcement;
use app::read::timelines::Show;
use askama::Template;
use axum::Extension;
use axum::extract::Query;
use http::StatusCode;

use model::{AccountId, FeedId, FilterContext, ListId, Page, PostId};

/// Posts shown to say what kind of place this is.
const LATEST: usize = 12;

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    description: String,
    posts: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    writing: Writing,
    announcements: Vec<Announcement>,
    tabs: Vec<(String, String, bool)>,
    /// What the tab shows, where that needs saying.
    label: &'static str,
    /// Where what was put together for the member can be steered: address and text.
    steer: Option<(String, &'static str)>,
    /// What its script tells of what is opened and read, where the member asked for it.
    attends: String,
    posts: Vec<Shown>,
    /// Packs for whoever follows nobody yet.
    packs: Vec<PackLine>,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /`
pub(crate) async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    if visit.member().is_some() { inside(&visit, &place).await } else { welcome(&visit).await }
}

async fn welcome(visit: &Visit) -> Result {
    let config = visit.app().config();
    let local = Show { local: true, ..Show::default() };
    let latest = visit.app().public_timeline(None, &local, Page::first(LATEST)).await?;
    let posts = posts(visit, &latest).await?;
    let description = description(visit);
    let graph = vec![
        ("og:type", "website".to_owned()),
        ("og:title", config.title.clone()),
        ("og:description", description.clone()),
        ("og:url", config.absolute("/")),
        ("og:image", config.absolute("/static/header.png")),
    ];
    let frame = Frame { graph, ..Frame::new(visit, config.title.clone()) };
    page(StatusCode::OK, &Welcome { frame, description, posts })
}

/// A member's home: whom they follow, what is new here, their lists.
async fn inside(visit: &Visit, place: &Place) -> Result {
    let app = visit.app();
    let me = visit.actor()?.account;
    let list = place.show.strip_prefix("list-").and_then(|id| id.parse::<ListId>().ok());
    let feed = place.show.strip_prefix("feed-").and_then(|id| id.parse::<FeedId>().ok());
    let (mut after, mut learning) = (None, false);
    let found = match (list, place.show.as_str()) {
        (None, _) if feed.is_some() => {
            let cursor = Some(place.after.as_str()).filter(|after| !after.is_empty());
            let found = app.feed_page(me, feed.unwrap_or_default(), cursor, PAGE).await?;
            after = found.cursor;
            found.items.into_iter().map(|item| item.post).collect()
        }
        (None, "for-you") => {
            let cursor = Some(place.after.as_str()).filter(|after| !after.is_empty());
            let found = app.for_you(me, cursor, PAGE).await?;
            (after, learning) = (found.cursor, found.note.is_some());
            found.items.into_iter().map(|item| item.post).collect()
        }
        (Some(list), _) => app.list_timeline(me, list, place.page()).await?,
        (None, "new") => {
            let local = Show { local: true, ..Show::default() };
            app.public_timeline(Some(me), &local, place.page()).await?
        }
        _ => app.home(me, place.page()).await?,
    };
    let context = if feed.is_some() || matches!(place.show.as_str(), "new" | "for-you") {
        FilterContext::Public
    } else {
        FilterContext::Home
    };
    let mut posts = posts_in(visit, &found, Some(context)).await?;
    if let Some(feed) = feed {
        posts.iter_mut().for_each(|post| post.why_in = format!("?feed={feed}"));
    }
    let mut attends = String::new();
    if place.show == "for-you" {
        let shown: Vec<(PostId, AccountId)> = posts.iter().map(|post| (post.id, post.author.id)).collect();
        if let Some(asked) = app.asked_about(me, &shown).await? {
            posts.iter_mut().filter(|post| post.id == asked).for_each(|post| post.asks = true);
        }
        let steering = app.steering(me).await?;
        let watched = ASKED_FOR.into_iter().filter(|kind| steering.hears(*kind)).map(Kind::name);
        attends = watched.collect::<Vec<_>>().join(" ");
    }
    let tab = |show: String, title: String| {
        let current = place.show == show;
        (with_query("/", &[("show", &show)]), title, current)
    };
    let mut tabs = vec![
        tab(String::new(), visit.speech.say("tab-following").to_owned()),
        tab("for-you".to_owned(), visit.speech.say("tab-for-you").to_owned()),
        tab("new".to_owned(), visit.speech.say("tab-new").to_owned()),
    ];
    tabs.extend(visit.shelf().tabs(app, me).await?.iter().map(|(key, name)| tab(key.clone(), name.clone())));
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(ToString::to_string);
    let (label, older) = match place.show.as_str() {
        "for-you" if learning => ("tab-for-you-learning", after.map(|after| ("after", after))),
        "for-you" => ("tab-for-you-means", after.map(|after| ("after", after))),
        _ if feed.is_some() => ("tab-feed-means", after.map(|after| ("after", after))),
        "new" => ("tab-new-means", oldest.map(|id| ("max_id", id))),
        "" => ("tab-following-means", oldest.map(|id| ("max_id", id))),
        _ => ("", oldest.map(|id| ("max_id", id))),
    };
    let home = Home {
        frame: Frame { index: false, ..Frame::new(visit, visit.speech.say("nav-home").to_owned()) },
        writing: Writing { stay: true, ..Writing::blank(visit).await? },
        announcements: app.new_announcements(visit.actor()?).await?,
        tabs,
        label,
        steer: match feed {
            Some(feed) => Some((format!("/feeds/{feed}"), "feed-open")),
            None if place.show == "for-you" => Some(("/settings/for-you".to_owned(), "for-you-steer")),
            None if place.show.is_empty() => Some(("/missed".to_owned(), "missed-ask")),
            None => None,
        },
        packs: if posts.is_empty() { some_packs(visit, me).await? } else { Vec::new() },
        attends,
        posts,
        older: older.map(|(name, from)| with_query("/", &[("show", &place.show), (name, &from)])),
        newest: (!place.max_id.is_empty() || !place.after.is_empty())
            .then(|| with_query("/", &[("show", &place.show)])),
    };
    page(StatusCode::OK, &home)
}

/// What the server says of itself. What it says until somebody chose other words is known in every
/// language.
pub(super) fn description(visit: &Visit) -> String {
    let set = visit.app().config().description.trim();
    if set.is_empty() || set == Speech(Language::English).say("welcome-description") {
        return visit.speech.say("welcome-description").to_owned();
    }
    set.to_owned()
}
