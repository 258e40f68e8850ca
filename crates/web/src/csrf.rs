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
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The token of forms shown to whoever holds `secret`.
pub(crate) fn token(secret: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"braise form\0");
    digest.update(secret.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// Whether a form's token belongs to the holder of `secret`.
pub(crate) fn fits(token_sent: &str, secret: &str) -> bool {
    token_sent.as_bytes().ct_eq(token(secret).as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_own_secret_only() {
        let (mine, theirs) = (secret(), secret());
        assert!(fits(&token(&mine), &mine));
        assert!(!fits(&token(&theirs), &mine));
        assert!(!fits("", &mine) && !fits(&mine, &mine));
    }
}
