//! Logging in.

use super::{Frame, page};
use crate::paths;
use crate::problem::{Problem, Result};
use crate::show::person::Person;
use crate::visit::{Guest, Visit, add_cookie, go};
use app::Error;
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Form};
use http::StatusCode;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    form_token: String,
    back: String,
    join: String,
    username: String,
    error: Option<String>,
    already: Option<Person>,
}

/// Where to go afterwards.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Back {
    #[serde(rename = "return")]
    back: String,
}

/// The form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct LogIn {
    username: String,
    password: String,
    #[serde(rename = "return")]
    back: String,
    csrf: String,
}

/// `GET /auth/sign_in`
pub(crate) async fn show(Extension(visit): Guest, Query(asked): Query<Back>) -> Result {
    form(&visit, StatusCode::OK, &asked.back, "", None)
}

/// `POST /auth/sign_in`
pub(crate) async fn log_in(Extension(visit): Guest, Form(sent): Form<LogIn>) -> Result {
    visit.check_form(&sent.csrf)?;
    let (app, from) = (visit.app(), visit.address);
    let again = |status, id| form(&visit, status, &sent.back, &sent.username, Some(id));
    if sent.username.trim().is_empty() || sent.password.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, "sign-in-empty");
    }
    if !visit.throttle().lets(from, &sent.username, app.now()) {
        return again(StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often");
    }
    let account = match app.check_password(&sent.username, &sent.password).await {
        Ok(account) => account,
        Err(error @ (Error::Forbidden(_) | Error::Suspended | Error::Waiting)) => {
            visit.throttle().failed(from, &sent.username, app.now());
            // Only who knows the password learns that the account waits or is suspended.
            let id = match error {
                Error::Waiting => "sign-in-pending",
                Error::Suspended => "sign-in-disabled",
                _ => "sign-in-wrong",
            };
            return again(StatusCode::UNPROCESSABLE_ENTITY, id);
        }
        Err(error) => return Err(error.into()),
    };
    visit.throttle().forget(from, &sent.username);
    start(&visit, account, &sent.back).await
}

/// Begins a session, ends the one before it, and goes where the visitor was heading.
pub(super) async fn start(visit: &Visit, account: model::AccountId, back: &str) -> Result {
    let secret = visit.app().start_browser_session(account, &visit.user_agent).await?;
    if let Some(before) = visit.member() {
        visit.app().end_session(before.account.id, before.session.token).await?;
    }
    let mut response = go(paths::local(back).unwrap_or("/"))?;
    add_cookie(response.headers_mut(), &visit.jar().keep_session(&secret));
    Ok(response)
}

fn form(
    visit: &Visit,
    status: StatusCode,
    back: &str,
    username: &str,
    error: Option<&'static str>,
) -> Result<axum::response::Response> {
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("sign-in-title").to_owned()) };
    let back = paths::local(back).unwrap_or_default();
    let template = SignIn {
        frame,
        form_token: visit.form_token(),
        join: paths::with_query("/auth/sign_up", &[("return", back)]),
        back: back.to_owned(),
        username: username.to_owned(),
        error: error.map(|id| visit.speech.say(id).to_owned()),
        already: visit.member().map(|member| Person::new(&member.account)),
    };
    page(status, &template).map_err(|_| Problem::Internal)
}
