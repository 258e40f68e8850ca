//! What is the member's own, to take along: everything in one archive, or a part of it.

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::Result;
use crate::routing::get;
use crate::visit::Guest;
use askama::Template;
use axum::body::Body;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::{Extension, Router};
use http::{StatusCode, header};

/// The files: name, text, what is in it.
const FILES: [(&str, &str, &str); 8] = [
    ("archive.zip", "export-archive", "export-archive-means"),
    ("posts.json", "export-posts", "export-posts-means"),
    ("following_accounts.csv", "export-following", "export-following-means"),
    ("lists.csv", "export-lists", "export-lists-means"),
    ("muted_accounts.csv", "export-muted", "export-muted-means"),
    ("blocked_accounts.csv", "export-blocked", "export-blocked-means"),
    ("blocked_domains.csv", "export-domains", "export-domains-means"),
    ("bookmarks.csv", "export-bookmarks", "export-bookmarks-means"),
];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/export", get(show)).route("/settings/export/{file}", get(download))
}

#[derive(Template)]
#[template(path = "settings/export.html")]
struct Export {
    frame: Frame,
    areas: Vec<Area>,
    files: [(&'static str, &'static str, &'static str); 8],
}

/// `GET /settings/export`
async fn show(Extension(visit): Guest) -> Result {
    visit.actor()?;
    let (frame, areas) = around(&visit, "set-export");
    page(StatusCode::OK, &Export { frame, areas, files: FILES })
}

/// `GET /settings/export/{file}`
async fn download(Extension(visit): Guest, Path(file): Path<String>) -> Result {
    let me = visit.actor()?.account;
    if file == "archive.zip" {
        let headers = [
            (header::CONTENT_TYPE, "application/zip"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"archive.zip\""),
        ];
        return Ok((headers, Body::from_stream(visit.app().export_stream(me))).into_response());
    }
    if file == "posts.json" {
        let headers = [
            (header::CONTENT_TYPE, "application/activity+json"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"posts.json\""),
        ];
        let posts = visit.app().export_posts(me).await?;
        return Ok((headers, Body::from_stream(posts)).into_response());
    }
    let table = visit.app().export_table(me, &file).await?;
    let name = format!("attachment; filename=\"{file}\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, table).into_response())
}
