//! Our own calls, described as an OpenAPI 3.1 document: everything under `/api/braise/v1`.
//!
//! What is called how stands in [`operations`], what is sent and answered in [`schemas`]; who may call
//! it is read from the table of routes. A test holds the two tables to each other, and the end-to-end
//! tests hold every answer of these calls to the document the server gives out.
//!
//! To add a call: its row in `routes`, its row in [`operations::OPERATIONS`], its shapes in [`schemas`].

mod operations;
mod schemas;

use crate::routes::{Access, Route, table};
use app::Config;
use operations::{Answers, OPERATIONS, Operation};
use serde_json::{Map, Value, json};

/// Where our own calls are.
pub(crate) const OURS: &str = "/api/braise/v1/";

/// The document.
pub(crate) fn document(config: &Config) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in table().filter(|route| route.path.starts_with(OURS)) {
        let Some(operation) = described(route) else { continue };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.to_ascii_lowercase()] = entry(operation, route.access);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": format!("{}: what Braise adds to the Mastodon API", config.title),
            "version": config.version,
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": config.url }],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn described(route: &Route) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.method == route.method && operation.path == route.path)
}

fn entry(operation: &Operation, access: Access) -> Value {
    let mut parameters: Vec<Value> = operation.path.split('/').filter_map(named).map(in_path).collect();
    if matches!(operation.answers, Answers::Page(_)) {
        parameters.extend(["max_id", "since_id", "min_id"].map(|name| in_query(name, "string")));
    }
    if matches!(operation.answers, Answers::Page(_) | Answers::List(_)) {
        parameters.push(in_query("limit", "integer"));
    }
    let mut entry = json!({
        "summary": operation.does,
        "parameters": parameters,
        "responses": responses(operation),
    });
    if let Some(schema) = operation.takes {
        entry["requestBody"] = json!({ "required": true, "content": content(&reference(schema)) });
    }
    entry["security"] = security(access);
    entry
}

/// Which scopes open a call; none for anybody.
fn security(access: Access) -> Value {
    match access {
        Access::Open => json!([]),
        Access::Maybe(scope) => json!([{}, { "token": [scope.word()] }]),
        Access::App | Access::AnyMember | Access::Unconfirmed => json!([{ "token": [] }]),
        Access::Member(scope) => json!([{ "token": [scope.word()] }]),
        Access::Either(one, other) => json!([{ "token": [one.word()] }, { "token": [other.word()] }]),
    }
}

fn responses(operation: &Operation) -> Value {
    let schema = match operation.answers {
        Answers::One(name) => reference(name),
        Answers::Page(name) | Answers::List(name) => json!({ "type": "array", "items": reference(name) }),
        Answers::Nothing => json!({ "type": "object", "maxProperties": 0 }),
        Answers::Object => json!({ "type": "object" }),
    };
    let mut responses = json!({ "200": { "description": "Done.", "content": content(&schema) } });
    // Only a question is answered piece by piece.
    if operation.takes == Some("Question") {
        responses["200"]["content"]["text/event-stream"] = json!({});
    }
    for (status, means) in [
        ("400", "What was sent cannot be read."),
        ("401", "There is no token, or it has ended."),
        ("403", "The token lacks the scope, or its member may not act."),
        ("404", "There is no such thing, as far as the asker may know."),
        ("413", "What was sent is too much."),
        ("415", "What was sent is neither JSON nor a form."),
        ("422", "What was sent makes no sense; the sentence says what to change."),
        ("429", "Too many requests."),
    ] {
        responses[status] = json!({ "description": means, "content": content(&reference("Error")) });
    }
    responses
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn named(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

fn in_path(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

fn in_query(name: &str, kind: &str) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": { "type": kind } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_call_of_ours_is_described_and_nothing_else() {
        let rows: BTreeSet<_> = table()
            .filter(|route| route.path.starts_with(OURS))
            .map(|route| (route.method, route.path))
            .collect();
        let described: BTreeSet<_> =
            OPERATIONS.iter().map(|operation| (operation.method, operation.path)).collect();
        assert_eq!(rows, described);
        assert_eq!(described.len(), OPERATIONS.len(), "a call is described twice");
    }

    #[test]
    fn every_shape_is_there_and_used() {
        let schemas = schemas::all();
        let all: BTreeSet<&str> = schemas.as_object().unwrap().keys().map(String::as_str).collect();
        let text = serde_json::to_string(&schemas).unwrap();
        let mut named: BTreeSet<&str> = BTreeSet::from(["Error"]);
        for operation in OPERATIONS {
            named.extend(operation.takes);
            if let Answers::One(name) | Answers::Page(name) | Answers::List(name) = operation.answers {
                named.insert(name);
            }
        }
        for reference in text.split("#/components/schemas/").skip(1) {
            named.insert(reference.split('"').next().unwrap());
        }
        assert_eq!(named, all);
    }
}
