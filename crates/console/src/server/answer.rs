//! One request: what every answer of this server has in common, whoever makes it.

use super::shutdown::Shutdown;
use super::{Site, client};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use futures_util::{FutureExt as _, StreamExt as _};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt as _;
use tracing::Instrument as _;

/// Answers a request. Adds the client's address for the handlers and a number for the log; a
/// handler that panics becomes a 500; endless answers end when the server does.
pub async fn answer(
    site: &Site,
    peer: SocketAddr,
    mut shutdown: Shutdown,
    mut request: Request,
) -> Result<Response<Body>, Infallible> {
    if let Some(uri) = super::path::without_last_slash(request.uri()) {
        *request.uri_mut() = uri;
    }
    let address = client::address(peer, request.headers(), &site.proxies);
    request.extensions_mut().insert(ConnectInfo(address));
    let id = next_id();
    let span = tracing::debug_span!("request", id, method = %request.method(), path = request.uri().path());
    let handled =
        AssertUnwindSafe(site.router.clone().oneshot(request)).catch_unwind().instrument(span.clone());
    let mut response = handled.await.map_or_else(
        |_| {
            span.in_scope(|| tracing::error!(id, "a request panicked"));
            panicked()
        },
        |Ok(response)| response,
    );
    if let Ok(id) = HeaderValue::from_str(&format!("{id:016x}")) {
        response.headers_mut().insert("x-request-id", id);
    }
    if is_endless(&response) {
        response = response.map(|body| {
            let until = async move { shutdown.asked().await };
            Body::from_stream(body.into_data_stream().take_until(until))
        });
    }
    Ok(response)
}

fn is_endless(response: &Response<Body>) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn panicked() -> Response<Body> {
    let sentence = r#"{"error":"Something went wrong on the server. It has been written down."}"#;
    let mut response = Response::new(Body::from(sentence));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}

/// Numbers requests, so that what a member reports is found in the log. Begins anywhere, so that
/// two runs of the server seldom use the same numbers.
fn next_id() -> u64 {
    static NEXT: std::sync::LazyLock<AtomicU64> = std::sync::LazyLock::new(|| {
        use std::hash::{BuildHasher as _, Hasher as _};
        AtomicU64::new(std::collections::hash_map::RandomState::new().build_hasher().finish())
    });
    NEXT.fetch_add(1, Ordering::Relaxed)
}
