//! What a release says about itself, signed.

use super::sign::{Signature, Signer};
use crate::error::{Error, Result};
use crate::thresholds::Published;
use serde::{Deserialize, Serialize};

/// A file of the release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// In hexadecimal.
    pub sha256: String,
    /// Rows in it, or lines, where it has some.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
}

/// What a curator asked members for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What the rows are for.
    pub purpose: String,
    /// Under what they are given.
    pub licence: String,
    /// What members get for it.
    pub offer: String,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form.
    pub version: u32,
    /// The release's name.
    pub release: String,
    /// A title for people.
    pub title: String,
    /// The server's address.
    pub server: String,
    /// Every row had its authors' consent at this moment.
    pub cutoff: String,
    /// The purposes consented to.
    pub purposes: Vec<String>,
    /// Only posts from this moment on.
    pub since: Option<String>,
    /// Only posts before this one.
    pub until: Option<String>,
    /// Only these languages; all when empty.
    pub languages: Vec<String>,
    /// Whether posts alone are part of it.
    pub single_posts: bool,
    /// Languages with fewer authors are left out.
    pub min_authors: usize,
    /// Under what the rows are given.
    pub licence: String,
    /// The asks it answers.
    pub asks: Vec<Ask>,
    /// Its filters' numbers.
    pub thresholds: Published,
    /// Rows.
    pub rows: u64,
    /// The root over the rows, in the order of the shards.
    pub merkle_root: String,
    /// All files but this one and the revocations.
    pub files: Vec<FileEntry>,
    /// The server's, over all of the above.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signature: Option<Signature>,
}

/// The version of the form.
pub const VERSION: u32 = 1;

impl Manifest {
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
            None => Err(Error::Wrong("the manifest is not signed".to_owned())),
            Some(signature) if signature.holds(&bytes) => Ok(signature.public_key.clone()),
            Some(_) => Err(Error::Wrong("the manifest's signature does not hold".to_owned())),
        }
    }
}
