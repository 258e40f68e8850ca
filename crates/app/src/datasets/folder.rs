//! A folder on the disk, as the dataset crate wants it.

use dataset::files::{Files, Reading, Writing};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// Files under one folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Under `path`, which is made when something is written.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where a name of a manifest leads: never out of the folder, whoever wrote the manifest.
    pub(super) fn path(&self, name: &str) -> io::Result<PathBuf> {
        let name = Path::new(name);
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.as_os_str().is_empty() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a file name leads out of the folder"));
        }
        Ok(self.0.join(name))
    }
}

impl Files for Folder {
    fn create(&self, name: &str) -> io::Result<Writing> {
        let path = self.path(name)?;
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Box::new(File::create(path)?))
    }

    fn open(&self, name: &str) -> io::Result<Reading> {
        Ok(Box::new(File::open(self.path(name)?)?))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};

    #[test]
    fn names_stay_inside() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path().join("release"));
        for name in ["../x", "/etc/hostname", "a/../../x", ""] {
            assert!(folder.open(name).is_err() && folder.create(name).is_err(), "{name}");
        }
        folder.create("data/x").unwrap().write_all(b"rows").unwrap();
        let mut text = String::new();
        folder.open("data/x").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "rows");
        folder.remove("data/x").unwrap();
        folder.remove("data/x").unwrap();
        assert!(folder.open("data/x").is_err());
    }
}
