//! Tests against the real program, on every database at hand. One binary, one area a file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod coming_in;
mod conversations;
mod day;
mod durability;
mod notifications;
mod pages;
mod posting;
mod relations;
mod search;
mod streaming;

use testkit::{Engine, Server, engines};

/// Runs a story on a fresh server of each database.
async fn on_each_engine<F: Future<Output = ()>>(story: impl Fn(Server) -> F) {
    for engine in engines() {
        story(Server::start(engine)).await;
    }
}

/// A server with the embedded database, for what does not touch queries.
fn on_sqlite() -> Server {
    Server::start(Engine::Sqlite)
}
