//! One page a file: the handler asks the use cases and fills the template beside it.

pub(crate) mod about;
pub(crate) mod consent;
pub(crate) mod home;
pub(crate) mod profile;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod sign_up;
pub(crate) mod tag;
pub(crate) mod thread;

use crate::Web;
use crate::language::Language;
use crate::problem::{Problem, Result};
use crate::show::person::Person;
use crate::texts::Speech;
use crate::visit::{Visit, in_language};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use http::{StatusCode, header};

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) t: Speech,
    pub(crate) site: String,
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) me: Option<Person>,
    pub(crate) form_token: String,
    pub(crate) may_join: bool,
    /// The page in the other languages: name, code, address.
    pub(crate) languages: Vec<(&'static str, &'static str, String)>,
    /// What other sites show of the page: property and content.
    pub(crate) graph: Vec<(&'static str, String)>,
    /// Whether search engines may keep it.
    pub(crate) index: bool,
    pub(crate) version: String,
}

impl Frame {
    pub(crate) fn new(visit: &Visit, title: String) -> Self {
        let config = visit.app().config();
        let others = Language::ALL.into_iter().filter(|language| *language != visit.speech.0);
        let me = visit.member().map(|member| Person::new(&member.account));
        Self {
            t: visit.speech,
            site: config.title.clone(),
            title,
            style: crate::assets::style(),
            // Only the log-out form of members stands on every page.
            form_token: if me.is_some() { visit.form_token() } else { String::new() },
            me,
            may_join: config.registrations != app::Registrations::Closed,
            languages: others
                .map(|language| (language.own_name(), language.code(), in_language(&visit.here, language)))
                .collect(),
            graph: Vec::new(),
            index: true,
            version: config.version.clone(),
        }
    }
}

/// A filled template as an answer.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Result {
    match template.render() {
        Ok(html) => Ok((status, Html(html)).into_response()),
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
    let (heading, words) = (visit.speech.say(heading), visit.speech.say(words));
    let frame = Frame { index: false, ..Frame::new(visit, heading.clone()) };
    let log_in = log_in && visit.member().is_none();
    page(status, &ProblemPage { frame, heading, words, log_in }).unwrap_or_else(|_| status.into_response())
}

/// Where nothing is.
pub(crate) async fn missing() -> Problem {
    Problem::NotFound
}

/// What a phone needs to put the pages on its home screen.
pub(crate) async fn manifest(State(web): State<Web>) -> Response {
    let quoted = |text: &str| {
        let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
        plain.replace('\\', "\\\\").replace('"', "\\\"")
    };
    let name = quoted(&web.app.config().title);
    let body = format!(
        "{{\"name\":\"{name}\",\"short_name\":\"{name}\",\"start_url\":\"/\",\"display\":\"minimal-ui\",\
         \"background_color\":\"#FBF8F4\",\"theme_color\":\"#FBF8F4\",\"icons\":[\
         {{\"src\":\"/static/icon.svg\",\"sizes\":\"any\",\"type\":\"image/svg+xml\"}},\
         {{\"src\":\"/static/icon.png\",\"sizes\":\"192x192\",\"type\":\"image/png\"}}]}}"
    );
    ([(header::CONTENT_TYPE, "application/manifest+json")], body).into_response()
}
