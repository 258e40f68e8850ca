//! Public timelines: everything public, what is from here, and tags.

use crate::entry::Entry;
use crate::feeds::Feeds;
use crate::merge::{Timeline, merge};
use crate::reader::Reader;
use model::{Page, Time};
use std::collections::HashSet;

/// What a public timeline shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Show {
    /// Only members of this server.
    pub local: bool,
    /// Only people elsewhere.
    pub remote: bool,
    /// Only posts with media.
    pub only_media: bool,
}

impl Show {
    fn wants(&self, entry: &Entry) -> bool {
        (!self.local || entry.is_local())
            && (!self.remote || !entry.is_local())
            && (!self.only_media || entry.has_media())
    }
}

/// Which tags, folded: one, and conditions on others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tags {
    /// This one or any of these.
    pub any: Vec<String>,
    /// All of these too.
    pub all: Vec<String>,
    /// None of these.
    pub none: Vec<String>,
}

/// A page of everything public that answers nobody else.
pub fn public(feeds: &Feeds, reader: Option<&Reader>, show: &Show, now: Time, page: Page) -> Timeline {
    merge([&feeds.public].into_iter(), page, |entry| {
        show.wants(entry) && !entry.answers_another() && !hidden(feeds, reader, entry, now)
    })
}

/// A page of public posts with tags.
pub fn tagged(
    feeds: &Feeds,
    reader: Option<&Reader>,
    tags: &Tags,
    show: &Show,
    now: Time,
    page: Page,
) -> Timeline {
    let ids = |tags: &[String]| -> Vec<HashSet<i64>> {
        tags.iter().map(|tag| feeds.tag(tag).entries.iter().map(|entry| entry.id).collect()).collect()
    };
    let (all, none) = (ids(&tags.all), ids(&tags.none));
    merge(tags.any.iter().map(|tag| feeds.tag(tag)), page, |entry| {
        show.wants(entry)
            && all.iter().all(|ids| ids.contains(&entry.id))
            && !none.iter().any(|ids| ids.contains(&entry.id))
            && !hidden(feeds, reader, entry, now)
    })
}

fn hidden(feeds: &Feeds, reader: Option<&Reader>, entry: &Entry, now: Time) -> bool {
    match reader {
        Some(reader) => reader.hides(feeds, entry, now),
        None => feeds.suspended.contains(&entry.author),
    }
}
