//! Filters.

use model::{Filter, Time};
use serde_json::{Value, json};

/// A filter without its words and posts, as it stands in what it matched.
pub(crate) fn summary(filter: &Filter) -> Value {
    json!({
        "id": filter.id.to_string(),
        "title": filter.title,
        "context": filter.contexts.iter().map(|context| context.word()).collect::<Vec<_>>(),
        "expires_at": filter.expires_at.map(Time::iso),
        "filter_action": filter.action.word(),
    })
}
