//! A list's timeline.

use crate::entry::Entry;
use crate::feeds::Feeds;
use crate::merge::{Timeline, merge};
use crate::reader::Reader;
use model::{AccountId, List, Page, RepliesPolicy, Time};

/// A page of a member's list. Accounts the member does not follow show what strangers may see.
pub fn list(
    feeds: &Feeds,
    reader: &Reader,
    list: &List,
    accounts: &[AccountId],
    now: Time,
    page: Page,
) -> Timeline {
    let mut members: Vec<u32> = accounts.iter().filter_map(|account| feeds.known(*account)).collect();
    members.sort_unstable();
    let rings = members.iter().map(|author| &feeds.rings[*author as usize]);
    merge(rings, page, |entry| keeps(feeds, reader, list, &members, entry, now))
}

/// Whether a post of `author` that was just published belongs on the list.
pub fn shows(
    feeds: &Feeds,
    reader: &Reader,
    of: &List,
    accounts: &[AccountId],
    now: Time,
    author: AccountId,
    post: i64,
) -> bool {
    if !accounts.contains(&author) {
        return false;
    }
    let cursor = model::Cursor { max: Some(post + 1), since: Some(post - 1), min: None };
    !list(feeds, reader, of, accounts, now, Page { cursor, limit: 1 }).posts.is_empty()
}

fn keeps(feeds: &Feeds, reader: &Reader, list: &List, members: &[u32], entry: &Entry, now: Time) -> bool {
    let reply = !entry.answers_another()
        || entry.other == reader.me
        || match list.replies {
            RepliesPolicy::None => false,
            RepliesPolicy::List => members.binary_search(&entry.other).is_ok(),
            RepliesPolicy::Followed => reader.follows_number(entry.other),
        };
    reply && !reader.hides(feeds, entry, now) && reader.may_see(feeds, entry)
}
