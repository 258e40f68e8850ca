//! Merging rings into a page.

use crate::entry::Entry;
use crate::feeds::Ring;
use model::{Page, PostId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A repost is left out when what it reposts stands among this many older entries already.
const NEAR: usize = 40;

/// A page of a timeline, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// The posts.
    pub posts: Vec<PostId>,
    /// False when memory ended before the page was full: older posts may belong to it.
    pub complete: bool,
    /// The oldest entry looked at to make the page.
    pub(crate) examined: i64,
}

/// Merges `rings` into a page of what `keep` keeps. Of a post and its reposts close to each other
/// the oldest stays.
pub(crate) fn merge<'a>(
    rings: impl Iterator<Item = &'a Ring>,
    page: Page,
    keep: impl FnMut(&Entry) -> bool,
) -> Timeline {
    let rings: Vec<&Ring> = rings.collect();
    let floor = rings.iter().map(|ring| ring.floor).max().unwrap_or(0);
    if page.cursor.climbs() { climb(&rings, floor, page, keep) } else { descend(&rings, floor, page, keep) }
}

fn descend(rings: &[&Ring], floor: i64, page: Page, keep: impl FnMut(&Entry) -> bool) -> Timeline {
    let mut down = Down::new(rings, floor, page, keep);
    let mut posts = Vec::with_capacity(page.limit);
    let mut place = 0;
    while posts.len() < page.limit {
        down.read(place + 1);
        if down.entries.get(place).is_some_and(|entry| entry.repost) {
            down.read(place + 1 + NEAR);
        }
        let Some((entry, older)) = down.entries.get(place..).and_then(<[Read]>::split_first) else { break };
        let near = || older.iter().take(NEAR).any(|older| older.content == entry.content);
        if !(entry.repost && near()) {
            posts.push(PostId(entry.id));
        }
        place += 1;
    }
    let full = posts.len() >= page.limit;
    Timeline { posts, complete: full || down.reached_the_end(), examined: down.examined }
}

/// An entry that was kept.
struct Read {
    id: i64,
    content: i64,
    repost: bool,
}

/// Entries of several rings, newest first.
struct Down<'a, K> {
    rings: &'a [&'a Ring],
    heap: BinaryHeap<(i64, usize, usize)>,
    entries: Vec<Read>,
    keep: K,
    lower: i64,
    floor: i64,
    examined: i64,
    /// There is nothing more to read within the page's bounds, or in memory.
    ended: bool,
    /// Memory ended first.
    cut: bool,
}

impl<'a, K: FnMut(&Entry) -> bool> Down<'a, K> {
    fn new(rings: &'a [&'a Ring], floor: i64, page: Page, keep: K) -> Self {
        let (upper, lower) = (page.cursor.upper(), page.cursor.lower());
        let mut heap = BinaryHeap::with_capacity(rings.len());
        for (number, ring) in rings.iter().enumerate() {
            let end = if upper == i64::MAX {
                ring.entries.len()
            } else {
                ring.entries.partition_point(|entry| entry.id < upper)
            };
            if let Some(place) = end.checked_sub(1) {
                heap.push((ring.entries[place].id, number, place));
            }
        }
        let entries = Vec::with_capacity(page.limit);
        Self { rings, heap, entries, keep, lower, floor, examined: i64::MAX, ended: false, cut: false }
    }

    /// Reads until there are `wanted` entries or no more.
    fn read(&mut self, wanted: usize) {
        while self.entries.len() < wanted && !self.ended {
            let Some((id, number, place)) = self.heap.pop() else {
                self.ended = true;
                self.cut = self.floor > self.lower.max(1);
                return;
            };
            if id <= self.lower || id < self.floor {
                self.ended = true;
                self.cut = id > self.lower;
                return;
            }
            self.examined = id;
            let ring = self.rings[number];
            if let Some(next) = place.checked_sub(1) {
                self.heap.push((ring.entries[next].id, number, next));
            }
            let entry = &ring.entries[place];
            let again = self.entries.last().is_some_and(|last| last.id == id);
            if !again && (self.keep)(entry) {
                self.entries.push(Read { id, content: entry.content(), repost: entry.is_repost() });
            }
        }
    }

    fn reached_the_end(&self) -> bool {
        self.ended && !self.cut
    }
}

fn climb(rings: &[&Ring], floor: i64, page: Page, mut keep: impl FnMut(&Entry) -> bool) -> Timeline {
    let (upper, lower) = (page.cursor.upper(), page.cursor.lower());
    let mut heap = BinaryHeap::new();
    for (number, ring) in rings.iter().enumerate() {
        let start = ring.entries.partition_point(|entry| entry.id <= lower);
        if let Some(entry) = ring.entries.get(start) {
            heap.push(Reverse((entry.id, number, start)));
        }
    }
    let mut entries: Vec<Read> = Vec::with_capacity(page.limit);
    while let Some(Reverse((id, number, place))) = heap.pop() {
        if entries.len() >= page.limit || id >= upper {
            break;
        }
        if let Some(next) = rings[number].entries.get(place + 1) {
            heap.push(Reverse((next.id, number, place + 1)));
        }
        let entry = &rings[number].entries[place];
        let (content, repost) = (entry.content(), entry.is_repost());
        let near = entries.iter().rev().take(NEAR).any(|older| older.content == content);
        if !(repost && near) && entries.last().is_none_or(|last| last.id != id) && keep(entry) {
            entries.push(Read { id, content, repost });
        }
    }
    let posts = entries.iter().rev().map(|entry| PostId(entry.id)).collect();
    Timeline { posts, complete: floor <= lower.saturating_add(1), examined: lower }
}
