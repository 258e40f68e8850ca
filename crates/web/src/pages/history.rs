//! What a post said before it was edited.

use super::people::post_at;
use super::{Frame, page};
use crate::Web;
use crate::problem::Result;
use crate::routing::get;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Router};
use http::StatusCode;
use model::post::Revision;
use model::{MediaId, MediaKind};
use std::collections::HashMap;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/@{name}/{id}/history", get(show))
}

#[derive(Template)]
#[template(path = "history.html")]
struct History {
    frame: Frame,
    url: String,
    language: String,
    /// The newest first.
    versions: Vec<Version>,
}

/// What it said at one time.
struct Version {
    at: When,
    spoiler: String,
    html: String,
    sensitive: bool,
    /// Files: the small picture where there is one, and the description of then.
    media: Vec<(Option<String>, String)>,
    options: Vec<String>,
}

/// `GET /@{name}/{id}/history`
async fn show(Extension(visit): Guest, Path(at): Path<(String, String)>) -> Result {
    let (post, author) = post_at(&visit, &at).await?;
    let (post, earlier) = visit.app().history(post.id, visit.viewer()).await?;
    let now = visit.app().post_views(&[post.id]).await?.pop();
    let present = Revision {
        at: post.edited_at.unwrap_or(post.created_at),
        html: post.html.clone(),
        spoiler: post.spoiler.clone(),
        sensitive: post.sensitive,
        media: now
            .iter()
            .flat_map(|view| &view.media)
            .map(|medium| (medium.id, medium.alt.clone()))
            .collect(),
        poll_options: now
            .iter()
            .flat_map(|view| &view.poll)
            .flat_map(|poll| &poll.options)
            .map(|option| option.title.clone())
            .collect(),
        quote_of: post.quote_of,
    };
    let revisions: Vec<Revision> = std::iter::once(present).chain(earlier.into_iter().rev()).collect();
    let pictures = pictures(&visit, &revisions).await?;
    let title = visit.speech.with("history-title", "name", author.shown_name());
    let history = History {
        frame: Frame { index: false, ..Frame::new(&visit, title) },
        url: format!("/@{}/{}", author.acct(), post.id),
        language: post.language.clone().unwrap_or_default(),
        versions: revisions.into_iter().map(|revision| version(&visit, revision, &pictures)).collect(),
    };
    page(StatusCode::OK, &history)
}

/// Small pictures of everything these versions showed and that is still kept.
async fn pictures(visit: &Visit, revisions: &[Revision]) -> Result<HashMap<MediaId, String>> {
    let mut ids: Vec<MediaId> =
        revisions.iter().flat_map(|revision| &revision.media).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = visit.app().media_by_id(&ids, visit.viewer()).await?;
    let shown = found.into_iter().filter(|medium| medium.ready && medium.kind != MediaKind::Audio);
    Ok(shown.filter_map(|medium| Some((medium.id, format!("/media/{}", medium.small?)))).collect())
}

fn version(visit: &Visit, revision: Revision, pictures: &HashMap<MediaId, String>) -> Version {
    Version {
        at: When::new(visit.speech, revision.at, visit.app().now()),
        spoiler: revision.spoiler,
        html: revision.html,
        sensitive: revision.sensitive,
        media: revision.media.into_iter().map(|(id, alt)| (pictures.get(&id).cloned(), alt)).collect(),
        options: revision.poll_options,
    }
}
