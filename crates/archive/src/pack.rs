//! Writing a zip file as it is sent: nothing is held back, nothing is sought.

use crate::ArchiveError;
use std::io::{self, Read, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// A zip file being written.
pub struct Pack<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
}

impl<W: Write> Pack<W> {
    /// Begins one.
    pub fn new(to: W) -> Self {
        Self { zip: ZipWriter::new_stream(to) }
    }

    /// Begins the next file; what is written from now on is in it. Pictures and film are packed
    /// already.
    pub fn file(&mut self, name: &str, packed: bool) -> Result<(), ArchiveError> {
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        Ok(self
            .zip
            .start_file(name, SimpleFileOptions::default().compression_method(method).large_file(true))?)
    }

    /// A whole file out of a reader.
    pub fn copy(&mut self, name: &str, mut from: impl Read) -> Result<u64, ArchiveError> {
        self.file(name, true)?;
        Ok(io::copy(&mut from, &mut self.zip)?)
    }

    /// Writes the list of files, which ends the zip file.
    pub fn finish(self) -> Result<W, ArchiveError> {
        Ok(self.zip.finish()?.into_inner())
    }
}

impl<W: Write> Write for Pack<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}
