//! The list of rows whose consent has ended since the release was signed.

use super::sign::{Signature, Signer};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// Whoever uses a release is asked to leave these rows out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocations {
    /// The release.
    pub release: String,
    /// The root of the release it belongs to.
    pub merkle_root: String,
    /// As of this moment.
    pub at: String,
    /// The rows by name, in order. The list only grows.
    pub rows: Vec<String>,
    /// The server's, over all of the above.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signature: Option<Signature>,
}

impl Revocations {
    /// Signs it.
    pub fn sign(&mut self, signer: &Signer) -> Result<()> {
        self.signature = None;
        self.signature = Some(signer.sign(&serde_json::to_vec(self)?));
        Ok(())
    }

    /// The key it is signed by, if the signature holds.
    pub fn signed_by(&self) -> Result<String> {
        let unsigned = Self { signature: None, ..self.clone() };
        let bytes = serde_json::to_vec(&unsigned)?;
        match &self.signature {
            Some(signature) if signature.holds(&bytes) => Ok(signature.public_key.clone()),
            _ => Err(Error::Wrong("the revocation list's signature does not hold".to_owned())),
        }
    }
}
