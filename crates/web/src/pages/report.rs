//! Telling the moderators of somebody.

use super::settings::{Choice, choices};
use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::show::load::posts;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit, go};
use app::{Error, NewReport, Rule};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{AccountId, PostId};
use serde::Deserialize;

/// What it is about: word and text.
const CATEGORIES: [(&str, &str); 4] = [
    ("spam", "report-spam"),
    ("violation", "report-violation"),
    ("legal", "report-legal"),
    ("other", "report-other"),
];

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/report/{account}", get_and_post(show, send))
}

/// The post that shows it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct About {
    post: Option<PostId>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Report {
    frame: Frame,
    person: Person,
    /// The post that shows it, if one was named.
    about: Option<Shown>,
    categories: Vec<Choice>,
    /// The rules, each with whether it is ticked.
    rules: Vec<(Rule, bool)>,
    comment: String,
    elsewhere: bool,
    wrong: Option<String>,
}

/// `GET /report/{account}`
async fn show(Extension(visit): Guest, Path(account): Path<AccountId>, Query(about): Query<About>) -> Result {
    shown(&visit, StatusCode::OK, account, about.post, &Sent::default(), None).await
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    target: AccountId,
    post: Option<PostId>,
    sent: &Sent,
    wrong: Option<&str>,
) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    let account = app.account(target).await?;
    if account.id == me.account {
        return Err(Problem::NotFound);
    }
    let post: Vec<PostId> = post.into_iter().collect();
    let about = posts(visit, &app.visible_posts(&post, visit.viewer()).await?).await?.pop();
    let person = Person::new(&account);
    let title = visit.speech.with("report-title", "name", &person.handle);
    let ticked = |rule: &Rule| sent.all("rule").any(|id| id.parse() == Ok(rule.id));
    let report = Report {
        frame: Frame { index: false, ..Frame::new(visit, title) },
        about: about.filter(|post| post.author.id == target),
        categories: choices(&CATEGORIES, sent.of("category")),
        rules: app
            .rules()
            .await?
            .into_iter()
            .map(|rule| (ticked(&rule), rule))
            .map(|(on, rule)| (rule, on))
            .collect(),
        comment: sent.of("comment").to_owned(),
        elsewhere: account.domain.is_some(),
        wrong: wrong.map(|text| visit.speech.say(text).to_owned()),
        person,
    };
    page(status, &report)
}

/// `POST /report/{account}`
async fn send(Extension(visit): Guest, Path(account): Path<AccountId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let post: Option<PostId> = sent.of("post").parse().ok();
    let again = |text| shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, account, post, &sent, Some(text));
    if account == me.account {
        return Err(Problem::NotFound);
    }
    if !CATEGORIES.iter().any(|(word, _)| *word == sent.of("category")) {
        return again("report-no-category").await;
    }
    let report = NewReport {
        target: account,
        posts: post.into_iter().collect(),
        rules: sent.all("rule").filter_map(|id| id.parse().ok()).collect(),
        comment: sent.of("comment").to_owned(),
        category: Some(sent.of("category").to_owned()),
        forward: sent.has("forward"),
    };
    match visit.app().report(me, report).await {
        Ok(_) => go("/?told=reported"),
        Err(Error::Invalid(_)) => again("report-wrong").await,
        Err(error) => Err(error.into()),
    }
}
