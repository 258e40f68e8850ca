//! One account's timeline.

use crate::feeds::Feeds;
use crate::merge::{Timeline, merge};
use crate::reader::Reader;
use model::{AccountId, Page, Time};

/// What an account's timeline shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Show {
    /// Only posts with media.
    pub only_media: bool,
    /// No replies to others.
    pub exclude_replies: bool,
    /// No reposts.
    pub exclude_reposts: bool,
}

/// A page of what an account wrote and reposted, as far as the reader (nobody, for a visitor) may
/// see it.
pub fn account(
    feeds: &Feeds,
    reader: Option<&Reader>,
    of: AccountId,
    show: Show,
    now: Time,
    page: Page,
) -> Timeline {
    let nobody = Reader::nobody();
    let reader = reader.unwrap_or(&nobody);
    if feeds.known(of).is_some_and(|number| reader.blocks_number(number) || feeds.suspended.contains(&number))
    {
        return Timeline { complete: true, ..Timeline::default() };
    }
    merge([feeds.ring_of(of)].into_iter(), page, |entry| {
        (!show.only_media || (entry.has_media() && !entry.is_repost()))
            && !(show.exclude_replies && entry.answers_another())
            && !(show.exclude_reposts && entry.is_repost())
            && reader.may_see(feeds, entry)
            && !(entry.is_repost() && reader.hides(feeds, entry, now))
    })
}
