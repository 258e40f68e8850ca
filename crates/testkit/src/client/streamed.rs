//! One event of a stream, by whichever transport it came.

use crate::contract;
use serde_json::Value;

/// Something a stream said.
#[derive(Clone, Debug)]
pub struct Event {
    /// `update`, `delete`, `notification`, `status.update`, …
    pub name: String,
    /// The thing itself for most kinds; for `delete` the id as text.
    pub payload: Value,
    /// Which stream it belongs to; WebSocket only.
    pub stream: Vec<String>,
}

impl Event {
    /// Reads the payload and checks it as the answer of the endpoint that shows the same thing.
    pub(super) fn new(name: &str, payload: &str, stream: Vec<String>) -> Self {
        let payload = match payload.trim_start().starts_with(['{', '[']) {
            true => {
                serde_json::from_str(payload).unwrap_or_else(|error| panic!("{name}: {error}: {payload}"))
            }
            false => Value::String(payload.to_owned()),
        };
        let shown_at = match name {
            "update" | "status.update" => Some("/api/v1/statuses/1"),
            "notification" => Some("/api/v1/notifications/1"),
            _ => None,
        };
        if let Some(Err(deviations)) = shown_at.map(|path| contract::check("get", path, 200, &payload)) {
            panic!(
                "the event {name} deviates from the Mastodon API:\n  {}\n{payload}",
                deviations.join("\n  ")
            );
        }
        Self { name: name.to_owned(), payload, stream }
    }
}
