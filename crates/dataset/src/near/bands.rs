//! Who shares a band with whom, without keeping the bands in memory.
//!
//! Every document adds 14 records of 16 bytes to one of [`PARTS`] files, chosen by the record's key. In
//! the end each file is read by itself, sorted, and all but the earliest document of a key are marked. A file
//! too big for memory is first parted again by the next bits of the key. What stays in memory is a
//! bit a document, [`BUFFER`] bytes a file and [`MOST`] records.

use super::BandKeys;
use crate::files::{Files, Writing};
use std::io::{self, BufReader, BufWriter, Read, Write};

/// Files a level of parting makes.
pub const PARTS: usize = 64;
/// Bits of the key that choose among them.
const BITS: u32 = PARTS.trailing_zeros();
/// Bytes kept back for each file before they are written.
const BUFFER: usize = 32 * 1024;
/// Records of a file that are sorted in memory: 16 MB of them.
pub const MOST: u64 = 1 << 20;
const RECORD: usize = 16;

/// Documents marked as duplicates: a bit each.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Marked(Vec<u64>);

impl Marked {
    /// Marks one.
    pub fn mark(&mut self, document: u64) {
        let at = (document / 64) as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (document % 64);
    }

    /// Whether it is marked.
    pub fn has(&self, document: u64) -> bool {
        self.0.get((document / 64) as usize).is_some_and(|bits| bits & (1 << (document % 64)) != 0)
    }

    /// How many are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}

struct Part {
    name: String,
    file: BufWriter<Writing>,
    records: u64,
}

/// One level of parting.
struct Level<'a> {
    files: &'a dyn Files,
    depth: u32,
    parts: Vec<Part>,
}

impl<'a> Level<'a> {
    fn new(files: &'a dyn Files, depth: u32, prefix: &str) -> io::Result<Self> {
        let part = |at: usize| {
            let name = format!("{prefix}-{at:02}");
            let file = BufWriter::with_capacity(BUFFER, files.create(&name)?);
            Ok(Part { name, file, records: 0 })
        };
        Ok(Self { files, depth, parts: (0..PARTS).map(part).collect::<io::Result<_>>()? })
    }

    fn add(&mut self, key: u64, document: u64) -> io::Result<()> {
        let part = &mut self.parts[(key >> (64 - BITS * (self.depth + 1))) as usize % PARTS];
        part.records += 1;
        let mut record = [0; RECORD];
        record[..8].copy_from_slice(&key.to_le_bytes());
        record[8..].copy_from_slice(&document.to_le_bytes());
        part.file.write_all(&record)
    }

    fn resolve(self, most: u64, marked: &mut Marked) -> io::Result<()> {
        let (files, depth) = (self.files, self.depth);
        let mut done = Vec::with_capacity(PARTS);
        for mut part in self.parts {
            part.file.flush()?;
            done.push((part.name, part.records));
        }
        for (name, records) in done {
            if records <= most {
                sorted(files, &name, records, marked)?;
            } else if BITS * (depth + 2) <= 60 {
                let mut next = Level::new(files, depth + 1, &name)?;
                each(files, &name, |key, document| next.add(key, document))?;
                next.resolve(most, marked)?;
            } else {
                last_bits(files, &name, marked)?;
            }
            files.remove(&name)?;
        }
        Ok(())
    }
}

/// Marks all but the first document of each key.
fn sorted(files: &dyn Files, name: &str, records: u64, marked: &mut Marked) -> io::Result<()> {
    let mut all = Vec::with_capacity(usize::try_from(records).unwrap_or(0));
    each(files, name, |key, document| {
        all.push((key, document));
        Ok(())
    })?;
    all.sort_unstable();
    for pair in all.windows(2) {
        if pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1 {
            marked.mark(pair[1].1);
        }
    }
    Ok(())
}

/// Of a file whose keys share 60 bits, the other four tell the keys apart; documents come in order.
fn last_bits(files: &dyn Files, name: &str, marked: &mut Marked) -> io::Result<()> {
    let mut first = [None; 16];
    each(files, name, |key, document| {
        if *first[(key % 16) as usize].get_or_insert(document) != document {
            marked.mark(document);
        }
        Ok(())
    })
}

fn each(files: &dyn Files, name: &str, mut to: impl FnMut(u64, u64) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufReader::with_capacity(BUFFER * 4, files.open(name)?);
    let mut record = [0; RECORD];
    loop {
        match file.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        let number = |half: &[u8]| half.iter().rev().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        to(number(&record[..8]), number(&record[8..]))?;
    }
}

/// The bands of all documents.
pub struct Bands<'a>(Level<'a>);

impl std::fmt::Debug for Bands<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bands").finish_non_exhaustive()
    }
}

impl<'a> Bands<'a> {
    /// Without any yet. Its files are named `bands-…` and gone when it is resolved.
    pub fn new(files: &'a dyn Files) -> io::Result<Self> {
        Ok(Self(Level::new(files, 0, "bands")?))
    }

    /// Adds a document. They are numbered in the order they come.
    pub fn add(&mut self, document: u64, keys: &BandKeys) -> io::Result<()> {
        keys.iter().try_for_each(|key| self.0.add(*key, document))
    }

    /// The documents that are near-duplicates of earlier ones.
    pub fn resolve(self) -> io::Result<Marked> {
        self.resolve_with(MOST)
    }

    fn resolve_with(self, most: u64) -> io::Result<Marked> {
        let mut marked = Marked::default();
        self.0.resolve(most, &mut marked)?;
        Ok(marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::thresholds::BANDS;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn resolve(documents: &[BandKeys], most: u64) -> Marked {
        let files = MemoryFiles::default();
        let mut bands = Bands::new(&files).unwrap();
        for (at, keys) in documents.iter().enumerate() {
            bands.add(at as u64, keys).unwrap();
        }
        let marked = bands.resolve_with(most).unwrap();
        assert!(files.all().is_empty(), "files are left behind");
        marked
    }

    /// The rule as one would write it with all memory in the world.
    fn plainly(documents: &[BandKeys]) -> Marked {
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut marked = Marked::default();
        for (at, keys) in documents.iter().enumerate() {
            for key in keys {
                if *seen.entry(*key).or_insert(at) != at {
                    marked.mark(at as u64);
                }
            }
        }
        marked
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
        #[test]
        fn files_find_what_a_table_finds(
            keys in prop::collection::vec(prop::array::uniform14(0_u64..400), 1..60),
            spread in 0_u32..58,
            most in 1_u64..40,
        ) {
            // Keys that differ in a few bits only, high or low, so that all depths are reached.
            let keys: Vec<BandKeys> = keys.iter().map(|all| all.map(|key| key << spread)).collect();
            prop_assert_eq!(resolve(&keys, most), plainly(&keys));
        }
    }

    #[test]
    fn keys_that_differ_in_the_last_bit_alone_are_two() {
        let keys: [BandKeys; 3] = [[0x7; BANDS], [0x6; BANDS], [0x7; BANDS]];
        let marked = resolve(&keys, 1);
        assert_eq!((marked.count(), marked.has(2)), (1, true));
    }

    #[test]
    fn a_thousand_copies_leave_one() {
        let one: BandKeys = std::array::from_fn(|band| 0xABCD_0000_0000_0000 | band as u64);
        let marked = resolve(&vec![one; 1000], 10);
        assert_eq!((marked.count(), marked.has(0), marked.has(999)), (999, false, true));
        let other: BandKeys = [7; BANDS];
        assert_eq!(resolve(&[one, other], 10).count(), 0, "a document is no duplicate of itself");
    }
}
