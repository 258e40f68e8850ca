//! Is this answer what a Mastodon client expects? Checked against the published description of the
//! API, and against a few rules of our own that are stricter.
//!
//! The description is a data file that is not part of the project. It is looked for at
//! `$BRAISE_REFERENCE/reference/mastodon-openapi.json.gz`, where `BRAISE_REFERENCE` defaults to
//! `../shared` beside the workspace. Where it is missing, one line says so and only our own rules
//! apply.

mod document;
mod explain;
mod strict;
mod templates;
mod tolerances;

use document::Document;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

/// Checks one answer. `path` may carry a query. On failure: one line a deviation, each beginning
/// with the JSON pointer of what is wrong.
pub fn check(method: &str, path: &str, status: u16, body: &Value) -> Result<(), Vec<String>> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let method = method.to_ascii_lowercase();
    let mut wrong = if path.starts_with("/api/") { strict::deviations(body) } else { Vec::new() };
    if is_ours(path) {
        wrong.extend(check_ours(&method, path, status, body));
        return if wrong.is_empty() { Ok(()) } else { Err(wrong) };
    }
    if let Some(document) = document() {
        match document.template(path) {
            None => count(format!("{method} {path}: not in the description")),
            Some(template) => match document.expected(&method, template, status) {
                document::Expected::Schema(validator) => {
                    wrong.extend(explain::deviations(&validator, body));
                    lock(&COVERED).insert(format!("{method} {template} {status}"), ());
                }
                document::Expected::EmptyObject => {
                    if body.as_object().is_none_or(|fields| !fields.is_empty()) {
                        wrong.push(format!("/: expected {{}}, found {}", explain::short(body)));
                    }
                    lock(&COVERED).insert(format!("{method} {template} {status}"), ());
                }
                document::Expected::Unknown => count(format!("{method} {template} {status}: no schema")),
            },
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Whether a path is one of Braise's own calls, which the server describes itself.
pub fn is_ours(path: &str) -> bool {
    path.starts_with("/api/braise/v1/")
}

/// Whether the server's description of its own calls has been read.
pub fn knows_ours() -> bool {
    OURS.get().is_some()
}

/// Takes the server's description of its own calls, once.
pub fn learn_ours(description: Value) {
    OURS.get_or_init(|| Document::new(description));
}

static OURS: OnceLock<Document> = OnceLock::new();

/// Our own calls have to be described, whatever they answer.
fn check_ours(method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
    let Some(document) = OURS.get() else { return vec!["/: the server does not describe its calls".into()] };
    let Some(template) = document.template(path) else { return vec![format!("/: {path} is not described")] };
    match document.expected(method, template, status) {
        document::Expected::Schema(validator) => explain::deviations(&validator, body),
        _ => vec![format!("/: {method} {template} {status} is not described")],
    }
}

/// Is the description of the API there?
pub fn available() -> bool {
    document().is_some()
}

/// What was asked but could not be checked, with how often: paths and statuses the description
/// does not know.
pub fn unchecked() -> Vec<(String, usize)> {
    lock(&UNCHECKED).iter().map(|(what, times)| (what.clone(), *times)).collect()
}

/// What was checked so far in this process: `get /api/v1/lists 200`.
pub fn covered() -> Vec<String> {
    lock(&COVERED).keys().cloned().collect()
}

static UNCHECKED: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
static COVERED: Mutex<BTreeMap<String, ()>> = Mutex::new(BTreeMap::new());

fn count(what: String) {
    *lock(&UNCHECKED).entry(what).or_default() += 1;
}

fn document() -> Option<&'static Document> {
    static DOCUMENT: OnceLock<Option<Document>> = OnceLock::new();
    DOCUMENT
        .get_or_init(|| {
            let found = Document::load();
            if found.is_none() {
                eprintln!("The API description is not there (set BRAISE_REFERENCE); answers are not checked against it.");
            }
            found
        })
        .as_ref()
}

// A test that panicked while holding the lock has not harmed what it guards.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
