//! Joining.

use super::{Frame, page, sign_in};
use crate::paths;
use crate::problem::{Problem, Result};
use crate::texts::Speech;
use crate::visit::{Guest, Visit, go};
use app::{Error, Joining, Registrations};
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Form};
use http::StatusCode;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUp {
    frame: Frame,
    form_token: String,
    domain: String,
    by_approval: bool,
    sent: Join,
    wrong: Wrong,
}

#[derive(Template)]
#[template(path = "closed.html")]
struct Closed {
    frame: Frame,
    contact_email: String,
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct Waiting {
    frame: Frame,
}

/// The form.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(crate) struct Join {
    username: String,
    email: String,
    password: String,
    agreement: String,
    reason: String,
    #[serde(rename = "return")]
    back: String,
    csrf: String,
}

/// Sentences beside fields.
struct Wrong(HashMap<&'static str, String>);

impl Wrong {
    fn of(&self, field: &str) -> Option<&String> {
        self.0.get(field)
    }
}

/// `GET /auth/sign_up`
pub(crate) async fn show(Extension(visit): Guest, Query(sent): Query<Join>) -> Result {
    if visit.member().is_some() {
        return go("/");
    }
    let sent = Join { back: sent.back, ..Join::default() };
    form(&visit, StatusCode::OK, sent, HashMap::new())
}

/// `POST /auth/sign_up`
pub(crate) async fn join(Extension(visit): Guest, Form(sent): Form<Join>) -> Result {
    visit.check_form(&sent.csrf)?;
    if !visit.throttle().joining(visit.address, visit.app().now()) {
        return Err(Problem::TooMany);
    }
    let by_approval = visit.app().config().registrations == Registrations::Approval;
    if by_approval && sent.reason.trim().is_empty() {
        let wrong = HashMap::from([("reason", visit.speech.say("field-reason-blank").to_owned())]);
        return form(&visit, StatusCode::UNPROCESSABLE_ENTITY, sent, wrong);
    }
    let joining = Joining {
        username: sent.username.clone(),
        email: sent.email.clone(),
        password: sent.password.clone(),
        agreement: !sent.agreement.is_empty(),
        locale: visit.speech.code().to_owned(),
        reason: sent.reason.clone(),
    };
    match visit.app().join(joining).await {
        Ok(_) if by_approval => {
            let frame =
                Frame { index: false, ..Frame::new(&visit, visit.speech.say("waiting-title").to_owned()) };
            page(StatusCode::OK, &Waiting { frame })
        }
        Ok(account) => sign_in::start(&visit, account, &sent.back).await,
        Err(Error::Fields(fields)) => {
            let mut wrong = HashMap::new();
            for (field, code, _) in fields {
                wrong.entry(field).or_insert_with(|| sentence(visit.speech, field, code));
            }
            form(&visit, StatusCode::UNPROCESSABLE_ENTITY, sent, wrong)
        }
        Err(Error::Forbidden(_)) => form(&visit, StatusCode::FORBIDDEN, sent, HashMap::new()),
        Err(error) => Err(error.into()),
    }
}

/// What to change in a field.
fn sentence(speech: Speech, field: &str, code: &str) -> String {
    let id = match (field, code) {
        ("username", "ERR_BLANK") => "field-username-blank",
        ("username", "ERR_TAKEN") => "field-username-taken",
        ("username", "ERR_RESERVED") => "field-username-reserved",
        ("username", "ERR_TOO_LONG") => "field-username-long",
        ("username", _) => "field-username-wrong",
        ("email", "ERR_BLANK") => "field-email-blank",
        ("email", "ERR_TAKEN") => "field-email-taken",
        ("email", _) => "field-email-wrong",
        ("password", "ERR_TOO_LONG") => "field-password-long",
        ("password", _) => "field-password-short",
        ("agreement", _) => "field-agreement",
        ("reason", _) => "field-reason-blank",
        _ => "field-wrong",
    };
    let bound = match id {
        "field-username-long" => model::limits::USERNAME_CHARACTERS,
        "field-password-long" => model::limits::PASSWORD_MAX_CHARACTERS,
        _ => model::limits::PASSWORD_MIN_CHARACTERS,
    };
    speech.count(id, i64::try_from(bound).unwrap_or_default())
}

fn form(visit: &Visit, status: StatusCode, sent: Join, wrong: HashMap<&'static str, String>) -> Result {
    let config = visit.app().config();
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("sign-up-title").to_owned()) };
    if config.registrations == Registrations::Closed {
        return page(status, &Closed { frame, contact_email: config.contact_email.clone() });
    }
    let template = SignUp {
        frame,
        form_token: visit.form_token(),
        domain: config.domain.clone(),
        by_approval: config.registrations == Registrations::Approval,
        sent: Join { back: paths::local(&sent.back).unwrap_or_default().to_owned(), ..sent },
        wrong: Wrong(wrong),
    };
    page(status, &template)
}
