//! The one push subscription of a token.

use crate::call::Call;
use crate::entities;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::reply::Reply;
use app::{NewPush, Session};
use model::{NotificationKind, PushPolicy, PushSubscription};

/// `GET /api/v1/push/subscription`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    answer(&call, &call.api.app.push_subscription(session(&call)?).await?)
}

/// `POST /api/v1/push/subscription`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let device = call.params.child("subscription").unwrap_or_default();
    let keys = device.child("keys").unwrap_or_default();
    let (alerts, policy) = wanted(&call.params)?;
    let new = NewPush {
        endpoint: device.text("endpoint").unwrap_or_default(),
        p256dh: keys.text("p256dh").unwrap_or_default(),
        auth: keys.text("auth").unwrap_or_default(),
        alerts: alerts.unwrap_or_default(),
        policy: policy.unwrap_or_default(),
    };
    // What was let in by a token has one.
    let token = call.access_token().ok_or(app::Error::LoggedOut)?;
    answer(&call, &call.api.app.subscribe_push(session(&call)?, Some(&token), new).await?)
}

/// `PUT /api/v1/push/subscription`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (alerts, policy) = wanted(&call.params)?;
    answer(&call, &call.api.app.change_push(session(&call)?, alerts, policy).await?)
}

/// `DELETE /api/v1/push/subscription`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.unsubscribe_push(session(&call)?).await?;
    Ok(Reply::empty())
}

fn session(call: &Call) -> Result<&Session> {
    Ok(call.session.as_deref().ok_or(app::Error::LoggedOut)?)
}

fn answer(call: &Call, subscription: &PushSubscription) -> Result<Reply> {
    let key = entities::push::server_key(call.api.app.push_key());
    Ok(Reply::value(&entities::push::subscription(subscription, &key)))
}

/// The alerts and the policy that were sent. Some clients send the policy beside `data`.
fn wanted(params: &Params) -> Result<(Option<Vec<NotificationKind>>, Option<PushPolicy>)> {
    let data = params.child("data").unwrap_or_default();
    let alerts = data.child("alerts").map(|chosen| {
        let is_chosen = |kind: &NotificationKind| chosen.flag(kind.word()).unwrap_or(false);
        NotificationKind::ALL.into_iter().filter(is_chosen).collect()
    });
    let word = data.filled("policy").or_else(|| params.filled("policy"));
    let unknown =
        || Error::invalid("Validation failed: Policy must be one of all, followed, follower and none");
    let policy = word.map(|word| PushPolicy::from_word(&word).ok_or_else(unknown)).transpose()?;
    Ok((alerts, policy))
}
