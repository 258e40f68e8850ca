//! How a member steers what is put together for them, and all that is known about them for it.

use super::{Area, Choice, around, choices};
use crate::Web;
use crate::pages::page;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::for_you::words::{self, Tongue};
use app::ranking::heads::HEARD;
use app::ranking::steering::{Measure, PRESETS, Policy, Target};
use app::ranking::{Kind, Term};
use app::{Receipt, Wish, WishMade};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::IntoResponse as _;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::Time;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/for-you", get_and_post(show, save))
        .route("/settings/for-you/wish", post(wish))
        .route("/settings/for-you/unwish/{id}", post(unwish))
        .route("/settings/for-you/known", get(known))
        .route("/settings/for-you/known.json", get(known_as_data))
        .route("/settings/for-you/forget", post(forget))
}

/// Terms that have a slider, the first ones first. That of forecasts is there where they move anything.
pub(crate) fn sliders(visit: &Visit) -> impl Iterator<Item = Term> {
    let forecasts = visit.app().forecasts_rank();
    SLIDERS.into_iter().filter(move |term| *term != Term::Forecast || forecasts)
}

const SLIDERS: [Term; 17] = [
    Term::Followed,
    Term::Friends,
    Term::Quiet,
    Term::Taste,
    Term::Affinity,
    Term::Topics,
    Term::Worth,
    Term::Quality,
    Term::Bridging,
    Term::Fresh,
    Term::Popular,
    Term::Trending,
    Term::Forecast,
    Term::Conversation,
    Term::Age,
    Term::SameAuthor,
    Term::SameTopic,
];

/// Word and text of the presets.
const PRESET_TEXTS: [(&str, &str); 5] = [
    ("balanced", "preset-balanced"),
    ("calm", "preset-calm"),
    ("catch_up", "preset-catch-up"),
    ("hidden_gems", "preset-hidden-gems"),
    ("newest", "preset-newest"),
];

/// Receipts on a page at most.
const MANY: usize = 30;

/// Text and days of how long a wish lasts.
const LASTS: [(&str, &str); 3] = [("1", "wish-day"), ("7", "wish-week"), ("30", "wish-month")];

/// How far a term is turned.
pub(crate) struct Slider {
    pub(crate) name: &'static str,
    pub(crate) says: &'static str,
    pub(crate) at: f64,
}

struct Made {
    id: i64,
    measure: &'static str,
    what: String,
    until: Option<When>,
}

#[derive(Template)]
#[template(path = "settings/for_you.html")]
struct Steering {
    frame: crate::pages::Frame,
    areas: Vec<Area>,
    presets: Vec<Choice>,
    sliders: Vec<Slider>,
    signals: Vec<(&'static str, &'static str, bool)>,
    /// Whether they may be asked if a post was worth their time.
    survey: bool,
    wishes: Vec<Made>,
    lasts: [(&'static str, &'static str); 3],
    receipts: Vec<String>,
    /// What was wished for in words, and what of it was not understood.
    words: String,
    unclear: Option<String>,
    /// Whether a model may read it.
    helps: bool,
}

/// What wishes before did, to be said once: `id.before.after.of`, parted by `_`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Did {
    did: String,
}

/// `GET /settings/for-you`
async fn show(Extension(visit): Guest, Query(did): Query<Did>) -> Result {
    shown(&visit, &did.did, None).await
}

/// The page, with what wishes did, or with words that were not understood.
async fn shown(visit: &Visit, did: &str, wrong: Option<(String, String)>) -> Result {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let said = wrong.map_or_else(Default::default, |(words, unclear)| (words, Some(unclear)));
    shown_as(visit, status, did, said, Vec::new()).await
}

/// The same with the words in the field, what of them is unclear, and what else there is to tell.
async fn shown_as(
    visit: &Visit,
    status: StatusCode,
    did: &str,
    (words, unclear): (String, Option<String>),
    more: Vec<String>,
) -> Result {
    let me = visit.actor()?.account;
    let steering = visit.app().steering(me).await?;
    let helps = visit.app().helps(me).await?;
    let (frame, areas) = around(visit, "set-for-you");
    let tongue = tongue(visit);
    let slider = |term: Term| Slider {
        name: term.name(),
        says: words::name(tongue, term),
        at: steering.weights.get(&term).copied().unwrap_or(1.0),
    };
    let signal = |kind: Kind| (kind.name(), words::signal(tongue, kind), steering.hears(kind));
    let mut wishes = Vec::with_capacity(steering.policies.len());
    for policy in &steering.policies {
        wishes.push(made(visit, policy).await?);
    }
    let mut receipts = receipts(visit, did, &wishes);
    receipts.extend(more);
    page(
        status,
        &Steering {
            frame,
            areas,
            presets: choices(&PRESET_TEXTS, steering.preset.name()),
            sliders: sliders(visit).map(slider).collect(),
            signals: HEARD.into_iter().map(signal).collect(),
            survey: !steering.unasked,
            wishes,
            lasts: LASTS,
            receipts,
            words,
            unclear,
            helps,
        },
    )
}

/// What each wish did, in a sentence; where there are several, with what it is about.
fn receipts(visit: &Visit, did: &str, wishes: &[Made]) -> Vec<String> {
    let parts: Vec<&str> = did.split('_').filter(|part| !part.is_empty()).take(MANY).collect();
    let receipt = |part: &&str| {
        let mut numbers = part.split('.').map(str::parse::<i64>);
        let mut next = || numbers.next()?.ok();
        let (id, before, after, of) = (next()?, next()?, next()?, next()?);
        let sentence = visit.speech.with("wish-receipt", "before", &before.to_string());
        let sentence = sentence.replace("AFTER", &after.to_string()).replace("ALL", &of.to_string());
        let wish = wishes.iter().find(|wish| wish.id == id).filter(|_| parts.len() > 1);
        Some(match wish {
            Some(wish) => format!("{} {} – {sentence}", visit.speech.say(wish.measure), wish.what),
            None => sentence,
        })
    };
    parts.iter().filter_map(receipt).collect()
}

async fn made(visit: &Visit, policy: &Policy) -> Result<Made> {
    let what = match &policy.target {
        Target::Topic(words) => words.join(", "),
        Target::Author(id) => match visit.app().account(model::AccountId(*id)).await {
            Ok(account) => format!("@{}", account.acct()),
            Err(_) => visit.speech.say("wish-somebody").to_owned(),
        },
        Target::Language(_) => visit.speech.say("wish-language").to_owned(),
        Target::Tone(_) => visit.speech.say("wish-tone").to_owned(),
        Target::Media => visit.speech.say("wish-media").to_owned(),
        Target::Conversations => visit.speech.say("wish-conversations").to_owned(),
    };
    let measure = match policy.measure {
        Measure::None => "wish-none",
        Measure::Less => "wish-less",
        Measure::More => "wish-more",
    };
    let until =
        policy.until.map(|until| When::new(visit.speech, Time::from_millis(until), visit.app().now()));
    Ok(Made { id: policy.id, measure, what, until })
}

/// `POST /settings/for-you`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    let preset =
        PRESETS.into_iter().find(|preset| preset.name() == sent.of("preset")).ok_or(Problem::Wrong)?;
    let mut weights: BTreeMap<Term, f64> = visit.app().steering(me).await?.weights;
    for (name, value) in sent.beginning("w-") {
        let (term, weight) =
            (Term::named(name).ok_or(Problem::Wrong)?, value.parse().map_err(|_| Problem::Wrong)?);
        weights.insert(term, weight);
    }
    let on: Vec<&str> = sent.all("signal").collect();
    let signals = HEARD.map(|kind| (kind, on.contains(&kind.name())));
    visit.app().set_steering(me, Some(preset), Some(weights), Some(&signals)).await?;
    visit.app().set_asked(me, sent.has("survey")).await?;
    go("/settings/for-you?told=saved")
}

/// `POST /settings/for-you/wish`
async fn wish(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    let text = sent.of("words").trim().to_owned();
    if text.is_empty() {
        let wish = chosen(&visit, &sent).await?;
        return told(&visit.app().wish(me, vec![wish]).await?);
    }
    if sent.has("freely") {
        return freely(&visit, text).await;
    }
    let (wishes, unclear) = visit.app().read_wishes(&text).await?;
    if wishes.is_empty() || !unclear.is_empty() {
        let unclear = if unclear.is_empty() { text.clone() } else { unclear.join(", ") };
        return shown(&visit, "", Some((text, unclear))).await;
    }
    told(&visit.app().wish(me, wishes).await?)
}

/// A wish in any words, put by a model into those the grammar reads: shown first, and wished by pressing again.
async fn freely(visit: &Visit, text: String) -> Result {
    match visit.app().read_wish_freely(visit.actor()?, &text).await {
        Ok((_, words)) => {
            let understood = visit.speech.with("wish-understood", "what", &words);
            shown_as(visit, StatusCode::OK, "", (words, None), vec![understood]).await
        }
        Err(error) => {
            tracing::info!(?error, "a wish was not read by a model");
            shown(visit, "", Some((text.clone(), text))).await
        }
    }
}

/// A wish put together from what can be chosen.
async fn chosen(visit: &Visit, sent: &Sent) -> std::result::Result<Wish, Problem> {
    let measure = match sent.of("measure") {
        "none" => Measure::None,
        "less" => Measure::Less,
        "more" => Measure::More,
        _ => return Err(Problem::Wrong),
    };
    let days: u64 =
        sent.of("days").parse().ok().filter(|days| (1..=365).contains(days)).ok_or(Problem::Wrong)?;
    let target = visit.app().wish_target(sent.of("what")).await?;
    let until = Some(visit.app().now().plus(Duration::from_secs(days * 86_400)));
    Ok(Wish { target, measure, until })
}

fn told(made: &[WishMade]) -> Result {
    let one = |made: &WishMade| {
        let Receipt { before, after, of } = made.receipt;
        format!("{}.{before}.{after}.{of}", made.policy.id)
    };
    let all: Vec<String> = made.iter().map(one).collect();
    go(&format!("/settings/for-you?did={}", all.join("_")))
}

/// `POST /settings/for-you/unwish/{id}`
async fn unwish(Extension(visit): Guest, Path(id): Path<i64>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().take_wish_back(visit.actor()?.account, id).await?;
    go("/settings/for-you?told=removed")
}

#[derive(Template)]
#[template(path = "settings/for_you_known.html")]
struct KnownPage {
    frame: crate::pages::Frame,
    areas: Vec<Area>,
    authors: Vec<(String, String, i64)>,
    topics: Vec<(String, i64)>,
    languages: Vec<(String, i64)>,
    liked: i64,
    seen: i64,
}

/// Lines of each list.
const SHOWN: usize = 40;

/// `GET /settings/for-you/known`
async fn known(Extension(visit): Guest) -> Result {
    let known = visit.app().known_of(visit.actor()?.account).await?;
    let (frame, areas) = around(&visit, "set-for-you");
    let mut authors = Vec::new();
    for (id, care) in known.authors.iter().take(SHOWN) {
        if let Ok(account) = visit.app().account(*id).await {
            let person = crate::show::person::Person::new(&account);
            authors.push((person.url.clone(), person.handle.clone(), tenths(*care)));
        }
    }
    let named = |list: &[(String, f32)]| {
        list.iter().take(SHOWN).map(|(name, care)| (name.clone(), tenths(*care))).collect()
    };
    page(
        StatusCode::OK,
        &KnownPage {
            frame,
            areas,
            authors,
            topics: named(&known.topics),
            languages: named(&known.languages),
            liked: i64::try_from(known.liked.len()).unwrap_or(i64::MAX),
            seen: i64::try_from(known.seen).unwrap_or(i64::MAX),
        },
    )
}

/// `GET /settings/for-you/known.json`: all of it, to take along.
async fn known_as_data(Extension(visit): Guest) -> Result {
    let me = visit.actor()?.account;
    let known = visit.app().known_of(me).await?;
    let steering = visit.app().steering(me).await?;
    let authors =
        known.authors.iter().map(|(id, care)| json!({ "account_id": id.to_string(), "weight": care }));
    let named = |list: &[(String, f32)]| -> Vec<serde_json::Value> {
        list.iter().map(|(name, care)| json!({ "name": name, "weight": care })).collect()
    };
    let all = json!({
        "authors": authors.collect::<Vec<_>>(),
        "topics": named(&known.topics),
        "languages": named(&known.languages),
        "liked": known.liked.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "shown": known.seen,
        "steering": steering,
    });
    Ok(axum::Json(all).into_response())
}

/// Tenths, as whole numbers print alike in every language.
fn tenths(care: f32) -> i64 {
    #[allow(clippy::cast_possible_truncation)] // within ±40
    let tenths = (care * 10.0).round() as i64;
    tenths
}

/// `POST /settings/for-you/forget`
async fn forget(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().forget_known(visit.actor()?.account).await?;
    go("/settings/for-you/known?told=removed")
}

/// The language of what ranking says.
pub(crate) fn tongue(visit: &Visit) -> Tongue {
    Tongue::of(visit.speech.0.code())
}

const _: () = assert!(PRESET_TEXTS.len() == PRESETS.len());

#[cfg(test)]
mod tests {
    use super::*;
    use app::ranking::Preset;

    #[test]
    fn every_preset_has_a_text() {
        for preset in PRESETS {
            assert!(PRESET_TEXTS.iter().any(|(name, _)| Preset::named(name) == Some(preset)));
        }
    }
}
