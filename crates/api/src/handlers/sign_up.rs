//! Signing up through an app.

use crate::call::Call;
use crate::error::Result;
use crate::reply::Reply;
use app::Joining;
use serde_json::json;

/// `POST /api/v1/accounts`: answers a token of the app for the new member, usable at once where no
/// moderator has to let them in.
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let session = call.session.clone().ok_or(app::Error::LoggedOut)?;
    let app_id = session.app.ok_or_else(app::Error::forbidden)?;
    if session.account.is_some() {
        return Err(app::Error::forbidden().into());
    }
    let text = |name: &str| call.params.text(name).unwrap_or_default();
    let joining = Joining {
        username: text("username"),
        email: text("email"),
        password: text("password"),
        agreement: call.params.flag("agreement").unwrap_or(false),
        locale: text("locale"),
        reason: text("reason"),
    };
    let account = call.api.app.join(joining).await?;
    let grant = call.api.app.grant_to_new_member(account, app_id, &session.scopes).await?;
    let created = call.api.app.now().millis() / 1_000;
    Reply::json(
        &json!({ "access_token": grant.token, "token_type": "Bearer", "scope": grant.scopes.to_string(), "created_at": created }),
    )
}

/// `POST /api/v1/emails/confirmations`: the letter that confirms the address once more, to `email`
/// when the first address was wrong.
pub(crate) async fn confirm_email(call: Call) -> Result<Reply> {
    let account = call.viewer().ok_or(app::Error::LoggedOut)?;
    let email = call.params.filled("email");
    call.api.app.confirm_joining_again(account, email.as_deref()).await?;
    Reply::json(&json!({}))
}

/// `GET /api/v1/emails/check_confirmation`: whether the address is confirmed.
pub(crate) async fn check_confirmation(call: Call) -> Result<Reply> {
    let waits = call.session.as_ref().is_some_and(|session| session.unconfirmed);
    Reply::json(&json!(!waits))
}
