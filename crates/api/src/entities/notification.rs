//! What a member is told.

use crate::render::json::Object;
use model::Notification;
use model::notification::{NotificationPolicy, NotificationRequest};
use serde_json::{Value, json};

/// A notification with the JSON of its account and, where it is about one, of its status or report.
pub(crate) fn notification(
    told: &Notification,
    account: &[u8],
    status: Option<&[u8]>,
    report: Option<&[u8]>,
) -> Vec<u8> {
    let mut object = Object::new()
        .with("id", told.id.to_string())
        .with("type", told.kind.word())
        .with("created_at", told.created_at.iso())
        .with("group_key", &told.group)
        .written("account", Some(account));
    if status.is_some() {
        object = object.written("status", status);
    }
    if report.is_some() {
        object = object.written("report", report);
    }
    if told.filtered {
        object = object.with("filtered", true);
    }
    object.end()
}

/// A group, with the JSON of the report it is about. One looked up by its key is on no page and says
/// nothing of pages.
pub(crate) fn group(group: &app::Group, report: Option<&[u8]>, on_page: bool) -> Vec<u8> {
    let mut object = Object::new()
        .with("group_key", &group.key)
        .with("notifications_count", group.count)
        .with("type", group.kind.word())
        // The one id clients of this API expect as a number.
        .with("most_recent_notification_id", group.newest.0)
        .with("sample_account_ids", group.sample.iter().map(ToString::to_string).collect::<Vec<_>>());
    if let Some(post) = group.post {
        object = object.with("status_id", post.to_string());
    }
    if report.is_some() {
        object = object.written("report", report);
    }
    if on_page {
        object = object
            .with("page_min_id", group.page_min.to_string())
            .with("page_max_id", group.newest.to_string())
            .with("latest_page_notification_at", group.latest_at.iso());
    }
    object.end()
}

/// A sender who waits to be let through, with the JSON of the account and of its last status.
pub(crate) fn request(request: &NotificationRequest, account: &[u8], status: Option<&[u8]>) -> Vec<u8> {
    Object::new()
        .with("id", request.from.to_string())
        .with("created_at", request.created_at.iso())
        .with("updated_at", request.updated_at.iso())
        .with("notifications_count", request.count.to_string())
        .written("account", Some(account))
        .written("last_status", status)
        .end()
}

/// A policy, with what waits because of it.
pub(crate) fn policy(policy: NotificationPolicy, senders: i64, notifications: i64) -> Value {
    json!({
        "for_not_following": policy.not_following.word(),
        "for_not_followers": policy.not_followers.word(),
        "for_new_accounts": policy.new_accounts.word(),
        "for_private_mentions": policy.private_mentions.word(),
        "for_limited_accounts": policy.limited_accounts.word(),
        "summary": summary(senders, notifications),
    })
}

/// The same for clients that know only "hold back" and "let through".
pub(crate) fn policy_v1(policy: NotificationPolicy, senders: i64, notifications: i64) -> Value {
    let held = |action| action != model::notification::PolicyAction::Accept;
    json!({
        "filter_not_following": held(policy.not_following),
        "filter_not_followers": held(policy.not_followers),
        "filter_new_accounts": held(policy.new_accounts),
        "filter_private_mentions": held(policy.private_mentions),
        "summary": summary(senders, notifications),
    })
}

fn summary(senders: i64, notifications: i64) -> Value {
    // Clients show at most "100+".
    json!({ "pending_requests_count": senders.min(100), "pending_notifications_count": notifications })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::notification::PolicyAction;
    use model::{AccountId, NotificationId, NotificationKind, PostId, Time};

    #[test]
    fn a_group_outside_a_page_says_nothing_of_pages() {
        let shown = app::Group {
            key: "favourite-7-1".to_owned(),
            kind: NotificationKind::Like,
            newest: NotificationId(9),
            count: 2,
            page_min: NotificationId(8),
            latest_at: Time::from_millis(0),
            sample: vec![AccountId(1), AccountId(2)],
            post: Some(PostId(7)),
            report: None,
        };
        let group = |on_page| -> Value { serde_json::from_slice(&group(&shown, None, on_page)).unwrap() };
        let alone = group(false);
        assert_eq!(alone["most_recent_notification_id"], 9);
        assert_eq!(alone["sample_account_ids"], json!(["1", "2"]));
        assert!(alone.get("page_max_id").is_none());
        assert_eq!(group(true)["page_max_id"], "9");
    }

    #[test]
    fn old_clients_see_dropping_as_holding_back() {
        let strict = NotificationPolicy { new_accounts: PolicyAction::Drop, ..NotificationPolicy::default() };
        let old = policy_v1(strict, 200, 3);
        assert_eq!(
            (&old["filter_new_accounts"], &old["filter_not_following"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(old["summary"]["pending_requests_count"], 100);
    }
}
