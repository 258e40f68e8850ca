//! Files of a release that know their length and hash.

use super::manifest::FileEntry;
use crate::error::Result;
use crate::files::{Files, Writing};
use crate::hash::{self, hex};
use ring::digest::{Context, SHA256};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// JSON for people to read.
pub(super) fn pretty(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes a small file in one go.
pub(super) fn whole(out: &dyn Files, name: &str, bytes: &[u8]) -> Result<FileEntry> {
    let mut file = Measured::new(out.create(name)?);
    file.write_all(bytes)?;
    file.entry(name, None)
}

/// A file of lines of JSON.
pub(super) struct Lines {
    name: &'static str,
    file: BufWriter<Measured>,
    pub(super) count: u64,
}

impl Lines {
    pub(super) fn new(out: &dyn Files, name: &'static str) -> Result<Self> {
        Ok(Self { name, file: BufWriter::new(Measured::new(out.create(name)?)), count: 0 })
    }

    pub(super) fn add(&mut self, line: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.file, line)?;
        self.file.write_all(b"\n")?;
        self.count += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<FileEntry> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.entry(self.name, Some(self.count))
    }
}

/// A file that knows its length and hash.
pub(super) struct Measured {
    file: Writing,
    bytes: u64,
    hash: Context,
}

impl Measured {
    pub(super) fn new(file: Writing) -> Self {
        Self { file, bytes: 0, hash: Context::new(&SHA256) }
    }

    pub(super) fn entry(mut self, name: &str, rows: Option<u64>) -> Result<FileEntry> {
        self.file.flush()?;
        let sha256 = hex(&hash::bytes(&self.hash.finish()));
        Ok(FileEntry { name: name.to_owned(), bytes: self.bytes, sha256, rows })
    }
}

impl Write for Measured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
