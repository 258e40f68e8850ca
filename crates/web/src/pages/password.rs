//! A new password for whoever has forgotten theirs: asking for a letter, and following its link.

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
use model::limits::{PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS};

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/auth/password", get_and_post(show, ask))
        .route("/auth/password/{secret}", get_and_post(choose, reset))
}

#[derive(Template)]
#[template(path = "password_forgotten.html")]
struct Forgotten {
    frame: Frame,
    form_token: String,
    email: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "password_without_mail.html")]
struct WithoutMail {
    frame: Frame,
    contact_email: String,
}

#[derive(Template)]
#[template(path = "password_sent.html")]
struct LetterSent {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "password_new.html")]
struct NewPassword {
    frame: Frame,
    form_token: String,
    secret: String,
    username: String,
    wrong: Option<String>,
}

/// `GET /auth/password`
async fn show(Extension(visit): Guest) -> Result {
    form(&visit, StatusCode::OK, "", None)
}

fn form(visit: &Visit, status: StatusCode, email: &str, wrong: Option<&str>) -> Result {
    let frame = frame(visit, "forgotten-title");
    if !visit.app().sends_mail() {
        let contact_email = visit.app().config().contact_email.clone();
        return page(status, &WithoutMail { frame, contact_email });
    }
    let wrong = wrong.map(|id| visit.speech.say(id).to_owned());
    page(status, &Forgotten { frame, form_token: visit.form_token(), email: email.to_owned(), wrong })
}

/// `POST /auth/password`: the answer is the same whether or not anybody has the address.
async fn ask(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, email) = (visit.app(), sent.of("email").trim());
    if !visit.throttle().asking(visit.address, app.now()) {
        return form(&visit, StatusCode::TOO_MANY_REQUESTS, email, Some("letters-too-often"));
    }
    // A full mailbox is not told of: its owner has letters enough, and others learn nothing.
    if app.sends_mail() && !visit.throttle().writing_to(email, app.now()) {
        return letter_sent(&visit);
    }
    match app.ask_for_password(email).await {
        Ok(()) => letter_sent(&visit),
        Err(Error::Fields(_)) => {
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, email, Some("field-email-wrong"))
        }
        Err(Error::Forbidden(_)) => form(&visit, StatusCode::FORBIDDEN, email, None),
        Err(error) => Err(error.into()),
    }
}

fn letter_sent(visit: &Visit) -> Result {
    page(StatusCode::OK, &LetterSent { frame: frame(visit, "letter-sent-title") })
}

/// `GET /auth/password/{secret}`: where the link of a letter leads.
async fn choose(Extension(visit): Guest, Path(secret): Path<String>) -> Result {
    chosen(&visit, StatusCode::OK, secret, None).await
}

async fn chosen(visit: &Visit, status: StatusCode, secret: String, wrong: Option<String>) -> Result {
    match visit.app().password_link(&secret).await {
        Ok(username) => {
            let frame = frame(visit, "new-password-title");
            page(status, &NewPassword { frame, form_token: visit.form_token(), secret, username, wrong })
        }
        Err(Error::NotFound) => Ok(link_ended(visit)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /auth/password/{secret}`
async fn reset(Extension(visit): Guest, Path(secret): Path<String>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().reset_password(&secret, sent.of("password")).await {
        Ok(()) => go("/auth/sign_in?told=new-password"),
        Err(Error::Fields(fields)) => {
            let wrong = Some(password_wrong(&visit, &fields));
            chosen(&visit, StatusCode::UNPROCESSABLE_ENTITY, secret, wrong).await
        }
        Err(Error::NotFound) => Ok(link_ended(&visit)),
        Err(error) => Err(Problem::from(error)),
    }
}

/// What to change about a password that is too short or too long.
pub(super) fn password_wrong(visit: &Visit, fields: &[(&'static str, &'static str, String)]) -> String {
    let long = fields.iter().any(|(_, code, _)| *code == "ERR_TOO_LONG");
    let (id, bound) = match long {
        true => ("field-password-long", PASSWORD_MAX_CHARACTERS),
        false => ("field-password-short", PASSWORD_MIN_CHARACTERS),
    };
    visit.speech.count(id, i64::try_from(bound).unwrap_or_default())
}

/// The link was followed, is too old, or never was: which of them is nobody's business.
fn link_ended(visit: &Visit) -> Response {
    problem_page(visit, StatusCode::GONE, "link-ended-title", "link-ended-password", true)
}

fn frame(visit: &Visit, title: &str) -> Frame {
    Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) }
}
