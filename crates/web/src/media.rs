//! Files members brought, as they are kept: under names nobody can guess and that never change.

use crate::{Web, usage};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{self, HeaderValue};
use http::{Method, StatusCode};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

/// Kinds by the ending of the name; what is not among them is not served as anything a browser
/// would show.
const KINDS: [(&str, &str); 9] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
];

/// A file, or the part of it that is asked for.
pub(crate) async fn serve(State(web): State<Web>, Path(file): Path<String>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = match file.strip_prefix("remote/") {
        Some(name) => web.app.remote_picture(name).await,
        None => web.app.media_path(&file),
    };
    let Some(path) = path else { return StatusCode::NOT_FOUND.into_response() };
    let kind = kind(&path.to_string_lossy());
    let Ok(found) = ServeFile::new(path).oneshot(request).await;
    let mut response = found.map(Body::new);
    let status = response.status();
    if !(status.is_success()
        || status == StatusCode::NOT_MODIFIED
        || status == StatusCode::RANGE_NOT_SATISFIABLE)
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Robots have no business here; a picture's own yes or no is told on its post's page.
    usage::say_by_default(headers);
    response
}

fn kind(file: &str) -> &'static str {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    KINDS.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind_and_nothing_else_does() {
        assert_eq!(kind("posts/a.jpg"), "image/jpeg");
        assert_eq!(kind("posts/a-small.webp"), "image/webp");
        for other in ["posts/a.html", "posts/a.svg", "posts/a", "posts/a.jpg.exe"] {
            assert_eq!(kind(other), "application/octet-stream", "{other}");
        }
    }
}
