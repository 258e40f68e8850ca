//! Tests against the real program, on every database at hand. One binary, one area a file.

// A test may fail loudly, say what it left out, and compare with a list written where it is used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs)]
#![allow(clippy::cloned_ref_to_slice_refs, clippy::ok_expect)]

mod access;
mod arriving;
mod assistant;
mod brought;
mod chrome;
mod clients;
mod coming_in;
mod command_line;
mod consent;
mod conversations;
mod create;
mod datasets;
mod day;
mod demo;
mod durability;
mod erasing;
mod feeds;
mod feeds_outside;
mod for_you;
mod in_short;
mod journey;
mod lists;
mod mail;
mod manners;
mod models;
mod moving;
mod notes;
mod notifications;
mod own;
mod packs;
mod pages;
mod posting;
mod push;
mod radar;
mod recordings;
mod relations;
mod remote;
mod restart;
mod search;
mod slow_line;
mod streaming;
mod tags;
mod talk;
mod verify;
mod watching;
mod web_app;

use testkit::{Engine, Server, engines};

/// Runs a story on a fresh server of each database.
async fn on_each_engine<F: Future<Output = ()>>(story: impl Fn(Server) -> F) {
    for engine in engines() {
        story(Server::start(engine)).await;
    }
}

/// Runs a story on a server of each database that is started as the story needs it.
async fn each<F: Future<Output = ()>>(start: impl Fn(Engine) -> Server, story: impl Fn(Server) -> F) {
    for engine in engines() {
        story(start(engine)).await;
    }
}

/// A server with the embedded database, for what does not touch queries.
fn on_sqlite() -> Server {
    Server::start(Engine::Sqlite)
}
