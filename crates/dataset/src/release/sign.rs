//! Signatures of manifests and revocation lists: Ed25519.

use crate::error::{Error, Result};
use crate::hash::{hex, unhex};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

/// A signature with the key it can be checked by, both in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// `ed25519`.
    pub algorithm: String,
    /// The server's public key.
    pub public_key: String,
    /// Over the document's JSON without this field, without spaces.
    pub value: String,
}

/// The server's key.
#[derive(Debug)]
pub struct Signer(Ed25519KeyPair);

impl Signer {
    /// From its seed.
    pub fn new(seed: &[u8; 32]) -> Result<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| Error::Key)
    }

    /// The public half, in hexadecimal.
    pub fn public_key(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// Signs.
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature {
            algorithm: "ed25519".to_owned(),
            public_key: self.public_key(),
            value: hex(self.0.sign(bytes).as_ref()),
        }
    }
}

impl Signature {
    /// Whether it is a signature over `bytes` by the key it names.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        let (Some(key), Some(value)) = (unhex(&self.public_key), unhex(&self.value)) else { return false };
        self.algorithm == "ed25519" && UnparsedPublicKey::new(&ED25519, key).verify(bytes, &value).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_bytes_and_key_only() {
        let signer = Signer::new(&[3; 32]).unwrap();
        let signature = signer.sign(b"rows");
        assert!(signature.holds(b"rows") && !signature.holds(b"other rows"));
        let other = Signer::new(&[4; 32]).unwrap();
        assert!(!Signature { public_key: other.public_key(), ..signature.clone() }.holds(b"rows"));
        assert!(!Signature { value: "00".to_owned(), ..signature.clone() }.holds(b"rows"));
        assert!(!Signature { algorithm: "none".to_owned(), ..signature }.holds(b"rows"));
    }
}
