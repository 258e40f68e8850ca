//! Why an archive cannot be read.

/// A failure that ends the reading; what is wrong with single items is an item itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// Nothing in it is of a network we know.
    #[error("this is no archive of X, Instagram, Threads, Facebook, Mastodon or Bluesky")]
    Unknown,
    /// It is a zip file that cannot be read.
    #[error("the zip file is damaged")]
    Damaged,
    /// It is made to do harm, or far larger than any archive.
    #[error("the archive goes beyond a limit: {0}")]
    Beyond(&'static str),
    /// There is no such file in it.
    #[error("there is no such file in the archive")]
    Missing,
    /// The disk failed.
    #[error("the archive cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The reader has had enough.
    #[error("reading was broken off")]
    BrokenOff,
}

impl From<zip::result::ZipError> for ArchiveError {
    fn from(error: zip::result::ZipError) -> Self {
        match error {
            zip::result::ZipError::FileNotFound => Self::Missing,
            zip::result::ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                Self::Io(error)
            }
            _ => Self::Damaged,
        }
    }
}
