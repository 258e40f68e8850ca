//! A post at its permanent address, with its thread.

mod tree;

use super::assistant::Context;
use super::compose::Writing;
use super::{Frame, page, translate};
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::show::load::{posts, posts_in};
use crate::show::note::Rated;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::usage;
use crate::visit::{Guest, Visit, go};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query};
use http::StatusCode;
use model::{Account, FilterContext, Media, MediaKind, Post, PostId, Visibility};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use tree::{DEEPEST, Piece};

/// Names of those in the conversation said above it.
const NAMES: usize = 8;

#[derive(Template)]
#[template(path = "thread.html")]
struct Thread {
    frame: Frame,
    above: Vec<Shown>,
    subject: Shown,
    below: Vec<Piece>,
    /// Who else takes part, in the order they appear; nobody where the author is alone.
    others: Vec<Person>,
    /// How many more there are.
    more_others: i64,
    /// The context notes under the post, for members.
    notes: Option<Notes>,
    /// A form to answer with, for members.
    writing: Option<Writing>,
    /// How many posts of it can be translated for whoever looks, and are not yet.
    foreign: usize,
    /// For the author: how many people it is likely to reach.
    reach: Option<String>,
    /// The public answer, and the way to ask.
    context: Option<Context>,
}

/// Context notes, and whether one more may be added.
struct Notes {
    notes: Vec<Rated>,
    count: i64,
    may_write: bool,
}

/// What is wished for beside the thread.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wish {
    /// Translations that are there already.
    translated: Option<String>,
}

/// `GET /@{name}/{id}`
pub(crate) async fn show(
    Extension(visit): Guest,
    Path((name, id)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result {
    let app = visit.app();
    let id: PostId = id.parse().map_err(|_| Problem::NotFound)?;
    let post = app.post(id, visit.viewer()).await?;
    let author = app.account_named(&name).await?;
    if post.author != author.id {
        return Err(Problem::NotFound);
    }
    if let Some(original) = post.repost_of {
        let original = app.post(original, visit.viewer()).await?;
        let author = app.account(original.author).await?;
        return go(&format!("/@{}/{}", author.acct(), original.id));
    }
    let thread = app.thread(id, visit.viewer()).await?;
    let context = Some(FilterContext::Thread);
    let mut above = posts_in(&visit, &thread.above, context).await?;
    let depths = depths(&visit, id, &thread.below).await?;
    let mut below = posts_in(&visit, &thread.below, context).await?;
    for shown in &mut below {
        shown.depth = depths.get(&shown.id).copied().unwrap_or(1);
    }
    let subject = posts(&visit, &[id]).await?.pop().ok_or(Problem::NotFound)?;
    let mut subject = Shown { is_subject: true, ..subject };
    if wish.translated.is_some() {
        for post in above.iter_mut().chain([&mut subject]).chain(&mut below) {
            translate::show_known(&visit, post).await?;
        }
    }
    let all = above.iter().chain([&subject]).chain(&below);
    let foreign = all.filter(|post| post.translatable && post.translated.is_none()).count();
    let frame = frame(&visit, &post, &author, &subject).await?;
    let writing = match visit.member() {
        Some(_) => Some(Writing::answering(&visit, id).await?),
        None => None,
    };
    let notes = match visit.viewer() {
        Some(_) if post.visibility == Visibility::Public => Some(notes(&visit, id).await?),
        _ => None,
    };
    let reach = match visit.viewer() {
        Some(me) if me == post.author && post.visibility == Visibility::Public => {
            super::radar::reach(&visit, id, true).await?
        }
        _ => None,
    };
    let context = Context::of(&visit, &post).await?;
    let mut others = others(&subject, above.iter().chain(&below));
    let more_others = i64::try_from(others.len().saturating_sub(NAMES)).unwrap_or_default();
    others.truncate(NAMES);
    let below = tree::pieces(below);
    let thread =
        Thread { frame, above, subject, below, others, more_others, notes, writing, foreign, reach, context };
    let answer = page(StatusCode::OK, &thread)?;
    let below = thread.below.iter().filter_map(Piece::post);
    let shown = thread.above.iter().chain([&thread.subject]).chain(below);
    Ok(usage::of_page(&visit, Some(author.id), shown, answer).await)
}

async fn notes(visit: &Visit, id: PostId) -> Result<Notes> {
    let under = visit.app().notes_under(visit.viewer(), id).await?;
    let notes: Vec<Rated> = under.notes.into_iter().map(|note| Rated::new(visit, note)).collect();
    let count = i64::try_from(notes.len()).unwrap_or(i64::MAX);
    Ok(Notes { notes, count, may_write: under.may_write })
}

/// Everybody in these posts but the author of the page's post, each once.
fn others<'s>(subject: &Shown, posts: impl Iterator<Item = &'s Shown>) -> Vec<Person> {
    let mut seen = HashSet::from([subject.author.id]);
    posts.filter(|post| seen.insert(post.author.id)).map(|post| post.author.clone()).collect()
}

/// How many answers stand between each post and the subject.
async fn depths(visit: &Visit, subject: PostId, below: &[PostId]) -> Result<HashMap<PostId, usize>> {
    let views = visit.shelf().posts(visit.app(), below).await?;
    let parents: HashMap<PostId, PostId> =
        views.iter().filter_map(|(id, view)| Some((*id, view.post.reply_to?))).collect();
    let mut depths = HashMap::from([(subject, 0)]);
    // In reading order, what a post answers comes before it.
    for id in below {
        let above = parents.get(id).and_then(|parent| depths.get(parent)).copied().unwrap_or(0);
        depths.insert(*id, above + 1);
    }
    Ok(depths.into_iter().map(|(id, depth)| (id, depth.min(DEEPEST))).collect())
}

async fn frame(visit: &Visit, post: &Post, author: &Account, subject: &Shown) -> Result<Frame> {
    let covered = !post.spoiler.is_empty();
    let words = if covered { &post.spoiler } else { &post.text };
    let first: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(70).collect();
    let title = visit.speech.with("post-title", "name", author.shown_name()).replace("WORDS", &first);
    let frame = Frame::new(visit, title);
    if !post.visibility.is_open() || post.local_only {
        return Ok(Frame { index: false, ..frame });
    }
    let config = visit.app().config();
    let views = visit.app().post_views(&[post.id]).await?;
    let shown: &[Media] = match views.first() {
        Some(view) if !covered && !post.sensitive => &view.media,
        _ => &[],
    };
    let picture = shown.iter().find(|medium| medium.ready && medium.kind == MediaKind::Image);
    let (image, alt) = match picture {
        Some(medium) => (format!("/media/{}", medium.file), medium.alt.clone()),
        None => (Person::new(author).avatar, author.avatar_alt.clone()),
    };
    let graph = vec![
        ("og:type", "article".to_owned()),
        ("og:title", format!("{} ({})", author.shown_name(), Person::full_handle(visit.app(), author))),
        ("og:description", words.chars().take(500).collect()),
        ("og:url", config.absolute(&subject.url)),
        ("og:image", config.absolute(&image)),
        ("og:image:alt", alt),
        ("og:site_name", config.title.clone()),
        ("article:published_time", post.created_at.iso()),
    ];
    let index = author.indexable && author.domain.is_none() && post.visibility == model::Visibility::Public;
    let embed = with_query("/oembed", &[("url", &config.absolute(&subject.url))]);
    let alternates = vec![("application/json+oembed", frame.title.clone(), embed)];
    Ok(Frame { graph, index, alternates, ..frame })
}
