//! The key by which push services know this server (VAPID, RFC 8292).
//!
//! It is made at the first start and kept in the database: nodes that share one are one server to
//! push services, and a backup that brings the subscriptions back brings back the key they are bound
//! to. Whoever has it and the subscriptions can push to members in this server's name.

use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Time;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;
use std::time::Duration;

/// How long a push service may take a token for ours; more than a day it refuses.
const VALID: Duration = Duration::from_secs(12 * 3_600);

pub(crate) struct Vapid {
    pair: EcdsaKeyPair,
    public: String,
    random: SystemRandom,
}

impl Vapid {
    /// A new key, in the form it is kept in.
    pub(crate) fn make() -> Result<String> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        Ok(URL_SAFE_NO_PAD.encode(made.map_err(|error| Error::internal("making a push key", error))?))
    }

    /// The key that was kept.
    pub(crate) fn read(kept: &str) -> Result<Self> {
        let broken = |_| Error::Internal("the push key in the database cannot be read".to_owned());
        let document = URL_SAFE_NO_PAD
            .decode(kept)
            .map_err(|_| Error::Internal("the push key in the database is not base64".to_owned()))?;
        let random = SystemRandom::new();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &document, &random).map_err(broken)?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key());
        Ok(Self { pair, public, random })
    }

    /// The public half: an uncompressed point in base64url without padding.
    pub(crate) fn public(&self) -> &str {
        &self.public
    }

    /// The `Authorization` of a message to a push service. `origin` is the service's, `contact` a
    /// `mailto:` or `https:` address of whoever runs this server.
    pub(crate) fn authorization(&self, origin: &str, contact: &str, now: Time) -> Result<String> {
        let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = json!({ "aud": origin, "exp": now.plus(VALID).millis() / 1_000, "sub": contact });
        let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = self
            .pair
            .sign(&self.random, signed.as_bytes())
            .map_err(|error| Error::internal("signing a push", error))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature), self.public))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use serde_json::Value;

    #[test]
    fn whoever_knows_the_public_key_can_check_the_token() {
        let vapid = Vapid::read(&Vapid::make().unwrap()).unwrap();
        let now = Time::from_millis(1_700_000_000_000);
        let said = vapid.authorization("https://push.example", "mailto:me@a.example", now).unwrap();
        let (token, key) = said.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, vapid.public());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, URL_SAFE_NO_PAD.decode(key).unwrap());
        public.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
        let part = |at| {
            let coded = signed.split('.').nth(at).unwrap();
            serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(coded).unwrap()).unwrap()
        };
        assert_eq!(part(0), json!({ "typ": "JWT", "alg": "ES256" }));
        let expected =
            json!({ "aud": "https://push.example", "exp": 1_700_043_200, "sub": "mailto:me@a.example" });
        assert_eq!(part(1), expected);
    }

    #[test]
    fn a_key_stays_itself() {
        let kept = Vapid::make().unwrap();
        let (one, other) = (Vapid::read(&kept).unwrap(), Vapid::read(&kept).unwrap());
        assert_eq!(one.public(), other.public());
        assert_eq!(URL_SAFE_NO_PAD.decode(one.public()).unwrap().len(), 65);
        assert_ne!(Vapid::read(&Vapid::make().unwrap()).unwrap().public(), one.public());
        assert!(Vapid::read("AAAA").is_err() && Vapid::read("?").is_err());
    }
}
