//! Somebody's public page.

use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::show::load::{posts, posts_in};
use crate::show::people::{Tie, tie};
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::show::when::day;
use crate::usage;
use crate::visit::{Guest, Visit};
use app::read::timelines::AccountShow;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query};
use http::StatusCode;
use model::account::Field;
use model::{Account, AccountId, FilterContext};

/// Followers named that the member knows.
const FAMILIAR: usize = 3;

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile {
    frame: Frame,
    person: Person,
    full_handle: String,
    account: Account,
    header: String,
    avatar: String,
    joined: String,
    elsewhere: Option<String>,
    moved_to: Option<Person>,
    /// How the member who looks stands to this account; nothing for visitors.
    tie: Option<Tie>,
    /// Whether something can be asked about what it wrote.
    asks: bool,
    /// Whether whom it follows and who follows it may be seen.
    shows_circle: bool,
    /// A few of those who follow it and whom the member follows.
    familiar: Vec<Person>,
    tabs: [(String, &'static str, bool); 4],
    /// The tab with what is known of the account rather than posts.
    about: bool,
    pinned: Vec<Shown>,
    posts: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
}

impl Profile {
    /// Since when a field's page is known to link back.
    fn checked(&self, field: &Field) -> String {
        let day = field.verified_at.map(|at| day(self.frame.t, at)).unwrap_or_default();
        self.frame.t.with("verified", "day", &day)
    }
}

/// `GET /@{name}`
pub(crate) async fn show(
    Extension(visit): Guest,
    Path(name): Path<String>,
    Query(place): Query<Place>,
) -> Result {
    let app = visit.app();
    let account = app.account_named(&name).await?;
    if account.suspended_at.is_some() {
        return Err(Problem::Gone);
    }
    let person = Person::new(&account);
    let wanted = match place.show.as_str() {
        "replies" => AccountShow::default(),
        "media" => AccountShow { only_media: true, ..AccountShow::default() },
        _ => AccountShow { exclude_replies: true, ..AccountShow::default() },
    };
    let about = place.show == "about";
    let found = if about {
        Vec::new()
    } else {
        app.account_timeline(account.id, visit.viewer(), wanted, place.page()).await?
    };
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(ToString::to_string).unwrap_or_default();
    let at_top = place.max_id.is_empty();
    let pinned = if at_top && place.show.is_empty() {
        app.pinned_posts(account.id, visit.viewer()).await?
    } else {
        Vec::new()
    };
    let moved_to = match account.moved_to {
        Some(to) => app.account(to).await.ok().map(|account| Person::new(&account)),
        None => None,
    };
    let tab = |show: &str, id| (with_query(&person.url, &[("show", show)]), id, place.show == show);
    let profile = Profile {
        frame: frame(&visit, &account, &person),
        full_handle: Person::full_handle(app, &account),
        header: picture(account.header.as_ref(), "/static/header.png"),
        avatar: picture(account.avatar.as_ref(), "/static/avatar.png"),
        joined: day(visit.speech, account.created_at),
        elsewhere: account.url.clone().filter(|url| account.domain.is_some() && url.starts_with("https://")),
        moved_to,
        tie: tie(&visit, account.id).await?,
        asks: app.has_assistant(),
        shows_circle: !account.hide_collections || visit.viewer() == Some(account.id),
        familiar: familiar(&visit, account.id).await?,
        about,
        tabs: [
            tab("", "profile-posts"),
            tab("replies", "profile-replies"),
            tab("media", "profile-media"),
            tab("about", "profile-about"),
        ],
        pinned: posts(&visit, &pinned).await?,
        posts: posts_in(&visit, &found, Some(FilterContext::Account)).await?,
        older: (!oldest.is_empty())
            .then(|| with_query(&person.url, &[("show", &place.show), ("max_id", &oldest)])),
        newest: (!at_top).then(|| with_query(&person.url, &[("show", &place.show)])),
        person,
        account,
    };
    let answer = page(StatusCode::OK, &profile)?;
    let shown = profile.pinned.iter().chain(&profile.posts);
    Ok(usage::of_page(&visit, Some(profile.account.id), shown, answer).await)
}

/// Some of those who follow the account and whom the member follows.
async fn familiar(visit: &Visit, account: AccountId) -> Result<Vec<Person>> {
    let Some(me) = visit.viewer().filter(|me| *me != account) else { return Ok(Vec::new()) };
    let found = visit.app().familiar_followers(me, &[account]).await?.pop();
    let mut ids = found.map(|(_, followers)| followers).unwrap_or_default();
    ids.truncate(FAMILIAR);
    Ok(visit.app().accounts(&ids).await?.iter().map(Person::new).collect())
}

fn picture(file: Option<&String>, default: &str) -> String {
    file.map_or_else(|| default.to_owned(), |file| format!("/media/{}", app::still_of(file)))
}

fn frame(visit: &Visit, account: &Account, person: &Person) -> Frame {
    let config = visit.app().config();
    let title = format!("{} ({})", person.name, person.handle);
    let graph = vec![
        ("og:type", "profile".to_owned()),
        ("og:title", title.clone()),
        ("og:description", account.note.chars().take(300).collect()),
        ("og:url", config.absolute(&person.url)),
        ("og:image", config.absolute(&picture(account.avatar.as_ref(), "/static/avatar.png"))),
        ("profile:username", account.acct()),
    ];
    let feed = |kind, end: &str| (kind, title.clone(), format!("{}{end}", person.url));
    let alternates = match account.domain {
        None => vec![
            feed("application/rss+xml", ".rss"),
            feed("application/atom+xml", ".atom"),
            feed("application/feed+json", "/feed.json"),
        ],
        Some(_) => Vec::new(),
    };
    let index = account.indexable && account.domain.is_none();
    Frame { graph, index, alternates, ..Frame::new(visit, title) }
}
