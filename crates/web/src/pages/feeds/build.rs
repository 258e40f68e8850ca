//! Building a feed: a form that works without scripts, with what it would show now below it.

use super::super::settings::for_you::{Slider, sliders, tongue};
use super::super::settings::{Choice, choices};
use super::super::{Frame, page};
use crate::problem::{Problem, Result};
use crate::sent::Sent;
use crate::show::load::posts_in;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit, go};
use app::for_you::words;
use app::ranking::recipe::{Filters, Generator, Order, Outside, Recipe, Sources};
use app::ranking::source::SOURCES;
use app::ranking::{Source, Term};
use app::{Error, Feed, FeedChanges};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form};
use http::StatusCode;
use model::{AccountId, FeedId, FilterContext};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Posts a preview shows.
const PREVIEW: usize = 10;

/// Word and text of the orders.
const ORDERS: [(&str, &str); 2] = [("ranked", "feed-ranked"), ("newest", "feed-newest")];
/// Hours and text of how old posts may be.
const AGES: [(&str, &str); 5] = [
    ("0", "feed-age-any"),
    ("24", "feed-age-day"),
    ("72", "feed-age-days"),
    ("168", "feed-age-week"),
    ("336", "feed-age-weeks"),
];

#[derive(Template)]
#[template(path = "feeds/build.html")]
struct Build {
    frame: Frame,
    action: String,
    back: String,
    name: String,
    description: String,
    shared: bool,
    sources: Vec<(&'static str, &'static str, bool)>,
    latest: bool,
    tags: String,
    words: String,
    accounts: String,
    filters: Filters,
    languages: String,
    without: String,
    ages: Vec<Choice>,
    orders: Vec<Choice>,
    sliders: Vec<Slider>,
    bent: bool,
    /// What is asked elsewhere.
    generator: Generator,
    ranker: String,
    wrong: Option<&'static str>,
    /// Whether what it would show was asked for.
    preview: bool,
    posts: Vec<Shown>,
}

/// A feed as it stands in the form.
#[derive(Default)]
struct Draft {
    name: String,
    description: String,
    shared: bool,
    recipe: Recipe,
    /// Names of authors, as they were written.
    accounts: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct From {
    from: String,
}

/// `GET /feeds/new`, `GET /feeds/new?from=ID`: from nothing, or from a feed that may be read.
pub(super) async fn new(Extension(visit): Guest, Query(asked): Query<From>) -> Result {
    let me = visit.actor()?.account;
    let draft = match asked.from.parse::<FeedId>() {
        Ok(id) => {
            let feed = visit.app().feed(Some(me), id).await?;
            Draft { shared: false, ..drawn(&visit, feed).await? }
        }
        Err(_) => Draft {
            recipe: Recipe {
                sources: Sources { for_you: vec![Source::Followed], ..Sources::default() },
                ..Recipe::default()
            },
            ..Draft::default()
        },
    };
    shown(&visit, StatusCode::OK, None, draft, None, None).await
}

/// `GET /feeds/{id}/edit`
pub(super) async fn edit(Extension(visit): Guest, Path(id): Path<FeedId>) -> Result {
    let feed = own(&visit, id).await?;
    let draft = drawn(&visit, feed).await?;
    shown(&visit, StatusCode::OK, Some(id), draft, None, None).await
}

/// `POST /feeds/new`
pub(super) async fn create(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    save(&visit, None, &sent).await
}

/// `POST /feeds/{id}/edit`
pub(super) async fn change(
    Extension(visit): Guest,
    Path(id): Path<FeedId>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    own(&visit, id).await?;
    save(&visit, Some(id), &sent).await
}

async fn own(visit: &Visit, id: FeedId) -> Result<Feed> {
    let me = visit.actor()?.account;
    let feed = visit.app().feed(Some(me), id).await?;
    if feed.owner == me { Ok(feed) } else { Err(Problem::NotFound) }
}

/// Keeps what was sent, or shows what it would show.
async fn save(visit: &Visit, id: Option<FeedId>, sent: &Sent) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    let (draft, unknown) = read(visit, sent).await?;
    if unknown {
        let wrong = Some("feed-wrong-accounts");
        return shown(visit, StatusCode::UNPROCESSABLE_ENTITY, id, draft, wrong, None).await;
    }
    let changes = draft.changes();
    let done = if sent.has("preview") {
        match app.feed_preview(me.account, changes, PREVIEW).await {
            Ok(found) => {
                let ids: Vec<_> = found.items.iter().map(|item| item.post).collect();
                let posts = posts_in(visit, &ids, Some(FilterContext::Public)).await?;
                return shown(visit, StatusCode::OK, id, draft, None, Some(posts)).await;
            }
            Err(error) => Err(error),
        }
    } else {
        match id {
            Some(id) => app.change_feed(me, id, changes).await,
            None => app.create_feed(me, changes).await,
        }
    };
    match done {
        Ok(feed) => go(&format!("/feeds/{}?told=saved", feed.id)),
        Err(error) => {
            let wrong = mistake(error)?;
            shown(visit, StatusCode::UNPROCESSABLE_ENTITY, id, draft, Some(wrong), None).await
        }
    }
}

/// What to say of what is wrong.
fn mistake(error: Error) -> Result<&'static str> {
    match error {
        Error::Fields(fields) => Ok(match fields.first().map_or("", |(field, ..)| field) {
            "name" => "feed-wrong-name",
            "description" => "feed-wrong-description",
            "sources" => "feed-wrong-sources",
            "sources.accounts" => "feed-wrong-accounts",
            "filters.min_characters" | "filters.max_age_hours" => "feed-wrong-number",
            "outside.generator.url" | "outside.generator.feed" | "outside.ranker" => "feed-wrong-outside",
            "weights" => return Err(Problem::Wrong),
            _ => "feed-wrong-words",
        }),
        Error::Invalid(_) => Ok("feed-too-many"),
        error => Err(error.into()),
    }
}

impl Draft {
    fn changes(&self) -> FeedChanges {
        let recipe = self.recipe.clone();
        FeedChanges {
            name: Some(self.name.clone()),
            description: Some(self.description.clone()),
            shared: Some(self.shared),
            sources: Some(recipe.sources),
            filters: Some(recipe.filters),
            weights: Some(recipe.weights),
            order: Some(recipe.order),
            outside: Some(recipe.outside),
        }
    }
}

/// A feed that is kept, as the form shows it.
async fn drawn(visit: &Visit, feed: Feed) -> Result<Draft> {
    let ids: Vec<AccountId> = feed.recipe.sources.accounts.iter().map(|id| AccountId(*id)).collect();
    let known = visit.app().accounts(&ids).await?;
    let names: Vec<String> = known.iter().map(|account| Person::new(account).handle).collect();
    Ok(Draft {
        name: feed.name,
        description: feed.description,
        shared: feed.shared,
        recipe: feed.recipe,
        accounts: names.join(", "),
    })
}

/// What was sent, and whether somebody is named who is not known here.
async fn read(visit: &Visit, sent: &Sent) -> Result<(Draft, bool)> {
    let mut unknown = false;
    let mut accounts = Vec::new();
    for name in sent.of("accounts").split([',', ' ', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
        match visit.app().account_named(name).await {
            Ok(account) => accounts.push(account.id.0),
            Err(Error::NotFound) => unknown = true,
            Err(error) => return Err(error.into()),
        }
    }
    let ticked: Vec<&str> = sent.all("source").collect();
    let number = |name: &str| match sent.of(name).trim() {
        "" => Ok(0),
        text => text.parse().map_err(|_| Problem::Wrong),
    };
    let mut weights = BTreeMap::new();
    for (name, value) in sent.beginning("w-") {
        let term = Term::named(name).ok_or(Problem::Wrong)?;
        weights.insert(term, value.parse().map_err(|_| Problem::Wrong)?);
    }
    let recipe = Recipe {
        sources: Sources {
            for_you: SOURCES.into_iter().filter(|source| ticked.contains(&source.name())).collect(),
            latest: sent.has("latest"),
            tags: several(sent.of("tags"), true),
            accounts,
            words: several(sent.of("words"), false),
        },
        filters: Filters {
            languages: several(sent.of("languages"), true),
            local: sent.has("local"),
            media: sent.has("media"),
            min_characters: number("min_characters")?,
            no_replies: sent.has("no_replies"),
            no_ai: sent.has("no_ai"),
            without_words: several(sent.of("without"), false),
            max_age_hours: number("max_age")?,
        },
        weights,
        order: Order::named(sent.of("order")).ok_or(Problem::Wrong)?,
        outside: Outside {
            generator: match (sent.of("generator").trim(), sent.of("generator_feed").trim()) {
                ("", "") => None,
                (url, feed) => Some(Generator { url: url.to_owned(), feed: feed.to_owned() }),
            },
            ranker: Some(sent.of("ranker").trim().to_owned()).filter(|url| !url.is_empty()),
        },
    };
    let draft = Draft {
        name: sent.of("name").to_owned(),
        description: sent.of("description").to_owned(),
        shared: sent.has("shared"),
        recipe,
        accounts: sent.of("accounts").to_owned(),
    };
    Ok((draft, unknown))
}

/// What stands between commas; between spaces too where no item has any.
fn several(text: &str, spaces: bool) -> Vec<String> {
    let between = |c: char| c == ',' || c == '\n' || (spaces && c == ' ');
    text.split(between).map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    id: Option<FeedId>,
    draft: Draft,
    wrong: Option<&'static str>,
    preview: Option<Vec<Shown>>,
) -> Result {
    let tongue = tongue(visit);
    let Recipe { sources, filters, weights, order, outside } = draft.recipe;
    let slider = |term: Term| Slider {
        name: term.name(),
        says: words::name(tongue, term),
        at: weights.get(&term).copied().unwrap_or(1.0),
    };
    let title = if id.is_some() { "feed-edit" } else { "feed-new" };
    let build = Build {
        frame: Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) },
        action: id.map_or_else(|| "/feeds/new".to_owned(), |id| format!("/feeds/{id}/edit")),
        back: id.map_or_else(|| "/feeds".to_owned(), |id| format!("/feeds/{id}")),
        name: draft.name,
        description: draft.description,
        shared: draft.shared,
        sources: SOURCES
            .into_iter()
            .map(|source| (source.name(), source_text(source), sources.for_you.contains(&source)))
            .collect(),
        latest: sources.latest,
        tags: sources
            .tags
            .iter()
            .map(|tag| format!("#{}", tag.trim_start_matches('#')))
            .collect::<Vec<_>>()
            .join(", "),
        words: sources.words.join(", "),
        accounts: draft.accounts,
        languages: filters.languages.join(", "),
        without: filters.without_words.join(", "),
        ages: choices(&AGES, &filters.max_age_hours.to_string()),
        orders: choices(&ORDERS, order.name()),
        bent: weights.values().any(|weight| (weight - 1.0).abs() > 1e-9),
        sliders: sliders(visit).map(slider).collect(),
        filters,
        generator: outside.generator.unwrap_or_default(),
        ranker: outside.ranker.unwrap_or_default(),
        wrong,
        preview: preview.is_some(),
        posts: preview.unwrap_or_default(),
    };
    page(status, &build)
}

/// What a source is called.
const fn source_text(source: Source) -> &'static str {
    match source {
        Source::Followed => "feed-from-followed",
        Source::Quiet => "feed-from-quiet",
        Source::Taste => "feed-from-taste",
        Source::Affinity => "feed-from-affinity",
        Source::Tags => "feed-from-tags",
        Source::Friends => "feed-from-friends",
        Source::Topics => "feed-from-topics",
        Source::Fresh => "feed-from-fresh",
        Source::Trending => "feed-from-trending",
    }
}
