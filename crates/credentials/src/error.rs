//! Why a picture was not signed or read.

/// Why a picture was not signed or read. No variant holds a key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This program was built without content credentials.
    #[error("this server was built without content credentials")]
    Without,
    /// The keys are none.
    #[error("the keys for content credentials cannot be used: {0}")]
    Keys(String),
    /// Signing failed.
    #[error("the picture cannot be signed: {0}")]
    Sign(String),
}
