//! The shapes of what is sent and answered.

use consent::Purpose;
use serde_json::{Map, Value, json};

mod assistant;
mod create;
mod feeds;

/// All shapes by name.
pub(super) fn all() -> Value {
    let mut all = most();
    for more in [feeds::all(), assistant::all(), create::all()] {
        if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
            all.extend(more);
        }
    }
    // The macro takes no more than so many.
    for (name, shape) in [
        ("Note", note()),
        ("NoteNew", note_new()),
        ("NoteRating", note_rating()),
        ("NotesForMe", notes_for_me()),
    ] {
        all[name] = shape;
    }
    all
}

fn most() -> Value {
    json!({
        "Error": {
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": { "type": "string" },
                "error_description": { "type": "string" },
                "details": { "type": "object" },
            },
        },
        "Draft": object(&json!({
            "id": { "type": "string" },
            "updated_at": { "type": "string", "format": "date-time" },
            "params": { "$ref": "#/components/schemas/DraftParams" },
        })),
        "DraftParams": object(&json!({
            "status": { "type": "string" },
            "content_type": { "type": "string" },
            "spoiler_text": { "type": "string" },
            "sensitive": { "type": ["boolean", "null"] },
            "visibility": { "type": ["string", "null"] },
            "local_only": { "type": "boolean" },
            "ai_generated": { "type": "boolean" },
            "language": { "type": ["string", "null"] },
            "in_reply_to_id": { "type": ["string", "null"] },
            "quoted_status_id": { "type": ["string", "null"] },
            "quote_approval_policy": { "type": ["string", "null"] },
            "media_ids": { "type": "array", "items": { "type": "string" } },
            "poll": { "type": ["object", "null"] },
        })),
        "DraftChange": {
            "type": "object",
            "description": "What POST /api/v1/statuses takes; all of it may be missing.",
        },
        "Ask": object(&json!({
            "id": { "type": "string" },
            "title": { "type": "string" },
            "purpose": purpose(),
            "licence": { "type": "string" },
            "offer": { "type": "string" },
            "created_at": { "type": "string", "format": "date-time" },
            "closed_at": { "type": ["string", "null"], "format": "date-time" },
            "accepted_count": { "type": "integer", "minimum": 0 },
            "declined_count": { "type": "integer", "minimum": 0 },
            "answer": { "type": ["string", "null"], "enum": ["accepted", "declined", null], "description": "What whoever asks has answered." },
        })),
        "Dataset": object(&dataset()),
        "DatasetWhole": object(&dataset_whole()),
        "DatasetMine": object(&json!({
            "in_it": { "type": "boolean" },
            "count": { "type": "integer", "minimum": 0 },
            "rows": { "type": "array", "items": object(&json!({
                "status_id": { "type": "string" },
                "row": { "type": "string" },
                "hash": { "type": "string", "description": "The row's leaf in the Merkle tree (RFC 6962)." },
                "withdrawn_at": { "type": ["string", "null"], "format": "date-time" },
            })) },
        })),
        "DatasetRevocations": object(&json!({
            "release": { "type": "string" },
            "merkle_root": hash(),
            "at": { "type": "string", "format": "date-time" },
            "rows": { "type": "array", "items": { "type": "string" } },
            "signature": { "type": "object" },
        })),
        "DatasetRowStanding": object(&json!({
            "row": { "type": "string" },
            "stands": { "type": "boolean" },
            "withdrawn_at": { "type": ["string", "null"], "format": "date-time" },
        })),
        "ConsentChoice": {
            "type": "string",
            "enum": ["yes", "no", "unset"],
            "description": "Unset is what is said less specifically, and in the end a no.",
        },
        "Consent": object(&purposes()),
        "ConsentChange": change(),
        "ConsentEntry": entry(),
        "ConsentHead": object(&json!({
            "seq": { "type": "integer", "minimum": 1 },
            "at": { "type": "string", "format": "date-time" },
            "hash": hash(),
        })),
        "ConsentReceipt": object(&json!({
            "whole": { "type": "boolean" },
            "broken": { "type": ["string", "null"], "description": "The first line that is not what it was." },
            "head": { "anyOf": [{ "$ref": "#/components/schemas/ConsentHead" }, { "type": "null" }] },
        })),
        "ConsentUse": object(&json!({
            "used_by": { "type": "string" },
            "about": { "type": "string" },
            "purpose": purpose(),
            "count": { "type": "integer", "minimum": 1 },
            "at": { "type": "string", "format": "date-time" },
        })),
        "Term": object(&json!({
            "term": { "type": "string" },
            "input": { "type": "number", "description": "What was found, in the term's own unit." },
            "weight": { "type": "number", "description": "Points for one of it." },
            "delta": { "type": "number", "description": "What it added: the deltas sum to the score." },
            "text": { "type": "string" },
        })),
        "PlacedPage": object(&json!({
            "items": { "type": "array", "items": object(&json!({
                "status": { "type": "object" },
                "score": { "type": "number" },
                "terms": terms(),
            })) },
            "cursor": { "type": ["string", "null"] },
            "notice": { "anyOf": [
                object(&json!({ "reason": { "type": "string" }, "detail": { "type": "string" } })),
                { "type": "null" },
            ], "description": "Why the page is not as it usually is: `learning` while the server has just started." },
        })),
        "Why": object(&json!({
            "shown": { "type": "boolean" },
            "score": { "type": "number" },
            "terms": terms(),
            "removed": { "anyOf": [
                object(&json!({ "reason": { "type": "string" }, "detail": { "type": "string" } })),
                { "type": "null" },
            ] },
            "rank": { "type": ["integer", "null"], "minimum": 1 },
        })),
        "Steering": object(&json!({
            "preset": preset(),
            "weights": { "type": "object", "additionalProperties": { "type": "number", "minimum": 0, "maximum": 5 } },
            "signals": { "type": "object", "additionalProperties": { "type": "boolean" } },
            "survey": { "type": "boolean", "description": "Whether a post now and then asks if it was worth the member's time." },
            "wishes": { "type": "array", "items": { "$ref": "#/components/schemas/Wish" } },
        })),
        "SteeringChange": {
            "type": "object",
            "properties": {
                "preset": preset(),
                "weights": { "type": "object", "additionalProperties": { "type": "number", "minimum": 0, "maximum": 5 } },
                "signals": { "type": "object", "additionalProperties": { "type": "boolean" } },
                "survey": { "type": "boolean" },
            },
        },
        "Wish": object(&json!({
            "id": { "type": "string" },
            "policy": { "type": "object" },
            "text": { "type": "string" },
            "expires_at": { "type": ["string", "null"], "format": "date-time" },
        })),
        "WishNew": {
            "type": "object",
            "properties": {
                "less": { "type": "string" },
                "more": { "type": "string" },
                "none": { "type": "string" },
                "text": { "type": "string", "description": "A wish in words, in English or French." },
            },
        },
        "WishMade": made(),
        "Known": object(&json!({
            "authors": { "type": "array", "items": object(&json!({
                "account_id": { "type": "string" },
                "weight": { "type": "number" },
            })) },
            "topics": cares(),
            "languages": cares(),
            "liked": { "type": "array", "items": { "type": "string" } },
            "shown": { "type": "integer", "minimum": 0 },
            "steering": { "$ref": "#/components/schemas/Steering" },
        })),
        "Forecast": forecast(),
        "Fire": fire(),
        "Course": course(),
        "ForecastTurn": forecast_turn(),
        "Scoreboard": scoreboard(),
        "Opinion": {
            "type": "object",
            "required": ["opinion"],
            "properties": { "opinion": { "type": "string", "enum": ["worth", "not_worth", "hide"] } },
        },
        "Reach": object(&json!({
            "shown": { "type": "integer", "minimum": 0 },
            "weighted_reactions": { "type": "number", "minimum": 0 },
        })),
    })
}

fn forecast() -> Value {
    let chance = || json!({ "type": "number", "minimum": 0, "maximum": 1 });
    object(&json!({
        "made_at": { "type": "string", "format": "date-time" },
        "seen": { "type": "integer", "minimum": 0 },
        "final": { "type": "number" },
        "low": { "type": "number" },
        "high": { "type": "number" },
        "p_top1": chance(),
        "p_top5": chance(),
        "p_double": chance(),
        "p_peak_ahead": chance(),
        "peak_at": { "type": ["string", "null"], "format": "date-time" },
        "model": { "type": "string" },
    }))
}

/// A post with its forecast, or a topic.
fn fire() -> Value {
    let topic = object(&json!({
        "name": { "type": "string" },
        "accounts": { "type": "integer", "minimum": 0 },
        "expected": { "type": "number" },
        "score": { "type": "number", "minimum": 0, "maximum": 1 },
        "bursting": { "type": "boolean" },
        "peak_at": { "type": "string", "format": "date-time" },
        "series": { "type": "array", "items": { "type": "integer" } },
        "things": { "type": "array", "items": object(&json!({
            "kind": { "type": "string", "enum": ["tag", "link", "account", "phrase"] },
            "name": { "type": "string" },
        })) },
        "count": { "type": "integer", "minimum": 0, "description": "People by the half hour of the last day." },
        "first_status_id": { "type": "string" },
        "spreaders": { "type": "array", "items": object(&json!({
            "account_id": { "type": "string" }, "posts": { "type": "integer" },
        })) },
        "pace": { "type": "integer", "description": "Posts in the last hour." },
        "coordinated": { "type": "boolean", "description": "Whether a few accounts that act at once drive it." },
    }));
    json!({
        "type": "object",
        "required": ["forecast", "terms"],
        "properties": {
            "status": { "type": "object" },
            "topic": topic,
            "elsewhere": object(&json!({
                "url": { "type": "string", "format": "uri" },
                "network": { "type": "string", "description": "Its host." },
                "language": { "type": ["string", "null"] },
            })),
            "forecast": { "anyOf": [{ "$ref": "#/components/schemas/Forecast" }, { "type": "null" }] },
            "terms": terms(),
        },
    })
}

fn course() -> Value {
    let reach = object(&json!({
        "low": { "type": "integer" },
        "high": { "type": "integer" },
        "by": { "type": "string", "format": "date-time" },
    }));
    object(&json!({
        "forecast": { "$ref": "#/components/schemas/Forecast" },
        "terms": terms(),
        "following": { "type": "boolean", "description": "Whether the member is told when it turns." },
        "reach": {
            "description": "How many people it is likely to come before by a moment; not of small accounts of others.",
            "anyOf": [
                reach,
                { "type": "null" },
            ],
        },
        "history": { "type": "array", "items": { "$ref": "#/components/schemas/Forecast" } },
        "series": {
            "type": "array",
            "description": "Seconds since 1970, and reposts and answers by then.",
            "items": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 },
        },
    }))
}

fn forecast_turn() -> Value {
    json!({
        "type": "object",
        "description": "A notification.",
        "required": ["id", "type", "created_at", "status"],
        "properties": {
            "id": { "type": "string" },
            "type": {
                "type": "string",
                "enum": ["braise.forecast_up", "braise.forecast_down", "braise.forecast_peaked"],
            },
            "created_at": { "type": "string", "format": "date-time" },
            "status": { "type": "object" },
        },
    })
}

fn scoreboard() -> Value {
    let number = || json!({ "type": "number" });
    object(&json!({
        "model": { "type": "string" },
        "moves_feeds": { "type": "boolean", "description": "Whether these forecasts moved posts in feeds." },
        "horizon": { "type": "integer", "description": "How old posts were, in seconds." },
        "count": { "type": "integer", "minimum": 1 },
        "brier": { "type": "number", "description": "Of the chance to at least double." },
        "calibration": { "type": "array", "items": object(&json!({
            "said": number(), "came": number(), "count": { "type": "integer" },
        })) },
        "coverage": { "type": "number", "description": "Of the intervals, which are to hold four in five." },
        "msle": { "type": "number", "description": "Of log2 of the growth to come." },
        "worst": { "type": "array", "items": object(&json!({
            "status_id": { "type": "string" },
            "made_at": { "type": "string", "format": "date-time" },
            "seen": { "type": "integer" },
            "forecast": number(),
            "low": number(),
            "high": number(),
            "final": { "type": "integer" },
        })) },
    }))
}

/// A context note with the numbers its status rests on.
fn note() -> Value {
    let count = || json!({ "type": "integer", "minimum": 0 });
    let rating = object(&json!({
        "helpful": helpful(),
        "reasons": { "type": "array", "items": { "type": "string" } },
    }));
    let numbers = object(&json!({
        "helpfulness": { "type": "number", "description": "How helpful to either side: helpful from 0.40 on." },
        "side": { "type": "number", "description": "Which side it leans to; not helpful to both from ±0.50 on." },
        "ratings": count(),
        "counted": count(),
        "sides": { "type": "array", "minItems": 2, "maxItems": 2, "items": object(&json!({
            "raters": count(),
            "helpful_share": { "type": "number", "minimum": 0, "maximum": 1 },
        })) },
        "ratings_a_rater": { "type": "integer", "minimum": 0, "description": "Ratings a rater needed to be counted." },
    }));
    object(&json!({
        "id": { "type": "string" },
        "status_id": { "type": "string" },
        "text": { "type": "string" },
        "sources": { "type": "array", "items": { "type": "string", "format": "uri" } },
        "created_at": { "type": "string", "format": "date-time" },
        "status": { "type": "string", "enum": ["needs_more", "helpful", "not_helpful"] },
        "since": { "type": "string", "format": "date-time" },
        "locked": { "type": "boolean", "description": "Two weeks old: what became of it stays." },
        "numbers": numbers,
        "mine": { "type": "boolean" },
        "may_rate": { "type": "boolean" },
        "my_rating": { "anyOf": [rating, { "type": "null" }] },
    }))
}

fn note_new() -> Value {
    json!({
        "type": "object",
        "required": ["status_id", "text"],
        "properties": {
            "status_id": { "type": "string" },
            "text": { "type": "string", "maxLength": model::limits::NOTE_TEXT_CHARACTERS },
            "sources": {
                "type": "array",
                "maxItems": model::limits::NOTE_SOURCES,
                "items": { "type": "string", "format": "uri" },
            },
        },
    })
}

fn note_rating() -> Value {
    json!({
        "type": "object",
        "required": ["helpful"],
        "properties": {
            "helpful": helpful(),
            "reasons": {
                "type": "array",
                "description": "Words this server does not know are passed over.",
                "items": { "type": "string" },
                "examples": [app::notes::REASONS.map(|(word, _)| word)],
            },
        },
    })
}

fn notes_for_me() -> Value {
    let notes = || json!({ "type": "array", "items": { "$ref": "#/components/schemas/Note" } });
    object(&json!({ "waiting": notes(), "about_me": notes(), "mine": notes() }))
}

fn helpful() -> Value {
    json!({ "type": "string", "enum": app::notes::HELPFUL.map(app::Helpful::word) })
}

fn terms() -> Value {
    json!({ "type": "array", "items": { "$ref": "#/components/schemas/Term" } })
}

fn preset() -> Value {
    json!({ "type": "string", "enum": app::ranking::steering::PRESETS.map(app::ranking::Preset::name) })
}

fn cares() -> Value {
    json!({ "type": "array", "items": object(&json!({ "name": { "type": "string" }, "weight": { "type": "number" } })) })
}

/// The first wish made, and all of them.
fn made() -> Value {
    let number = || json!({ "type": "integer", "minimum": 0 });
    let one = json!({
        "wish": { "$ref": "#/components/schemas/Wish" },
        "receipt": object(&json!({ "before": number(), "after": number(), "of": number() })),
    });
    let mut all = one.clone();
    all["all"] = json!({ "type": "array", "items": object(&one) });
    object(&all)
}

fn dataset() -> Value {
    json!({
        "id": { "type": "string" },
        "release": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$" },
        "title": { "type": "string" },
        "purposes": { "type": "array", "items": purpose() },
        "cutoff": { "type": "string", "format": "date-time" },
        "created_at": { "type": "string", "format": "date-time" },
        "rows": { "type": "integer", "minimum": 0 },
        "withdrawn": { "type": "integer", "minimum": 0 },
    })
}

fn dataset_whole() -> Value {
    let mut all = dataset();
    all["manifest"] = json!({ "type": "object" });
    all["report"] = json!({ "type": "object" });
    all
}

/// An object that has all of these and nothing else.
fn object(properties: &Value) -> Value {
    let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn purpose() -> Value {
    json!({ "type": "string", "enum": Purpose::ALL })
}

fn purposes() -> Value {
    let choice = json!({ "$ref": "#/components/schemas/ConsentChoice" });
    Purpose::ALL.into_iter().map(|purpose| (purpose.word().to_owned(), choice.clone())).collect()
}

fn change() -> Value {
    let reason = json!({ "type": "string", "maxLength": model::limits::CONSENT_REASON_CHARACTERS });
    let mut properties = purposes();
    properties["reason"] = reason.clone();
    properties["reasons"] = json!({
        "type": "object",
        "propertyNames": purpose(),
        "additionalProperties": reason,
    });
    json!({ "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1 })
}

fn entry() -> Value {
    let mut entry = object(&json!({
        "account": { "type": "string" },
        "at": { "type": "string", "format": "date-time" },
        "choice": { "$ref": "#/components/schemas/ConsentChoice" },
        "hash": hash(),
        "previous": hash(),
        "purpose": purpose(),
        "reason": { "type": "string" },
        "seq": { "type": "integer", "minimum": 1 },
        "subject": { "type": "string", "pattern": "^(account|post:[0-9]+|picture:[0-9]+)$" },
        "terms": { "type": "string" },
        "through": { "type": "string" },
    }));
    entry["description"] = json!(
        "A line of the ledger. Its hash is SHA-256 over the JSON of all other fields, with sorted names \
         and without spaces (RFC 8785); `previous` is the hash of the line before, zeros for the first."
    );
    entry
}

fn hash() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
}
