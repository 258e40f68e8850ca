//! Search: people, tags, posts, or whatever a pasted address names.

use super::tag::{PAGE, in_path};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::get;
use crate::show::load::posts;
use crate::show::people::{Met, met};
use crate::show::post::Shown;
use crate::show::week::Week;
use crate::visit::{Guest, Visit, go};
use app::read::tags::TagView;
use app::{Found, PostSearch};
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Router};
use http::StatusCode;
use model::limits::SEARCH_CHARACTERS;
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/search", get(show))
}

/// People and tags shown beside posts.
const SOME: usize = 4;
/// Results looked through at most.
const DEEPEST: usize = 400;
/// Tags suggested to who has nothing in mind.
const SUGGESTED: usize = 6;

/// A tag in a list.
pub(super) struct Tagged {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) week: Week,
}

impl Tagged {
    pub(super) fn new(visit: &Visit, view: &TagView) -> Self {
        Self {
            url: format!("/tags/{}", in_path(&view.tag.name)),
            name: view.tag.display.clone(),
            week: Week::new(visit.speech, &view.history),
        }
    }
}

/// What is searched for.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
    kind: String,
    offset: usize,
}

impl Asked {
    fn words(&self) -> &str {
        self.q.trim()
    }

    fn wants(&self, kind: &str) -> bool {
        self.kind.is_empty() || self.kind == kind
    }

    fn url(&self, kind: &str, offset: usize) -> String {
        let offset = if offset > 0 { offset.to_string() } else { String::new() };
        with_query("/search", &[("q", self.words()), ("kind", kind), ("offset", &offset)])
    }
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    words: String,
    kind: String,
    tabs: Vec<(String, &'static str, bool)>,
    people: Vec<Met>,
    more_people: Option<String>,
    tags: Vec<Tagged>,
    more_tags: Option<String>,
    posts: Vec<Shown>,
    /// Tags to begin with, while nothing is searched for.
    talked_about: Vec<Tagged>,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /search`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    if let Some(place) = named(&visit, asked.words()).await? {
        return go(&place);
    }
    let words: String = asked.words().chars().take(SEARCH_CHARACTERS).collect();
    let mut search = Search {
        frame: framed(&visit, &words),
        kind: asked.kind.clone(),
        tabs: tabs(&visit, &asked),
        people: Vec::new(),
        more_people: None,
        tags: Vec::new(),
        more_tags: None,
        posts: Vec::new(),
        talked_about: Vec::new(),
        older: None,
        newest: (asked.offset > 0).then(|| asked.url(&asked.kind, 0)),
        words,
    };
    if search.words.is_empty() {
        let talked_about = visit.app().trending_tags(visit.viewer(), 0, SUGGESTED).await?;
        search.talked_about = talked_about.iter().map(|view| Tagged::new(&visit, view)).collect();
    } else {
        search.find(&visit, &asked).await?;
    }
    page(StatusCode::OK, &search)
}

/// Where a pasted address leads, if it is one of ours.
async fn named(visit: &Visit, typed: &str) -> Result<Option<String>> {
    if !(typed.starts_with("https://") || typed.starts_with("http://")) {
        return Ok(None);
    }
    let app = visit.app();
    let (author, rest) = match app.resolve(visit.viewer(), typed).await? {
        Some(Found::Account(id)) => (id, String::new()),
        Some(Found::Post(id)) => {
            let post = app.post(id, visit.viewer()).await?;
            (post.author, format!("/{id}"))
        }
        None => return Ok(None),
    };
    Ok(Some(format!("/@{}{rest}", app.account(author).await?.acct())))
}

fn framed(visit: &Visit, words: &str) -> Frame {
    let title = match words {
        "" => visit.speech.say("search").to_owned(),
        words => visit.speech.with("search-title", "words", words),
    };
    Frame { index: false, ..Frame::new(visit, title) }
}

fn tabs(visit: &Visit, asked: &Asked) -> Vec<(String, &'static str, bool)> {
    if asked.words().is_empty() {
        return Vec::new();
    }
    let kinds = [("", "search-all"), ("people", "explore-people"), ("tags", "explore-tags")];
    let posts = [("posts", "explore-posts")];
    // Posts are searched for members only, as through the API.
    let posts = posts.iter().filter(|_| visit.viewer().is_some());
    kinds.iter().chain(posts).map(|(kind, id)| (asked.url(kind, 0), *id, asked.kind == *kind)).collect()
}

impl Search {
    async fn find(&mut self, visit: &Visit, asked: &Asked) -> Result<()> {
        let (app, viewer) = (visit.app(), visit.viewer());
        // Visitors see the first page, as through the API.
        let offset = if viewer.is_some() { asked.offset.min(DEEPEST) } else { 0 };
        let most = if asked.kind.is_empty() { SOME } else { PAGE };
        let more = |found: usize, kind: &str| {
            let next = if asked.kind.is_empty() { 0 } else { offset + PAGE };
            (found > most && next < DEEPEST && viewer.is_some()).then(|| asked.url(kind, next))
        };
        // As clients know it: `#word` is about tags, `@name` about people, `@name words` about posts.
        let words = self.words.clone();
        let of_person = words.contains('@');
        if asked.wants("people") && !words.starts_with('#') && !(of_person && words.contains(' ')) {
            let mut found = app.find_accounts(viewer, &words, false, most + 1, offset).await?;
            self.more_people = more(found.len(), "people");
            found.truncate(most);
            self.people = met(visit, &found).await?;
        }
        if asked.wants("tags") && !of_person {
            let mut found = app.find_tags(&words, most + 1, offset).await?;
            self.more_tags = more(found.len(), "tags");
            found.truncate(most);
            let views = app.tag_views(found, viewer).await?;
            self.tags = views.iter().map(|view| Tagged::new(visit, view)).collect();
        }
        if let (Some(me), true) = (viewer, asked.wants("posts")) {
            let wanted = PostSearch { text: words, limit: PAGE + 1, offset, ..PostSearch::default() };
            let mut found = app.find_posts(me, wanted).await?;
            self.older = (found.len() > PAGE).then(|| asked.url("posts", offset + PAGE));
            found.truncate(PAGE);
            self.posts = posts(visit, &found).await?;
        }
        if !asked.kind.is_empty() {
            // A list of its own goes on in its pager.
            let own = self.more_people.take().or(self.more_tags.take());
            self.older = self.older.take().or(own);
        }
        Ok(())
    }

    fn found_nothing(&self) -> bool {
        self.people.is_empty() && self.tags.is_empty() && self.posts.is_empty()
    }
}
