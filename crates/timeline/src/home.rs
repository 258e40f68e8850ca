//! The home timeline: those a member follows, the tags they follow, and themself.

use crate::entry::Entry;
use crate::feeds::{Feeds, Ring};
use crate::merge::{Timeline, merge};
use crate::reader::Reader;
use model::{AccountId, Cursor, Page, Time, Visibility};

/// How many authors beyond the page's length are opened at first; most pages need no more, even where
/// reposts make them look further.
const SPARE: usize = 60;

/// A page of a member's home.
pub fn home(feeds: &Feeds, reader: &Reader, now: Time, page: Page) -> Timeline {
    let authors: Vec<u32> = reader.follows.iter().copied().chain([reader.me]).collect();
    let keep = |entry: &Entry| keeps(feeds, reader, now, entry);
    let tags = || reader.tags.iter().map(|tag| feeds.tag(tag));
    if page.cursor == Cursor::default() && authors.len() > page.limit + 2 * SPARE {
        let newest = busiest(feeds, &authors, page.limit + SPARE);
        let found = merge(rings(feeds, &newest).chain(tags()), page, keep);
        if found.posts.len() == page.limit && covers(feeds, &newest, &found) {
            return found;
        }
    }
    merge(rings(feeds, &authors).chain(tags()), page, keep)
}

/// Whether a post of `author` that was just published belongs on the member's home.
pub fn shows(feeds: &Feeds, reader: &Reader, now: Time, author: AccountId, post: i64) -> bool {
    let ring = feeds.ring_of(author);
    let Ok(place) = ring.entries.binary_search_by_key(&post, |entry| entry.id) else { return false };
    let entry = &ring.entries[place];
    let tagged = || {
        let newest =
            |tag: &String| feeds.tag(tag).entries.iter().rev().take(200).any(|entry| entry.id == post);
        reader.tags.iter().any(newest)
    };
    (entry.author == reader.me || reader.follows_number(entry.author) || tagged())
        && keeps(feeds, reader, now, entry)
}

fn rings<'f>(feeds: &'f Feeds, authors: &[u32]) -> impl Iterator<Item = &'f Ring> {
    authors.iter().map(move |author| &feeds.rings[*author as usize])
}

/// The `most` authors who posted last: only they can have the page's newest posts.
fn busiest(feeds: &Feeds, authors: &[u32], most: usize) -> Vec<u32> {
    let mut heads: Vec<(i64, u32)> =
        authors.iter().map(|author| (feeds.heads[*author as usize], *author)).collect();
    heads.select_nth_unstable_by_key(most - 1, |(head, _)| std::cmp::Reverse(*head));
    heads.truncate(most);
    heads.into_iter().map(|(_, author)| author).collect()
}

/// Whether nobody left out of `opened` can have a post newer than the oldest one looked at.
fn covers(feeds: &Feeds, opened: &[u32], found: &Timeline) -> bool {
    let least = opened.iter().map(|author| feeds.heads[*author as usize]).min().unwrap_or(0);
    least <= found.examined
}

/// What keeps an entry on a member's home.
fn keeps(feeds: &Feeds, reader: &Reader, now: Time, entry: &Entry) -> bool {
    if entry.author == reader.me {
        return true;
    }
    if reader.hides(feeds, entry, now) || reader.exclusive.binary_search(&entry.author).is_ok() {
        return false;
    }
    if !reader.follows_number(entry.author) {
        // Here through a followed tag: only what is public, and no matter who it answers.
        return entry.visibility() == Visibility::Public;
    }
    reader.may_see(feeds, entry) && answers_a_friend(feeds, reader, entry) && reader.suits(entry)
}

/// Replies show when they answer their own author, the reader, or somebody the reader follows.
fn answers_a_friend(feeds: &Feeds, reader: &Reader, entry: &Entry) -> bool {
    !entry.answers_another()
        || entry.other == reader.me
        || reader.follows_number(entry.other)
        || (entry.visibility() == Visibility::Direct && reader.is_mentioned(feeds, entry))
}
