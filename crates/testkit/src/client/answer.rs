//! What came back.

use super::link;
use crate::contract;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Response headers.
    pub headers: HeaderMap,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// The body as text.
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
    asked: String,
}

impl Answer {
    pub(super) async fn read(
        asked: String,
        method: &str,
        response: reqwest::Response,
        checked: bool,
    ) -> Result<Self, String> {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let path = response.url().path().to_owned();
        let bytes = response.bytes().await.map_err(|error| format!("{asked} broke off: {error:?}"))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_json = headers
            .get("content-type")
            .and_then(|v| v.to_str().ok())
            .is_some_and(|kind| kind.contains("json"));
        let body = if is_json { serde_json::from_str(&text).unwrap_or(Value::Null) } else { Value::Null };
        let answer = Self { status, headers, body, text, bytes: bytes.to_vec(), asked };
        // A page for a browser is not part of the contract.
        if checked
            && (is_json || path.starts_with("/api/"))
            && let Err(deviations) = contract::check(method, &path, status, &answer.body)
        {
            panic!("{} deviates from the Mastodon API:\n  {}", answer.line(), deviations.join("\n  "));
        }
        Ok(answer)
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "expected success: {}", self.line());
        self.body
    }

    /// The sentence of an answer that must be a refusal with this status.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        assert_eq!(self.status, status, "expected a refusal: {}", self.line());
        self.body["error"].as_str().unwrap_or_default().to_owned()
    }

    /// The ids of a list of things.
    #[track_caller]
    pub fn ids(self) -> Vec<String> {
        let body = self.ok();
        let items = body.as_array().unwrap_or_else(|| panic!("not a list: {body}"));
        items.iter().filter_map(|item| item["id"].as_str()).map(str::to_owned).collect()
    }

    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where the next (older) page is.
    pub fn next(&self) -> Option<String> {
        link::relation(self.header("link")?, "next")
    }

    /// Where the previous (newer) page is.
    pub fn prev(&self) -> Option<String> {
        link::relation(self.header("link")?, "prev")
    }

    fn line(&self) -> String {
        let text: String = self.text.chars().take(600).collect();
        format!("{} → {} {text}", self.asked, self.status)
    }
}
