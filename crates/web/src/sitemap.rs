//! What robots are told: what to leave alone, and where to find what may be kept.
//!
//! On the map stand members who let their posts be found and want to be found themselves, with
//! their newest public posts. It is made of parts, each kept for an hour: drawing one asks a lot.

use crate::Web;
use crate::feeds::escape::escape;
use app::read::people::Directory;
use app::read::timelines::AccountShow;
use app::{App, Result};
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use consent::projection::{aipref, tdmrep};
use consent::{Choice, Choices, Purpose};
use http::{StatusCode, header};
use model::{AccountId, Page, Time, Visibility};
use parking_lot::Mutex;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Members on one part of the map.
const MEMBERS: usize = 50;
/// Posts of each.
const POSTS: usize = 40;
/// Parts at most.
const PARTS: usize = 200;
/// Members named in robots.txt who allow training; robots read no endless file. Of the others their
/// pages say it, and robots that read only the file leave them alone.
const WILLING: usize = 1_000;
/// How long a part is kept.
const KEPT: Duration = Duration::from_secs(3_600);
const OPEN: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Parts drawn within the last hour: by their number, zero for the whole.
#[derive(Clone, Default)]
pub(crate) struct Drawn(Arc<Mutex<HashMap<usize, (Time, String)>>>);

/// Which part.
#[derive(Deserialize)]
pub(crate) struct Part {
    part: Option<usize>,
}

/// `GET /robots.txt`: robots read what is public, leave the rest, and train on nobody's words but of
/// those who allow it.
pub(crate) async fn robots(State(web): State<Web>) -> Response {
    let map = web.app.config().absolute("/sitemap.xml");
    let willing = match web.app.members_allowing(Purpose::GenerativeTraining, WILLING).await {
        Ok(willing) => willing,
        Err(error) => {
            tracing::warn!(%error, "who allows training could not be read");
            Vec::new()
        }
    };
    let mut rules =
        "User-agent: *\nDisallow: /api/\nDisallow: /auth/\nDisallow: /oauth/\nDisallow: /media/\n".to_owned();
    rules.push_str(&format!("{}\n", aipref::robots_rule(None, &Choices::UNSET)));
    let yes = Choices::UNSET.with(Purpose::GenerativeTraining, Choice::Yes);
    for name in willing {
        for path in [format!("/@{name}$"), format!("/@{name}/")] {
            rules.push_str(&format!("{}\n", aipref::robots_rule(Some(&path), &yes)));
        }
    }
    rules.push_str(&format!("\nSitemap: {map}\n"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, rules).into_response()
}

/// `GET /.well-known/tdmrep.json`: text and data mining is reserved, but where an answer says otherwise.
pub(crate) async fn mining() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, tdmrep::well_known().to_string()).into_response()
}

/// `GET /sitemap.xml`: the whole map where it fits, or where its parts are.
pub(crate) async fn show(
    State(web): State<Web>,
    Extension(drawn): Extension<Drawn>,
    Query(Part { part }): Query<Part>,
) -> Response {
    let key = part.map_or(0, |part| part.saturating_add(1));
    if key > PARTS {
        return StatusCode::NOT_FOUND.into_response();
    }
    let now = web.app.now();
    let kept = drawn.0.lock().get(&key).filter(|(at, _)| now.since(*at) < KEPT).map(|(_, map)| map.clone());
    if let Some(map) = kept {
        return answer(map);
    }
    match draw(&web.app, part).await {
        Ok(map) => {
            drawn.0.lock().insert(key, (now, map.clone()));
            answer(map)
        }
        Err(error) => {
            tracing::warn!(%error, "the map for robots could not be drawn");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn answer(map: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, map).into_response()
}

async fn draw(app: &App, part: Option<usize>) -> Result<String> {
    if let Some(part) = part {
        return places(app, part).await;
    }
    let members = findable(app, 0, MEMBERS * PARTS).await?.len();
    if members <= MEMBERS { places(app, 0).await } else { Ok(parts(app, members.div_ceil(MEMBERS))) }
}

/// Members here who want to be found, in the order they joined.
async fn findable(app: &App, offset: usize, limit: usize) -> Result<Vec<AccountId>> {
    app.directory(None, Directory { local: true, newest: true, offset, limit }).await
}

/// The map of the parts.
fn parts(app: &App, count: usize) -> String {
    let mut out = format!("{OPEN}<sitemapindex xmlns=\"{SPACE}\">\n");
    for part in 0..count {
        let address = app.config().absolute(&format!("/sitemap.xml?part={part}"));
        out.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&address)));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One part: members and their newest public posts.
async fn places(app: &App, part: usize) -> Result<String> {
    let ids = findable(app, part.saturating_mul(MEMBERS), MEMBERS).await?;
    let mut out = format!("{OPEN}<urlset xmlns=\"{SPACE}\">\n");
    let mut place = |path: &str, changed: Option<Time>| {
        let address = escape(&app.config().absolute(path));
        let changed = changed.map(|at| format!("<lastmod>{}</lastmod>", at.iso_date())).unwrap_or_default();
        out.push_str(&format!("<url><loc>{address}</loc>{changed}</url>\n"));
    };
    if part == 0 {
        place("/", None);
        place("/about", None);
    }
    for account in app.accounts(&ids).await?.into_iter().filter(|account| account.indexable) {
        let page = format!("/@{}", account.username);
        place(&page, account.last_post_at);
        let wanted = AccountShow { exclude_reposts: true, ..AccountShow::default() };
        let posts = app.account_timeline(account.id, None, wanted, Page::first(POSTS)).await?;
        let mut posts = app.post_views(&posts).await?;
        posts.retain(|view| view.post.visibility == Visibility::Public && !view.post.local_only);
        for view in posts {
            place(
                &format!("{page}/{}", view.post.id),
                Some(view.post.edited_at.unwrap_or(view.post.created_at)),
            );
        }
    }
    out.push_str("</urlset>\n");
    Ok(out)
}
