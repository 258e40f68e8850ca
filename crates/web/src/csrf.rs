//! Forms prove that they came from our own page.
//!
//! The token in a form is derived from a secret that only the browser's cookie holds: the session's,
//! or before log-in a visitor's. Another site can neither read the cookie nor know the token, and
//! nothing has to be kept here, so forms outlive a restart.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// A new visitor's secret.
pub(crate) fn secret() -> String {
    random::<32>()
}

/// The token of forms shown to whoever holds `secret`: another one each time, because pages are
/// sent compressed, and the size of what stays the same could be guessed at (BREACH).
pub(crate) fn token(secret: &str) -> String {
    let salt = random::<12>();
    format!("{salt}.{}", digest(&salt, secret))
}

/// Whether a form's token belongs to the holder of `secret`.
pub(crate) fn fits(token_sent: &str, secret: &str) -> bool {
    let Some((salt, sent)) = token_sent.split_once('.') else { return false };
    sent.as_bytes().ct_eq(digest(salt, secret).as_bytes()).into()
}

fn random<const BYTES: usize>() -> String {
    let mut bytes = [0_u8; BYTES];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn digest(salt: &str, secret: &str) -> String {
    let mut digest = Sha256::new();
    for part in ["braise form", salt, secret] {
        digest.update(part);
        digest.update(b"\0");
    }
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_secret_only() {
        let (mine, theirs) = (secret(), secret());
        assert!(fits(&token(&mine), &mine));
        assert!(!fits(&token(&theirs), &mine));
        assert!(!fits("", &mine) && !fits(&mine, &mine) && !fits(".", &mine));
        assert_ne!(token(&mine), token(&mine));
    }
}
