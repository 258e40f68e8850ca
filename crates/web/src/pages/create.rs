//! Having pictures made: the wish, the picture, how one was made, and the feed of those that are public.

use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post};
use crate::sent::Sent;
use crate::show::load::posts_in;
use crate::show::post::{Medium, Shown};
use crate::visit::{Guest, Visit, go};
use app::{Created, CredentialState, DrawingStyle, HowMade, NewCreation};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::PROMPT_CHARACTERS;
use model::{CreatedShown, FilterContext, MediaId};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/create", get_and_post(show, make))
        .route("/create/{id}", get(one))
        .route("/pictures/{id}", get(how))
        .route("/created", get(created))
}

/// Earlier pictures on the page.
const EARLIER: usize = 12;

/// Word and text of each way of drawing.
const STYLES: [(&str, &str); 6] = [
    ("", "create-style-any"),
    ("flow", "create-style-flow"),
    ("strata", "create-style-strata"),
    ("tiles", "create-style-tiles"),
    ("orbits", "create-style-orbits"),
    ("wash", "create-style-wash"),
];

#[derive(Template)]
#[template(path = "create/make.html")]
struct Make {
    frame: Frame,
    /// The model that may be asked.
    model: Option<String>,
    /// The picture something is to be made of.
    from: Option<Source>,
    styles: [(&'static str, &'static str); 6],
    most: usize,
    typed: String,
    wrong: &'static str,
    /// Address and picture of earlier ones; none while it is being made.
    earlier: Vec<(String, String, Option<Medium>)>,
}

/// A picture something is made of.
struct Source {
    id: MediaId,
    medium: Option<Medium>,
    /// Whose it is; nothing for the member's own.
    owner: Option<(String, String)>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct From {
    from: Option<MediaId>,
}

/// `GET /create`
async fn show(Extension(visit): Guest, Query(from): Query<From>) -> Result {
    making(&visit, from.from, "", String::new()).await
}

async fn making(visit: &Visit, from: Option<MediaId>, wrong: &'static str, typed: String) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    if !app.creates() {
        return Err(Problem::NotFound);
    }
    let from = match from {
        None => None,
        Some(id) => Some(source(visit, app.how_made(id, Some(me.account)).await?).await?),
    };
    let painter = app.painter().filter(|(_, edits)| from.is_none() || *edits);
    let model = painter.map(|(model, _)| model.to_owned());
    let made = app.creations(me, EARLIER).await?;
    let earlier = |created: Created| {
        let medium = created.media.as_ref().and_then(|media| Medium::new(media, &visit.shelf().veils));
        (format!("/create/{}", created.creation.id), created.creation.words, medium)
    };
    let earlier = made.into_iter().map(earlier).collect();
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("nav-create").to_owned()) };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let most = PROMPT_CHARACTERS;
    page(status, &Make { frame, model, from, styles: STYLES, most, typed, wrong, earlier })
}

/// A picture this member may have something made of; any other is not there for them.
async fn source(visit: &Visit, made: HowMade) -> Result<Source> {
    if !made.may_remix {
        return Err(Problem::Forbidden);
    }
    let owner = if visit.viewer() == Some(made.media.owner) {
        None
    } else {
        let owner = visit.app().account(made.media.owner).await?;
        Some((format!("/@{}", owner.acct()), owner.shown_name().to_owned()))
    };
    Ok(Source { id: made.media.id, medium: Medium::new(&made.media, &visit.shelf().veils), owner })
}

/// `POST /create`
async fn make(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let number = |name: &str| match sent.of(name) {
        "" => Ok(None),
        id => id.parse::<MediaId>().map(Some).map_err(|_| Problem::NotFound),
    };
    let (from, again) = (number("from")?, number("again")?);
    let words = sent.of("words").trim().to_owned();
    if again.is_none() && (words.is_empty() || words.chars().count() > PROMPT_CHARACTERS) {
        let wrong = if words.is_empty() { "create-empty" } else { "create-long" };
        return making(&visit, from, wrong, words).await;
    }
    let style = Some(sent.of("style")).filter(|style| DrawingStyle::named(style).is_some());
    let new = NewCreation {
        words: words.clone(),
        from,
        again: again.map(|id| id.0),
        style: style.map(str::to_owned),
        by_rules: sent.has("by_rules"),
        shared: sent.has("shared"),
    };
    match visit.app().create(me, new).await {
        Ok(created) => go(&format!("/create/{}", created.creation.id)),
        Err(app::Error::TooMany(_)) => making(&visit, from, "create-spent", words).await,
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "create/one.html")]
struct One {
    frame: Frame,
    id: i64,
    words: String,
    medium: Option<Medium>,
    /// What is to be said of it in place of the picture.
    says: &'static str,
    waits: bool,
    /// Who made it, in a sentence.
    by: String,
}

/// `GET /create/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<MediaId>) -> Result {
    let Created { creation, media } = visit.app().creation(visit.actor()?, id.0).await?;
    let medium = media.as_ref().and_then(|media| Medium::new(media, &visit.shelf().veils));
    let says = match (creation.state.as_str(), creation.fault.as_str()) {
        ("done", _) => "",
        ("waiting", _) => "create-waiting",
        (_, "consent") => "create-no-consent",
        (_, "gone") => "create-gone",
        (_, "busy") => "create-busy",
        (_, "refused") => "create-refused",
        _ => "create-unavailable",
    };
    let by = maker(&visit, &creation.maker, &creation.model);
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("create-one-title").to_owned()) };
    let waits = creation.state == "waiting";
    page(StatusCode::OK, &One { frame, id: creation.id, words: creation.words, medium, says, waits, by })
}

fn maker(visit: &Visit, maker: &str, model: &str) -> String {
    if maker == "rules" {
        return visit.speech.say("made-by-rules").to_owned();
    }
    visit.speech.with("made-by-model", "model", model).replace("PROVIDER", maker)
}

#[derive(Template)]
#[template(path = "create/how.html")]
struct How {
    frame: Frame,
    id: MediaId,
    medium: Option<Medium>,
    /// The post it stands in.
    post: Option<String>,
    by: Option<String>,
    words: Option<String>,
    /// Address and name of whose picture it was made from.
    from: Option<(String, String)>,
    ai_generated: bool,
    /// What its credentials come to, in a sentence.
    state: &'static str,
    /// Who signed it.
    signer: Option<String>,
    /// What was done, and with what.
    steps: Vec<(String, &'static str)>,
    author: Option<String>,
    /// Whether its author allows training, where they say.
    training: Option<bool>,
    faulty: bool,
    may_remix: bool,
}

/// `GET /pictures/{id}`
async fn how(Extension(visit): Guest, Path(id): Path<MediaId>) -> Result {
    let made = visit.app().how_made(id, visit.viewer()).await?;
    let app = visit.app();
    let post = match &made.post {
        None => None,
        Some(post) => {
            let author = app.account(post.author).await?;
            Some(format!("/@{}/{}", author.acct(), post.id))
        }
    };
    let from = match &made.from {
        None => None,
        Some(from) => {
            let owner = app.account(from.owner).await?;
            Some((format!("/pictures/{}", from.media), owner.shown_name().to_owned()))
        }
    };
    let by = made.maker.as_deref().map(|by| maker(&visit, by, made.model.as_deref().unwrap_or_default()));
    let found = made.found.as_ref();
    let steps = found.map(|found| found.steps.as_slice()).unwrap_or_default().iter();
    let steps = steps.map(|step| {
        (step.agent.clone().unwrap_or_default(), step_text(&step.action, step.source.as_deref()))
    });
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("how-title").to_owned()) };
    let how = How {
        id,
        medium: Medium::new(&made.media, &visit.shelf().veils),
        post,
        by,
        from,
        ai_generated: made.media.ai_generated,
        state: match found.map(|found| (found.state, found.signed_here)) {
            None => "how-absent",
            Some((CredentialState::Invalid, _)) => "how-invalid",
            Some((_, true)) => "how-here",
            Some((CredentialState::Valid, _)) => "how-valid",
            Some((CredentialState::Trusted, _)) => "how-trusted",
        },
        signer: found.and_then(|found| found.signer.clone()),
        steps: steps.collect(),
        author: found.and_then(|found| found.author.clone()),
        training: found
            .and_then(|found| found.training.as_ref())
            .map(|training| training["entries"]["cawg.ai_generative_training"]["use"] == "allowed"),
        faulty: found.is_some_and(|found| found.ingredients.iter().any(|one| one.faulty)),
        may_remix: made.may_remix,
        words: made.words,
        frame,
    };
    page(StatusCode::OK, &how)
}

/// What a step of credentials says, in plain words.
fn step_text(action: &str, source: Option<&str>) -> &'static str {
    let source = source.and_then(|source| source.rsplit('/').next()).unwrap_or_default();
    match (action, source) {
        (_, "trainedAlgorithmicMedia") => "step-trained",
        (_, "compositeWithTrainedAlgorithmicMedia") => "step-composite",
        (_, "algorithmicMedia") => "step-rules",
        (_, "digitalCapture") => "step-camera",
        ("c2pa.created", _) => "step-created",
        ("c2pa.opened", _) => "step-opened",
        ("c2pa.resized" | "c2pa.resized.proportional", _) => "step-resized",
        ("c2pa.transcoded" | "c2pa.converted" | "c2pa.repackaged", _) => "step-transcoded",
        ("c2pa.published", _) => "step-published",
        _ => "step-edited",
    }
}

#[derive(Template)]
#[template(path = "create/created.html")]
struct CreatedPage {
    frame: Frame,
    /// The member switched made pictures off.
    off: bool,
    creates: bool,
    posts: Vec<Shown>,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /created`
async fn created(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let app = visit.app();
    let off = match visit.actor() {
        Ok(me) => app.picture_choices(me).await?.0 == CreatedShown::None,
        Err(_) => false,
    };
    let found = if off { Vec::new() } else { app.created_posts(visit.viewer(), place.page()).await? };
    let oldest = found.last().filter(|_| found.len() >= PAGE).map(ToString::to_string);
    let created = CreatedPage {
        frame: Frame::new(&visit, visit.speech.say("created-title").to_owned()),
        off,
        creates: app.creates() && visit.viewer().is_some(),
        // A cap for feeds would leave nothing of a feed of just these.
        posts: posts_in(&visit, &found, Some(FilterContext::Account)).await?,
        older: oldest.map(|id| with_query("/created", &[("max_id", &id)])),
        newest: (!place.max_id.is_empty()).then(|| "/created".to_owned()),
    };
    page(StatusCode::OK, &created)
}
