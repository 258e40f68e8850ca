//! Server-sent events: one stream a connection.

use super::names::{Stream, Unknown};
use super::payload::Payload;
use super::{Listener, Message, Streaming, queue};
use crate::error::{Error, Result};
use crate::params::read_query;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Where each stream is found.
pub(super) const PATHS: [(&str, &str); 10] = [
    ("/api/v1/streaming/user", "user"),
    ("/api/v1/streaming/user/notification", "user:notification"),
    ("/api/v1/streaming/public", "public"),
    ("/api/v1/streaming/public/local", "public:local"),
    ("/api/v1/streaming/public/remote", "public:remote"),
    ("/api/v1/streaming/hashtag", "hashtag"),
    ("/api/v1/streaming/hashtag/local", "hashtag:local"),
    ("/api/v1/streaming/list", "list"),
    ("/api/v1/streaming/direct", "direct"),
    ("/api/v1/streaming/radar", "radar"),
];

/// How often a quiet connection is told that it still stands.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Opens the stream of a path.
pub(super) async fn open(
    State(shared): State<Streaming>,
    name: &'static str,
    request: Request,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    match begin(&shared, name, &parts).await {
        Ok(listener) => answer(listener),
        Err(error) => error.into_reply().into_response(),
    }
}

async fn begin(shared: &Streaming, name: &str, parts: &Parts) -> Result<Listener> {
    let mut listener = shared.admit(&parts.headers, &parts.uri).await?;
    let params = read_query(parts.uri.query().unwrap_or_default())?;
    let name = match params.flag("only_media") {
        Some(true) if name.starts_with("public") => format!("{name}:media"),
        _ => name.to_owned(),
    };
    let stream = Stream::named(&name, params.text("tag").as_deref(), params.text("list").as_deref());
    let stream = stream.map_err(|unknown| match unknown {
        Unknown::Name => Error::not_found(),
        other => Error::Request(StatusCode::BAD_REQUEST, other.sentence().to_owned()),
    })?;
    listener.check(&stream).await?;
    listener.streams.push(stream);
    Ok(listener)
}

fn answer(listener: Listener) -> Response<Body> {
    let (sender, receiver) = queue();
    tokio::spawn(listen(listener, sender));
    let mut response = Response::new(Body::from_stream(lines(receiver)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // A proxy that gathers what it passes on would hold events back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// Follows what happens until the session ends, the reader leaves, or cannot keep up.
async fn listen(mut listener: Listener, queue: mpsc::Sender<Message>) {
    loop {
        let next = tokio::select! {
            next = listener.subscription.next() => next,
            () = queue.closed() => None,
        };
        let Some(logged) = next else { return };
        if listener.tell(&logged, &queue).await.is_break() {
            return;
        }
    }
}

/// The body: a greeting, so that the reader knows it is connected, then events and heartbeats.
fn lines(queue: mpsc::Receiver<Message>) -> impl stream::Stream<Item = Result<Bytes, Infallible>> {
    let greeting = Some(Bytes::from_static(b":)\n\n"));
    stream::unfold((greeting, queue), |(greeting, mut queue)| async move {
        if let Some(greeting) = greeting {
            return Some((Ok(greeting), (None, queue)));
        }
        let line = match timeout(HEARTBEAT, queue.recv()).await {
            Ok(Some(message)) => event(&message.payload),
            Ok(None) => return None,
            Err(_) => Bytes::from_static(b":thump\n\n"),
        };
        Some((Ok(line), (None, queue)))
    })
}

/// An event as a reader of streams expects it. JSON as we write it has no line breaks. An event
/// without data would not be told by browsers.
fn event(payload: &Payload) -> Bytes {
    let data = payload.text.as_deref().unwrap_or("null");
    Bytes::from(format!("event: {}\ndata: {data}\n\n", payload.event))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_without_payload_still_has_data() {
        let changed = Payload { event: "filters_changed", text: None };
        assert_eq!(event(&changed), "event: filters_changed\ndata: null\n\n");
        let gone = Payload { event: "delete", text: Some("12".into()) };
        assert_eq!(event(&gone), "event: delete\ndata: 12\n\n");
    }
}
