//! Rules of our own, stricter than the description: what clients in fact rely on.
//!
//! Ids are strings of digits that sort by length and then by digit. Moments have milliseconds and
//! end in `Z`: some apps parse nothing else. Addresses are absolute.

use serde_json::Value;

const MOMENTS: &[&str] = &[
    "created_at",
    "updated_at",
    "edited_at",
    "scheduled_at",
    "expires_at",
    "mute_expires_at",
    "muting_expires_at",
    "published_at",
    "verified_at",
    "latest_page_notification_at",
    "action_taken_at",
    "starts_at",
    "ends_at",
];
const ADDRESSES: &[&str] =
    &["url", "avatar", "avatar_static", "header", "header_static", "preview_url", "static_url", "remote_url"];
/// Ids that are not made by our generator: secrets of apps, and roles (Mastodon's "everyone" is -99).
const OTHER_IDS: &[&str] = &["client_id", "highlighted_role_id"];
const ROLES: &[&str] = &["role", "roles"];

/// All breaches in `body`, each with its JSON pointer.
pub fn deviations(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(body, &mut String::new(), &mut found);
    found.truncate(12);
    found
}

fn walk(value: &Value, at: &mut String, found: &mut Vec<String>) {
    let length = at.len();
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                at.push('/');
                at.push_str(&key.replace('~', "~0").replace('/', "~1"));
                if let Some(complaint) = field(key, inner) {
                    found.push(format!("{at}: {complaint}, found {}", super::explain::short(inner)));
                }
                if !ROLES.contains(&key.as_str()) {
                    walk(inner, at, found);
                }
                at.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                walk(inner, at, found);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

fn field(key: &str, value: &Value) -> Option<&'static str> {
    let id = |value: &Value| value.as_str().is_none_or(digits);
    if (key == "id" || key.ends_with("_id")) && !OTHER_IDS.contains(&key) && !id(value) {
        return Some("an id is a string of digits");
    }
    if key.ends_with("_ids") && value.as_array().is_some_and(|ids| !ids.iter().all(id)) {
        return Some("ids are strings of digits");
    }
    let text = value.as_str()?;
    if MOMENTS.contains(&key) && !moment(text) {
        return Some("a moment is YYYY-MM-DDTHH:MM:SS.mmmZ");
    }
    if ADDRESSES.contains(&key)
        && !text.is_empty()
        && !text.starts_with("http://")
        && !text.starts_with("https://")
    {
        return Some("an address is absolute");
    }
    None
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn moment(text: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:dd.dddZ";
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape)
            .all(|(byte, form)| if *form == b'd' { byte.is_ascii_digit() } else { byte == *form })
}
