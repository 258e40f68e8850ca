//! Pictures of other hosts, shown through this server: nobody who reads here asks the other host, and
//! what it sends is made anew before anyone sees it.
//!
//! A row keeps such a picture as a file of the media folder, `remote/…`, whose name is its address with
//! our signature: so the proxy fetches what this server once meant to show and nothing else, and pages
//! and apps need not know the difference. What was fetched is kept as long as there is room.

use crate::lapsing::Lapsing;
use crate::{App, Error, Result, secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use media::Encoded;
use model::limits::{PROFILE_IMAGE_BYTES, REMOTE_PICTURE_BYTES, URL_CHARACTERS};
use ring::hmac;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::sync::{Mutex, Semaphore};

/// The folder of signed names, and on disk of what was fetched.
pub(crate) const FOLDER: &str = "remote";
/// The name under which the signing key is kept.
const KEY: &str = "remote-pictures";
/// Bytes of a signature: half of SHA-256's, as RFC 2104 allows.
const SIGNATURE: usize = 16;
/// Pictures fetched at the same time.
const AT_ONCE: usize = 4;
/// How long a picture that could not be had is not asked for again.
const REST: Duration = Duration::from_secs(10 * 60);
/// How many failures are remembered.
const REMEMBERED: usize = 2_000;
/// Endings a picture may have after it was made anew.
const ENDINGS: [&str; 4] = ["jpg", "png", "webp", "gif"];

/// What showing pictures of others needs.
pub(crate) struct Remote {
    key: hmac::Key,
    room: Semaphore,
    failed: Lapsing<String, ()>,
    /// Bytes on disk; none until they were counted.
    kept: Mutex<Option<u64>>,
}

impl Remote {
    /// With the server's key, made when there is none yet.
    pub(crate) async fn open(store: &store::Store) -> Result<Self> {
        let kept = secret::kept(store, KEY, || Ok(secret::random())).await?;
        Ok(Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, kept.as_bytes()),
            room: Semaphore::new(AT_ONCE),
            failed: Lapsing::after(REST, REMEMBERED),
            kept: Mutex::default(),
        })
    }

    /// The file name of a picture elsewhere; none where its address is of no use.
    fn sign(&self, url: &str) -> Option<String> {
        let usable =
            url.len() <= URL_CHARACTERS && (url.starts_with("https://") || url.starts_with("http://"));
        let signature = hmac::sign(&self.key, url.as_bytes());
        let signature = signature.as_ref().get(..SIGNATURE)?;
        let bytes = [signature, url.as_bytes()].concat();
        usable.then(|| URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The address in a name that this server signed.
    fn address(&self, name: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(name).ok()?;
        let (signature, url) = bytes.split_at_checked(SIGNATURE)?;
        let expected = hmac::sign(&self.key, url);
        let ours = secret::same_bytes(expected.as_ref().get(..SIGNATURE)?, signature);
        ours.then(|| String::from_utf8(url.to_vec()).ok()).flatten()
    }
}

impl App {
    /// The file under which a picture of another host is shown here; none where its address is of no use.
    pub(crate) fn remote_file(&self, url: &str) -> Option<String> {
        Some(format!("{FOLDER}/{}", self.inner.remote.sign(url)?))
    }

    /// Where a picture of another host is on disk, fetched if it is not there yet.
    ///
    /// `name` is a media file's name after `remote/`. None for a name this server never gave, and for a
    /// picture that cannot be had or is none; the latter is asked for again after ten minutes.
    pub async fn remote_picture(&self, name: &str) -> Option<PathBuf> {
        let remote = &self.inner.remote;
        let url = remote.address(name)?;
        if let Some(there) = self.fetched(&url).await {
            return Some(there);
        }
        if remote.failed.get(&url).is_some() {
            return None;
        }
        let _room = remote.room.acquire().await.ok()?;
        // Whoever waited with us may have fetched it.
        if let Some(there) = self.fetched(&url).await {
            return Some(there);
        }
        let fetched = async { self.keep_remote(&url, &self.fetch_picture(&url).await?.small).await };
        match fetched.await {
            Ok(path) => Some(path),
            Err(error) => {
                tracing::debug!(%error, "a picture of another host cannot be shown");
                remote.failed.insert(url, ());
                None
            }
        }
    }

    /// Fetches a picture and makes it anew; nothing of it is kept.
    pub(crate) async fn fetch_picture(&self, url: &str) -> Result<media::Picture> {
        let fetched = self.inner.egress.get(url, "image/*", PROFILE_IMAGE_BYTES).await;
        let fetched = fetched.map_err(|error| Error::unavailable("a picture of another host", error))?;
        self.decode(fetched.bytes.to_vec(), media::picture).await
    }

    /// Keeps a picture of another host as long as there is room.
    pub(crate) async fn keep_remote(&self, url: &str, picture: &Encoded) -> Result<PathBuf> {
        let failed = |error| Error::unavailable("the media folder", error);
        let path = self.remote_stem(url).with_extension(picture.extension);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
        // Under another name first, so that nobody is shown half of it.
        let part = path.with_extension(format!("{}.part", secret::random()));
        tokio::fs::write(&part, &picture.bytes).await.map_err(failed)?;
        tokio::fs::rename(&part, &path).await.map_err(failed)?;
        self.make_room(picture.bytes.len() as u64).await;
        Ok(path)
    }

    async fn fetched(&self, url: &str) -> Option<PathBuf> {
        let stem = self.remote_stem(url);
        for ending in ENDINGS {
            let path = stem.with_extension(ending);
            if tokio::fs::try_exists(&path).await.unwrap_or(false) {
                return Some(path);
            }
        }
        None
    }

    /// A picture's place without its ending. Addresses are hashed, so that names are plain and short.
    fn remote_stem(&self, url: &str) -> PathBuf {
        let name: String = Sha256::digest(url.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        self.config().media_folder().join(FOLDER).join(&name[..2]).join(&name[2..])
    }

    /// Counts what was added; beyond the limit, what was fetched first goes first.
    async fn make_room(&self, added: u64) {
        let folder = self.config().media_folder().join(FOLDER);
        let mut kept = self.inner.remote.kept.lock().await;
        let total = match *kept {
            Some(total) => total + added,
            None => sizes(folder.clone()).await.iter().map(|(_, bytes, _)| bytes).sum(),
        };
        *kept = Some(if total > REMOTE_PICTURE_BYTES { thin_out(folder).await } else { total });
    }
}

/// Removes the oldest files until a quarter of the room is free; what is left, in bytes.
async fn thin_out(folder: PathBuf) -> u64 {
    let mut files = sizes(folder).await;
    files.sort_by_key(|(at, ..)| *at);
    let mut total: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
    for (_, bytes, path) in files {
        if total <= REMOTE_PICTURE_BYTES / 4 * 3 {
            break;
        }
        if tokio::fs::remove_file(path).await.is_ok() {
            total -= bytes;
        }
    }
    total
}

/// Every file in the folders of a folder: when it was written, its bytes, its path.
async fn sizes(folder: PathBuf) -> Vec<(SystemTime, u64, PathBuf)> {
    let listed = tokio::task::spawn_blocking(move || {
        let folders = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let files =
            folders.flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten());
        let known = files.filter_map(|file| {
            let told = file.metadata().ok()?;
            Some((told.modified().ok()?, told.len(), file.path()))
        });
        known.collect::<Vec<_>>()
    });
    listed.await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remote(key: &[u8]) -> Remote {
        Remote {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            room: Semaphore::new(1),
            failed: Lapsing::after(REST, 1),
            kept: Mutex::default(),
        }
    }

    #[test]
    fn only_names_signed_here_lead_anywhere() {
        let (ours, other) = (remote(b"one"), remote(b"another"));
        let url = "https://pictures.example/a.png?wide=1";
        let name = ours.sign(url).unwrap();
        assert_eq!(ours.address(&name).as_deref(), Some(url));
        assert_eq!(other.address(&name), None);
        assert!(!name.contains('.') && !name.contains('/'), "a plain name: {name}");
        let elsewhere = [&[0; SIGNATURE], url.as_bytes()].concat();
        for wrong in ["", "AAAA", "../../etc/passwd", &URL_SAFE_NO_PAD.encode(elsewhere), &name[1..]] {
            assert_eq!(ours.address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses_of_no_use_have_no_name() {
        let ours = remote(b"one");
        for wrong in ["", "javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd"] {
            assert_eq!(ours.sign(wrong), None, "{wrong}");
        }
        assert_eq!(ours.sign(&format!("https://a.example/{}", "a".repeat(URL_CHARACTERS))), None);
    }
}
