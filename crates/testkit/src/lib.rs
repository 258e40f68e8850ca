//! What the tests stand on: the real server in a folder of its own, a client that checks every
//! answer against the published Mastodon API, and pictures made in code.
//!
//! ```no_run
//! # use braise_testkit as testkit;
//! # async fn example() {
//! for engine in testkit::engines() {
//!     let server = testkit::Server::start(engine);
//!     let ada = server.member("ada");
//!     let post = ada.post_status("Good morning").await;
//!     let home = ada.get("/api/v1/timelines/home").await.ok();
//!     assert_eq!(home[0]["id"], post["id"]);
//! }
//! # }
//! ```
//!
//! It must never be a dependency outside `[dev-dependencies]`: it panics freely, as tests do. It
//! knows the server only from outside, by its command line and its HTTP answers, so that no test
//! passes because of a shortcut through the crates inside.
//!
//! To add a fixture: one function in [`fixtures`] that returns bytes. To excuse an answer from the
//! schema: one line with its reason in `contract/tolerances.rs`.

// Test-only code: a broken precondition should end the test at once, with a message.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

pub mod archives;
pub mod client;
pub mod contract;
pub mod fixtures;
mod llama;
pub mod mailbox;
pub mod objects;
mod peer;
mod provider;
pub mod push;
pub mod server;
mod tools;
mod wait;

pub use client::{Answer, Client, Event};
pub use mailbox::Mailbox;
pub use peer::{Llama, Peer};
pub use provider::{Provider, Said};
pub use reqwest::Method;
pub use server::{Engine, Server, binary, engines};
pub use tools::leave_out;
pub use wait::{DEADLINE, wait_until};
