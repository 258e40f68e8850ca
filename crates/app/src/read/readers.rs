//! What a member who is reading now follows, hides and has marked, kept in memory.

use crate::lapsing::Lapsing;
use crate::views::Observer;
use crate::{App, Result};
use model::limits::CREATED_ON_A_PAGE;
use model::{AccountId, CreatedShown, Event, FilterContext, Logged, PollId, PostId, Time};
use parking_lot::{Mutex, RwLock};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use timeline::{FollowRule, Reader, ReaderFacts};

/// Members kept in memory at most.
const READERS: usize = 5_000;
/// How long a member who stopped reading is kept.
const IDLE: Duration = Duration::from_secs(30 * 60);

/// A member who is reading.
pub struct ReaderState {
    /// Whom and what they follow and hide.
    pub reader: Reader,
    /// What they marked.
    pub marks: RwLock<Marks>,
    /// Their filters, ready to be held against posts.
    pub filters: text::Filters,
    /// How much of what others made with a model they want to see.
    pub created: CreatedShown,
}

/// Keeps what was made with a model to as much of it as a member wants on one page of a feed.
#[derive(Clone, Copy, Debug)]
pub struct CreatedCap {
    left: usize,
}

impl CreatedCap {
    /// Whether a post may stay; `made` tells whether one of its pictures was made with a model.
    pub fn lets(&mut self, made: bool) -> bool {
        if !made {
            return true;
        }
        let stays = self.left > 0;
        self.left = self.left.saturating_sub(1);
        stays
    }
}

impl ReaderState {
    /// What the member's choice leaves of a page: in feeds, not where somebody looks for just that.
    pub fn created_cap(&self, context: Option<FilterContext>) -> CreatedCap {
        let feed = matches!(context, Some(FilterContext::Home | FilterContext::Public));
        let left = match self.created {
            CreatedShown::Few if feed => CREATED_ON_A_PAGE,
            CreatedShown::None if feed => 0,
            _ => usize::MAX,
        };
        CreatedCap { left }
    }
}

/// The posts a member marked.
#[derive(Debug, Default)]
pub struct Marks {
    /// Liked.
    pub likes: HashSet<PostId>,
    /// Put aside.
    pub bookmarks: HashSet<PostId>,
    /// Reposted.
    pub reposts: HashSet<PostId>,
    /// First posts of muted threads.
    pub muted_threads: HashSet<PostId>,
    /// What was chosen in polls.
    pub votes: HashMap<PollId, Vec<u8>>,
}

/// The members who are reading.
pub(crate) struct Readers {
    states: Lapsing<AccountId, Arc<ReaderState>>,
    /// Loads under way; each is told when what it loads changes meanwhile.
    loading: Mutex<Vec<(AccountId, Arc<AtomicBool>)>>,
}

impl Default for Readers {
    fn default() -> Self {
        Self { states: Lapsing::when_idle(IDLE, READERS), loading: Mutex::default() }
    }
}

impl Readers {
    fn forget(&self, account: AccountId) {
        let loading = self.loading.lock();
        for (_, stale) in loading.iter().filter(|(id, _)| *id == account) {
            stale.store(true, Ordering::Relaxed);
        }
        self.states.remove(&account);
    }

    /// Changes the marks of a member in memory; a load under way reads them anew.
    fn mark(&self, account: AccountId, change: impl FnOnce(&mut Marks)) {
        let loading = self.loading.lock();
        for (_, stale) in loading.iter().filter(|(id, _)| *id == account) {
            stale.store(true, Ordering::Relaxed);
        }
        if let Some(state) = self.states.get(&account) {
            change(&mut state.marks.write());
        }
    }
}

impl Observer for Readers {
    fn observe(&self, logged: &Logged) {
        match &logged.event {
            Event::Liked { account, post } => self.mark(*account, |marks| {
                marks.likes.insert(*post);
            }),
            Event::Unliked { account, post } => self.mark(*account, |marks| {
                marks.likes.remove(post);
            }),
            Event::Bookmarked { account, post } => self.mark(*account, |marks| {
                marks.bookmarks.insert(*post);
            }),
            Event::Unbookmarked { account, post } => self.mark(*account, |marks| {
                marks.bookmarks.remove(post);
            }),
            Event::Published(post) if post.repost_of.is_some() => self.mark(post.author, |marks| {
                marks.reposts.extend(post.repost_of);
            }),
            Event::Deleted(post) => {
                if let Some(of) = post.repost_of {
                    self.mark(post.author, |marks| {
                        marks.reposts.remove(&of);
                    });
                }
            }
            Event::ThreadMuted { account, thread, muted } => self.mark(*account, |marks| {
                if *muted {
                    marks.muted_threads.insert(*thread);
                } else {
                    marks.muted_threads.remove(thread);
                }
            }),
            Event::Voted { account, .. } | Event::ReaderChanged { account, .. } => self.forget(*account),
            Event::RelationChanged { source, target } => {
                self.forget(*source);
                self.forget(*target);
            }
            Event::ListChanged { owner, .. } => self.forget(*owner),
            _ => {}
        }
    }
}

impl App {
    /// What a member follows, hides and has marked.
    pub async fn reader(&self, account: AccountId) -> Result<Arc<ReaderState>> {
        let readers = &self.inner.readers;
        if let Some(state) = readers.states.get(&account) {
            return Ok(state);
        }
        let stale = Arc::new(AtomicBool::new(false));
        readers.loading.lock().push((account, Arc::clone(&stale)));
        let loaded = self.load_reader(account).await.map(Arc::new);
        let mut loading = readers.loading.lock();
        loading.retain(|(_, flag)| !Arc::ptr_eq(flag, &stale));
        if let (Ok(state), false) = (&loaded, stale.load(Ordering::Relaxed)) {
            readers.states.insert(account, Arc::clone(state));
        }
        loaded
    }

    async fn load_reader(&self, account: AccountId) -> Result<ReaderState> {
        let mut rows = self.read().await?;
        let follows = store::relations::follows_of(&mut rows, account).await?;
        let rule = |follow: store::relations::Follow| FollowRule {
            account: follow.target,
            reposts: follow.reposts,
            languages: follow.languages,
        };
        let facts = ReaderFacts {
            me: account,
            follows: follows.into_iter().map(rule).collect(),
            blocked: store::feeds::blocked_either_way(&mut rows, account).await?,
            muted: hidden(&mut rows, account).await?,
            tags: store::feeds::followed_tags(&mut rows, account).await?,
            exclusive: store::feeds::in_exclusive_lists(&mut rows, account).await?,
        };
        let marks = store::reactions::marks(&mut rows, account).await?;
        let marks = Marks {
            likes: marks.likes.into_iter().collect(),
            bookmarks: marks.bookmarks.into_iter().collect(),
            reposts: marks.reposts.into_iter().collect(),
            muted_threads: marks.muted_threads.into_iter().collect(),
            votes: store::attached::votes_of(&mut rows, account).await?.into_iter().collect(),
        };
        let filters = text::Filters::new(store::filters::of(&mut rows, account).await?);
        let created = store::members::get(&mut rows, account).await?;
        let created = created.map(|member| member.preferences.created).unwrap_or_default();
        let reader = Reader::new(&mut self.feeds().write(), &facts);
        Ok(ReaderState { reader, marks: RwLock::new(marks), filters, created })
    }
}

/// Accounts a member mutes, with when that ends, and those of the servers they block.
async fn hidden(rows: &mut store::Conn, account: AccountId) -> Result<Vec<(AccountId, Option<Time>)>> {
    let mut hidden = store::feeds::muted(rows, account).await?;
    let elsewhere = store::domains::hidden_accounts(rows, account).await?;
    hidden.extend(elsewhere.into_iter().map(|account| (account, None)));
    Ok(hidden)
}

impl App {
    /// Whether the member does not want to see (or is kept from seeing) an account.
    pub fn hides(&self, state: &ReaderState, account: AccountId) -> bool {
        state.reader.hides_account(&self.feeds().read(), account, self.now())
    }

    /// Whether a block lies between the member and an account, either way.
    pub fn blocks(&self, state: &ReaderState, account: AccountId) -> bool {
        state.reader.blocks_account(&self.feeds().read(), account)
    }

    /// Whether the member follows an account.
    pub fn follows(&self, state: &ReaderState, account: AccountId) -> bool {
        state.reader.follows(&self.feeds().read(), account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cap_leaves_what_nobody_made() {
        let mut cap = CreatedCap { left: 1 };
        let stays: Vec<bool> = [true, false, true, false, true].map(|made| cap.lets(made)).into();
        assert_eq!(stays, [true, true, false, true, false]);
    }
}
