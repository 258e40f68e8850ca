//! Merging rings into a page.

use crate::entry::Entry;
use crate::feeds::Ring;
use model::{Page, PostId};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

/// A page of a timeline, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// The posts.
    pub posts: Vec<PostId>,
    /// False when memory ended before the page was full: older posts may belong to it.
    pub complete: bool,
}

/// Merges `rings` into a page of what `keep` keeps, each content once.
pub(crate) fn merge<'a>(
    rings: impl Iterator<Item = &'a Ring>,
    page: Page,
    keep: impl FnMut(&Entry) -> bool,
) -> Timeline {
    let rings: Vec<&Ring> = rings.collect();
    let floor = rings.iter().map(|ring| ring.floor).max().unwrap_or(0);
    if page.cursor.climbs() { climb(&rings, floor, page, keep) } else { descend(&rings, floor, page, keep) }
}

fn descend(rings: &[&Ring], floor: i64, page: Page, mut keep: impl FnMut(&Entry) -> bool) -> Timeline {
    let (upper, lower) = (page.cursor.upper(), page.cursor.lower());
    let mut heap = BinaryHeap::new();
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
    let mut chosen = Chosen::new(page.limit);
    while let Some((id, number, place)) = heap.pop() {
        if chosen.full() || id <= lower {
            return chosen.finish(true);
        }
        if id < floor {
            return chosen.finish(false);
        }
        let entry = &rings[number].entries[place];
        if let Some(next) = place.checked_sub(1) {
            heap.push((rings[number].entries[next].id, number, next));
        }
        chosen.offer(entry, &mut keep);
    }
    let complete = chosen.full() || floor <= lower.max(1);
    chosen.finish(complete)
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
    let mut chosen = Chosen::new(page.limit);
    while let Some(Reverse((id, number, place))) = heap.pop() {
        if chosen.full() || id >= upper {
            break;
        }
        if let Some(next) = rings[number].entries.get(place + 1) {
            heap.push(Reverse((next.id, number, place + 1)));
        }
        chosen.offer(&rings[number].entries[place], &mut keep);
    }
    chosen.posts.reverse();
    chosen.finish(floor <= lower.saturating_add(1))
}

struct Chosen {
    posts: Vec<PostId>,
    contents: HashSet<i64>,
    limit: usize,
}

impl Chosen {
    fn new(limit: usize) -> Self {
        Self { posts: Vec::with_capacity(limit), contents: HashSet::with_capacity(limit), limit }
    }

    fn full(&self) -> bool {
        self.posts.len() >= self.limit
    }

    fn offer(&mut self, entry: &Entry, keep: &mut impl FnMut(&Entry) -> bool) {
        if keep(entry) && self.contents.insert(entry.content()) {
            self.posts.push(PostId(entry.id));
        }
    }

    fn finish(self, complete: bool) -> Timeline {
        Timeline { posts: self.posts, complete }
    }
}
