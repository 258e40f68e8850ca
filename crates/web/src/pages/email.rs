//! Following the link in a letter that proves whose an e-mail address is.

use super::{Frame, page, problem_page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::Error;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/auth/email/{secret}", get(show).post(confirm))
}

#[derive(Template)]
#[template(path = "email_confirm.html")]
struct Confirm {
    frame: Frame,
    form_token: String,
    secret: String,
    email: String,
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
