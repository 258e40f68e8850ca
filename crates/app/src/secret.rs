//! Random secrets, and the hashes they are kept as.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// 32 random bytes from the operating system, in 43 letters safe in addresses.
pub(crate) fn random() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A password for somebody who did not choose one: 100 random bits, in letters that are not
/// mistaken for each other, in groups that are read out easily.
pub fn made_up_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The hash a secret is kept and found by. The secrets are random, so no salt or stretching is
/// needed.
pub(crate) fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Whether a PKCE verifier fits its S256 challenge (RFC 7636, section 4.6).
pub(crate) fn fits_challenge(verifier: &str, challenge: &str) -> bool {
    same(&hash(verifier), challenge)
}

/// Compares without telling by the time taken how much was right.
pub(crate) fn same(left: &str, right: &str) -> bool {
    same_bytes(left.as_bytes(), right.as_bytes())
}

/// The same of bytes.
pub(crate) fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// A key the server keeps in its database under a name, so that its nodes share it and a backup brings
/// it back; made when there is none yet.
pub(crate) async fn kept(
    store: &store::Store,
    name: &'static str,
    make: impl FnOnce() -> crate::Result<String>,
) -> crate::Result<String> {
    if let Some(kept) = store::server::kept(&mut store.read().await?, name).await? {
        return Ok(kept);
    }
    let fresh = make()?;
    let first = store.write::<String, crate::Error, _>(move |tx| {
        Box::pin(async move { Ok(store::server::keep_first(tx, name, &fresh).await?) })
    });
    Ok(first.await?.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_fits() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(fits_challenge(verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        assert!(!fits_challenge("another", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(random(), random());
        assert_eq!(random().len(), 43);
    }
}
