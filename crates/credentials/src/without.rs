//! What stands in for the library where the program was built without it.

use crate::{Content, Error, Found, Keys, Statement};
use std::path::Path;

/// Nobody: nothing can be signed.
#[derive(Debug)]
pub struct Authority;

impl Authority {
    /// There is none.
    pub fn open(_: &Keys) -> Result<Self, Error> {
        Err(Error::Without)
    }

    /// Signs nothing.
    pub fn sign(&self, _: &[u8], _: &str, _: &Statement<'_>) -> Result<Vec<u8>, Error> {
        Err(Error::Without)
    }

    /// Signs no file either.
    pub fn sign_file(&self, _: &Path, _: &Path, _: &str, _: &Statement<'_>) -> Result<(), Error> {
        Err(Error::Without)
    }

    /// Trusts nobody else either.
    #[must_use]
    pub fn trusting(self, _: Option<String>) -> Self {
        self
    }
}

/// Makes no keys.
pub fn make(_: &str, _: &str, _: i32) -> Result<Keys, Error> {
    Err(Error::Without)
}

/// Finds nothing.
pub fn read(
    _: Content<'_>,
    _: &str,
    _: Option<&Authority>,
    _: impl Fn() -> bool + Send + Sync + 'static,
) -> Option<Found> {
    None
}
