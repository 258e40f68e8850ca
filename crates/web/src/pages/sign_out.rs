//! Logging out.

use crate::problem::Result;
use crate::visit::{Guest, add_cookie, go};
use axum::{Extension, Form};
use serde::Deserialize;

/// The form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct LogOut {
    csrf: String,
}

/// `POST /auth/sign_out`
pub(crate) async fn log_out(Extension(visit): Guest, Form(sent): Form<LogOut>) -> Result {
    let Some(member) = visit.member() else { return go("/") };
    visit.check_form(&sent.csrf)?;
    visit.app().end_session(member.account.id, member.session.token).await?;
    let mut response = go("/")?;
    add_cookie(response.headers_mut(), &visit.jar().drop_session());
    Ok(response)
}
