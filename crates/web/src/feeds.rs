//! Feeds: what a member or a tag has published, for readers of RSS, Atom and JSON Feed.
//!
//! Only what everybody may read is in them: public posts, no reposts, nothing that was to stay on
//! this server. What stands behind a warning stays behind it: the warning and the way to the post
//! are in the feed, nothing more. [`gather`] asks for the posts, a file a format writes them down.

mod atom;
pub(crate) mod escape;
mod gather;
mod json;
mod moment;
mod rss;

use crate::Web;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Method, StatusCode, Uri, header};
use model::limits::TAG_CHARACTERS;
use sha2::{Digest as _, Sha256};

/// How readers may keep what they got, in seconds.
const KEEP: &str = "public, max-age=300";

/// How a feed is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Rss,
    Atom,
    Json,
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }

    fn write(self, feed: &gather::Feed) -> String {
        match self {
            Self::Rss => rss::write(feed),
            Self::Atom => atom::write(feed),
            Self::Json => json::write(feed),
        }
    }
}

/// Of whom or what.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Subject {
    Member(String),
    Tag(String),
    /// What is catching fire.
    Radar,
}

/// The feed a path asks for, if it asks for one.
fn wanted(path: &str) -> Option<(Subject, Format)> {
    if let Some(name) = path.strip_prefix("/@").and_then(|rest| rest.strip_suffix("/feed.json")) {
        return (!name.contains('/')).then(|| (Subject::Member(name.to_owned()), Format::Json));
    }
    let (page, format) = match path.rsplit_once('.')? {
        (page, "rss") => (page, Format::Rss),
        (page, "atom") => (page, Format::Atom),
        _ => return None,
    };
    if page == "/radar" {
        return Some((Subject::Radar, format));
    }
    if let Some(name) = page.strip_prefix("/@") {
        return (!name.contains('/')).then(|| (Subject::Member(name.to_owned()), format));
    }
    let tag = page.strip_prefix("/tags/").filter(|tag| !tag.contains('/'))?;
    Some((Subject::Tag(decoded(tag)?), format))
}

/// Percent signs of an address undone.
fn decoded(text: &str) -> Option<String> {
    let pair = format!("x={}", text.replace('+', "%2B"));
    let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(&pair).ok()?;
    let tag = pairs.pop()?.1;
    (!tag.is_empty() && tag.chars().count() <= TAG_CHARACTERS).then_some(tag)
}

/// Stands before the pages: answers with a feed where the address is a feed's. Addresses of feeds
/// end like files, which the table of routes has no word for.
pub(crate) async fn instead(State(web): State<Web>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match wanted(request.uri().path()).filter(|_| reads) {
        Some((subject, format)) => answer(&web, request.uri(), request.headers(), &subject, format).await,
        None => next.run(request).await,
    }
}

async fn answer(web: &Web, uri: &Uri, asked: &HeaderMap, subject: &Subject, format: Format) -> Response {
    let here = web.app.config().absolute(uri.path());
    let found = match subject {
        Subject::Member(name) => gather::of_member(&web.app, name, here).await,
        Subject::Tag(tag) => gather::of_tag(&web.app, tag, here).await,
        Subject::Radar => gather::of_radar(&web.app, here).await,
    };
    match found {
        Ok(feed) => fresh(asked, format, &feed),
        Err(app::Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(%error, "a feed could not be made");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The feed, or the word that the reader has it already.
fn fresh(asked: &HeaderMap, format: Format, feed: &gather::Feed) -> Response {
    let body = format.write(feed);
    let tag = format!("\"{}\"", &URL_SAFE_NO_PAD.encode(Sha256::digest(&body))[..22]);
    let changed = moment::http(feed.updated);
    let headers = [
        (header::ETAG, tag.clone()),
        (header::LAST_MODIFIED, changed.clone()),
        (header::CACHE_CONTROL, KEEP.to_owned()),
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    if has_it(asked, &tag, &changed) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, body).into_response()
}

/// Whether the reader's copy is this one (RFC 9110, section 13).
fn has_it(asked: &HeaderMap, tag: &str, changed: &str) -> bool {
    let said = |name| asked.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    match said(header::IF_NONE_MATCH) {
        Some(tags) => {
            let mut tags = tags.split(',').map(|one| one.trim().trim_start_matches("W/"));
            tags.any(|one| one == "*" || one == tag)
        }
        None => said(header::IF_MODIFIED_SINCE) == Some(changed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_feeds_are_told_from_pages() {
        let member = |name: &str, format| Some((Subject::Member(name.to_owned()), format));
        let tag = |name: &str, format| Some((Subject::Tag(name.to_owned()), format));
        for (path, expected) in [
            ("/@ada.rss", member("ada", Format::Rss)),
            ("/@ada.atom", member("ada", Format::Atom)),
            ("/@ada/feed.json", member("ada", Format::Json)),
            ("/tags/pain.rss", tag("pain", Format::Rss)),
            ("/tags/%C3%A9t%C3%A9.atom", tag("été", Format::Atom)),
            ("/radar.rss", Some((Subject::Radar, Format::Rss))),
            ("/@ada", None),
            ("/@ada@elsewhere.example", None),
            ("/@ada/12.rss", None),
            ("/tags/.rss", None),
            ("/tags/a/b.rss", None),
            ("/static/icon.rss", None),
        ] {
            assert_eq!(wanted(path), expected, "{path}");
        }
    }

    #[test]
    fn a_reader_who_has_it_is_told_so() {
        let headers = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            headers
        };
        let day = "Fri, 20 Nov 2026 08:00:00 GMT";
        assert!(has_it(&headers("if-none-match", "\"a\", W/\"b\""), "\"b\"", day));
        assert!(!has_it(&headers("if-none-match", "\"a\""), "\"b\"", day));
        assert!(has_it(&headers("if-modified-since", day), "\"b\"", day));
        assert!(!has_it(&HeaderMap::new(), "\"b\"", day));
    }
}
