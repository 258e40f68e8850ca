use super::*;
use serde_json::json;

fn wrong(method: &str, path: &str, status: u16, body: Value) -> Vec<String> {
    check(method, path, status, &body).err().unwrap_or_default()
}

fn marker() -> Value {
    json!({ "home": { "last_read_id": "12", "version": 3, "updated_at": "2026-01-02T03:04:05.678Z" } })
}

#[test]
fn a_good_answer_passes_and_a_missing_field_is_named() {
    assert_eq!(wrong("GET", "/api/v1/markers?timeline[]=home", 200, marker()), [""; 0]);
    if !available() {
        return;
    }
    let mut bad = marker();
    bad["home"].as_object_mut().unwrap().remove("version");
    let lines = wrong("get", "/api/v1/markers", 200, bad);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("/home: \"version\" is missing"), "{lines:?}");
}

#[test]
fn our_own_rules_need_no_description() {
    let mut bad = marker();
    bad["home"]["last_read_id"] = "x1".into();
    bad["home"]["updated_at"] = "2026-01-02T03:04:05Z".into();
    let lines = wrong("get", "/api/v1/markers", 200, bad);
    assert!(lines.iter().any(|line| line.starts_with("/home/last_read_id: an id")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("/home/updated_at: a moment")), "{lines:?}");
    let lines = wrong("get", "/api/v1/accounts/7", 404, json!({ "error": "no", "url": "/here" }));
    assert!(lines.iter().any(|line| line.starts_with("/url: an address")), "{lines:?}");
}

#[test]
fn errors_have_one_shape_also_where_the_description_forgot_the_status() {
    if !available() {
        return;
    }
    assert_eq!(wrong("post", "/api/v1/statuses", 422, json!({ "error": "Too long." })), [""; 0]);
    assert_eq!(wrong("post", "/api/v1/statuses", 413, json!({ "error": "Too large." })), [""; 0]);
    assert!(!wrong("post", "/api/v1/statuses", 413, json!({ "message": "Too large." })).is_empty());
    assert!(!wrong("post", "/api/v1/statuses", 422, Value::Null).is_empty());
}

#[test]
fn fixed_segments_win_over_placeholders() {
    if !available() {
        return;
    }
    let document = document().unwrap();
    for (path, template) in [
        ("/api/v1/accounts/lookup", "/api/v1/accounts/lookup"),
        ("/api/v1/accounts/17/statuses", "/api/v1/accounts/{id}/statuses"),
        ("/api/v2/filters/keywords/3", "/api/v2/filters/keywords/{id}"),
        ("/api/v2/filters/3/keywords", "/api/v2/filters/{filter_id}/keywords"),
    ] {
        assert_eq!(document.template(path), Some(template));
    }
    assert_eq!(document.template("/api/v1/nothing"), None);
}

#[test]
fn what_changes_something_answers_an_empty_object() {
    if !available() {
        return;
    }
    assert_eq!(wrong("delete", "/api/v1/lists/5", 200, json!({})), [""; 0]);
    assert!(!wrong("delete", "/api/v1/lists/5", 200, json!([])).is_empty());
}

#[test]
fn a_choice_is_explained_by_the_branch_that_came_closest() {
    if !available() {
        return;
    }
    let conversation = json!([{ "id": "1", "unread": false, "accounts": [], "last_status": { "id": "2" } }]);
    let lines = wrong("get", "/api/v1/conversations", 200, conversation);
    assert!(lines.iter().any(|line| line.starts_with("/0/last_status: \"account\" is missing")), "{lines:?}");
}

#[test]
fn what_the_description_does_not_know_is_counted() {
    if !available() {
        return;
    }
    assert_eq!(wrong("get", "/api/v9/unheard_of", 200, json!({})), [""; 0]);
    assert!(unchecked().iter().any(|(what, _)| what.contains("/api/v9/unheard_of")));
}

#[test]
fn every_schema_compiles() {
    let Some(document) = document() else { return };
    for (template, operations) in document.operations() {
        for method in operations.as_object().unwrap().keys() {
            for status in [200, 202, 401, 404, 422] {
                document.expected(method, template, status);
            }
        }
    }
}

#[test]
fn every_tolerance_still_changes_something() {
    let Some(original) = document::original() else { return };
    for row in tolerances::table() {
        assert!(!row.why.is_empty());
        let parent = row.at.rsplit_once('/').unwrap().0;
        // A description attached to a path that has none is new; everything else replaces something.
        assert!(original.pointer(&row.at).is_some() || row.at.ends_with("/content"), "{}", row.at);
        assert!(original.pointer(parent).is_some(), "{}", row.at);
        assert_ne!(original.pointer(&row.at), Some(&row.is), "{} is no longer needed", row.at);
    }
}
