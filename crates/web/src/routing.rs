//! Handlers of all pages, as one type.
//!
//! axum stacks services on the type of each handler, and the compiler proves for every one of them that what the
//! handler awaits may cross threads. With the type taken away there is one stack for all pages, and
//! a request goes through one more pointer.

use crate::Web;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use std::pin::Pin;
use std::sync::Arc;

/// What a handler answers.
type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Answers `GET`, and `HEAD` without what it would say.
pub(crate) fn get<H, T>(handler: H) -> MethodRouter<Web>
where
    H: Handler<T, Web, Future = Answer>,
{
    routing::get(page(handler))
}

/// Answers `POST`.
pub(crate) fn post<H, T>(handler: H) -> MethodRouter<Web>
where
    H: Handler<T, Web, Future = Answer>,
{
    routing::post(page(handler))
}

/// Shows a form to `GET` and takes it from `POST`.
pub(crate) fn get_and_post<Show, Take, S, T>(show: Show, take: Take) -> MethodRouter<Web>
where
    Show: Handler<S, Web, Future = Answer>,
    Take: Handler<T, Web, Future = Answer>,
{
    get(show).post(page(take))
}

/// Any handler.
#[derive(Clone)]
struct Page(Arc<dyn Fn(Request, Web) -> Answer + Send + Sync>);

fn page<H, T>(handler: H) -> Page
where
    H: Handler<T, Web, Future = Answer>,
{
    Page(Arc::new(move |request, web| handler.clone().call(request, web)))
}

impl Handler<(), Web> for Page {
    type Future = Answer;

    fn call(self, request: Request, web: Web) -> Answer {
        (self.0)(request, web)
    }
}
