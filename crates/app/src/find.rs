//! Search: keeping the index in step with the log ([`follow`]), and asking it ([`ask`]).
//!
//! The index is a durable view: each commit carries the log position it stands for. Lost or of
//! another version, it is filled again from the rows.

mod ask;
mod changes;
mod documents;
mod follow;
mod link;

use crate::Error;
use search::Index;
use std::sync::{Arc, OnceLock};

pub use ask::{Found, PostSearch};
pub(crate) use follow::blocking;

/// The index once it is open. Only the program that serves opens it: one process may write to it.
#[derive(Default)]
pub(crate) struct Finder {
    index: OnceLock<Arc<Index>>,
}

impl Finder {
    /// The index, once it is open.
    pub(crate) fn index(&self) -> Option<&Arc<Index>> {
        self.index.get()
    }
}

impl From<search::Error> for Error {
    fn from(error: search::Error) -> Self {
        Self::Unavailable(format!(
            "{error}: {:?}",
            std::error::Error::source(&error).map(ToString::to_string)
        ))
    }
}
