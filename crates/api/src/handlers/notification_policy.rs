//! Whose notifications are held back, and letting them through.

use crate::call::Call;
use crate::entities::notification::{policy, policy_v1};
use crate::error::{Error, Result};
use crate::params::Params;
use crate::render::json::array;
use crate::reply::Reply;
use app::PolicyChanges;
use model::AccountId;
use model::notification::PolicyAction;
use serde_json::json;

/// `GET /api/v2/notifications/policy`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let (held, senders, waiting) = call.api.app.notification_policy(call.me()?.account).await?;
    Ok(Reply::value(&policy(held, senders, waiting)))
}

/// `PATCH /api/v2/notifications/policy`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let changes = PolicyChanges {
        not_following: action(&call.params, "for_not_following")?,
        not_followers: action(&call.params, "for_not_followers")?,
        new_accounts: action(&call.params, "for_new_accounts")?,
        private_mentions: action(&call.params, "for_private_mentions")?,
        limited_accounts: action(&call.params, "for_limited_accounts")?,
    };
    call.api.app.change_notification_policy(call.me()?.account, changes).await?;
    show(call).await
}

/// `GET /api/v1/notifications/policy`
pub(crate) async fn show_v1(call: Call) -> Result<Reply> {
    let (held, senders, waiting) = call.api.app.notification_policy(call.me()?.account).await?;
    Ok(Reply::value(&policy_v1(held, senders, waiting)))
}

/// `PUT /api/v1/notifications/policy`
pub(crate) async fn update_v1(call: Call) -> Result<Reply> {
    let action = |name: &str| {
        let held = call.params.flag(name)?;
        Some(if held { PolicyAction::Filter } else { PolicyAction::Accept })
    };
    let changes = PolicyChanges {
        not_following: action("filter_not_following"),
        not_followers: action("filter_not_followers"),
        new_accounts: action("filter_new_accounts"),
        private_mentions: action("filter_private_mentions"),
        limited_accounts: None,
    };
    call.api.app.change_notification_policy(call.me()?.account, changes).await?;
    show_v1(call).await
}

fn action(params: &Params, name: &str) -> Result<Option<PolicyAction>> {
    let Some(word) = params.filled(name) else { return Ok(None) };
    let action = PolicyAction::from_word(&word);
    action
        .map(Some)
        .ok_or_else(|| Error::invalid(format!("Validation failed: {name} is not included in the list")))
}

/// `GET /api/v1/notifications/requests`
pub(crate) async fn requests(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let found = call.api.app.notification_requests(me, call.page(40, 80)?).await?;
    let body = array(call.api.requests(me, &found).await?);
    let edge =
        |request: Option<&model::notification::NotificationRequest>| request.map(|request| request.from.0);
    Ok(Reply::bytes(body).links(&call, edge(found.first()), edge(found.last())))
}

/// `GET /api/v1/notifications/requests/:id`
pub(crate) async fn request(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let found = call.api.app.notification_request(me, call.path("id")?).await?;
    let body = call.api.requests(me, &[found]).await?.pop();
    Ok(Reply::bytes(body.ok_or_else(Error::not_found)?))
}

/// `POST /api/v1/notifications/requests/:id/accept`
pub(crate) async fn accept(call: Call) -> Result<Reply> {
    let from: AccountId = call.path("id")?;
    answer(call, &[from], true).await
}

/// `POST /api/v1/notifications/requests/:id/dismiss`
pub(crate) async fn dismiss(call: Call) -> Result<Reply> {
    let from: AccountId = call.path("id")?;
    answer(call, &[from], false).await
}

/// `POST /api/v1/notifications/requests/accept`
pub(crate) async fn accept_many(call: Call) -> Result<Reply> {
    let from = call.params.ids("id");
    answer(call, &from, true).await
}

/// `POST /api/v1/notifications/requests/dismiss`
pub(crate) async fn dismiss_many(call: Call) -> Result<Reply> {
    let from = call.params.ids("id");
    answer(call, &from, false).await
}

async fn answer(call: Call, from: &[AccountId], accept: bool) -> Result<Reply> {
    call.api.app.answer_notification_requests(call.me()?.account, from, accept).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/notifications/requests/merged`: accepting merges at once, so it always is.
pub(crate) async fn merged(_: Call) -> Result<Reply> {
    Ok(Reply::value(&json!({ "merged": true })))
}
