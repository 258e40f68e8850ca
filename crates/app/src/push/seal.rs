//! Access tokens that messages to apps carry, sealed while they wait.
//!
//! Tokens are kept as hashes everywhere else, so that whoever gets hold of the database cannot act as
//! a member. An app's message has to carry its token, so it is kept too: sealed with a key that is
//! not in the database but in a file beside it, which only the server's user may read.

use crate::{Error, Result, secret_file};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::PushId;
use rand::RngCore as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

const KEY_BYTES: usize = 32;

pub(crate) struct Seal(LessSafeKey);

impl Seal {
    /// The seal of a data folder, made when there is none yet.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        Self::new(&key_file(folder, "seal.key")?)
    }

    fn new(bytes: &[u8]) -> Result<Self> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, bytes)
            .map_err(|_| Error::Internal(format!("keys/seal.key must hold {KEY_BYTES} bytes")))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Seals a token for one subscription.
    pub(crate) fn close(&self, push: PushId, token: &str) -> Result<String> {
        let mut nonce = [0; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = token.as_bytes().to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), bound(push), &mut sealed)
            .map_err(|error| Error::internal("sealing a token", error))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// The token of a subscription; none when it was sealed with another key.
    pub(crate) fn open_token(&self, push: PushId, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let token = self.0.open_in_place(nonce, bound(push), &mut sealed).ok()?;
        String::from_utf8(token.to_vec()).ok()
    }
}

/// The key in a file of the data folder's `keys`, 32 random bytes, made when there is none yet.
pub(crate) fn key_file(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let keys = folder.join("keys");
    let failed = |error: std::io::Error| Error::unavailable("the folder of keys", error);
    std::fs::create_dir_all(&keys).map_err(failed)?;
    let file = keys.join(name);
    match read(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(&file).map_err(failed),
        other => other.map_err(failed),
    }
}

/// A token moved to another row is of no use there.
fn bound(push: PushId) -> Aad<[u8; 8]> {
    Aad::from(push.0.to_be_bytes())
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    OpenOptions::new().read(true).open(file)?.take(KEY_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes a key. Of two processes at once both use the first one's.
fn make(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; KEY_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    secret_file::keep(file, &bytes)?;
    read(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_for_its_own_subscription_only() {
        let seal = Seal::new(&[1; KEY_BYTES]).unwrap();
        let sealed = seal.close(PushId(7), "a token").unwrap();
        assert!(!sealed.contains("a token"));
        assert_ne!(sealed, seal.close(PushId(7), "a token").unwrap());
        assert_eq!(seal.open_token(PushId(7), &sealed).as_deref(), Some("a token"));
        assert_eq!(seal.open_token(PushId(8), &sealed), None);
        assert_eq!(Seal::new(&[2; KEY_BYTES]).unwrap().open_token(PushId(7), &sealed), None);
        for broken in ["", "AAAA", "?", &sealed[..20]] {
            assert_eq!(seal.open_token(PushId(7), broken), None);
        }
        assert!(Seal::new(&[1; 5]).is_err());
    }

    #[test]
    fn a_folder_keeps_its_key_to_itself() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = Seal::open(folder.path()).unwrap().close(PushId(1), "a token").unwrap();
        let again = Seal::open(folder.path()).unwrap();
        assert_eq!(again.open_token(PushId(1), &sealed).as_deref(), Some("a token"));
        let keys = folder.path().join("keys");
        assert_eq!(std::fs::read_dir(&keys).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(keys.join("seal.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
