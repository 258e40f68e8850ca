//! The shapes of feeds that members make.

use super::object;
use serde_json::{Value, json};

/// All of them by name.
pub(super) fn all() -> Value {
    json!({
        "Feed": feed(),
        "FeedNew": feed_change(&["name", "sources"]),
        "FeedChange": feed_change(&[]),
        "FeedSources": sources(),
        "FeedFilters": filters(),
        "FeedOutside": object(&json!({
            "generator": { "anyOf": [
                object(&json!({ "url": { "type": "string" }, "feed": { "type": "string" } })),
                { "type": "null" },
            ], "description": "Who makes the list of its posts, in the shape of app.bsky.feed.getFeedSkeleton." },
            "ranker": {
                "type": ["string", "null"],
                "description": "Below which address POST /rank puts its posts in order.",
            },
        })),
        "FeedPage": object(&json!({
            "items": { "type": "array", "items": object(&json!({
                "status": { "type": "object" },
                "score": { "type": "number" },
                "terms": { "type": "array", "items": { "$ref": "#/components/schemas/Term" } },
            })) },
            "cursor": { "type": ["string", "null"] },
            "notice": { "anyOf": [
                object(&json!({ "reason": { "type": "string" }, "detail": { "type": "string" } })),
                { "type": "null" },
            ], "description": "What went otherwise than the feed wants." },
        })),
        "FeedRanker": object(&json!({
            "ranker": { "type": ["string", "null"] },
            "allowed": { "type": "boolean" },
        })),
        "FeedRankerChange": object(&json!({ "allowed": { "type": "boolean" } })),
        "StarterPack": object(&pack()),
        "StarterPackWhole": object(&pack_whole()),
        "StarterPackChange": { "type": "object", "properties": {
            "name": { "type": "string", "maxLength": model::limits::FEED_NAME_CHARACTERS },
            "description": { "type": "string", "maxLength": model::limits::FEED_DESCRIPTION_CHARACTERS },
            "shared": { "type": "boolean" },
            "account_ids": { "type": "array", "items": { "type": "string" } },
            "feed_ids": { "type": "array", "items": { "type": "string" } },
        } },
        "StarterPackFollow": { "type": "object", "properties": {
            "account_ids": { "type": "array", "items": { "type": "string" } },
        } },
        "StarterPackFollowed": object(&json!({ "followed": { "type": "integer", "minimum": 0 } })),
        "FeedSettings": object(&json!({ "as_lists": { "type": "boolean" } })),
    })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "maxItems": model::limits::FEED_NAMED })
}

fn feed() -> Value {
    let mut all = feed_fields();
    for (name, schema) in [
        ("id", json!({ "type": "string" })),
        (
            "owner",
            object(&json!({
                "id": { "type": "string" },
                "acct": { "type": "string" },
                "display_name": { "type": "string" },
            })),
        ),
        ("mine", json!({ "type": "boolean" })),
        ("likes_count", json!({ "type": "integer", "minimum": 0 })),
        ("liked", json!({ "type": "boolean" })),
        ("pinned", json!({ "type": "boolean" })),
        ("url", json!({ "type": "string" })),
        ("created_at", json!({ "type": "string", "format": "date-time" })),
        ("updated_at", json!({ "type": "string", "format": "date-time" })),
    ] {
        all[name] = schema;
    }
    object(&all)
}

fn pack() -> Value {
    json!({
        "id": { "type": "string" },
        "name": { "type": "string" },
        "description": { "type": "string" },
        "owner": object(&json!({
            "id": { "type": "string" },
            "acct": { "type": "string" },
            "display_name": { "type": "string" },
        })),
        "mine": { "type": "boolean" },
        "shared": { "type": "boolean" },
        "accounts_count": { "type": "integer", "minimum": 0 },
        "url": { "type": "string" },
        "created_at": { "type": "string", "format": "date-time" },
        "updated_at": { "type": "string", "format": "date-time" },
    })
}

fn pack_whole() -> Value {
    let mut all = pack();
    all["accounts"] = json!({ "type": "array", "items": { "type": "object" } });
    all["feeds"] = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Feed" } });
    all
}

/// What is sent of a feed. Everything within may be missing.
fn feed_change(required: &[&str]) -> Value {
    json!({ "type": "object", "required": required, "properties": feed_fields() })
}

fn feed_fields() -> Value {
    json!({
        "name": { "type": "string", "maxLength": model::limits::FEED_NAME_CHARACTERS },
        "description": { "type": "string", "maxLength": model::limits::FEED_DESCRIPTION_CHARACTERS },
        "shared": { "type": "boolean" },
        "sources": { "$ref": "#/components/schemas/FeedSources" },
        "filters": { "$ref": "#/components/schemas/FeedFilters" },
        "weights": {
            "type": "object",
            "description": "By how much each term counts; once where nothing is said.",
            "additionalProperties": { "type": "number", "minimum": 0, "maximum": 5 },
        },
        "order": { "type": "string", "enum": ["ranked", "newest"] },
        "outside": { "$ref": "#/components/schemas/FeedOutside" },
    })
}

fn sources() -> Value {
    let names = crate::entities::feed::source_names();
    json!({ "type": "object", "additionalProperties": false, "properties": {
        "for_you": { "type": "array", "items": { "type": "string", "enum": names } },
        "latest": { "type": "boolean", "description": "All that is public." },
        "tags": texts(),
        "accounts": texts(),
        "words": texts(),
    } })
}

fn filters() -> Value {
    let flag = || json!({ "type": "boolean" });
    let up_to = |most: u32| json!({ "type": "integer", "minimum": 0, "maximum": most });
    json!({ "type": "object", "additionalProperties": false, "properties": {
        "languages": texts(),
        "local": flag(),
        "media": flag(),
        "min_characters": up_to(model::limits::FEED_MIN_CHARACTERS),
        "no_replies": flag(),
        "no_ai": flag(),
        "without_words": texts(),
        "max_age_hours": up_to(model::limits::FEED_MAX_AGE_HOURS),
    } })
}
