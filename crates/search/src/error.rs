//! What can go wrong with an index.

use std::path::PathBuf;

/// Why the index could not answer or take in a document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be made, read or emptied.
    #[error("the search index in {folder} is out of reach")]
    Folder {
        /// Where the index lives.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process writes to this index; only one may.
    #[error("the search index is in use by another process")]
    Busy,
    /// The engine failed; the index can be removed and filled again.
    #[error("the search index failed")]
    Engine(#[source] tantivy::TantivyError),
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Engine(other),
        }
    }
}
