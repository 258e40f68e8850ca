//! The assistant: ours, under `/api/braise/v1`. Private answers, and the one public answer of a post.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::render::json::Object;
use crate::reply::Reply;
use app::{AnswerLogLine, Answered, AskScope, AskStep, NewQuestion, PublicAnswer};
use axum::body::{Body, Bytes};
use futures_util::stream;
use model::{FilterContext, Time};
use serde_json::{Value, json};
use std::convert::Infallible;

/// Lines of the log on a page.
const LINES: usize = 40;

/// `POST /api/braise/v1/ask`
pub(crate) async fn ask(call: Call) -> Result<Reply> {
    let (me, question) = (call.me()?, question(&call)?);
    if !call.params.flag("stream").unwrap_or(false) {
        return Reply::json(&entity(&call.api.app.ask_assistant(me, question).await?));
    }
    let steps = call.api.app.follow_answer(me, question).await?;
    let events = stream::unfold(steps, |mut steps| async {
        let step = steps.recv().await?;
        Some((Ok::<_, Infallible>(step_event(&step)), steps))
    });
    Ok(Reply::events(Body::from_stream(events)))
}

fn step_event(step: &AskStep) -> Bytes {
    match step {
        AskStep::Sentence(sentence) => event("sentence", &json!(sentence)),
        AskStep::Answer(told) => event("answer", &entity(told)),
        AskStep::Failed(error) => event("error", &json!({ "error": error.to_string() })),
    }
}

fn question(call: &Call) -> Result<NewQuestion> {
    let post = match call.params.filled("status_id") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Error::not_found())?),
    };
    let account = match call.params.filled("account_id") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Error::not_found())?),
    };
    let topic = call.params.filled("topic");
    let scope = match call.params.filled("scope") {
        None if post.is_some() => AskScope::Thread,
        None if account.is_some() => AskScope::Account,
        None if topic.is_some() => AskScope::Trend,
        None => AskScope::Network,
        Some(word) => word.parse().map_err(|()| {
            let known = AskScope::ALL.map(AskScope::word).join(", ");
            Error::invalid(format!("Validation failed: scope must be one of {known}"))
        })?,
    };
    let text = call.params.text("question").unwrap_or_default();
    Ok(NewQuestion { text, post, account, topic, scope, language: call.params.filled("language") })
}

/// JSON as we write it has no line breaks.
fn event(name: &str, data: &Value) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: {data}\n\n"))
}

/// Hours of a week.
const WEEK: i64 = 168;
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;

/// `GET /api/braise/v1/missed`
pub(crate) async fn missed(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let app = &call.api.app;
    let hours = call.params.int("hours").map(|hours| hours.clamp(1, WEEK));
    let since = hours.map(|hours| Time::from_millis(app.now().millis() - hours * HOUR));
    let missed = app.missed(me, since).await?;
    let statuses = call.api.statuses(Some(me), &missed.posts, Some(FilterContext::Home)).await?;
    let told = Object::new()
        .with("since", missed.since.iso())
        .with("count", missed.count)
        .with("more", missed.more)
        .with("people", missed.people)
        .with("sentences", &missed.sentences)
        .written("statuses", Some(&statuses));
    Ok(Reply::bytes(told.end()))
}

/// `GET /api/braise/v1/statuses/:id/similar`
pub(crate) async fn similar(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let found = call.api.app.similar_posts(me, call.path("id")?, call.limit(20, 40)).await?;
    Ok(Reply::bytes(call.api.statuses(Some(me), &found, Some(FilterContext::Public)).await?))
}

/// `GET /api/braise/v1/ask/:id`
pub(crate) async fn one(call: Call) -> Result<Reply> {
    let told = call.api.app.answer(call.me()?.account, call.path("id")?).await?;
    Reply::json(&entity(&told))
}

/// `POST /api/braise/v1/ask/:id/publish`
pub(crate) async fn publish(call: Call) -> Result<Reply> {
    let public = call.api.app.publish_answer(call.me()?, call.path("id")?).await?;
    Reply::json(&public_entity(&public))
}

/// `GET /api/braise/v1/statuses/:id/answer`
pub(crate) async fn public(call: Call) -> Result<Reply> {
    let (viewer, id) = (call.viewer(), call.path("id")?);
    call.api.app.post(id, viewer).await?;
    let public = call.api.app.public_answer(id, viewer).await?.ok_or_else(Error::not_found)?;
    Reply::json(&public_entity(&public))
}

/// `DELETE /api/braise/v1/statuses/:id/answer`
pub(crate) async fn withdraw(call: Call) -> Result<Reply> {
    call.api.app.withdraw_answer(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `PUT /api/braise/v1/statuses/:id/answers`
pub(crate) async fn allow(call: Call) -> Result<Reply> {
    let allowed = allowed(&call)?;
    call.api.app.refuse_answers(call.me()?, call.path("id")?, !allowed).await?;
    Reply::json(&json!({ "allowed": allowed }))
}

/// `PUT /api/braise/v1/ask/answers`
pub(crate) async fn allow_all(call: Call) -> Result<Reply> {
    let allowed = allowed(&call)?;
    call.api.app.refuse_all_answers(call.me()?, !allowed).await?;
    Reply::json(&json!({ "allowed": allowed }))
}

fn allowed(call: &Call) -> Result<bool> {
    call.params
        .flag("allowed")
        .ok_or_else(|| Error::invalid("Validation failed: allowed must be true or false"))
}

/// `GET /api/braise/v1/ask/log`
pub(crate) async fn log(call: Call) -> Result<Reply> {
    let lines = call.api.app.answer_log(call.params.int("max_id"), call.limit(LINES, LINES)).await?;
    Reply::json(&lines.iter().map(line).collect::<Vec<_>>())
}

fn line(line: &AnswerLogLine) -> Value {
    json!({
        "seq": line.seq,
        "at": line.at.iso(),
        "status_id": line.post.to_string(),
        "version": line.version,
        "action": line.action,
        "provider": line.provider,
        "model": line.model,
        "prompt_hash": line.prompt_hash,
        "answer_hash": line.answer_hash,
        "hash": line.hash,
    })
}

/// Cost is in whole units of the provider's currency.
fn entity(told: &Answered) -> Value {
    #[allow(clippy::cast_precision_loss)] // millionths
    let cost = told.cost as f64 / 1e6;
    json!({
        "id": told.id.to_string(),
        "status_id": told.post.map(|post| post.to_string()),
        "scope": told.scope.word(),
        "topic": (!told.topic.is_empty()).then_some(&told.topic),
        "question": told.question,
        "abstained": told.abstained(),
        "sentences": told.sentences,
        "provider": told.provider,
        "model": told.model,
        "prompt_hash": told.prompt_hash,
        "tokens": told.tokens,
        "cost": cost,
        "milliseconds": told.took,
        "publishable": told.publishable,
    })
}

fn public_entity(public: &PublicAnswer) -> Value {
    let earlier = |(version, question, at): &(i64, String, model::Time)| json!({ "version": version, "question": question, "published_at": at.iso() });
    json!({
        "answer": entity(&public.told),
        "version": public.version,
        "published_by": public.by.to_string(),
        "published_at": public.at.iso(),
        "earlier": public.before.iter().map(earlier).collect::<Vec<_>>(),
    })
}
