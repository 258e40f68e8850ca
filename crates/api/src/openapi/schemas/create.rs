//! Pictures that are made, and how.

use super::object;
use serde_json::{Value, json};

pub(super) fn all() -> Value {
    let text = json!({ "type": ["string", "null"] });
    json!({
        "CreationNew": {
            "type": "object",
            "properties": {
                "prompt": { "type": "string", "maxLength": model::limits::PROMPT_CHARACTERS },
                "remix_of": { "type": ["string", "null"], "description": "A picture: one's own, or one whose owner allows it." },
                "variant_of": { "type": ["string", "null"], "description": "One of one's own: the same words once more." },
                "style": { "type": ["string", "null"], "enum": ["flow", "strata", "tiles", "orbits", "wash", null] },
                "by_rules": { "type": "boolean" },
                "share_prompt": { "type": "boolean" },
            },
            "additionalProperties": false,
        },
        "Creation": {
            "type": "object",
            "description": "A media attachment; `url` is null until the picture is there.",
            "required": ["id", "type", "url", "provenance"],
            "properties": {
                "id": { "type": "string" },
                "type": { "type": "string" },
                "url": text,
                "ai_generated": { "type": "boolean" },
                "drawn_by_rules": { "type": "boolean" },
                "content_credentials": { "type": "boolean" },
                "provenance": provenance(),
            },
        },
        "Status": { "type": "object", "description": "As the Mastodon API has it.", "required": ["id", "account"] },
        "Credentials": credentials(),
        "CreationChoices": object(&choices()),
        "CreationChoicesChange": { "type": "object", "properties": choices(), "additionalProperties": false },
    })
}

fn provenance() -> Value {
    object(&json!({
        "state": { "type": "string", "enum": ["waiting", "done", "failed"] },
        "fault": { "type": ["string", "null"], "enum": ["gone", "consent", "busy", "refused", "unavailable", null] },
        "kind": { "type": "string", "enum": ["create", "variant", "remix"] },
        "prompt": { "type": "string" },
        "prompt_shared": { "type": "boolean" },
        "maker": { "type": "string" },
        "model": { "type": ["string", "null"] },
        "style": { "type": ["string", "null"] },
        "remix_of": { "type": ["string", "null"] },
        "created_at": { "type": "string", "format": "date-time" },
    }))
}

fn credentials() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let step =
        object(&json!({ "action": { "type": "string" }, "source": text, "agent": text, "when": text }));
    let ingredient = object(&json!({
        "title": text,
        "relationship": { "type": "string", "enum": ["parentOf", "inputTo", "componentOf"] },
        "signer": text,
        "faulty": { "type": "boolean" },
    }));
    let from = object(
        &json!({ "media_id": { "type": "string" }, "account_id": { "type": "string" }, "status_id": text }),
    );
    object(&json!({
        "media_id": { "type": "string" },
        "state": { "type": "string", "enum": ["absent", "invalid", "valid", "trusted"] },
        "signed_here": { "type": "boolean" },
        "signer": text,
        "generator": text,
        "digital_source_type": text,
        "steps": { "type": "array", "items": step },
        "ingredients": { "type": "array", "items": ingredient },
        "training": { "type": ["object", "null"], "description": "The data of cawg.training-mining." },
        "author": text,
        "faults": { "type": "array", "items": { "type": "string" } },
        "ai_generated": { "type": "boolean" },
        "drawn_by_rules": { "type": "boolean" },
        "maker": text,
        "model": text,
        "prompt": text,
        "remix_of": { "anyOf": [from, { "type": "null" }] },
        "may_remix": { "type": "boolean" },
    }))
}

fn choices() -> Value {
    json!({
        "created_in_feeds": { "type": "string", "enum": ["all", "few", "none"] },
        "sign_pictures": { "type": "boolean" },
    })
}
