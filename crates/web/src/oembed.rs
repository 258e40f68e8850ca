//! oEmbed 1.0: a public post, to be shown on another site.

use crate::Web;
use crate::feeds::escape::escape;
use app::Found;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::{Account, Post, PostId};
use serde::Deserialize;
use serde_json::json;

/// Pixels a post is wide unless less is asked for.
const WIDTH: u32 = 550;
/// Seconds another site may keep it.
const KEEP: u32 = 86_400;

/// What is asked.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    url: String,
    format: String,
    maxwidth: String,
}

/// `GET /oembed?url=`
pub(crate) async fn show(State(web): State<Web>, Query(asked): Query<Asked>) -> Response {
    if !matches!(asked.format.as_str(), "" | "json") {
        return refused(StatusCode::NOT_IMPLEMENTED, "Posts are described in JSON only");
    }
    match found(&web.app, &asked.url).await {
        Ok((post, author)) => answer(&web.app, &post, &author, asked.maxwidth.parse().unwrap_or(WIDTH)),
        Err(error @ app::Error::NotFound) => refused(StatusCode::NOT_FOUND, &error.to_string()),
        Err(error) => {
            tracing::warn!(%error, "a post could not be shown elsewhere");
            refused(StatusCode::SERVICE_UNAVAILABLE, "Try again later")
        }
    }
}

fn refused(status: StatusCode, sentence: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status, headers, json!({ "error": sentence }).to_string()).into_response()
}

/// The post an address names, as long as strangers may see it and it may leave this server.
async fn found(app: &app::App, url: &str) -> app::Result<(Post, Account)> {
    let found = app.resolve(None, url).await?;
    let Some(Found::Post(id)) = found else { return Err(app::Error::NotFound) };
    let post = original(app, id).await?;
    if !post.visibility.is_open() || post.local_only {
        return Err(app::Error::NotFound);
    }
    let author = app.account(post.author).await?;
    Ok((post, author))
}

async fn original(app: &app::App, id: PostId) -> app::Result<Post> {
    let post = app.post(id, None).await?;
    match post.repost_of {
        Some(original) => app.post(original, None).await,
        None => Ok(post),
    }
}

fn answer(app: &app::App, post: &Post, author: &Account, width: u32) -> Response {
    let config = app.config();
    let name = author.shown_name();
    let page = config.absolute(&format!("/@{}", author.acct()));
    let url = format!("{page}/{}", post.id);
    let covered = !post.spoiler.is_empty();
    let words = if covered { format!("<p>{}</p>", escape(&post.spoiler)) } else { post.html.clone() };
    let domain = author.domain.as_deref().unwrap_or(&config.domain);
    let handle = format!("@{}@{domain}", author.username);
    let language = post.language.as_ref().map(|code| format!(" lang=\"{}\"", escape(code)));
    let html = format!(
        "<blockquote cite=\"{url}\"{}>{words}<footer>— {} ({}) <a href=\"{url}\">{}</a></footer></blockquote>",
        language.unwrap_or_default(),
        escape(name),
        escape(&handle),
        post.created_at.iso_date(),
        url = escape(&url),
    );
    let body = json!({
        "version": "1.0",
        "type": "rich",
        "title": format!("{name} ({handle})"),
        "author_name": name,
        "author_url": page,
        "provider_name": config.title,
        "provider_url": config.absolute("/"),
        "cache_age": KEEP,
        "html": html,
        "width": width.min(WIDTH),
        "height": null,
    });
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, body.to_string()).into_response()
}
