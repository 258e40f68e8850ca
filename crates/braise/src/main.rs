//! Braise, a social network you host yourself: the program.
//!
//! Here what is typed (`console`) meets what is answered (`api` and `web`), which know nothing of each other. What the
//! network *does* is in `app`.

use app::App;
use axum::Router;
use console::Faces;
use std::process::ExitCode;

// Idle memory: after a burst glibc keeps what each thread freed in an arena of its own; mimalloc
// gives it back, and its small sizes fit the many short-lived strings of JSON. Without huge pages
// (a feature in the manifest): they more than doubled what an idle server holds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    console::run(faces)
}

/// Everything that is answered: calls of apps first, then pages, which know an answer to whatever is left.
fn faces(app: App, Faces { rate_limits }: Faces) -> Router {
    let calls = api::Options { rate_limits: rate_limits.then(api::RateLimits::default) };
    api::router(app.clone(), calls).merge(web::router(app, web::Options { rate_limits }))
}
