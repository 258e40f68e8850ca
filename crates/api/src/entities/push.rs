//! Where a member is pushed to.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use model::{NotificationKind, PushSubscription};
use serde_json::{Map, Value, json};

/// A subscription. `server_key` is as [`server_key`] writes it.
pub(crate) fn subscription(subscription: &PushSubscription, server_key: &str) -> Value {
    let wanted =
        |kind: NotificationKind| (kind.word().to_owned(), json!(subscription.alerts.contains(&kind)));
    // Those of ours are named to who asked for them.
    let known = |kind: &NotificationKind| !kind.is_ours() || subscription.alerts.contains(kind);
    json!({
        "id": subscription.id.to_string(),
        "endpoint": subscription.endpoint,
        // Messages follow the standards as published (RFC 8291, RFC 8292), whatever was asked for.
        "standard": true,
        "alerts": NotificationKind::ALL.into_iter().filter(known).map(wanted).collect::<Map<_, _>>(),
        "policy": subscription.policy.word(),
        "server_key": server_key,
    })
}

/// The server's public key as clients of this API know it: with padding.
pub(crate) fn server_key(unpadded: &str) -> String {
    URL_SAFE_NO_PAD.decode(unpadded).map(|bytes| URL_SAFE.encode(bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, PushId, PushPolicy, Time, TokenId};

    #[test]
    fn every_alert_is_said() {
        let made = PushSubscription {
            id: PushId(328_183),
            token: TokenId(1),
            account: AccountId(2),
            endpoint: "https://push.example/1".to_owned(),
            p256dh: String::new(),
            auth: String::new(),
            alerts: vec![NotificationKind::Mention, NotificationKind::SignUp],
            policy: PushPolicy::Followed,
            sealed_token: None,
            created_at: Time::default(),
        };
        let expected = json!({
            "id": "328183",
            "endpoint": "https://push.example/1",
            "standard": true,
            "alerts": {
                "mention": true, "status": false, "reblog": false, "follow": false, "follow_request": false,
                "favourite": false, "poll": false, "update": false, "quote": false, "quoted_update": false,
                "admin.sign_up": true, "admin.report": false,
            },
            "policy": "followed",
            "server_key": "BCk=",
        });
        assert_eq!(subscription(&made, "BCk="), expected);
        assert_eq!(server_key("BCk"), "BCk=");
    }
}
