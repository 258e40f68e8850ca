//! The Mastodon client API, OAuth 2 and streaming, spoken as clients expect it.
//!
//! Here and nowhere else a post is a *status*, a repost a *reblog* and a like a *favourite*. A
//! handler does three things: it parses what the client sent ([`params`]), calls one use case of
//! `app`, and renders the answer ([`entities`], [`render`]). It decides nothing.
//!
//! Every route is a row of the table in [`routes`], with the access it needs; what is not in the
//! table cannot be reached. To add an endpoint: a row there, a handler in the file of its area, an
//! entity if it answers something new, and a test that calls it.
//!
//! This crate knows no SQL, no page and no other server.

mod call;
mod entities;
mod error;
mod handlers;
mod oauth;
mod openapi;
mod params;
mod rate;
mod render;
mod reply;
mod routes;
mod streaming;
mod wellknown;

use app::{App, Handle};
use axum::Router;
use std::sync::Arc;

pub use rate::RateLimits;

/// What the API needs besides the use cases.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much a client may ask; none for tests and benchmarks.
    pub rate_limits: Option<RateLimits>,
}

/// What every handler has at hand.
#[derive(Clone)]
pub(crate) struct Api {
    inner: Handle<Inner>,
}

pub(crate) struct Inner {
    /// The use cases.
    pub app: App,
    /// Posts and accounts as JSON.
    pub render: Arc<render::Cache>,
    /// Who asked how much.
    pub rate: rate::Limiter,
}

impl std::ops::Deref for Api {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

/// All routes of this crate.
pub fn router(app: App, options: Options) -> Router {
    let render = Arc::new(render::Cache::default());
    app.observe(Arc::clone(&render) as Arc<dyn app::Observer>);
    let inner = Inner { app, render, rate: rate::Limiter::new(options.rate_limits) };
    routes::router(Api { inner: Handle::new(inner) })
}
