//! A repository of Bluesky: records under a tree of blocks.

use super::{Dice, FOLLOWS, Made, Plan, mastodon, moment, parent};
use ipld_core::cid::Cid;
use ipld_core::cid::multihash::Multihash;
use ipld_core::ipld::Ipld;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};

const ME: &str = "did:plc:adaadaadaadaadaadaadaada";
/// Records under one part of the tree.
const LEAF: usize = 64;
/// DAG-CBOR, and SHA-256.
const CBOR: u64 = 0x71;
const SHA_256: u64 = 0x12;

pub(super) fn write(plan: Plan, mut file: BufWriter<File>) -> Made {
    let mut made = Made { posts: plan.posts, follows: FOLLOWS, broken: plan.broken, ..Made::default() };
    let mut dice = Dice::new(plan.seed);
    let (mut blocks, mut records) = (Vec::new(), Vec::new());
    for number in 0..plan.posts {
        made.replies += usize::from(parent(number).is_some());
        records.push((
            format!("app.bsky.feed.post/{}", name(number)),
            block(&post(number, &mut dice), &mut blocks),
        ));
    }
    for number in 0..plan.broken {
        let nothing = map(&[("$type", text("app.bsky.feed.post"))]);
        records.push((format!("app.bsky.feed.post/z{number}"), block(&nothing, &mut blocks)));
    }
    for number in 0..FOLLOWS {
        let follow = map(&[("subject", text(&format!("did:plc:friend{number}")))]);
        records.push((format!("app.bsky.graph.follow/{}", name(number)), block(&follow, &mut blocks)));
    }
    records.sort_by(|one, other| one.0.cmp(&other.0));
    let root = tree(&records, &mut blocks);
    let commit = map(&[("did", text(ME)), ("version", Ipld::Integer(3)), ("data", Ipld::Link(root))]);
    let commit = block(&commit, &mut blocks);
    let heading = map(&[("roots", Ipld::List(vec![Ipld::Link(commit)])), ("version", Ipld::Integer(1))]);
    part(&mut file, &[&serde_ipld_dagcbor::to_vec(&heading).expect("a heading")]);
    for (cid, bytes) in &blocks {
        part(&mut file, &[&cid.to_bytes(), bytes]);
    }
    file.flush().expect("a disk");
    made
}

fn name(number: usize) -> String {
    format!("3k{number:011}")
}

fn text(text: &str) -> Ipld {
    Ipld::String(text.to_owned())
}

fn map(members: &[(&str, Ipld)]) -> Ipld {
    Ipld::Map(
        members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<BTreeMap<_, _>>(),
    )
}

fn post(number: usize, dice: &mut Dice) -> Ipld {
    let mut members = vec![
        ("$type", text("app.bsky.feed.post")),
        ("text", text(&dice.text(number))),
        ("createdAt", text(&mastodon::iso(moment(number)))),
        ("langs", Ipld::List(vec![text("en")])),
    ];
    if let Some(parent) = parent(number) {
        let uri = text(&format!("at://{ME}/app.bsky.feed.post/{}", name(parent)));
        let reply = map(&[("parent", map(&[("uri", uri.clone())])), ("root", map(&[("uri", uri)]))]);
        members.push(("reply", reply));
    }
    map(&members)
}

fn block(value: &Ipld, blocks: &mut Vec<(Cid, Vec<u8>)>) -> Cid {
    let bytes = serde_ipld_dagcbor::to_vec(value).expect("a block");
    let hash = Multihash::wrap(SHA_256, Sha256::digest(&bytes).as_slice()).expect("a hash");
    let cid = Cid::new_v1(CBOR, hash);
    blocks.push((cid, bytes));
    cid
}

/// A tree of two levels: leaves of some records, which stand between those of its root.
fn tree(records: &[(String, Cid)], blocks: &mut Vec<(Cid, Vec<u8>)>) -> Cid {
    let mut entries = Vec::new();
    let mut left = Ipld::Null;
    let mut before = String::new();
    for (number, some) in records.chunks(LEAF + 1).enumerate() {
        let Some(((key, value), leaf)) = some.split_first() else { continue };
        let right = if leaf.is_empty() { Ipld::Null } else { Ipld::Link(self::leaf(leaf, blocks)) };
        if number == 0 {
            left = Ipld::Null;
        }
        entries.push(entry(&before, key, *value, right));
        before.clone_from(key);
    }
    block(&map(&[("l", left), ("e", Ipld::List(entries))]), blocks)
}

fn leaf(records: &[(String, Cid)], blocks: &mut Vec<(Cid, Vec<u8>)>) -> Cid {
    let (mut entries, mut before) = (Vec::new(), String::new());
    for (key, value) in records {
        entries.push(entry(&before, key, *value, Ipld::Null));
        before.clone_from(key);
    }
    block(&map(&[("l", Ipld::Null), ("e", Ipld::List(entries))]), blocks)
}

fn entry(before: &str, key: &str, value: Cid, right: Ipld) -> Ipld {
    let shared = before.bytes().zip(key.bytes()).take_while(|(one, other)| one == other).count();
    map(&[
        ("p", Ipld::Integer(i128::try_from(shared).expect("a length"))),
        ("k", Ipld::Bytes(key.as_bytes()[shared..].to_vec())),
        ("v", Ipld::Link(value)),
        ("t", right),
    ])
}

fn part(file: &mut BufWriter<File>, pieces: &[&[u8]]) {
    let length = pieces.iter().map(|piece| piece.len() as u64).sum();
    let mut buffer = unsigned_varint::encode::u64_buffer();
    file.write_all(unsigned_varint::encode::u64(length, &mut buffer)).expect("a disk");
    for piece in pieces {
        file.write_all(piece).expect("a disk");
    }
}
