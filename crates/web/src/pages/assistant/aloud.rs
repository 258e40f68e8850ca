//! The answer while it is being made, for pages whose scripts run: each sentence as it will stand.

use super::{Line, question};
use crate::pages::Frame;
use crate::problem::Result;
use crate::sent::Sent;
use crate::visit::{Guest, Visit};
use app::{AskStep, Sentence};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::response::IntoResponse as _;
use axum::{Extension, Form};
use futures_util::stream;
use http::header::{self, HeaderName};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "assistant/line.html")]
struct OneLine {
    frame: Frame,
    line: Line,
}

/// `POST /ask/aloud`
pub(super) async fn ask(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let steps = visit.app().follow_answer(visit.actor()?, question(&visit, &sent)?).await?;
    let events = stream::unfold((visit, steps), |(visit, mut steps)| async {
        let step = steps.recv().await?;
        let event = told(&visit, step).await;
        Some((Ok::<_, Infallible>(event), (visit, steps)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "private, no-store"),
        // A proxy that gathers what it passes on would hold events back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(events)).into_response())
}

async fn told(visit: &Arc<Visit>, step: AskStep) -> Bytes {
    match step {
        AskStep::Sentence(sentence) => {
            event("sentence", &json!(shown(visit, sentence).await.unwrap_or_default()))
        }
        AskStep::Answer(answer) => event("answer", &json!(format!("/ask/{}", answer.id))),
        AskStep::Failed(error) => {
            tracing::info!(?error, "a question was not answered");
            event("failed", &Value::Null)
        }
    }
}

async fn shown(visit: &Visit, sentence: Sentence) -> Result<String> {
    let mut html = String::new();
    for line in Line::all(visit, &[sentence]).await? {
        let frame = Frame::new(visit, String::new());
        html.push_str(&OneLine { frame, line }.render().unwrap_or_default());
    }
    Ok(html)
}

/// JSON as we write it has no line breaks.
fn event(name: &str, data: &Value) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: {data}\n\n"))
}
