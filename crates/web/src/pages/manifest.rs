//! What a device needs to keep the pages like an app, and what it shows when there is no network.

use super::page;
use crate::problem::Result;
use crate::visit::Guest;
use askama::Template;
use axum::Extension;
use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use serde_json::json;

/// `GET /manifest.webmanifest`
pub(crate) async fn manifest(Extension(visit): Guest) -> Result {
    let (config, t) = (visit.app().config(), visit.speech);
    let icon = |file: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": format!("/static/{file}"), "sizes": sizes, "type": kind, "purpose": purpose });
    let short = |name: &str, url: &str| json!({ "name": name, "url": url });
    let manifest = json!({
        "id": "/",
        "name": config.title,
        "short_name": config.title,
        "description": super::home::description(&visit),
        "lang": t.code(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#FBF8F4",
        "theme_color": "#FBF8F4",
        "categories": ["social"],
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable.png", "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            short(t.say("compose"), "/compose"),
            short(t.say("nav-notifications"), "/notifications"),
        ],
        "share_target": {
            "action": "/compose",
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": { "title": "title", "text": "text", "url": "url" },
        },
    });
    Ok(([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response())
}

#[derive(Template)]
#[template(path = "offline.html")]
struct Offline {
    t: crate::texts::Speech,
    site: String,
    style: String,
    script: String,
}

/// `GET /offline`: kept by browsers, so there is nothing of anybody on it.
pub(crate) async fn offline(Extension(visit): Guest) -> Result {
    let site = visit.app().config().title.clone();
    let (style, script) = (crate::assets::style(), crate::assets::script());
    page(StatusCode::OK, &Offline { t: visit.speech, site, style, script })
}
