//! What can go wrong.

/// A release that cannot be made, or is not what it says.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("a file could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// A file is not the JSON it should be.
    #[error("a file is not as it should be: {0}")]
    Json(#[from] serde_json::Error),
    /// A Parquet file could not be read or written.
    #[error("a Parquet file could not be read or written: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A key of the server is not one.
    #[error("the key that signs datasets is damaged")]
    Key,
    /// Nothing is left.
    #[error("nothing is left to publish: no row of at least {0} authors came through the filters")]
    Empty(usize),
    /// A release is not what its manifest says.
    #[error("{0}")]
    Wrong(String),
}

/// What may fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;
