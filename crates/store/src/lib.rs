//! Rows and the event log on SQLite and PostgreSQL, behind one set of queries.
//!
//! Only this crate knows rusqlite and sqlx. SQL is written once, with `$1` parameters and in the subset both
//! engines read; where they differ, the difference sits in [`engine`]. A write is a closure over a
//! [`Tx`], run by the one [`writer`] of the process, which groups waiting closures into one durable
//! commit together with the events they logged. A read is a query over a [`Conn`] from the pool and
//! never waits for a write.
//!
//! To add a query: find the file of its table, write a plain function taking `&mut Conn`, with the
//! SQL inside it. To add a table: a new file in `migrations`, never a change to one that shipped.
//!
//! This crate decides nothing about who may do what; it knows only who may see what
//! ([`visibility`]), because that has to be part of the queries.

pub mod embeddings;
pub mod engine;
mod error;
mod ids;
pub mod learnable;
mod migrate;
mod row;
mod sql;
mod sqlite;
mod writer;

pub mod accounts;
pub mod answers;
pub mod asks;
pub mod attached;
pub mod auth;
pub mod board;
pub mod check;
pub mod consent;
pub mod conversations;
pub mod creations;
pub mod datasets;
pub mod domains;
pub mod drafts;
pub mod erasing;
pub mod events;
pub mod feeds;
pub mod filters;
pub mod finding;
pub mod forecast_follows;
pub mod forecast_models;
pub mod imports;
pub mod jobs;
pub mod kept;
pub mod lists;
pub mod mailed;
pub mod markers;
pub mod members;
pub mod notes;
pub mod notifications;
pub mod packs;
pub mod posts;
pub mod push;
pub mod radar;
pub mod reactions;
pub mod recipes;
pub mod recommend;
pub mod relations;
pub mod reports;
pub mod scheduled;
pub mod server;
pub mod suggestions;
pub mod tags;
pub mod talk;
pub mod trends;
pub mod visibility;
pub mod watched;

pub use engine::{Conn, Engine, Options, Store};
pub use error::Error;
pub use row::{Arg, Row, Value};
pub use sql::{list, placeholders};
pub use writer::{BoxWork, Committed, Tx, Work};

/// What every query answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
