//! What one member follows, hides and lists.

use crate::entry::{Entry, NOBODY};
use crate::feeds::Feeds;
use model::{AccountId, Time, Visibility};

/// How a member follows an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FollowRule {
    /// Whom.
    pub account: AccountId,
    /// With reposts.
    pub reposts: bool,
    /// Only these languages; empty for all.
    pub languages: Vec<String>,
}

/// A member as the rows describe them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReaderFacts {
    /// The member.
    pub me: AccountId,
    /// Accepted follows.
    pub follows: Vec<FollowRule>,
    /// Accounts blocked, or blocking.
    pub blocked: Vec<AccountId>,
    /// Accounts muted, with when that ends.
    pub muted: Vec<(AccountId, Option<Time>)>,
    /// Followed tags, folded.
    pub tags: Vec<String>,
    /// Accounts in exclusive lists: not shown at home.
    pub exclusive: Vec<AccountId>,
}

/// A member as timelines see them: the same in the feeds' numbers, sorted for quick look-ups. Made
/// once and kept until something about the member changes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reader {
    pub(crate) account: AccountId,
    pub(crate) me: u32,
    pub(crate) follows: Vec<u32>,
    pub(crate) exclusive: Vec<u32>,
    pub(crate) tags: Vec<String>,
    picky: Vec<(u32, Picky)>,
    hidden: Vec<(u32, Option<Time>)>,
    blocked: Vec<u32>,
}

/// A follow with conditions.
#[derive(Clone, PartialEq, Debug)]
struct Picky {
    reposts: bool,
    languages: Vec<u16>,
}

impl Reader {
    /// Prepares a member for reading; accounts the feeds have not met yet get their numbers.
    pub fn new(feeds: &mut Feeds, facts: &ReaderFacts) -> Self {
        let sorted = |feeds: &mut Feeds, accounts: &[AccountId]| -> Vec<u32> {
            let mut numbers: Vec<u32> = accounts.iter().map(|account| feeds.number(*account)).collect();
            numbers.sort_unstable();
            numbers
        };
        let follows: Vec<AccountId> = facts.follows.iter().map(|rule| rule.account).collect();
        let mut picky: Vec<(u32, Picky)> = facts
            .follows
            .iter()
            .filter(|rule| !rule.reposts || !rule.languages.is_empty())
            .map(|rule| {
                let languages =
                    rule.languages.iter().map(|language| feeds.language_number(language)).collect();
                (feeds.number(rule.account), Picky { reposts: rule.reposts, languages })
            })
            .collect();
        picky.sort_unstable_by_key(|(number, _)| *number);
        let mut hidden: Vec<(u32, Option<Time>)> =
            facts.muted.iter().map(|(account, end)| (feeds.number(*account), *end)).collect();
        hidden.extend(facts.blocked.iter().map(|account| (feeds.number(*account), None)));
        hidden.sort_unstable_by_key(|(number, _)| *number);
        Self {
            account: facts.me,
            me: feeds.number(facts.me),
            follows: sorted(feeds, &follows),
            exclusive: sorted(feeds, &facts.exclusive),
            blocked: sorted(feeds, &facts.blocked),
            tags: facts.tags.clone(),
            picky,
            hidden,
        }
    }

    /// A visitor: follows nobody, hides nobody.
    pub(crate) fn nobody() -> Self {
        Self { me: NOBODY, ..Self::default() }
    }

    /// Whether the member follows the account.
    pub fn follows(&self, feeds: &Feeds, account: AccountId) -> bool {
        feeds.known(account).is_some_and(|number| self.follows_number(number))
    }

    /// Whether the member does not want (or is not wanted) to see this account.
    pub fn hides_account(&self, feeds: &Feeds, account: AccountId, now: Time) -> bool {
        feeds.known(account).is_some_and(|number| self.hides_number(number, now))
    }

    /// Whether a block lies between the member and the account, either way.
    pub fn blocks_account(&self, feeds: &Feeds, account: AccountId) -> bool {
        feeds.known(account).is_some_and(|number| self.blocks_number(number))
    }

    pub(crate) fn follows_number(&self, number: u32) -> bool {
        self.follows.binary_search(&number).is_ok()
    }

    pub(crate) fn blocks_number(&self, number: u32) -> bool {
        self.blocked.binary_search(&number).is_ok()
    }

    fn hides_number(&self, number: u32, now: Time) -> bool {
        let place = self.hidden.partition_point(|(hidden, _)| *hidden < number);
        let mut same = self.hidden[place..].iter().take_while(|(hidden, _)| *hidden == number);
        same.any(|(_, end)| end.is_none_or(|end| end > now))
    }

    /// Whether the post, or whoever it answers or reposts, is hidden from this reader; or it speaks
    /// to somebody who is.
    pub(crate) fn hides(&self, feeds: &Feeds, entry: &Entry, now: Time) -> bool {
        if entry.author == self.me {
            return false;
        }
        if !feeds.suspended.is_empty()
            && (feeds.suspended.contains(&entry.author) || feeds.suspended.contains(&entry.other))
        {
            return true;
        }
        if self.hidden.is_empty() {
            return false;
        }
        let mentions_hidden = || {
            feeds
                .mentioned(entry)
                .iter()
                .any(|to| feeds.known(*to).is_some_and(|to| self.hides_number(to, now)))
        };
        self.hides_number(entry.author, now)
            || (entry.other != NOBODY && self.hides_number(entry.other, now))
            || mentions_hidden()
    }

    /// Whether the reader may see it as far as its reach goes.
    pub(crate) fn may_see(&self, feeds: &Feeds, entry: &Entry) -> bool {
        entry.author == self.me
            || match entry.visibility() {
                Visibility::Public | Visibility::Unlisted => true,
                Visibility::Followers => self.follows_number(entry.author) || self.is_mentioned(feeds, entry),
                Visibility::Direct => self.is_mentioned(feeds, entry),
            }
    }

    pub(crate) fn is_mentioned(&self, feeds: &Feeds, entry: &Entry) -> bool {
        feeds.mentioned(entry).contains(&self.account)
    }

    /// Whether a followed author's post meets the conditions of the follow.
    pub(crate) fn suits(&self, entry: &Entry) -> bool {
        let Ok(place) = self.picky.binary_search_by_key(&entry.author, |(number, _)| *number) else {
            return true;
        };
        let picky = &self.picky[place].1;
        (picky.reposts || !entry.is_repost())
            && (picky.languages.is_empty()
                || entry.language == 0
                || picky.languages.contains(&entry.language))
    }
}
