//! The pages: rendered by the server, whole without scripts.
//!
//! A request is turned into a [`visit::Visit`] once (who, in which language), a handler in
//! [`pages`] asks the use cases and fills a template, and what went wrong becomes a page too, in
//! one place. This crate knows no SQL and decides nothing about who may see what: that is `app`'s.
//!
//! To add a page: a file in `pages` with its handler and template, a row in [`router`], its words
//! in both files of `texts`. The tests fail on a word that is missing or left over.

mod assets;
mod complete;
mod cookie;
mod csrf;
mod feeds;
mod language;
mod live;
mod media;
mod oembed;
mod pages;
mod paths;
mod policy;
mod problem;
mod routing;
mod sent;
mod show;
mod sitemap;
mod texts;
mod throttle;
mod usage;
mod visit;

use crate::routing::{get, get_and_post, post};
use app::{App, Handle};
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// Bytes of a form; the longest field is the reason to join.
const FORM_BYTES: usize = 64 * 1024;

/// What every page knows.
#[derive(Clone)]
pub(crate) struct Web {
    inner: Handle<Inner>,
}

impl std::ops::Deref for Web {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

/// What stands behind all clones of [`Web`].
pub(crate) struct Inner {
    app: App,
    throttle: Arc<throttle::Throttle>,
    shelf: Arc<show::shelf::Shelf>,
}

/// Texts go compressed to browsers that say they read that; a slow line is slower than a processor.
fn packed() -> CompressionLayer {
    CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest)
}

/// How the pages behave.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether those who guess passwords, make accounts or ask for letters are slowed down.
    pub rate_limits: bool,
}

/// All pages, media files and what pages are made of. Whatever it does not know is answered with
/// a page too, so it can stand behind the other faces.
pub fn router(app: App, options: Options) -> Router {
    let shelf = Arc::<show::shelf::Shelf>::default();
    app.observe(Arc::clone(&shelf) as Arc<dyn app::Observer>);
    let throttle = Arc::new(throttle::Throttle::new(options.rate_limits));
    let web = Web { inner: Handle::new(Inner { app, throttle, shelf }) };
    let pages = Router::new()
        .route("/", get(pages::home::show))
        .route("/about", get(pages::about::show))
        .route("/auth/sign_up", get_and_post(pages::sign_up::show, pages::sign_up::join))
        .route("/auth/sign_in", get_and_post(pages::sign_in::show, pages::sign_in::log_in))
        .route("/auth/sign_out", post(pages::sign_out::log_out))
        .route("/oauth/authorize", get_and_post(pages::consent::show, pages::consent::decide))
        .route("/oauth/authorize/native", get(pages::consent::code))
        .route("/@{name}", get(pages::profile::show))
        .route("/@{name}/{id}", get(pages::thread::show))
        .merge(pages::password::routes())
        .merge(pages::email::routes())
        .merge(pages::act::routes())
        .merge(pages::asks::routes())
        .merge(pages::assistant::routes())
        .merge(pages::create::routes())
        .merge(pages::card::routes())
        .merge(pages::compose::routes())
        .merge(pages::settings::routes())
        .merge(pages::lists::routes())
        .merge(pages::report::routes())
        .merge(pages::reports::routes())
        .merge(pages::conversations::routes())
        .merge(pages::datasets::routes())
        .merge(pages::drafts::routes())
        .merge(pages::explore::routes())
        .merge(pages::feeds::routes())
        .merge(pages::history::routes())
        .merge(pages::kept::routes())
        .merge(pages::missed::routes())
        .merge(pages::notes::routes())
        .merge(pages::notifications::routes())
        .merge(pages::packs::routes())
        .merge(pages::people::routes())
        .merge(pages::radar::routes())
        .merge(pages::trends::routes())
        .merge(pages::scheduled::routes())
        .merge(pages::search::routes())
        .merge(pages::tag::routes())
        .merge(pages::translate::routes())
        .merge(pages::why::routes())
        .merge(live::routes())
        .merge(complete::routes())
        .route("/manifest.webmanifest", get(pages::manifest::manifest))
        .route("/offline", get(pages::manifest::offline))
        .fallback(pages::missing)
        .method_not_allowed_fallback(pages::other_method)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(web.clone(), visit::frame))
        .layer(from_fn_with_state(web.clone(), feeds::instead))
        .layer(packed());
    // Media is packed by its nature, and read in parts.
    let media = Router::new().route("/media/{*file}", get(media::serve));
    let parts = Router::new()
        .route("/static/{file}", get(assets::serve))
        .route("/static/js/{version}/{file}", get(assets::module))
        .route(app::NO_AVATAR, get(assets::avatar))
        .route(app::NO_HEADER, get(assets::wide))
        .route("/favicon.ico", get(assets::icon))
        .route("/sw.js", get(assets::worker))
        .route("/oembed", get(oembed::show))
        // Where programs that know Mastodon look.
        .route("/api/oembed", get(oembed::show))
        .route("/robots.txt", get(sitemap::robots))
        .route("/.well-known/tdmrep.json", get(sitemap::mining))
        .route("/sitemap.xml", get(sitemap::show).layer(Extension(sitemap::Drawn::default())))
        .layer(packed());
    media.merge(parts).fallback_service(pages.with_state(web.clone())).with_state(web)
}
