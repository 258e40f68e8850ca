//! Files of the data folder that only the server's user may read: keys.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Result, Write as _};
use std::path::Path;

/// Keeps a secret where none is yet; whether there was none. It is written under another name first: a half-written
/// one would never be found out. Of two processes at once the first one's stays.
pub(crate) fn keep(file: &Path, secret: &[u8]) -> Result<bool> {
    let fresh = file.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(&fresh)?;
    opened.write_all(secret)?;
    opened.sync_all()?;
    match std::fs::hard_link(&fresh, file) {
        Ok(()) => std::fs::remove_file(&fresh).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            std::fs::remove_file(&fresh).map(|()| false)
        }
        // Not every file system knows links.
        Err(_) => std::fs::rename(&fresh, file).map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_secret_stays_and_is_the_servers_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.key");
        assert!(keep(&file, b"one").unwrap());
        assert!(!keep(&file, b"two").unwrap());
        assert_eq!(std::fs::read(&file).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
