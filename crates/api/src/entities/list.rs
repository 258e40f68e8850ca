//! Lists.

use model::List;
use serde_json::{Value, json};

/// A list.
pub(crate) fn list(list: &List) -> Value {
    json!({
        "id": list.id.to_string(),
        "title": list.title,
        "replies_policy": list.replies.word(),
        "exclusive": list.exclusive,
    })
}
