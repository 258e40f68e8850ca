//! Answers.

use crate::call::Call;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LINK};
use axum::http::{Response, StatusCode};
use serde::Serialize;

/// An answer: JSON, and what goes around it.
#[derive(Debug)]
pub(crate) struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
    /// What comes piece by piece instead.
    stream: Option<Body>,
}

impl Reply {
    /// JSON of a value; a value that cannot be written is a mistake of ours.
    pub(crate) fn json<T: Serialize>(value: &T) -> crate::error::Result<Self> {
        match serde_json::to_vec(value) {
            Ok(body) => Ok(Self::bytes(body)),
            Err(error) => {
                Err(app::Error::Internal(format!("an answer could not be written: {error}")).into())
            }
        }
    }

    /// JSON of a value that always can be written.
    pub(crate) fn value(value: &serde_json::Value) -> Self {
        Self::bytes(value.to_string().into_bytes())
    }

    /// JSON that has been written already.
    pub(crate) fn bytes(body: Vec<u8>) -> Self {
        Self { status: StatusCode::OK, headers: Vec::new(), body, stream: None }
    }

    /// Server-sent events, as they come.
    pub(crate) fn events(stream: Body) -> Self {
        let reply = Self { stream: Some(stream), ..Self::bytes(Vec::new()) };
        // A proxy that gathers what it passes on would hold events back.
        reply
            .header(CONTENT_TYPE, "text/event-stream")
            .header(CACHE_CONTROL, "private, no-store")
            .header(HeaderName::from_static("x-accel-buffering"), "no")
    }

    /// An empty object.
    pub(crate) fn empty() -> Self {
        Self::bytes(b"{}".to_vec())
    }

    /// With another status.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With a header; one that cannot be sent is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// With links to the pages before and after, told by the ids of the first and the last entry.
    /// An empty page has none.
    pub(crate) fn links(self, call: &Call, first: Option<i64>, last: Option<i64>) -> Self {
        let (Some(first), Some(last)) = (first, last) else { return self };
        let next = call.same_address_with("max_id", last);
        let prev = call.same_address_with("min_id", first);
        self.header(LINK, &format!("<{next}>; rel=\"next\", <{prev}>; rel=\"prev\""))
    }

    /// With links to the pages before and after, told by how many entries stand before them. What a reader hides is
    /// missing from a page, so only an empty one is known to be the last.
    pub(crate) fn counted_links(self, call: &Call, offset: usize, limit: usize, shown: usize) -> Self {
        let to = |place: usize, relation: &str| {
            let place = i64::try_from(place).unwrap_or(i64::MAX);
            format!("<{}>; rel=\"{relation}\"", call.same_address_with("offset", place))
        };
        let next = (shown > 0).then(|| to(offset.saturating_add(limit), "next"));
        let prev = (offset > 0).then(|| to(offset.saturating_sub(limit), "prev"));
        let links: Vec<String> = next.into_iter().chain(prev).collect();
        if links.is_empty() { self } else { self.header(LINK, &links.join(", ")) }
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(self.stream.unwrap_or_else(|| Body::from(self.body)));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}
