//! What members reported, as moderators see it, with what a provider's moderation says of it where one is asked.

use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get;
use crate::show::excerpt::excerpt;
use crate::show::load::posts;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::texts::Speech;
use crate::visit::{Guest, Visit};
use app::{Report, ReportHint};
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Router};
use http::StatusCode;
use model::{AccountId, PostId, Role};
use serde::Deserialize;
use std::collections::HashMap;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/reports", get(show))
}

/// Reports on a page.
const MOST: usize = 20;
/// What a provider is less sure of is not shown.
const SURE: f64 = 0.1;
/// Words of a provider shown of a report.
const WORDS: usize = 5;

/// A report, ready to print.
struct Row {
    id: i64,
    /// Who is reported and who reports, as far as they are still there.
    target: Option<Person>,
    by: Option<Person>,
    category: &'static str,
    rules: Vec<String>,
    comment: String,
    at: When,
    /// Where its posts are, and how they begin.
    posts: Vec<(String, String)>,
    /// Posts the moderator may not read, or that are gone.
    unseen: i64,
    hint: Option<Hint>,
}

/// What a provider says of its posts.
struct Hint {
    /// In a sentence.
    said: String,
    /// Of what it is how sure.
    scores: Vec<String>,
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Reports {
    frame: Frame,
    reports: Vec<Row>,
    /// Whether any of them has a hint, which then has to be explained.
    hinted: bool,
    older: Option<i64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Before {
    before: Option<i64>,
}

/// Whether a visit is a moderator's.
pub(crate) fn may_see(visit: &Visit) -> bool {
    visit.member().is_some_and(|member| member.account.role > Role::Member)
}

/// `GET /reports`
async fn show(Extension(visit): Guest, Query(before): Query<Before>) -> Result {
    let me = visit.actor()?;
    // Others are not told that there is such a page.
    if !may_see(&visit) {
        return Err(Problem::NotFound);
    }
    let found = visit.app().all_reports(me, before.before, MOST).await?;
    let older = (found.len() == MOST).then(|| found.last().map(|report| report.id)).flatten();
    let reports = rows(&visit, &found).await?;
    let hinted = reports.iter().any(|report| report.hint.is_some());
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("reports-title").to_owned()) };
    page(StatusCode::OK, &Reports { frame, reports, hinted, older })
}

async fn rows(visit: &Visit, found: &[Report]) -> Result<Vec<Row>> {
    let (app, speech, now) = (visit.app(), visit.speech, visit.app().now());
    let mut people: Vec<AccountId> = found.iter().flat_map(|one| [one.target, one.account]).collect();
    people.sort_unstable();
    people.dedup();
    let people = visit.shelf().people(app, &people).await?;
    let mut ids: Vec<PostId> = found.iter().flat_map(|one| one.posts.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shown = posts(visit, &app.visible_posts(&ids, visit.viewer()).await?).await?;
    let shown: HashMap<PostId, Shown> = shown.into_iter().map(|post| (post.id, post)).collect();
    let rules = app.rules().await?;
    let numbers: Vec<i64> = found.iter().map(|one| one.id).collect();
    let hints = app.report_hints(&numbers).await?;
    let person = |id: AccountId| people.get(&id).map(|account| Person::new(account));
    let row = |one: &Report| {
        let seen = one.posts.iter().filter_map(|id| shown.get(id));
        let seen: Vec<_> = seen.map(|post| (post.url.clone(), excerpt(speech, post))).collect();
        let broken = rules.iter().filter(|rule| one.rules.contains(&rule.id));
        Row {
            id: one.id,
            target: person(one.target),
            by: person(one.account),
            category: category(&one.category),
            rules: broken.map(|rule| rule.text.clone()).collect(),
            comment: one.comment.clone(),
            at: When::new(speech, one.created_at, now),
            unseen: i64::try_from(one.posts.len() - seen.len()).unwrap_or_default(),
            posts: seen,
            hint: hints.get(&one.id).map(|hint| Hint::new(speech, hint)),
        }
    };
    Ok(found.iter().map(row).collect())
}

fn category(word: &str) -> &'static str {
    match word {
        "spam" => "reports-spam",
        "violation" => "reports-violation",
        "legal" => "reports-legal",
        _ => "reports-other",
    }
}

impl Hint {
    fn new(speech: Speech, hint: &ReportHint) -> Self {
        let said = if hint.flagged { "reports-hint-objects" } else { "reports-hint-fine" };
        let sure = hint.scores.iter().filter(|(_, score)| *score >= SURE).take(WORDS);
        let percent = |score: f64| format!("{:.0}\u{202f}%", score * 100.0);
        Self {
            said: speech.with(said, "provider", &hint.provider),
            scores: sure.map(|(word, score)| format!("{word} {}", percent(*score))).collect(),
        }
    }
}
