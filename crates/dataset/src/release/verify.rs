//! Whether a release is what its manifest says.

use super::manifest::{FileEntry, Manifest};
use super::revocation::Revocations;
use super::{MANIFEST, REVOCATIONS};
use crate::error::{Error, Result};
use crate::files::Files;
use crate::hash::{bytes, hex};
use crate::merkle::Merkle;
use crate::table;
use ring::digest::{Context, SHA256};
use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read as _};

/// A release that is whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// What it says about itself.
    pub manifest: Manifest,
    /// The key it is signed by, in hexadecimal.
    pub key: String,
    /// Rows that were withdrawn since, where a list is with it.
    pub revoked: u64,
}

/// The manifest of a release, its signature not looked at yet.
pub fn manifest(files: &dyn Files) -> Result<Manifest> {
    let mut text = String::new();
    files.open(MANIFEST)?.read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// Checks signature, files, rows and root. `key` is the one it has to be signed by, when that is known.
pub fn verify(files: &dyn Files, key: Option<&str>) -> Result<Verified> {
    let manifest = manifest(files)?;
    let signed_by = manifest.signed_by()?;
    if key.is_some_and(|key| key != signed_by) {
        return Err(Error::Wrong("the release is signed by another key than the one expected".to_owned()));
    }
    manifest.files.iter().try_for_each(|file| same_file(files, file))?;
    let ids = same_rows(files, &manifest)?;
    let revoked = match revocations(files)? {
        None => 0,
        Some(list) => {
            if list.signed_by()? != signed_by || list.merkle_root != manifest.merkle_root {
                return Err(Error::Wrong("the revocation list belongs to another release".to_owned()));
            }
            list.rows.iter().filter(|row| ids.contains(*row)).count() as u64
        }
    };
    Ok(Verified { manifest, key: signed_by, revoked })
}

/// The list of withdrawn rows, where there is one.
pub fn revocations(files: &dyn Files) -> Result<Option<Revocations>> {
    let mut text = String::new();
    match files.open(REVOCATIONS) {
        Ok(mut file) => file.read_to_string(&mut text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(serde_json::from_str(&text)?))
}

fn same_file(files: &dyn Files, entry: &FileEntry) -> Result<()> {
    let wrong = |what: &str| Err(Error::Wrong(format!("{} {what}", entry.name)));
    let mut file = match files.open(&entry.name) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return wrong("is missing"),
        Err(error) => return Err(error.into()),
    };
    let mut hash = Context::new(&SHA256);
    let mut part = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
        length += read as u64;
    }
    if length != entry.bytes || hex(&bytes(&hash.finish())) != entry.sha256 {
        return wrong("is not the file that was signed");
    }
    Ok(())
}

/// The names of all rows, if they are those of the root.
fn same_rows(files: &dyn Files, manifest: &Manifest) -> Result<HashSet<String>> {
    let mut merkle = Merkle::default();
    let mut ids = HashSet::new();
    let mut names = BTreeSet::new();
    for file in manifest.files.iter().filter(|file| file.name.ends_with(".parquet")) {
        if !names.insert(&file.name) {
            return Err(Error::Wrong(format!("{} is listed twice", file.name)));
        }
        table::read(files.open(&file.name)?, |row| {
            merkle.add(row.leaf()?);
            ids.insert(row.id);
            Ok(())
        })?;
    }
    if hex(&merkle.root()) != manifest.merkle_root || ids.len() as u64 != manifest.rows {
        return Err(Error::Wrong("the rows are not those of the Merkle root".to_owned()));
    }
    Ok(ids)
}
