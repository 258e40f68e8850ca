//! Starter packs: people and feeds somebody recommends together.

use super::settings::people::people;
use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::show::people::{Met, met};
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::{Error, Feed, FeedScope, Pack, PackChanges, PackScope};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::{FEEDS, PACK_PEOPLE, PACKS};
use model::{AccountId, FeedId, PackId};

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/packs", get(all))
        .route("/packs/new", get_and_post(new, create))
        .route("/packs/{id}", get(one))
        .route("/packs/{id}/edit", get_and_post(edit, change))
        .route("/packs/{id}/follow", post(follow))
        .route("/packs/{id}/leave", post(leave))
        .route("/packs/{id}/delete", post(delete))
}

/// Packs shown at once of those others share.
const SHOWN: usize = 60;
/// Packs shown to newcomers.
const SOME: usize = 4;

/// A pack in a list.
pub(crate) struct PackLine {
    pub(crate) id: PackId,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) owner: Option<Person>,
    pub(crate) count: i64,
    pub(crate) mine: bool,
}

/// Some packs for whoever looks for people.
pub(crate) async fn some_packs(visit: &Visit, me: AccountId) -> Result<Vec<PackLine>> {
    let packs = visit.app().packs_of(me, PackScope::Shared, 0, SOME).await?;
    lines(visit, packs).await
}

async fn lines(visit: &Visit, packs: Vec<Pack>) -> Result<Vec<PackLine>> {
    let owners: Vec<AccountId> = packs.iter().map(|pack| pack.owner).collect();
    let people = visit.shelf().people(visit.app(), &owners).await?;
    let me = visit.viewer();
    let line = |pack: Pack| PackLine {
        id: pack.id,
        owner: people.get(&pack.owner).map(|owner| Person::new(owner)),
        name: pack.name,
        description: pack.description,
        count: pack.people,
        mine: Some(pack.owner) == me,
    };
    Ok(packs.into_iter().map(line).collect())
}

#[derive(Template)]
#[template(path = "packs/all.html")]
struct Packs {
    frame: Frame,
    mine: Vec<PackLine>,
    within: Vec<PackLine>,
    shared: Vec<PackLine>,
}

/// `GET /packs`
async fn all(Extension(visit): Guest) -> Result {
    let (app, me) = (visit.app(), visit.actor()?.account);
    let packs = Packs {
        frame: Frame { index: false, ..Frame::new(&visit, visit.speech.say("nav-packs").to_owned()) },
        mine: lines(&visit, app.packs_of(me, PackScope::Mine, 0, PACKS).await?).await?,
        within: lines(&visit, app.packs_of(me, PackScope::Within, 0, SHOWN).await?).await?,
        shared: lines(&visit, app.packs_of(me, PackScope::Shared, 0, SHOWN).await?).await?,
    };
    page(StatusCode::OK, &packs)
}

#[derive(Template)]
#[template(path = "packs/one.html")]
struct One {
    frame: Frame,
    pack: PackLine,
    shared: bool,
    people: Vec<Met>,
    feeds: Vec<Feed>,
    /// Whether anybody can be followed still.
    any: bool,
}

/// `GET /packs/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<PackId>) -> Result {
    let me = visit.actor()?.account;
    let pack = visit.app().pack(Some(me), id).await?;
    let (ids, feeds) = visit.app().pack_contents(Some(me), id).await?;
    let people = met(&visit, &ids).await?;
    let shared = pack.shared;
    let pack = lines(&visit, vec![pack]).await?.pop().ok_or(Problem::NotFound)?;
    let any =
        people.iter().any(|met| met.tie.is_some_and(|tie| !tie.own && !tie.following && !tie.requested));
    let frame = Frame { index: false, ..Frame::new(&visit, pack.name.clone()) };
    page(StatusCode::OK, &One { frame, pack, shared, people, feeds, any })
}

#[derive(Template)]
#[template(path = "packs/build.html")]
struct Build {
    frame: Frame,
    action: String,
    /// The pack that is changed; none where it is new.
    id: Option<PackId>,
    name: String,
    description: String,
    people: String,
    /// Feeds that can be in it, and whether they are.
    feeds: Vec<(Feed, bool)>,
    shared: bool,
    wrong: Option<&'static str>,
}

/// `GET /packs/new`
async fn new(Extension(visit): Guest) -> Result {
    build(&visit, StatusCode::OK, None, &Sent::default(), None).await
}

/// `GET /packs/{id}/edit`
async fn edit(Extension(visit): Guest, Path(id): Path<PackId>) -> Result {
    let me = visit.actor()?.account;
    let pack = own(&visit, id).await?;
    let (ids, feeds) = visit.app().pack_contents(Some(me), id).await?;
    let names: Vec<String> = people(&visit, &ids).await?.into_iter().map(|person| person.handle).collect();
    let mut sent = vec![
        ("name".to_owned(), pack.name),
        ("description".to_owned(), pack.description),
        ("people".to_owned(), names.join(", ")),
    ];
    sent.extend(feeds.iter().map(|feed| ("feed".to_owned(), feed.id.to_string())));
    sent.extend(pack.shared.then(|| ("shared".to_owned(), "1".to_owned())));
    build(&visit, StatusCode::OK, Some(id), &sent.into_iter().collect(), None).await
}

async fn build(
    visit: &Visit,
    status: StatusCode,
    id: Option<PackId>,
    sent: &Sent,
    wrong: Option<&'static str>,
) -> Result {
    let (app, me) = (visit.app(), visit.actor()?.account);
    let mut feeds = app.feeds_of(me, FeedScope::Mine, 0, FEEDS).await?;
    for feed in app.feeds_of(me, FeedScope::Pinned, 0, FEEDS).await? {
        if feeds.iter().all(|known| known.id != feed.id) {
            feeds.push(feed);
        }
    }
    feeds.retain(|feed| feed.shared);
    let chosen: Vec<&str> = sent.all("feed").collect();
    let with_mark = |feed: Feed| {
        let held = chosen.contains(&feed.id.to_string().as_str());
        (feed, held)
    };
    let title = if id.is_some() { "pack-edit" } else { "pack-new" };
    let build = Build {
        frame: Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) },
        action: id.map_or_else(|| "/packs/new".to_owned(), |id| format!("/packs/{id}/edit")),
        id,
        name: sent.of("name").to_owned(),
        description: sent.of("description").to_owned(),
        people: sent.of("people").to_owned(),
        feeds: feeds.into_iter().map(with_mark).collect(),
        shared: sent.has("shared"),
        wrong,
    };
    page(status, &build)
}

/// `POST /packs/new`
async fn create(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    save(&visit, None, &sent).await
}

/// `POST /packs/{id}/edit`
async fn change(Extension(visit): Guest, Path(id): Path<PackId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    own(&visit, id).await?;
    save(&visit, Some(id), &sent).await
}

async fn own(visit: &Visit, id: PackId) -> Result<Pack> {
    let me = visit.actor()?.account;
    let pack = visit.app().pack(Some(me), id).await?;
    if pack.owner == me { Ok(pack) } else { Err(Problem::NotFound) }
}

async fn save(visit: &Visit, id: Option<PackId>, sent: &Sent) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(people) = named(visit, sent.of("people")).await? else {
        return build(visit, wrong, id, sent, Some("pack-wrong-people")).await;
    };
    let changes = PackChanges {
        name: Some(sent.of("name").to_owned()),
        description: Some(sent.of("description").to_owned()),
        shared: Some(sent.has("shared")),
        people: Some(people),
        feeds: Some(sent.all("feed").filter_map(|id| id.parse::<FeedId>().ok()).collect()),
    };
    let done = match id {
        Some(id) => app.change_pack(me, id, changes).await,
        None => app.create_pack(me, changes).await,
    };
    let says = match done {
        Ok(pack) => return go(&format!("/packs/{}?told=saved", pack.id)),
        Err(Error::Fields(fields)) => match fields.first().map_or("", |(field, ..)| field) {
            "accounts" => "pack-wrong-people",
            "feeds" => "pack-wrong-feeds",
            _ => "pack-wrong-name",
        },
        Err(Error::Invalid(_)) => "pack-too-many",
        Err(error) => return Err(error.into()),
    };
    build(visit, wrong, id, sent, Some(says)).await
}

/// Who is meant by names; none where somebody is not known here, or there are too many.
async fn named(visit: &Visit, names: &str) -> Result<Option<Vec<AccountId>>> {
    let names: Vec<&str> =
        names.split([',', ' ', '\n', '\r']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > PACK_PEOPLE {
        return Ok(None);
    }
    let mut people = Vec::with_capacity(names.len());
    for name in names {
        match visit.app().account_named(name).await {
            Ok(account) if people.contains(&account.id) => {}
            Ok(account) => people.push(account.id),
            Err(Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(people))
}

/// `POST /packs/{id}/follow`: those that are ticked.
async fn follow(Extension(visit): Guest, Path(id): Path<PackId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let ticked: Vec<AccountId> = sent.all("who").filter_map(|id| id.parse().ok()).collect();
    visit.app().follow_pack(visit.actor()?, id, Some(&ticked)).await?;
    go(&format!("/packs/{id}?told=saved"))
}

/// `POST /packs/{id}/leave`
async fn leave(Extension(visit): Guest, Path(id): Path<PackId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().leave_pack(visit.actor()?, id).await?;
    go("/packs?told=removed")
}

/// `POST /packs/{id}/delete`
async fn delete(Extension(visit): Guest, Path(id): Path<PackId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().delete_pack(visit.actor()?, id).await?;
    go("/packs?told=removed")
}
