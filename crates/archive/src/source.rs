//! The files of an upload, whatever it is: a zip file, a folder, or one file. Bounded throughout.

mod directory;

use crate::ArchiveError;
use model::limits;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::ZipArchive;

/// What may be asked of us by an archive.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files.
    pub entries: usize,
    /// Bytes of the list of files.
    pub directory: u64,
    /// Bytes of a name.
    pub name: usize,
    /// Bytes unpacked, over everything that is read.
    pub unpacked: u64,
    /// How many times larger than packed a file may be.
    pub ratio: u64,
    /// Bytes a file may have whatever its ratio.
    pub small: u64,
    /// Bytes of one item.
    pub item: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: limits::ARCHIVE_ENTRIES,
            directory: limits::ARCHIVE_DIRECTORY_BYTES,
            name: limits::ARCHIVE_NAME_BYTES,
            unpacked: limits::ARCHIVE_UNPACKED_BYTES,
            ratio: limits::ARCHIVE_RATIO,
            small: limits::ARCHIVE_SMALL_BYTES,
            item: limits::ARCHIVE_ITEM_BYTES,
        }
    }
}

/// How deep folders are looked into.
const DEEP: usize = 12;
/// Findings about names that are told; an archive of nothing else needs no more.
const REFUSED: usize = 100;

/// An opened upload.
pub(crate) struct Source {
    files: Files,
    names: Arc<Names>,
    refused: Vec<(String, String)>,
    left: Arc<AtomicU64>,
    pub(crate) limits: Limits,
}

enum Files {
    Zip(Box<ZipArchive<BufReader<File>>>),
    Folder(PathBuf),
    One(PathBuf),
}

/// The names of the files, in their folders.
#[derive(Default)]
pub(crate) struct Names {
    places: HashMap<String, usize>,
}

impl Names {
    /// Whether there is such a file.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Files that `wanted` says yes to, the parts of one in their order.
    pub(crate) fn like(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut found: Vec<String> = self.places.keys().filter(|name| wanted(name)).cloned().collect();
        found.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        found
    }

    /// The file whose path ends like this, at a folder's border; the one nearest to the top.
    pub(crate) fn ending(&self, end: &str) -> Option<String> {
        let at_border = |name: &str| {
            name.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        self.like(at_border).into_iter().next()
    }
}

impl Source {
    pub(crate) fn open(path: &Path, name: Option<&str>, limits: Limits) -> Result<Self, ArchiveError> {
        let left = Arc::new(AtomicU64::new(limits.unpacked));
        let mut listing = Listing { limits, names: Names::default(), refused: Vec::new() };
        let files = if path.is_dir() {
            listing.folder(path, "", 0)?;
            Files::Folder(path.to_owned())
        } else if is_zip(path)? {
            let mut file = File::open(path)?;
            directory::check(&mut file, &limits)?;
            let zip = ZipArchive::new(BufReader::new(file)).map_err(|_| ArchiveError::Damaged)?;
            listing.zip(&zip)?;
            Files::Zip(Box::new(zip))
        } else {
            let own = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.map(str::to_owned).or(own).unwrap_or_default();
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            listing.names.places.insert(if name.is_empty() { "upload".to_owned() } else { name }, 0);
            Files::One(path.to_owned())
        };
        Ok(Self { files, names: Arc::new(listing.names), refused: listing.refused, left, limits })
    }

    /// The names in it.
    pub(crate) fn names(&self) -> Arc<Names> {
        Arc::clone(&self.names)
    }

    /// The only file's name, where it is one file.
    pub(crate) fn only(&self) -> Option<String> {
        match self.files {
            Files::One(_) => self.names.places.keys().next().cloned(),
            _ => None,
        }
    }

    /// Names that were refused, and why. Told once.
    pub(crate) fn take_refused(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.refused)
    }

    /// A file, to be read from its beginning.
    pub(crate) fn file(&mut self, name: &str) -> Result<Box<dyn Read + '_>, ArchiveError> {
        let place = *self.names.places.get(name).ok_or(ArchiveError::Missing)?;
        let bounded = |allowed| Bounded { left: Arc::clone(&self.left), allowed };
        Ok(match &mut self.files {
            Files::Zip(zip) => {
                let entry = zip.by_index(place)?;
                let allowed =
                    entry.compressed_size().saturating_mul(self.limits.ratio).max(self.limits.small);
                bounded(allowed).over(entry)
            }
            Files::Folder(folder) => bounded(u64::MAX).over(File::open(folder.join(name))?),
            Files::One(path) => bounded(u64::MAX).over(File::open(path)?),
        })
    }

    /// The bytes of a file of at most `most` bytes.
    pub(crate) fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        self.file(name)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(ArchiveError::Beyond("a file is too large"));
        }
        Ok(bytes)
    }

    /// The first bytes of a file.
    pub(crate) fn bytes_at_most(&mut self, name: &str, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        self.file(name)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A file that can be read in any order. One out of a zip file is unpacked to a temporary one.
    pub(crate) fn seekable(&mut self, name: &str) -> Result<File, ArchiveError> {
        match &self.files {
            Files::One(path) => Ok(File::open(path)?),
            Files::Folder(folder) if self.names.has(name) => Ok(File::open(folder.join(name))?),
            _ => {
                let mut unpacked = tempfile::tempfile()?;
                io::copy(&mut self.file(name)?, &mut unpacked)?;
                Ok(unpacked)
            }
        }
    }
}

/// The first bytes of every zip file that holds something.
fn is_zip(path: &Path) -> io::Result<bool> {
    let mut head = [0; 4];
    let mut file = File::open(path)?;
    Ok(file.read_exact(&mut head).is_ok() && (head == *b"PK\x03\x04" || head == *b"PK\x05\x06"))
}

/// Gathers names.
struct Listing {
    limits: Limits,
    names: Names,
    refused: Vec<(String, String)>,
}

impl Listing {
    fn zip(&mut self, zip: &ZipArchive<BufReader<File>>) -> Result<(), ArchiveError> {
        for place in 0..zip.len() {
            match zip.name_for_index(place) {
                Some(Ok(name)) => self.add(&name, place)?,
                _ => self.refuse(format!("#{place}"), "its name cannot be read"),
            }
        }
        Ok(())
    }

    /// Links are not followed: they could lead anywhere.
    fn folder(&mut self, folder: &Path, before: &str, depth: usize) -> Result<(), ArchiveError> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Ok(name) = entry.file_name().into_string() else {
                self.refuse(before.to_owned(), "a name in it cannot be read");
                continue;
            };
            let name = format!("{before}{name}");
            if kind.is_dir() && depth < DEEP {
                self.folder(&entry.path(), &format!("{name}/"), depth + 1)?;
            } else if kind.is_file() {
                self.add(&name, 0)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, place: usize) -> Result<(), ArchiveError> {
        if name.ends_with('/') || name.starts_with("__MACOSX/") {
            return Ok(());
        }
        if self.names.places.len() >= self.limits.entries {
            return Err(ArchiveError::Beyond("too many files"));
        }
        match wrong_name(name, self.limits.name) {
            Some(why) => self.refuse(name.chars().take(80).collect(), why),
            None => drop(self.names.places.insert(name.to_owned(), place)),
        }
        Ok(())
    }

    fn refuse(&mut self, name: String, why: &str) {
        if self.refused.len() < REFUSED {
            self.refused.push((name, why.to_owned()));
        }
    }
}

/// What is wrong with a name. None of ours has anything of the kind.
fn wrong_name(name: &str, most: usize) -> Option<&'static str> {
    if name.len() > most {
        return Some("its name is too long");
    }
    if name.chars().any(char::is_control) {
        return Some("its name has signs that cannot be seen");
    }
    let leads_out = name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == "..");
    leads_out.then_some("its name leads out of the archive")
}

/// Ends what unpacks to more than it may.
struct Bounded {
    left: Arc<AtomicU64>,
    allowed: u64,
}

impl Bounded {
    fn over<'r>(self, inner: impl Read + 'r) -> Box<dyn Read + 'r> {
        Box::new(BoundedReader { inner, bound: self })
    }
}

struct BoundedReader<R> {
    inner: R,
    bound: Bounded,
}

impl<R: Read> Read for BoundedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let bound = &mut self.bound;
        match (
            bound.allowed.checked_sub(read as u64),
            bound.left.load(Ordering::Relaxed).checked_sub(read as u64),
        ) {
            (Some(allowed), Some(left)) => {
                bound.allowed = allowed;
                bound.left.store(left, Ordering::Relaxed);
                Ok(read)
            }
            _ => Err(io::Error::other("it unpacks to far more than any archive does")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_refused() {
        for bad in ["../x", "a/../../x", "/etc/passwd", "a\\..\\b", "a\0b", "a/.."] {
            assert!(wrong_name(bad, 100).is_some(), "{bad}");
        }
        assert!(wrong_name(&"x".repeat(101), 100).is_some());
        for good in ["data/tweets.js", "a..b/c", "été/1.jpg"] {
            assert_eq!(wrong_name(good, 100), None, "{good}");
        }
    }

    #[test]
    fn parts_stand_in_order() {
        let mut names = Names::default();
        for name in ["x/a10.js", "x/a2.js", "a1.js", "deep/x/a1.js"] {
            names.places.insert(name.to_owned(), 0);
        }
        assert_eq!(names.like(|name| name.starts_with('x')), ["x/a2.js", "x/a10.js"]);
        assert_eq!(names.ending("a1.js"), Some("a1.js".to_owned()));
        assert_eq!(names.ending("1.js"), None);
    }
}
