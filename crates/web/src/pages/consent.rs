//! A member lets an app in, or does not (RFC 6749, section 4.1; RFC 7636).
//!
//! Nobody is sent anywhere before they are logged in: a link made by a stranger's app must not turn
//! this server into a way to other sites. What is wrong with the app or its address never redirects.

mod request;
mod wants;

use super::{Frame, page, problem_page};
use crate::paths::with_query;
use crate::policy;
use crate::problem::{Problem, Result};
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::authorize::OUT_OF_BAND;
use app::{ClientApp, Error};
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Form};
use http::{HeaderValue, StatusCode, header};
use model::Scopes;
use request::{Asked, Refusal};
use serde::Deserialize;
use wants::Want;

#[derive(Template)]
#[template(path = "consent.html")]
struct Consent {
    frame: Frame,
    form_token: String,
    me: Person,
    app_name: String,
    website: Option<String>,
    goes_to: Option<String>,
    wants: Vec<Want>,
    asked: Asked,
    switch: String,
}

#[derive(Template)]
#[template(path = "code.html")]
struct Code {
    frame: Frame,
    code: String,
}

/// The member's answer, with the request it answers.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Decision {
    csrf: String,
    decision: String,
    client_id: String,
    redirect_uri: String,
    response_type: String,
    scope: String,
    state: String,
    code_challenge: String,
    code_challenge_method: String,
}

/// The code to copy.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Given {
    code: String,
}

/// A request that may be consented to.
struct Checked {
    app: ClientApp,
    scopes: Scopes,
}

/// `GET /oauth/authorize`
pub(crate) async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let checked = check(&visit, &asked).await;
    if let Err(Refusal::Page(heading, words)) = checked {
        return Ok(problem_page(&visit, StatusCode::BAD_REQUEST, heading, words, false));
    }
    let Some(member) = visit.member().filter(|_| !asked.is_forced()) else {
        return go(&log_in_first(&asked));
    };
    let Checked { app, scopes } = match checked {
        Ok(checked) => checked,
        Err(refusal) => return answer_refusal(&visit, &asked, refusal),
    };
    let frame =
        Frame { index: false, ..Frame::new(&visit, visit.speech.with("consent-title", "app", &app.name)) };
    let mut response = page(
        StatusCode::OK,
        &Consent {
            frame,
            form_token: visit.form_token(),
            me: Person::new(&member.account),
            app_name: app.name,
            website: app.website.filter(|page| page.starts_with("https://") || page.starts_with("http://")),
            goes_to: request::place(&asked.redirect_uri),
            wants: wants::of(&scopes),
            switch: log_in_first(&asked),
            asked: asked.clone(),
        },
    )?;
    let target = Some(asked.redirect_uri.as_str()).filter(|uri| *uri != OUT_OF_BAND);
    if let Ok(policy) = HeaderValue::try_from(policy::page(target)) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// `POST /oauth/authorize`
pub(crate) async fn decide(Extension(visit): Guest, Form(sent): Form<Decision>) -> Result {
    let approved = sent.decision == "approve";
    let token = sent.csrf.clone();
    let asked = Asked::from(sent);
    let Some(member) = visit.member() else { return go(&log_in_first(&asked)) };
    visit.check_form(&token)?;
    let Checked { app, scopes } = match check(&visit, &asked).await {
        Ok(checked) => checked,
        Err(refusal) => return answer_refusal(&visit, &asked, refusal),
    };
    if !approved {
        return answer_refusal(&visit, &asked, Refusal::Redirect("access_denied"));
    }
    let challenge = Some(asked.code_challenge.clone()).filter(|challenge| !challenge.is_empty());
    let code = visit.app().consent(member.account.id, &app, &asked.redirect_uri, &scopes, challenge).await?;
    if asked.redirect_uri == OUT_OF_BAND {
        return go(&with_query("/oauth/authorize/native", &[("code", &code)]));
    }
    go(&asked.back_with("code", &code).ok_or(Problem::Wrong)?)
}

/// `GET /oauth/authorize/native`
pub(crate) async fn code(Extension(visit): Guest, Query(given): Query<Given>) -> Result {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let looks_like_one = (20..=200).contains(&given.code.len()) && given.code.bytes().all(plain);
    if visit.member().is_none() || !looks_like_one {
        return Err(Problem::NotFound);
    }
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("code-title").to_owned()) };
    page(StatusCode::OK, &Code { frame, code: given.code })
}

async fn check(visit: &Visit, asked: &Asked) -> std::result::Result<Checked, Refusal> {
    let checked = visit.app().check_authorization(&asked.client_id, &asked.redirect_uri, &asked.scope).await;
    let (app, scopes) = match checked {
        Ok(checked) => checked,
        Err(Error::OAuth("invalid_scope", _)) => return Err(Refusal::Redirect("invalid_scope")),
        Err(Error::OAuth("invalid_client", _)) => {
            return Err(Refusal::Page("consent-no-app-title", "consent-no-app"));
        }
        Err(Error::OAuth(..)) => return Err(Refusal::Page("consent-no-address-title", "consent-no-address")),
        Err(error) => return Err(Refusal::Broken(error.into())),
    };
    asked.check()?;
    Ok(Checked { app, scopes })
}

fn answer_refusal(visit: &Visit, asked: &Asked, refusal: Refusal) -> Result {
    match refusal {
        Refusal::Broken(problem) => Err(problem),
        Refusal::Page(heading, words) => {
            Ok(problem_page(visit, StatusCode::BAD_REQUEST, heading, words, false))
        }
        Refusal::Redirect(code) if asked.redirect_uri != OUT_OF_BAND => {
            go(&asked.back_with("error", code).ok_or(Problem::Wrong)?)
        }
        Refusal::Redirect("access_denied") => {
            Ok(problem_page(visit, StatusCode::OK, "consent-denied-title", "consent-denied", false))
        }
        Refusal::Redirect(_) => {
            let (heading, words) = ("consent-wrong-title", "consent-wrong");
            Ok(problem_page(visit, StatusCode::BAD_REQUEST, heading, words, false))
        }
    }
}

/// The log-in that comes back to this request; it does not ask for a log-in again.
fn log_in_first(asked: &Asked) -> String {
    with_query("/auth/sign_in", &[("return", &asked.path())])
}

impl From<Decision> for Asked {
    fn from(sent: Decision) -> Self {
        Self {
            client_id: sent.client_id,
            redirect_uri: sent.redirect_uri,
            response_type: sent.response_type,
            scope: sent.scope,
            state: sent.state,
            code_challenge: sent.code_challenge,
            code_challenge_method: sent.code_challenge_method,
            force_login: String::new(),
        }
    }
}
