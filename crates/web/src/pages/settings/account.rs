//! The log-in: address and password.

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::Error;
use askama::Template;
use axum::routing::get;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::{PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS};

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/account", get(show).post(change))
}

#[derive(Template)]
#[template(path = "settings/account.html")]
struct AccountPage {
    frame: Frame,
    areas: Vec<Area>,
    handle: String,
    username: String,
    email: String,
    /// The field and the sentence beside it.
    wrong: Option<(&'static str, String)>,
}

impl AccountPage {
    fn wrong(&self, field: &str) -> Option<&String> {
        self.wrong.as_ref().filter(|(name, _)| *name == field).map(|(_, sentence)| sentence)
    }
}

/// `GET /settings/account`
async fn show(Extension(visit): Guest) -> Result {
    shown(&visit, StatusCode::OK, None).await
}

async fn shown(visit: &Visit, status: StatusCode, wrong: Option<(&'static str, String)>) -> Result {
    let me = visit.actor()?.account;
    let (app, (frame, areas)) = (visit.app(), around(visit, "set-account"));
    let username = app.account(me).await?.username;
    let handle = format!("@{username}@{}", app.config().domain);
    let email = app.member(me).await?.email;
    page(status, &AccountPage { frame, areas, handle, username, email, wrong })
}

/// `POST /settings/account`: another password.
async fn change(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?.account);
    let member = visit.member().ok_or(Problem::LogIn)?;
    let name = &member.account.username;
    let say = |id| visit.speech.say(id).to_owned();
    if !visit.failures().lets(visit.address, name, app.now()) {
        let wrong = ("present", say("sign-in-too-often"));
        return shown(&visit, StatusCode::TOO_MANY_REQUESTS, Some(wrong)).await;
    }
    let refused = |field, sentence| shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some((field, sentence)));
    match app.check_password(name, sent.of("present")).await {
        Ok(found) if found == me => visit.failures().forget(visit.address, name),
        Ok(_) | Err(Error::Forbidden(_)) => {
            visit.failures().failed(visit.address, name, app.now());
            return refused("present", say("password-not-yours")).await;
        }
        Err(error) => return Err(error.into()),
    }
    match app.set_password(me, sent.of("password"), Some(member.session.token)).await {
        Ok(()) => go("/settings/account?told=password"),
        Err(Error::Fields(fields)) => {
            let long = fields.iter().any(|(_, code, _)| *code == "ERR_TOO_LONG");
            let (id, bound) = match long {
                true => ("field-password-long", PASSWORD_MAX_CHARACTERS),
                false => ("field-password-short", PASSWORD_MIN_CHARACTERS),
            };
            refused("password", visit.speech.count(id, i64::try_from(bound).unwrap_or_default())).await
        }
        Err(error) => Err(error.into()),
    }
}
