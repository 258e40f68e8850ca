//! What the assistant is asked and answers.

use super::{hash, object};
use serde_json::{Value, json};

pub(super) fn all() -> Value {
    json!({
        "Question": {
            "type": "object",
            "required": ["question"],
            "properties": {
                "question": { "type": "string", "maxLength": model::limits::QUESTION_CHARACTERS },
                "status_id": { "type": ["string", "null"] },
                "account_id": { "type": ["string", "null"], "description": "About what this account wrote." },
                "topic": {
                    "type": ["string", "null"],
                    "maxLength": model::limits::TOPIC_CHARACTERS,
                    "description": "About a trend: a tag with its sign, the address of a page that trends, words that Radar sees rise.",
                },
                "scope": { "$ref": "#/components/schemas/AskScope" },
                "language": { "type": ["string", "null"] },
                "stream": { "type": "boolean" },
            },
            "additionalProperties": false,
        },
        "AskScope": {
            "type": "string",
            "enum": app::AskScope::ALL.map(app::AskScope::word),
            "description": "Where to look: in a post, its thread, what an account wrote, what is said about a \
                topic, what those whom the member follows wrote since the member was at home, or anywhere.",
        },
        "Answer": object(&answer()),
        "Missed": object(&json!({
            "since": { "type": "string", "format": "date-time" },
            "count": { "type": "integer", "minimum": 0, "description": "Posts and reposts of others at home since then." },
            "more": { "type": "boolean", "description": "Whether there were more, which were not looked at." },
            "people": { "type": "integer", "minimum": 0 },
            "sentences": { "type": "array", "items": sentence(), "description": "What several spoke of, in their words; none where there is no assistant." },
            "statuses": { "type": "array", "items": { "$ref": "#/components/schemas/Status" }, "description": "What most was made of." },
        })),
        "PublicAnswer": object(&json!({
            "answer": { "$ref": "#/components/schemas/Answer" },
            "version": { "type": "integer", "minimum": 1 },
            "published_by": { "type": "string" },
            "published_at": { "type": "string", "format": "date-time" },
            "earlier": { "type": "array", "items": object(&json!({
                "version": { "type": "integer", "minimum": 1 },
                "question": { "type": "string" },
                "published_at": { "type": "string", "format": "date-time" },
            })) },
        })),
        "HelpWanted": {
            "type": "object",
            "required": ["with", "text"],
            "properties": {
                "with": { "type": "string", "enum": ["soften", "draft", "wish"] },
                "text": { "type": "string", "maxLength": model::limits::POST_CHARACTERS },
                "language": { "type": "string" },
            },
            "additionalProperties": false,
        },
        "DescriptionWanted": {
            "type": "object",
            "properties": { "language": { "type": "string" } },
            "additionalProperties": false,
        },
        "Helped": object(&json!({ "text": { "type": "string" } })),
        "ChangedAssistantChoices": {
            "type": "object",
            "properties": {
                "model": { "type": "string", "description": "A name, `default` for the server's first, `none` for quotes alone." },
                "hides_context": { "type": "boolean" },
            },
            "additionalProperties": false,
        },
        "AssistantChoices": object(&json!({
            "model": { "type": "string" },
            "hides_context": { "type": "boolean" },
            "offered": { "type": "array", "items": object(&json!({
                "name": { "type": "string" },
                "provider": { "type": "string" },
                "model": { "type": "string" },
            })) },
        })),
        "AnswersAllowed": object(&json!({ "allowed": { "type": "boolean" } })),
        "AnswerLogLine": object(&json!({
            "seq": { "type": "integer", "minimum": 1 },
            "at": { "type": "string", "format": "date-time" },
            "status_id": { "type": "string" },
            "version": { "type": "integer", "minimum": 0 },
            "action": { "type": "string", "enum": ["published", "corrected", "withdrawn", "refused"] },
            "provider": { "type": "string" },
            "model": { "type": "string" },
            "prompt_hash": { "type": "string" },
            "answer_hash": { "type": "string" },
            "hash": hash(),
        })),
    })
}

fn sentence() -> Value {
    let citation = object(&json!({
        "status_id": { "type": "string" },
        "start": { "type": "integer", "minimum": 0, "description": "In Unicode characters of the post's source." },
        "end": { "type": "integer", "minimum": 0 },
        "quote": { "type": "string" },
    }));
    object(&json!({
        "text": { "type": "string" },
        "citations": { "type": "array", "items": citation, "minItems": 1 },
        "flags": { "type": "array", "items": { "type": "string", "enum": ["single_source", "satire"] } },
    }))
}

fn answer() -> Value {
    json!({
        "id": { "type": "string" },
        "status_id": { "type": ["string", "null"] },
        "scope": { "$ref": "#/components/schemas/AskScope" },
        "topic": { "type": ["string", "null"] },
        "question": { "type": "string" },
        "abstained": { "type": "boolean" },
        "sentences": { "type": "array", "items": sentence() },
        "provider": { "type": "string" },
        "model": { "type": "string" },
        "prompt_hash": hash(),
        "tokens": { "type": "integer", "minimum": 0 },
        "cost": { "type": "number", "minimum": 0 },
        "milliseconds": { "type": "integer", "minimum": 0 },
        "publishable": { "type": "boolean" },
    })
}
