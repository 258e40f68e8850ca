//! Passwords, as Argon2id hashes. Hashing runs off the request threads.

use crate::{App, Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};

/// The shape of a hash nobody has the password of, so that unknown members take as long to refuse
/// as wrong passwords.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl App {
    /// The hash to keep of a password.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String> {
        let (password, memory) = (password.to_owned(), self.config().password_memory_kib);
        let work = move || {
            let params = Params::new(memory, 2, 1, None).map_err(|error| error.to_string())?;
            let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            hasher
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|error| error.to_string())
        };
        let hashed =
            tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("hashing", error))?;
        hashed.map_err(|error| Error::internal("hashing", error))
    }

    /// Whether a password fits the hash kept of it; `None` is nobody's and never fits.
    pub(crate) async fn fits_password(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let password = password.to_owned();
        let known = hash.is_some();
        let work = move || {
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        };
        let fits =
            tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("hashing", error))?;
        Ok(fits && known)
    }
}
