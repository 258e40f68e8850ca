//! A look at the end of a zip file before its list of files is read into memory: a list of tens of
//! millions is a way to use all of it.

use crate::{ArchiveError, Limits};
use std::io::{self, Read, Seek, SeekFrom};

/// The record at the end, without its comment, and the longest comment.
const END: usize = 22;
const COMMENT: u64 = 65_535;
/// The pointer to the record of large files, which stands before it.
const POINTER: usize = 20;

/// Refuses a list that is too long.
pub(super) fn check(file: &mut (impl Read + Seek), limits: &Limits) -> Result<(), ArchiveError> {
    let (entries, bytes) = announced(file)?.ok_or(ArchiveError::Damaged)?;
    if entries > limits.entries as u64 {
        return Err(ArchiveError::Beyond("too many files"));
    }
    if bytes > limits.directory {
        return Err(ArchiveError::Beyond("its list of files is too long"));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

/// How many files are announced, and in how many bytes.
fn announced(file: &mut (impl Read + Seek)) -> io::Result<Option<(u64, u64)>> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail_length = length.min(COMMENT + (END + POINTER) as u64);
    file.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    file.take(tail_length).read_to_end(&mut tail)?;
    // A comment may look like the record; then the larger of what they announce counts.
    let ends = (0..tail.len().saturating_sub(END - 1)).filter(|at| tail[*at..].starts_with(b"PK\x05\x06"));
    let mut most = None;
    for at in ends.collect::<Vec<_>>() {
        let (entries, bytes) = (number(&tail, at + 10, 2), number(&tail, at + 12, 4));
        let large = if at >= POINTER && tail[at - POINTER..].starts_with(b"PK\x06\x07") {
            large(file, number(&tail, at - POINTER + 8, 8))?
        } else {
            None
        };
        let (entries, bytes) = large.unwrap_or((entries, bytes));
        let (known_entries, known_bytes) = most.unwrap_or((0, 0));
        most = Some((entries.max(known_entries), bytes.max(known_bytes)));
    }
    Ok(most)
}

/// What the record of large files announces.
fn large(file: &mut (impl Read + Seek), at: u64) -> io::Result<Option<(u64, u64)>> {
    let mut record = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(56).read_to_end(&mut record)?;
    let is_one = record.len() == 56 && record.starts_with(b"PK\x06\x06");
    Ok(is_one.then(|| (number(&record, 32, 8), number(&record, 40, 8))))
}

fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let digits = bytes.get(at..at + length).unwrap_or_default();
    digits.iter().rev().fold(0, |number, digit| number << 8 | u64::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn end(entries: u16, bytes: u32, comment: &[u8]) -> Vec<u8> {
        let mut record = b"PK\x05\x06\0\0\0\0".to_vec();
        record.extend(entries.to_le_bytes());
        record.extend(entries.to_le_bytes());
        record.extend(bytes.to_le_bytes());
        record.extend([0; 4]);
        record.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
        record.extend(comment);
        record
    }

    #[test]
    fn too_long_a_list_is_not_read() {
        let limits = Limits { entries: 10, directory: 1_000, ..Limits::default() };
        let check = |bytes: Vec<u8>| check(&mut Cursor::new(bytes), &limits);
        assert!(check(end(10, 1_000, b"hello")).is_ok());
        assert!(matches!(check(end(11, 1_000, b"")), Err(ArchiveError::Beyond(_))));
        assert!(matches!(check(end(1, 1_001, b"")), Err(ArchiveError::Beyond(_))));
        assert!(matches!(check(end(1, 1, &end(60_000, 1, b""))), Err(ArchiveError::Beyond(_))));
        assert!(matches!(check(b"PK\x03\x04".to_vec()), Err(ArchiveError::Damaged)));
    }
}
