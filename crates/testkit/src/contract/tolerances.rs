//! Where the description contradicts what Mastodon documents elsewhere or in fact answers.
//!
//! The file was generated from prose. Each line here is one place where following it to the letter
//! would be wrong, with the reason. A test proves every line still changes something.

use serde_json::{Value, json};

/// Puts the tolerances into the description.
pub fn apply(whole: &mut Value) {
    // `DELETE` answers with the text to redraft from instead of the rendered content.
    let mut deleted = whole["components"]["schemas"]["Status"].clone();
    if let Some(required) = deleted["required"].as_array_mut() {
        required.retain(|field| field != "content");
        required.push("text".into());
    }
    whole["components"]["schemas"]["DeletedStatus"] = deleted;
    for Tolerance { at, is, .. } in table() {
        if let Some((parent, field)) = at.rsplit_once('/')
            && let Some(parent) = whole.pointer_mut(parent)
        {
            parent[field.replace("~1", "/")] = is;
        }
    }
}

/// Does a 200 without a described body mean `{}`? For everything that changes something, except
/// the parts of the API we do not speak.
pub fn answers_empty(method: &str, template: &str) -> bool {
    method != "get"
        && template.starts_with("/api/")
        && !["/collections", "/annual_reports"].iter().any(|other| template.contains(other))
}

pub struct Tolerance {
    /// JSON pointer of what is replaced.
    pub at: String,
    /// What takes its place.
    pub is: Value,
    /// Why.
    #[cfg_attr(not(test), allow(dead_code, reason = "read by people and by the test"))]
    pub why: &'static str,
}

pub fn table() -> Vec<Tolerance> {
    let schema = |rest: &str| format!("/components/schemas/{rest}");
    let answer = |path: &str, method: &str| {
        format!("/paths/{}/{method}/responses/200/content/application~1json/schema", path.replace('/', "~1"))
    };
    let described = |path: &str| format!("/paths/{}/get/responses/200/content", path.replace('/', "~1"));
    let link = json!({ "type": "string", "format": "uri-or-empty" });
    let id_as_number_or_text = json!({ "type": ["integer", "string", "null"] });
    let empty_link = "an empty text when the page does not say; the documentation's own examples have it";
    let mut rows = vec![
        Tolerance {
            at: schema("ValidationError/required"),
            is: json!(["error"]),
            why: "most refusals are one sentence; details by field come with sign-up only",
        },
        Tolerance {
            at: schema("ScheduledStatus/properties/params/properties/visibility"),
            is: json!({ "anyOf": [{ "$ref": "#/components/schemas/StatusVisibilityEnum" }, { "type": "null" }] }),
            why: "null when the member's default applies; the documentation's own example has it",
        },
        Tolerance {
            at: schema("ScheduledStatus/properties/params/properties/in_reply_to_id"),
            is: id_as_number_or_text.clone(),
            why: "64-bit ids do not survive a JavaScript number; text is read by every client",
        },
        Tolerance {
            at: schema("ScheduledStatus/properties/params/properties/application_id"),
            is: id_as_number_or_text,
            why: "64-bit ids do not survive a JavaScript number; text is read by every client",
        },
        Tolerance {
            at: answer("/api/v1/filters", "get"),
            is: json!({ "type": "array", "items": { "$ref": "#/components/schemas/V1Filter" } }),
            why: "a list of filters, not one",
        },
        Tolerance {
            at: answer("/api/v1/statuses/{id}", "delete"),
            is: json!({ "$ref": "#/components/schemas/DeletedStatus" }),
            why: "the source text takes the place of the rendered content",
        },
        Tolerance {
            at: answer("/api/v2/filters/statuses/{id}", "delete"),
            is: json!({ "type": "object" }),
            why: "documented as the removed entry, answered as {}",
        },
        Tolerance {
            at: described("/api/v1/preferences"),
            is: json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Preferences" } } }),
            why: "the entity is described but not attached to its path",
        },
        Tolerance {
            at: described("/api/v1/instance/translation_languages"),
            is: json!({ "application/json": { "schema": { "type": "object",
                "additionalProperties": { "type": "array", "items": { "type": "string" } } } } }),
            why: "described in prose only",
        },
    ];
    for entity in ["PreviewCard", "TrendsLink"] {
        for field in ["author_url", "provider_url", "embed_url"] {
            rows.push(Tolerance {
                at: schema(&format!("{entity}/properties/{field}")),
                is: link.clone(),
                why: empty_link,
            });
        }
    }
    rows.push(Tolerance { at: schema("PreviewCardAuthor/properties/url"), is: link, why: empty_link });
    rows
}
