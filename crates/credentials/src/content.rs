//! Where the bytes of a file are: pictures are held in memory, films and sounds stay on disk.

use std::fs::File;
#[cfg(feature = "c2pa")]
use std::io::{Cursor, Seek, SeekFrom};
use std::io::{Read, Result};
use std::path::Path;

/// What every manifest store says of itself: it is a JUMBF box of this type, and none is written compressed around
/// that.
const STORE: &[u8] = b"c2pa";
/// Bytes looked at in one go.
const BLOCK: usize = 64 * 1_024;

/// The bytes of a file, wherever they are.
#[derive(Clone, Copy, Debug)]
pub enum Content<'p> {
    /// In memory.
    Memory(&'p [u8]),
    /// On disk.
    File(&'p Path),
}

impl<'p> Content<'p> {
    /// Whether they may carry credentials: one look through them, without understanding anything. What cannot be
    /// read carries none.
    pub fn may_have(self) -> bool {
        match self {
            Self::Memory(bytes) => holds(bytes),
            Self::File(path) => File::open(path).and_then(|mut file| search(&mut file)).unwrap_or(false),
        }
    }

    #[cfg(feature = "c2pa")]
    pub(crate) fn open(self) -> Result<Opened<'p>> {
        Ok(match self {
            Self::Memory(bytes) => Opened::Memory(Cursor::new(bytes)),
            Self::File(path) => Opened::File(File::open(path)?),
        })
    }
}

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(STORE.len()).any(|window| window == STORE)
}

fn search(file: &mut File) -> Result<bool> {
    let keep = STORE.len() - 1;
    let mut block = vec![0; keep + BLOCK];
    loop {
        // What ended the block before stands in front of this one.
        let read = file.read(&mut block[keep..])?;
        if holds(&block[..keep + read]) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        block.copy_within(read..read + keep, 0);
    }
}

/// Content that is being read.
#[cfg(feature = "c2pa")]
pub(crate) enum Opened<'p> {
    Memory(Cursor<&'p [u8]>),
    File(File),
}

#[cfg(feature = "c2pa")]
impl Read for Opened<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(into),
            Self::File(file) => file.read(into),
        }
    }
}

#[cfg(feature = "c2pa")]
impl Seek for Opened<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        match self {
            Self::Memory(bytes) => bytes.seek(to),
            Self::File(file) => file.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_found_wherever_in_a_file_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film");
        for at in [0, 7, BLOCK - 2, BLOCK, 3 * BLOCK - 1] {
            let mut bytes = vec![b'c'; at];
            bytes.extend(STORE);
            bytes.extend([b'x'; 9]);
            std::fs::write(&path, &bytes).unwrap();
            assert!(Content::File(&path).may_have() && Content::Memory(&bytes).may_have(), "{at}");
            std::fs::write(&path, &bytes[..at + 3]).unwrap();
            assert!(!Content::File(&path).may_have(), "{at}");
        }
        assert!(!Content::File(&folder.path().join("none")).may_have());
    }
}
