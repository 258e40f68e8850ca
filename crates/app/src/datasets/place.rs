//! Where a release lies: a folder, or a store of objects.
//!
//! One for a store is made in a folder here first and sent when it is whole, its manifest last: nothing
//! there is a release before that. One in a store is fetched to be looked at.

use super::folder::Folder;
use crate::{Error, Result};
use dataset::release::{MANIFEST, REVOCATIONS, verify};
pub use net::Objects;
use net::ObjectsError;
use std::path::{Path, PathBuf};

/// A place for a release.
#[derive(Debug)]
pub enum Place {
    /// A folder.
    Folder(PathBuf),
    /// A place in a store.
    Store(Objects),
}

impl Place {
    /// Of an address: `s3://BUCKET/PREFIX`, `file:///FOLDER`, or a folder's path. `settings` are names and
    /// values as they stand in the environment.
    pub fn open(address: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        if address.starts_with("s3://") {
            return Ok(Self::Store(Objects::open(address, settings).map_err(refused)?));
        }
        match address.strip_prefix("file://") {
            Some(path) if path.starts_with('/') => Ok(Self::Folder(path.into())),
            Some(_) => Err(Error::invalid("A folder's address is file:///FOLDER.")),
            None if address.contains("://") => {
                Err(Error::invalid("A release goes to a folder, to file:///FOLDER or to s3://BUCKET/PREFIX."))
            }
            None => Ok(Self::Folder(address.into())),
        }
    }
}

/// Whether nothing lies at a place in a store.
pub async fn is_empty(store: &Objects) -> Result<bool> {
    Ok(store.names(1).await.map_err(refused)?.is_empty())
}

/// Sends a whole release, its manifest last.
pub async fn send(folder: &Path, store: &Objects) -> Result<()> {
    let files = Folder::new(folder);
    let manifest = verify::manifest(&files)?;
    for file in &manifest.files {
        send_file(&files, store, &file.name).await?;
    }
    send_file(&files, store, MANIFEST).await
}

/// Sends the list of withdrawn rows of a release.
pub async fn send_revocations(folder: &Path, store: &Objects) -> Result<()> {
    send_file(&Folder::new(folder), store, REVOCATIONS).await
}

async fn send_file(files: &Folder, store: &Objects, name: &str) -> Result<()> {
    let path = files.path(name).map_err(|error| Error::unavailable("a file of a release", error))?;
    store.put(name, &path).await.map_err(refused)
}

/// Fetches the manifest of a release, and with `whole` everything it names.
pub async fn fetch(store: &Objects, folder: &Path, whole: bool) -> Result<()> {
    let files = Folder::new(folder);
    if store.size(MANIFEST).await.map_err(refused)?.is_none() {
        return Err(Error::invalid("There is no release at this address."));
    }
    fetch_file(&files, store, MANIFEST).await?;
    if !whole {
        return Ok(());
    }
    for file in &verify::manifest(&files)?.files {
        fetch_file(&files, store, &file.name).await?;
    }
    if store.size(REVOCATIONS).await.map_err(refused)?.is_some() {
        fetch_file(&files, store, REVOCATIONS).await?;
    }
    Ok(())
}

async fn fetch_file(files: &Folder, store: &Objects, name: &str) -> Result<()> {
    let failed = |error| Error::unavailable("a file of a release", error);
    let path = files.path(name).map_err(failed)?;
    if let Some(parent) = path.parent() {
        tokio::fs::create_dir_all(parent).await.map_err(failed)?;
    }
    store.get(name, &path).await.map_err(refused)
}

/// What is wrong with an address or with keys is said; the rest is for the chain.
fn refused(error: ObjectsError) -> Error {
    match error {
        ObjectsError::Address | ObjectsError::Keys => Error::Invalid(error.to_string()),
        other => Error::unavailable("the object store", other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_places() {
        let folder = |address: &str| match Place::open(address, []) {
            Ok(Place::Folder(path)) => path.to_str().map(str::to_owned),
            _ => None,
        };
        assert_eq!(folder("/a/b").as_deref(), Some("/a/b"));
        assert_eq!(folder("file:///a/b").as_deref(), Some("/a/b"));
        assert_eq!(folder("here").as_deref(), Some("here"));
        for wrong in ["file://a", "ftp://a/b", "s3://", "s3://words/a"] {
            assert!(Place::open(wrong, []).is_err(), "{wrong}");
        }
    }
}
