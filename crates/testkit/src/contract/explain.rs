//! Validation errors as lines a person can act on.

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::Value;

/// How many deviations of one answer are worth reading.
const ENOUGH: usize = 12;

/// One line a deviation: the JSON pointer, then what is wrong there.
pub fn deviations(validator: &Validator, body: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for error in validator.iter_errors(body) {
        explain(&error, &mut lines);
    }
    lines.dedup();
    lines.truncate(ENOUGH);
    lines
}

/// A value, cut so that it fits a line.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

/// "Not valid under any of these" helps nobody: go into the choice that came closest, which is the
/// one whose complaints are about something deeper than the type of the whole.
fn explain(error: &ValidationError<'_>, lines: &mut Vec<String>) {
    let at = error.instance_path().to_string();
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        let closest = context
            .iter()
            .filter(|errors| !errors.iter().any(|inner| about_the_whole(inner, &at)))
            .min_by_key(|errors| errors.len());
        if let Some(errors) = closest {
            errors.iter().for_each(|inner| explain(inner, lines));
            return;
        }
    }
    let at = if at.is_empty() { "/" } else { &at };
    let found = short(error.instance());
    lines.push(match error.kind() {
        ValidationErrorKind::Required { property } => format!("{at}: {property} is missing in {found}"),
        ValidationErrorKind::Format { format } => format!("{at}: {found} is not a {format}"),
        ValidationErrorKind::Enum { options } => format!("{at}: {found} is none of {options}"),
        _ => format!("{at}: {}", error.masked_with("value")) + &format!(", found {found}"),
    });
}

fn about_the_whole(error: &ValidationError<'_>, at: &str) -> bool {
    matches!(error.kind(), ValidationErrorKind::Type { .. }) && error.instance_path().to_string() == at
}
