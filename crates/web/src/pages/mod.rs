//! One page a file: the handler asks the use cases and fills the template beside it.

pub(crate) mod about;
pub(crate) mod act;
pub(crate) mod asks;
pub(crate) mod assistant;
pub(crate) mod card;
pub(crate) mod compose;
pub(crate) mod consent;
pub(crate) mod conversations;
pub(crate) mod create;
pub(crate) mod datasets;
pub(crate) mod drafts;
pub(crate) mod email;
pub(crate) mod explore;
pub(crate) mod feeds;
mod frame;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod kept;
pub(crate) mod lists;
pub(crate) mod manifest;
pub(crate) mod missed;
pub(crate) mod notes;
pub(crate) mod notifications;
pub(crate) mod packs;
pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod profile;
pub(crate) mod radar;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod scheduled;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod sign_up;
pub(crate) mod tag;
pub(crate) mod thread;
pub(crate) mod translate;
pub(crate) mod trends;
pub(crate) mod why;

use crate::problem::{Problem, Result};
use crate::visit::Visit;
use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;

pub(crate) use frame::Frame;

/// Room for a page of posts, so that it is not moved while it grows.
const PAGE_BYTES: usize = 80 * 1024;

/// A filled template as an answer.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Result {
    let mut html = String::with_capacity(PAGE_BYTES);
    match template.render_into(&mut html) {
        Ok(()) => Ok((status, Html(html)).into_response()),
        Err(error) => {
            tracing::error!(%error, "a template failed");
            Err(Problem::Internal)
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    heading: String,
    words: String,
    log_in: bool,
}

/// The page of a problem.
pub(crate) fn problem(visit: &Visit, problem: Problem) -> Response {
    let (heading, words) = problem.texts();
    problem_page(visit, problem.status(), heading, words, problem == Problem::NotFound)
}

/// A page that says what is wrong, in words of its own.
pub(crate) fn problem_page(
    visit: &Visit,
    status: StatusCode,
    heading: &str,
    words: &str,
    log_in: bool,
) -> Response {
    let (heading, words) = (visit.speech.say(heading).to_owned(), visit.speech.say(words).to_owned());
    let frame = Frame { index: false, ..Frame::new(visit, heading.clone()) };
    let log_in = log_in && visit.member().is_none();
    page(status, &ProblemPage { frame, heading, words, log_in }).unwrap_or_else(|_| status.into_response())
}

/// Where nothing is.
pub(crate) async fn missing() -> Problem {
    Problem::NotFound
}

/// Where something is, but not for this method.
pub(crate) async fn other_method() -> Problem {
    Problem::OtherMethod
}
