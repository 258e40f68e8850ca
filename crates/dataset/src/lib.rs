//! Consented threads in, a dataset out.
//!
//! Pure: documents come from an iterator of the caller's, files go to [`Files`] of the caller's, keys and the
//! cutoff are parameters. The same documents, options and keys make the same bytes. This crate knows
//! no account, no consent and no database; who agreed to what was decided before a [`Document`] gets here.
//!
//! The way of a document: [`intake`] asks the [`stages`] in order and puts what they keep aside, [`near`] finds
//! near-duplicates over all of it, [`release`] writes the files and signs the manifest. Memory is one
//! document, one group of Parquet rows, a bit for each document and the ids of authors.
//!
//! To add a filter: a file in [`stages`] with its reasons in [`stages::Reason`], its numbers with
//! their sources in [`thresholds`], and a place in [`intake::Filters::judge`]. A new kind of personal
//! data is a file in [`pii`].

mod document;
mod error;
pub mod files;
pub mod hash;
pub mod intake;
pub mod merkle;
pub mod near;
pub mod pii;
pub mod posts;
mod pseudonym;
pub mod release;
pub mod report;
mod row;
pub mod stages;
pub mod table;
pub mod thresholds;
pub mod words;

pub use document::{BETWEEN, Document, Turn};
pub use error::{Error, Result};
pub use files::{Files, MemoryFiles};
pub use intake::{Intake, Wanted};
pub use pseudonym::Pseudonyms;
pub use report::Report;
pub use row::{Common, Row, RowTurn};
