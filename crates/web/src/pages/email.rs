//! Proving whose an e-mail address is: waiting for the letter, and following its link.

use super::{Frame, page, problem_page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::Error;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/auth/email", get_and_post(wait, again))
        .route("/auth/email/{secret}", get_and_post(show, confirm))
}

#[derive(Template)]
#[template(path = "email_wait.html")]
struct Waiting {
    frame: Frame,
    form_token: String,
    /// Where the letter went.
    sent_to: String,
    email: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "email_confirm.html")]
struct Confirm {
    frame: Frame,
    form_token: String,
    secret: String,
    email: String,
}

/// `GET /auth/email`: for whoever has joined and may begin once the address is confirmed.
async fn wait(Extension(visit): Guest) -> Result {
    waiting(&visit, StatusCode::OK, None, None).await
}

async fn waiting(visit: &Visit, status: StatusCode, email: Option<&str>, wrong: Option<&str>) -> Result {
    let member = visit.member().ok_or(Problem::LogIn)?;
    if !member.session.unconfirmed {
        return go("/");
    }
    let sent_to = visit.app().member(member.account.id).await?.email;
    let title = visit.speech.say("wait-email-title").to_owned();
    let template = Waiting {
        frame: Frame { index: false, ..Frame::new(visit, title) },
        form_token: visit.form_token(),
        email: email.unwrap_or(&sent_to).to_owned(),
        sent_to,
        wrong: wrong.map(|id| visit.speech.say(id).to_owned()),
    };
    page(status, &template)
}

/// `POST /auth/email`: the letter once more, or to another address.
async fn again(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, email) = (visit.app(), sent.of("email").trim());
    let account = visit.viewer().ok_or(Problem::LogIn)?;
    let refused = |status, id| waiting(&visit, status, Some(email), Some(id));
    let now = app.now();
    if !visit.throttle().asking(visit.address, now) || !visit.throttle().writing_to(email, now) {
        return refused(StatusCode::TOO_MANY_REQUESTS, "letters-too-often").await;
    }
    match app.confirm_joining_again(account, Some(email)).await {
        Ok(()) => go("/auth/email?told=letter-again"),
        Err(Error::TooMany(_)) => refused(StatusCode::TOO_MANY_REQUESTS, "wait-email-soon").await,
        Err(Error::Forbidden(_)) => go("/"),
        Err(Error::Fields(fields)) => {
            let taken = fields.iter().any(|(_, code, _)| *code == "ERR_TAKEN");
            let id = if taken { "account-email-taken" } else { "field-email-wrong" };
            refused(StatusCode::UNPROCESSABLE_ENTITY, id).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /auth/email/{secret}`: asks once more, since programs that look at mail follow links too.
async fn show(Extension(visit): Guest, Path(secret): Path<String>) -> Result {
    match visit.app().email_link(&secret).await {
        Ok(email) => {
            let title = visit.speech.say("confirm-email-title").to_owned();
            let frame = Frame { index: false, ..Frame::new(&visit, title) };
            page(StatusCode::OK, &Confirm { frame, form_token: visit.form_token(), secret, email })
        }
        Err(Error::NotFound) => Ok(link_ended(&visit)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /auth/email/{secret}`
async fn confirm(Extension(visit): Guest, Path(secret): Path<String>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().confirm_email(&secret).await {
        Ok(()) if visit.member().is_some() => go("/?told=email-confirmed"),
        Ok(()) => go("/auth/sign_in?told=email-confirmed"),
        // Somebody else has proved the address in the meantime.
        Err(Error::NotFound | Error::Fields(_)) => Ok(link_ended(&visit)),
        Err(error) => Err(Problem::from(error)),
    }
}

fn link_ended(visit: &Visit) -> Response {
    problem_page(visit, StatusCode::GONE, "link-ended-title", "link-ended-email", true)
}
