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
                "scope": { "type": "string", "enum": ["post", "thread", "account", "network"] },
                "language": { "type": ["string", "null"] },
                "stream": { "type": "boolean" },
            },
            "additionalProperties": false,
        },
        "Answer": object(&answer()),
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

fn answer() -> Value {
    let citation = object(&json!({
        "status_id": { "type": "string" },
        "start": { "type": "integer", "minimum": 0, "description": "In Unicode characters of the post's source." },
        "end": { "type": "integer", "minimum": 0 },
        "quote": { "type": "string" },
    }));
    let sentence = object(&json!({
        "text": { "type": "string" },
        "citations": { "type": "array", "items": citation, "minItems": 1 },
        "flags": { "type": "array", "items": { "type": "string", "enum": ["single_source", "satire"] } },
    }));
    json!({
        "id": { "type": "string" },
        "status_id": { "type": ["string", "null"] },
        "question": { "type": "string" },
        "abstained": { "type": "boolean" },
        "sentences": { "type": "array", "items": sentence },
        "provider": { "type": "string" },
        "model": { "type": "string" },
        "prompt_hash": hash(),
        "tokens": { "type": "integer", "minimum": 0 },
        "cost": { "type": "number", "minimum": 0 },
        "milliseconds": { "type": "integer", "minimum": 0 },
        "publishable": { "type": "boolean" },
    })
}
