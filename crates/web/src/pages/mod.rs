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

use crate::language::Language;
use crate::problem::{Problem, Result};
use crate::show::emoji::{Markup, Words};
use crate::show::person::Person;
use crate::texts::Speech;
use crate::visit::{Visit, in_language};
use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::StatusCode;

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) t: Speech,
    emoji: app::EmojiMap,
    pub(crate) site: String,
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) theme: &'static str,
    /// Path and query of the page.
    pub(crate) here: String,
    pub(crate) nav: Vec<Going>,
    /// What a page before this one has done: the id of a text, or nothing.
    pub(crate) notice: &'static str,
    /// The same in other forms: media type, title, address.
    pub(crate) alternates: Vec<(&'static str, String, String)>,
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
        // Whoever has yet to confirm an address cannot go anywhere.
        let may_go = visit.member().is_some_and(|member| !member.session.unconfirmed);
        Self {
            t: visit.speech,
            emoji: std::sync::Arc::clone(&visit.emoji),
            site: config.title.clone(),
            title,
            style: crate::assets::style(),
            script: crate::assets::script(),
            theme: visit.theme,
            nav: if may_go { going(visit) } else { Vec::new() },
            notice: notice(&visit.here),
            here: crate::paths::without_told(&visit.here),
            alternates: Vec::new(),
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

impl Frame {
    /// Plain words of somebody, with the emoji in them shown.
    pub(crate) fn words<'t>(&'t self, text: &'t str) -> Words<'t> {
        Words { text: text.into(), emoji: &self.emoji }
    }

    /// A sentence of ours with words of somebody in it.
    pub(crate) fn said(&self, text: String) -> Words<'_> {
        Words { text: text.into(), emoji: &self.emoji }
    }

    /// Sanitized HTML, with the emoji in its words shown.
    pub(crate) fn html<'t>(&'t self, html: &'t str) -> Markup<'t> {
        Markup { html, emoji: &self.emoji }
    }
}

/// A place members go to from every page.
pub(crate) struct Going {
    pub(crate) url: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: &'static str,
    pub(crate) current: bool,
    pub(crate) count: i64,
    /// Left out of the bar on a phone.
    pub(crate) small: bool,
}

/// Address, icon, text, and whether a phone's bar leaves it out.
const PLACES: [(&str, &str, &str, bool); 10] = [
    ("/", "i-home", "nav-home", false),
    ("/explore", "i-explore", "nav-explore", false),
    ("/notifications", "i-bell", "nav-notifications", false),
    ("/conversations", "i-letter", "nav-conversations", false),
    ("/bookmarks", "i-mark", "nav-bookmarks", true),
    ("/lists", "i-list", "nav-lists", true),
    ("/feeds", "i-feed", "nav-feeds", true),
    ("/ask", "i-ask", "nav-ask", true),
    ("/create", "i-made", "nav-create", true),
    ("/settings", "i-gear", "nav-settings", true),
];

fn going(visit: &Visit) -> Vec<Going> {
    let path = visit.here.split('?').next().unwrap_or_default();
    let place = |(url, icon, text, small): (&'static str, _, _, _)| Going {
        url,
        icon,
        text,
        current: path == url
            || (url != "/" && path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'))),
        count: if url == "/notifications" { visit.unread } else { 0 },
        small,
    };
    let there = |(url, ..): &(&str, &str, &str, bool)| match *url {
        "/ask" => visit.app().has_assistant(),
        "/create" => visit.app().creates(),
        _ => true,
    };
    PLACES.into_iter().filter(there).map(place).collect()
}

/// What `?told=` of an address says was done. Only what is listed here is said.
fn notice(here: &str) -> &'static str {
    let told = here
        .split_once('?')
        .and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("told=")));
    match told {
        Some("published") => "told-published",
        Some("draft-kept") => "told-draft-kept",
        Some("scheduled-kept") => "told-scheduled-kept",
        Some("saved") => "told-saved",
        Some("reported") => "told-reported",
        Some("password") => "told-password",
        Some("new-password") => "told-new-password",
        Some("letter-again") => "told-letter-again",
        Some("email-asked") => "told-email-asked",
        Some("email-changed") => "told-email-changed",
        Some("email-confirmed") => "told-email-confirmed",
        Some("email-same") => "told-email-same",
        Some("ended") => "told-ended",
        Some("removed") => "told-removed",
        Some("note-written") => "told-note-written",
        Some("note-rated") => "told-note-rated",
        Some("not-translated") => "told-not-translated",
        _ => "",
    }
}

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
