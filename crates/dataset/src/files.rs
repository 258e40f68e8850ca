//! Where files go and come from: given from outside, so that nothing here opens one itself.

use crate::error::Result;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Cursor, Read, Write};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard};

/// A file being written.
pub type Writing = Box<dyn Write + Send>;
/// A file being read.
pub type Reading = Box<dyn Read + Send>;

/// A flat folder of files.
pub trait Files: Send + Sync {
    /// A new file, in place of one of that name.
    fn create(&self, name: &str) -> io::Result<Writing>;
    /// A file to read from its start.
    fn open(&self, name: &str) -> io::Result<Reading>;
    /// Away with a file. That there is none is no failure.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// The lines of a file of JSON, one after another.
pub struct Lines<T> {
    file: BufReader<Reading>,
    line: Vec<u8>,
    kind: PhantomData<fn() -> T>,
}

impl<T> std::fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

impl<T: DeserializeOwned> Lines<T> {
    /// Of a file.
    pub fn open(files: &dyn Files, name: &str) -> io::Result<Self> {
        let file = BufReader::with_capacity(1 << 18, files.open(name)?);
        Ok(Self { file, line: Vec::new(), kind: PhantomData })
    }
}

impl<T: DeserializeOwned> Iterator for Lines<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        self.line.clear();
        match self.file.read_until(b'\n', &mut self.line) {
            Ok(0) => None,
            Ok(_) => Some(serde_json::from_slice(&self.line).map_err(Into::into)),
            Err(error) => Some(Err(error.into())),
        }
    }
}

/// Files in memory, for small releases and for tests.
#[derive(Clone, Default, Debug)]
pub struct MemoryFiles(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl MemoryFiles {
    /// All files by name.
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

struct MemoryFile(MemoryFiles, String);

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().entry(self.1.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Files for MemoryFiles {
    fn create(&self, name: &str) -> io::Result<Writing> {
        self.lock().insert(name.to_owned(), Vec::new());
        Ok(Box::new(MemoryFile(self.clone(), name.to_owned())))
    }

    fn open(&self, name: &str) -> io::Result<Reading> {
        let bytes = self.lock().get(name).cloned().ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Cursor::new(bytes)))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.lock().remove(name);
        Ok(())
    }
}
