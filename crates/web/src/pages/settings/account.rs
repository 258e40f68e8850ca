//! The log-in: address and password.

use super::{Area, around};
use crate::Web;
use crate::pages::password::password_wrong;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::{get_and_post, post};
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::{EmailChange, Error};
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/account", get_and_post(show, change_password))
        .route("/settings/account/email", post(change_email))
        .merge(super::erase::routes())
}

/// The field and the sentence beside it.
type Wrong = Option<(&'static str, String)>;

#[derive(Template)]
#[template(path = "settings/account.html")]
struct AccountPage {
    frame: Frame,
    areas: Vec<Area>,
    handle: String,
    username: String,
    email: String,
    /// Whether another address has to be confirmed.
    sends_mail: bool,
    /// The address wanted, when something is wrong about it.
    wanted: String,
    wrong: Wrong,
}

impl AccountPage {
    fn wrong(&self, field: &str) -> Option<&String> {
        self.wrong.as_ref().filter(|(name, _)| *name == field).map(|(_, sentence)| sentence)
    }
}

/// `GET /settings/account`
async fn show(Extension(visit): Guest) -> Result {
    shown(&visit, StatusCode::OK, "", None).await
}

async fn shown(visit: &Visit, status: StatusCode, wanted: &str, wrong: Wrong) -> Result {
    let me = visit.actor()?.account;
    let (app, (frame, areas)) = (visit.app(), around(visit, "set-account"));
    let username = app.account(me).await?.username;
    let handle = format!("@{username}@{}", app.config().domain);
    let email = app.member(me).await?.email;
    let (sends_mail, wanted) = (app.sends_mail(), wanted.to_owned());
    page(status, &AccountPage { frame, areas, handle, username, email, sends_mail, wanted, wrong })
}

/// Whether the password sent is the member's own; else what is wrong, as status and text.
pub(super) async fn proved(visit: &Visit, password: &str) -> Result<Option<(StatusCode, &'static str)>> {
    let member = visit.member().ok_or(Problem::LogIn)?;
    let (app, name, throttle) = (visit.app(), &member.account.username, visit.throttle());
    if !throttle.lets(visit.address, name, app.now()) {
        return Ok(Some((StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often")));
    }
    match app.check_password(name, password).await {
        Ok(found) if found == member.account.id => {
            throttle.forget(visit.address, name);
            Ok(None)
        }
        Ok(_) | Err(Error::Forbidden(_)) => {
            throttle.failed(visit.address, name, app.now());
            Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, "password-not-yours")))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/account`: another password.
async fn change_password(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?.account);
    if let Some((status, id)) = proved(&visit, sent.of("present")).await? {
        return shown(&visit, status, "", Some(("present", visit.speech.say(id).to_owned()))).await;
    }
    let this_browser = visit.member().map(|member| member.session.token);
    match app.set_password(me, sent.of("password"), this_browser).await {
        Ok(()) => go("/settings/account?told=password"),
        Err(Error::Fields(fields)) => {
            let wrong = Some(("password", password_wrong(&visit, &fields)));
            shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, "", wrong).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/account/email`: another address.
async fn change_email(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me, wanted) = (visit.app(), visit.actor()?.account, sent.of("email").trim());
    let refused = |status, field, id| {
        let wrong = Some((field, visit.speech.say(id).to_owned()));
        shown(&visit, status, wanted, wrong)
    };
    if let Some((status, id)) = proved(&visit, sent.of("present")).await? {
        return refused(status, "email-present", id).await;
    }
    let now = app.now();
    let many = !visit.throttle().asking(visit.address, now) || !visit.throttle().writing_to(wanted, now);
    if app.sends_mail() && many {
        return refused(StatusCode::TOO_MANY_REQUESTS, "email", "letters-too-often").await;
    }
    match app.change_email(me, wanted).await {
        Ok(EmailChange::Asked) => go("/settings/account?told=email-asked"),
        Ok(EmailChange::Done) => go("/settings/account?told=email-changed"),
        Ok(EmailChange::Same) => go("/settings/account?told=email-same"),
        Err(Error::Fields(fields)) => {
            let taken = fields.iter().any(|(_, code, _)| *code == "ERR_TAKEN");
            let id = if taken { "account-email-taken" } else { "field-email-wrong" };
            refused(StatusCode::UNPROCESSABLE_ENTITY, "email", id).await
        }
        Err(error) => Err(error.into()),
    }
}
