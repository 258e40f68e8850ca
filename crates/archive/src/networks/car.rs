//! A repository of blocks, each under its hash (CAR, version 1), and the tree of records in it.

use crate::{ArchiveError, Limits};
use ipld_core::cid::Cid;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// SHA-256, as Bluesky hashes everything.
const SHA_256: u64 = 0x12;
/// How deep a tree may be: an honest one of a million million records is not.
const DEEP: usize = 64;
/// Bytes of the heading.
const HEADING: u64 = 64 * 1024;
/// Blocks of one repository: what is held of each in memory is 60 bytes.
const BLOCKS: usize = 20_000_000;

/// Where a block's bytes are.
#[derive(Clone, Copy)]
struct Place {
    at: u64,
    length: u32,
}

/// A repository whose blocks have been found and checked.
pub(super) struct Repository {
    file: BufReader<File>,
    blocks: HashMap<[u8; 32], Place>,
    /// Parts of the tree that have been walked. No honest tree has one in two places; one that has can
    /// seem without end.
    walked: HashSet<[u8; 32]>,
    root: Cid,
    /// Blocks that are not what their hash says.
    pub(super) broken: usize,
    /// Why the end of the file could not be read.
    pub(super) cut: Option<String>,
}

#[derive(Deserialize)]
struct Heading {
    roots: Vec<Cid>,
    version: u64,
}

/// What a repository's owner signed: the tree.
#[derive(Deserialize)]
pub(super) struct Commit {
    pub(super) did: String,
    data: Cid,
}

#[derive(Deserialize)]
struct Node {
    #[serde(rename = "l")]
    left: Option<Cid>,
    #[serde(rename = "e", default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// How much of the key before is the beginning of this one.
    #[serde(rename = "p")]
    shared: usize,
    /// The rest of the key.
    #[serde(rename = "k")]
    rest: Bytes,
    #[serde(rename = "v")]
    value: Cid,
    #[serde(rename = "t")]
    right: Option<Cid>,
}

/// A byte string.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Take;
        impl serde::de::Visitor<'_> for Take {
            type Value = Bytes;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        from.deserialize_byte_buf(Take)
    }
}

/// What is done with each record: its key and where it is, or why a part of the tree is missing.
type Each<'e> = dyn FnMut(&mut Repository, Result<(&str, Cid), String>) -> ControlFlow<()> + 'e;

impl Repository {
    /// Reads through the file once, checking each block against its hash.
    pub(super) fn open(file: File, limits: &Limits) -> Result<Self, ArchiveError> {
        let mut file = BufReader::new(file);
        file.seek(SeekFrom::Start(0))?;
        let (heading, length) = heading(&mut file).ok_or(ArchiveError::Damaged)?;
        let root = heading.roots.first().copied().filter(|_| heading.version == 1);
        let mut repository = Self {
            file,
            blocks: HashMap::new(),
            walked: HashSet::new(),
            root: root.ok_or(ArchiveError::Damaged)?,
            broken: 0,
            cut: None,
        };
        repository.index(length, limits)?;
        Ok(repository)
    }

    fn index(&mut self, mut at: u64, limits: &Limits) -> Result<(), ArchiveError> {
        let mut bytes = Vec::new();
        loop {
            let Some(length) = varint(&mut self.file, &mut at) else { return Ok(()) };
            if length > limits.item {
                self.cut = Some("a block is larger than any may be".to_owned());
                return Ok(());
            }
            if self.blocks.len() >= BLOCKS {
                return Err(ArchiveError::Beyond("too many records"));
            }
            bytes.clear();
            (&mut self.file).take(length).read_to_end(&mut bytes)?;
            if bytes.len() as u64 != length {
                self.cut = Some("the file ends in the middle of a block".to_owned());
                return Ok(());
            }
            let mut rest = bytes.as_slice();
            match Cid::read_bytes(&mut rest) {
                Ok(cid) => {
                    let place = at + (bytes.len() - rest.len()) as u64;
                    let place = Place { at: place, length: u32::try_from(rest.len()).unwrap_or(u32::MAX) };
                    match digest(&cid).filter(|digest| Sha256::digest(rest).as_slice() == digest) {
                        Some(digest) => drop(self.blocks.insert(digest, place)),
                        None => self.broken += 1,
                    }
                }
                Err(_) => self.broken += 1,
            }
            at += length;
        }
    }

    /// A block, read as what it should be.
    pub(super) fn block<T: DeserializeOwned>(&mut self, cid: &Cid) -> Result<T, String> {
        let place = digest(cid).and_then(|digest| self.blocks.get(&digest)).copied();
        let place = place.ok_or("it is not in the file")?;
        self.file.seek(SeekFrom::Start(place.at)).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        (&mut self.file)
            .take(u64::from(place.length))
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        serde_ipld_dagcbor::from_slice(&bytes).map_err(|error| error.to_string())
    }

    /// The newest state of the repository.
    pub(super) fn commit(&mut self) -> Result<Commit, String> {
        self.block(&self.root.clone())
    }

    /// Hands every record to `each` with its key (`collection/name`), in the order of keys; or why a
    /// part of the tree is missing.
    pub(super) fn records(&mut self, commit: &Commit, each: &mut Each<'_>) -> ControlFlow<()> {
        self.walk(&commit.data, 0, each)
    }

    fn walk(&mut self, node: &Cid, depth: usize, each: &mut Each<'_>) -> ControlFlow<()> {
        if depth > DEEP {
            return each(self, Err("the tree is deeper than any may be".to_owned()));
        }
        if digest(node).is_some_and(|digest| !self.walked.insert(digest)) {
            return each(self, Err("a part of the tree is in two places".to_owned()));
        }
        let node: Node = match self.block(node) {
            Ok(node) => node,
            Err(why) => return each(self, Err(format!("a part of the tree: {why}"))),
        };
        if let Some(left) = &node.left {
            self.walk(left, depth + 1, each)?;
        }
        let mut key = Vec::new();
        for entry in node.entries {
            key.truncate(entry.shared);
            key.extend(&entry.rest.0);
            let named = std::str::from_utf8(&key).map(|key| (key, entry.value));
            each(self, named.map_err(|_| "a key cannot be read".to_owned()))?;
            if let Some(right) = &entry.right {
                self.walk(right, depth + 1, each)?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn digest(cid: &Cid) -> Option<[u8; 32]> {
    let hash = cid.hash();
    (hash.code() == SHA_256).then(|| hash.digest().try_into().ok()).flatten()
}

fn heading(file: &mut impl Read) -> Option<(Heading, u64)> {
    let mut at = 0;
    let length = varint(file, &mut at).filter(|length| *length <= HEADING)?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).ok()?;
    Some((serde_ipld_dagcbor::from_slice(&bytes).ok()?, at + length))
}

/// A number of variable length; nothing at the end of the file.
fn varint(file: &mut impl Read, at: &mut u64) -> Option<u64> {
    let number = unsigned_varint::io::read_u64(file).ok()?;
    let mut buffer = unsigned_varint::encode::u64_buffer();
    *at += unsigned_varint::encode::u64(number, &mut buffer).len() as u64;
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ipld_core::cid::multihash::Multihash;
    use ipld_core::ipld::Ipld;
    use std::collections::BTreeMap;
    use std::io::Write as _;

    fn map(members: &[(&str, Ipld)]) -> Ipld {
        Ipld::Map(
            members
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn part(file: &mut File, pieces: &[&[u8]]) {
        let mut buffer = unsigned_varint::encode::u64_buffer();
        let length = pieces.iter().map(|piece| piece.len() as u64).sum();
        file.write_all(unsigned_varint::encode::u64(length, &mut buffer)).unwrap();
        pieces.iter().for_each(|piece| file.write_all(piece).unwrap());
    }

    fn cid(bytes: &[u8]) -> Cid {
        Cid::new_v1(0x71, Multihash::wrap(SHA_256, Sha256::digest(bytes).as_slice()).unwrap())
    }

    #[test]
    fn a_tree_that_shares_its_parts_ends() {
        let mut blocks: Vec<Vec<u8>> = Vec::new();
        let mut add = |value: &Ipld| {
            let bytes = serde_ipld_dagcbor::to_vec(value).unwrap();
            let cid = cid(&bytes);
            blocks.push(bytes);
            Ipld::Link(cid)
        };
        let value = add(&map(&[]));
        let mut node = add(&map(&[("l", Ipld::Null), ("e", Ipld::List(Vec::new()))]));
        for _ in 0..50 {
            let entry = map(&[
                ("p", Ipld::Integer(0)),
                ("k", Ipld::Bytes(b"a/b".to_vec())),
                ("v", value.clone()),
                ("t", node.clone()),
            ]);
            node = add(&map(&[("l", node), ("e", Ipld::List(vec![entry]))]));
        }
        let commit = add(&map(&[("did", Ipld::String("did:x".to_owned())), ("data", node)]));
        let heading = map(&[("roots", Ipld::List(vec![commit])), ("version", Ipld::Integer(1))]);
        let mut file = tempfile::tempfile().unwrap();
        part(&mut file, &[&serde_ipld_dagcbor::to_vec(&heading).unwrap()]);
        for bytes in &blocks {
            part(&mut file, &[&cid(bytes).to_bytes(), bytes]);
        }
        let mut repository = Repository::open(file, &Limits::default()).unwrap();
        let commit = repository.commit().unwrap();
        let (mut records, mut refused) = (0, 0);
        let flow = repository.records(&commit, &mut |_, found| {
            *(if found.is_ok() { &mut records } else { &mut refused }) += 1;
            ControlFlow::Continue(())
        });
        assert_eq!((flow, records, refused), (ControlFlow::Continue(()), 50, 50));
    }

    #[test]
    fn a_deep_record_is_survived() {
        assert!(serde_ipld_dagcbor::from_slice::<Ipld>(&vec![0x81; 4_000_000]).is_err());
        assert!(serde_ipld_dagcbor::from_slice::<Ipld>(&b"\xa1\x61a".repeat(1_000_000)).is_err());
    }
}
