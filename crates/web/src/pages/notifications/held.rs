//! What the member's policy holds back, sender by sender.

use super::framed;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::sent::Sent;
use crate::show::excerpt::excerpt;
use crate::show::load::posts;
use crate::show::people::{Met, met};
use crate::show::post::Shown;
use crate::visit::{Guest, go};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form};
use http::StatusCode;
use model::{AccountId, Page, PostId};
use std::collections::HashMap;

/// Senders on a page.
const SENDERS: usize = 40;

#[derive(Template)]
#[template(path = "held.html")]
struct Requests {
    frame: Frame,
    senders: Vec<Sender>,
}

/// Somebody who waits to be let through.
struct Sender {
    met: Met,
    count: i64,
    /// Where the last post among what waits is, and how it begins.
    last: Option<(String, String)>,
}

/// `GET /notifications/requests`
pub(super) async fn show(Extension(visit): Guest) -> Result {
    let me = visit.actor()?.account;
    let waiting = visit.app().notification_requests(me, Page::first(SENDERS)).await?;
    let last: Vec<PostId> = waiting.iter().filter_map(|request| request.last_post).collect();
    let last = posts(&visit, &last).await?;
    let last: HashMap<PostId, &Shown> = last.iter().map(|post| (post.entry, post)).collect();
    let ids: Vec<AccountId> = waiting.iter().map(|request| request.from).collect();
    let senders = met(&visit, &ids).await?.into_iter().filter_map(|met| {
        let request = waiting.iter().find(|request| request.from == met.person.id)?;
        let post = request.last_post.and_then(|id| last.get(&id));
        let last = post.map(|post| (post.url.clone(), excerpt(visit.speech, post)));
        Some(Sender { met, count: request.count, last })
    });
    let senders = senders.collect();
    page(StatusCode::OK, &Requests { frame: framed(&visit, "held-title"), senders })
}

/// `POST /notifications/requests/{id}`
pub(super) async fn answer(
    Extension(visit): Guest,
    Path(from): Path<AccountId>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    let accept = match sent.of("answer") {
        "accept" => true,
        "dismiss" => false,
        _ => return Err(Problem::Wrong),
    };
    let me = visit.actor()?.account;
    match visit.app().answer_notification_requests(me, &[from], accept).await {
        // Answered already, in another window.
        Ok(()) | Err(app::Error::NotFound) => go("/notifications/requests"),
        Err(error) => Err(error.into()),
    }
}
