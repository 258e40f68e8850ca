//! The server's two keys for datasets, files in the data folder: one signs, one makes pseudonyms.

use crate::push::key_file;
use crate::{App, Error, Result};
use dataset::Pseudonyms;
use dataset::release::Signer;

impl App {
    /// The key releases are signed by, made when there is none yet.
    pub(super) fn dataset_signer(&self) -> Result<Signer> {
        Ok(Signer::new(&self.dataset_key("dataset-signing.key")?)?)
    }

    /// The public half, in hexadecimal.
    pub fn dataset_public_key(&self) -> Result<String> {
        Ok(self.dataset_signer()?.public_key())
    }

    /// The names of a release. Without this file they lead back to nobody.
    pub(super) fn dataset_names(&self, release: &str) -> Result<Pseudonyms> {
        Ok(Pseudonyms::new(&self.dataset_key("dataset-pseudonyms.key")?, release))
    }

    fn dataset_key(&self, name: &str) -> Result<[u8; 32]> {
        let bytes = key_file(&self.config().data, name)?;
        bytes.try_into().map_err(|_| Error::Internal(format!("keys/{name} must hold 32 bytes")))
    }
}
