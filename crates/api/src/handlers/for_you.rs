//! What may be worth a member's time, why, and how they steer it: ours, under `/api/braise/v1`.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::render::json::{Object, array};
use crate::reply::Reply;
use app::for_you::words::{self, Tongue};
use app::ranking::steering::{Measure, PRESETS, Policy, Target};
use app::ranking::term::TERMS;
use app::ranking::{Explained, Kind, Ledger, Preset, Steering, Term, heads::HEARD};
use app::{Opinion, Recommended, Wish, WishMade};
use model::{FilterContext, PostId, Time};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `GET /api/braise/v1/feeds/for_you`
pub(crate) async fn page(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let cursor = call.params.filled("cursor");
    let found = call.api.app.for_you(me, cursor.as_deref(), call.limit(20, app::for_you::PAGE)).await?;
    let notice = found.note.map(|note| super::feeds::notice(tongue(&call), note));
    let page = placed(&call, &found.items).await?.with("cursor", &found.cursor);
    Ok(Reply::bytes(page.with("notice", notice).end()))
}

/// Placed posts with every term of every score, in an object to which more is added.
pub(crate) async fn placed(call: &Call, found: &[Recommended]) -> Result<Object> {
    let ids: Vec<PostId> = found.iter().map(|item| item.post).collect();
    let mut statuses = call.api.each_status(call.viewer(), &ids, Some(FilterContext::Public)).await?;
    let tongue = tongue(call);
    let mut items = Vec::with_capacity(ids.len());
    for item in found {
        let Some(status) = statuses.remove(&item.post) else { continue };
        let placed = Object::new()
            .written("status", Some(&status))
            .with("score", item.ledger.score().as_f64())
            .with("terms", terms(tongue, &item.ledger));
        items.push(placed.end());
    }
    Ok(Object::new().written("items", Some(&array(&items))))
}

/// `GET /api/v1/timelines/for_you`: the same for apps that know nothing of it; the next page's address is in
/// the `Link` header as ever.
pub(crate) async fn timeline(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let cursor = call.params.filled("cursor");
    let found = call.api.app.for_you(me, cursor.as_deref(), call.limit(20, app::for_you::PAGE)).await?;
    let ids: Vec<PostId> = found.items.iter().map(|item| item.post).collect();
    let reply = Reply::bytes(call.api.statuses(Some(me), &ids, Some(FilterContext::Public)).await?);
    let Some(next) = found.cursor else { return Ok(reply) };
    let address = format!(
        "{}?cursor={next}&limit={}",
        call.api.app.config().absolute("/api/v1/timelines/for_you"),
        ids.len()
    );
    Ok(reply.header(axum::http::header::LINK, &format!("<{address}>; rel=\"next\"")))
}

/// `GET /api/braise/v1/why/:status_id`
pub(crate) async fn why(call: Call) -> Result<Reply> {
    let feed = call.params.filled("feed").unwrap_or_else(|| "for_you".to_owned());
    if feed != "for_you" {
        let unknown = |_| Error::invalid("Validation failed: feed must be for_you or a feed's id");
        return super::feeds::why(&call, feed.parse().map_err(unknown)?).await;
    }
    let why = call.api.app.why(call.me()?.account, call.path("id")?).await?;
    explained(tongue(&call), &why)
}

pub(crate) fn explained(tongue: Tongue, why: &Explained) -> Result<Reply> {
    let removed =
        why.removed.map(|reason| json!({ "reason": reason.name(), "detail": words::reason(tongue, reason) }));
    Reply::json(&json!({
        "shown": why.place.is_some(),
        "score": why.ledger.score().as_f64(),
        "terms": terms(tongue, &why.ledger),
        "removed": removed,
        "rank": why.place,
    }))
}

/// `GET /api/braise/v1/steering`
pub(crate) async fn steering(call: Call) -> Result<Reply> {
    Reply::json(&entity(&call.api.app.steering(call.me()?.account).await?))
}

/// `PUT /api/braise/v1/steering`
pub(crate) async fn steer(call: Call) -> Result<Reply> {
    let preset = call.params.filled("preset").map(|name| {
        let known = || PRESETS.map(Preset::name).join(", ");
        Preset::named(&name)
            .ok_or_else(|| Error::invalid(format!("Validation failed: preset must be one of {}", known())))
    });
    let weights = call.params.child("weights").map(|tree| weights(&tree)).transpose()?;
    let signals = call.params.child("signals").map(|tree| signals(&tree)).transpose()?;
    let me = call.me()?.account;
    let mut steering =
        call.api.app.set_steering(me, preset.transpose()?, weights, signals.as_deref()).await?;
    if let Some(asked) = call.params.flag("survey") {
        steering = call.api.app.set_asked(me, asked).await?;
    }
    Reply::json(&entity(&steering))
}

fn weights(tree: &Params) -> Result<BTreeMap<Term, f64>> {
    let mut weights = BTreeMap::new();
    for name in tree.names() {
        let term = Term::named(name)
            .ok_or_else(|| Error::invalid(format!("Validation failed: There is no term \"{name}\"")))?;
        let weight = tree
            .parsed(name)
            .ok_or_else(|| Error::invalid(format!("Validation failed: {name} must be a number")))?;
        weights.insert(term, weight);
    }
    Ok(weights)
}

/// Signals by name, true where they may be used; those that are not named stay as they are.
fn signals(tree: &Params) -> Result<Vec<(Kind, bool)>> {
    let mut signals = Vec::new();
    for name in tree.names() {
        let kind = Kind::named(name)
            .filter(|kind| HEARD.contains(kind))
            .ok_or_else(|| Error::invalid(format!("Validation failed: There is no signal \"{name}\"")))?;
        let on = tree
            .flag(name)
            .ok_or_else(|| Error::invalid(format!("Validation failed: {name} must be true or false")))?;
        signals.push((kind, on));
    }
    Ok(signals)
}

/// `POST /api/braise/v1/steering/wishes`: `less` and `more` of a word, a tag or `@somebody`, or a wish in words.
pub(crate) async fn wish(call: Call) -> Result<Reply> {
    let mut wishes = Vec::new();
    for (name, measure) in [("less", Measure::Less), ("more", Measure::More), ("none", Measure::None)] {
        for text in call.params.texts(name) {
            wishes.push(Wish { target: call.api.app.wish_target(&text).await?, measure, until: None });
        }
    }
    if let Some(text) = call.params.filled("text") {
        wishes.extend(call.api.app.wishes_in(&text).await?);
    }
    if wishes.is_empty() {
        return Err(Error::invalid("Validation failed: Say what you want less or more of"));
    }
    let made = call.api.app.wish(call.me()?.account, wishes).await?;
    let all: Vec<Value> = made.iter().map(made_entity).collect();
    let mut answer = all.first().cloned().unwrap_or_default();
    answer["all"] = Value::Array(all);
    Reply::json(&answer)
}

/// `DELETE /api/braise/v1/steering/wishes/:id`
pub(crate) async fn unwish(call: Call) -> Result<Reply> {
    call.api.app.take_wish_back(call.me()?.account, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/braise/v1/profile`
pub(crate) async fn profile(call: Call) -> Result<Reply> {
    let known = call.api.app.known_of(call.me()?.account).await?;
    let cares = |name: &str, care: f32| json!({ "name": name, "weight": care });
    Reply::json(&json!({
        "authors": known.authors.iter().map(|(id, care)| json!({ "account_id": id.to_string(), "weight": care })).collect::<Vec<_>>(),
        "topics": known.topics.iter().map(|(word, care)| cares(word, *care)).collect::<Vec<_>>(),
        "languages": known.languages.iter().map(|(name, care)| cares(name, *care)).collect::<Vec<_>>(),
        "liked": known.liked.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "shown": known.seen,
        "steering": entity(&call.api.app.steering(call.me()?.account).await?),
    }))
}

/// `DELETE /api/braise/v1/profile`
pub(crate) async fn forget(call: Call) -> Result<Reply> {
    call.api.app.forget_known(call.me()?.account).await?;
    Ok(Reply::empty())
}

/// `POST /api/braise/v1/statuses/:id/opinion`: `worth`, `not_worth` or `hide`.
pub(crate) async fn opinion(call: Call) -> Result<Reply> {
    let opinion = call.params.filled("opinion").and_then(|word| Opinion::named(&word));
    let opinion = opinion
        .ok_or_else(|| Error::invalid("Validation failed: opinion must be worth, not_worth or hide"))?;
    call.api.app.say_of_post(call.me()?.account, call.path("id")?, opinion).await?;
    Ok(Reply::empty())
}

/// `GET /api/braise/v1/statuses/:id/reach`: how far a post of one's own came.
pub(crate) async fn reach(call: Call) -> Result<Reply> {
    let travelled = call.api.app.travelled(call.me()?.account, call.path("id")?).await?;
    Reply::json(&json!({ "shown": travelled.shown, "weighted_reactions": travelled.good }))
}

fn made_entity(made: &WishMade) -> Value {
    let receipt = made.receipt;
    json!({
        "wish": wish_entity(&made.policy),
        "receipt": { "before": receipt.before, "after": receipt.after, "of": receipt.of },
    })
}

fn wish_entity(policy: &Policy) -> Value {
    json!({
        "id": policy.id.to_string(),
        "policy": { "target": policy.target, "measure": policy.measure },
        "text": text_of(&policy.target),
        "expires_at": policy.until.map(|until| Time::from_millis(until).iso()),
    })
}

fn text_of(target: &Target) -> String {
    match target {
        Target::Topic(words) => words.join(", "),
        Target::Author(id) => id.to_string(),
        Target::Language(number) => number.to_string(),
        Target::Tone(_) => "tone".to_owned(),
        Target::Media => "media".to_owned(),
        Target::Conversations => "conversations".to_owned(),
    }
}

fn entity(steering: &Steering) -> Value {
    let weight = |row: &app::ranking::term::Row| {
        (row.term.name().to_owned(), json!(steering.weights.get(&row.term).copied().unwrap_or(1.0)))
    };
    let signal = |kind: &Kind| (kind.name().to_owned(), json!(steering.hears(*kind)));
    json!({
        "preset": steering.preset.name(),
        "weights": TERMS.iter().map(weight).collect::<serde_json::Map<_, _>>(),
        "signals": HEARD.iter().map(signal).collect::<serde_json::Map<_, _>>(),
        "survey": !steering.unasked,
        "wishes": steering.policies.iter().map(wish_entity).collect::<Vec<_>>(),
    })
}

fn terms(tongue: Tongue, ledger: &Ledger) -> Vec<Value> {
    let line = |line: &app::ranking::Line| {
        json!({
            "term": line.term.name(),
            "input": line.input,
            "weight": line.weight,
            "delta": line.delta.as_f64(),
            "text": words::sentence(tongue, line),
        })
    };
    ledger.0.iter().map(line).collect()
}

pub(crate) fn tongue(call: &Call) -> Tongue {
    let said = call.headers.get(axum::http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Tongue::of(said.unwrap_or_default())
}
