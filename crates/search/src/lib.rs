//! Full text over posts, accounts and tags.
//!
//! A durable view of the log: its owner feeds it documents, calls [`Index::commit`] with the log
//! position they stand for, and after a restart goes on from [`Index::position`]. Losing the folder
//! loses nothing but the time to fill it again.
//!
//! At rest an open index holds 3 MB of its own, whatever its size; the rest is mapped files the system
//! may take back. 100,000 posts take 8 MB on disk and a question 2 ms (`examples/memory.rs`, two cores).
//!
//! What it must never know: rows, requests, who follows whom. Whether somebody may be *shown* a post
//! is decided by the store; here the only rule is who may *find* it ([`PostDoc`]), so answers are
//! candidates the caller checks again.
//!
//! To add an operator: a line in [`operator`], its meaning in `find_posts`, a test in
//! `tests/operators.rs`. A change to what is stored raises [`schema::VERSION`].

pub mod account;
mod error;
mod find_accounts;
mod find_posts;
mod find_relevant;
mod find_tags;
mod folder;
pub mod index;
pub mod operator;
pub mod post;
pub mod question;
pub mod schema;
pub mod tag;
pub mod tokens;

pub use account::AccountDoc;
pub use error::Error;
pub use find_posts::{DEEPEST, Within};
pub use find_relevant::Wording;
pub use index::Index;
pub use operator::{Mark, Place, Span};
pub use post::PostDoc;
pub use question::{Clause, Question, Wanted};
pub use tag::TagDoc;
