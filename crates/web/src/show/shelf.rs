//! Posts, accounts and counts kept at hand, so that a page of them costs no query. What an event touches is
//! dropped and read anew when somebody asks.

use super::veil::Veils;
use app::fresh::Changes;
use app::lapsing::Lapsing;
use app::{App, FeedScope, Observer, PostView};
use model::limits::FEED_PINS;
use model::{Account, AccountId, Event, Logged, PostId};
use quick_cache::sync::Cache;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Posts kept; one takes about 3 KB.
const POSTS: usize = 2_000;
/// Accounts kept; one takes about 1 KB.
const PEOPLE: usize = 2_000;

/// Members whose unread notifications are kept counted.
const COUNTED: usize = 5_000;
/// How long a count is kept: it changes also when a mute ends, of which nothing tells. Tabs are not kept longer either.
const COUNT_FOR: Duration = Duration::from_secs(60);
/// Unread notifications counted at most.
const UNREAD: usize = 100;

/// A member's lists and the feeds they keep at hand, each as the tab it is at home: its key and its name.
pub(crate) type Tabs = Arc<Vec<(String, String)>>;

/// What is kept.
pub(crate) struct Shelf {
    posts: Cache<PostId, Arc<PostView>>,
    people: Cache<AccountId, Arc<Account>>,
    post_changes: Changes<PostId>,
    people_changes: Changes<AccountId>,
    unread: Lapsing<AccountId, i64>,
    unread_changes: Changes<AccountId>,
    tabs: Lapsing<AccountId, Tabs>,
    tabs_changes: Changes<AccountId>,
    /// What stands where pictures will be; what a picture looks like never changes.
    pub(crate) veils: Veils,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            posts: Cache::new(POSTS),
            people: Cache::new(PEOPLE),
            post_changes: Changes::default(),
            people_changes: Changes::default(),
            unread: Lapsing::after(COUNT_FOR, COUNTED),
            unread_changes: Changes::default(),
            tabs: Lapsing::after(COUNT_FOR, COUNTED),
            tabs_changes: Changes::default(),
            veils: Veils::default(),
        }
    }
}

impl Observer for Shelf {
    fn observe(&self, logged: &Logged) {
        for post in logged.event.posts() {
            self.post_changes.note(post, |post| drop(self.posts.remove(post)));
        }
        for account in logged.event.accounts() {
            self.people_changes.note(account, |account| drop(self.people.remove(account)));
        }
        for owner in recounted(&logged.event).into_iter().flatten() {
            self.unread_changes.note(owner, |owner| self.unread.remove(owner));
        }
        if let Event::ListChanged { owner: member, .. } | Event::ReaderChanged { account: member, .. } =
            &logged.event
        {
            self.tabs_changes.note(*member, |member| self.tabs.remove(member));
        }
        // Whoever is blocked does not read the other's feeds any more.
        if let Event::RelationChanged { source, target } = &logged.event {
            for member in [*source, *target] {
                self.tabs_changes.note(member, |member| self.tabs.remove(member));
            }
        }
        // Nobody remembers here who keeps which feed; one gets another name rarely.
        if let Event::FeedChanged { .. } | Event::AccountSuspended { .. } = &logged.event {
            self.tabs_changes.note_all(|| self.tabs.clear());
        }
        if logged.event == Event::ServerChanged {
            self.post_changes.note_all(|| self.posts.clear());
            self.people_changes.note_all(|| self.people.clear());
        }
    }
}

impl Shelf {
    /// These posts; those that are gone are left out.
    pub(crate) async fn posts(
        &self,
        app: &App,
        ids: &[PostId],
    ) -> app::Result<HashMap<PostId, Arc<PostView>>> {
        let (mut found, missing) = kept(&self.posts, ids);
        if !missing.is_empty() {
            let place = self.post_changes.place();
            for view in app.post_views(&missing).await? {
                let (id, view) = (view.post.id, Arc::new(view));
                let keep = || self.posts.insert(id, Arc::clone(&view));
                self.post_changes.keep_if_fresh(place, &id, keep);
                found.insert(id, view);
            }
        }
        Ok(found)
    }

    /// These accounts; those that are gone are left out.
    pub(crate) async fn people(
        &self,
        app: &App,
        ids: &[AccountId],
    ) -> app::Result<HashMap<AccountId, Arc<Account>>> {
        let (mut found, missing) = kept(&self.people, ids);
        if !missing.is_empty() {
            let place = self.people_changes.place();
            for account in app.accounts(&missing).await? {
                let (id, account) = (account.id, Arc::new(account));
                let keep = || self.people.insert(id, Arc::clone(&account));
                self.people_changes.keep_if_fresh(place, &id, keep);
                found.insert(id, account);
            }
        }
        Ok(found)
    }

    /// How many notifications a member has not read, at most a hundred.
    pub(crate) async fn unread(&self, app: &App, me: AccountId) -> app::Result<i64> {
        if let Some(count) = self.unread.get(&me) {
            return Ok(count);
        }
        let place = self.unread_changes.place();
        let count = app.unread_notifications(me, app::NotificationFilter::default(), UNREAD).await?;
        self.unread_changes.keep_if_fresh(place, &me, || self.unread.insert(me, count));
        Ok(count)
    }
}

impl Shelf {
    /// The tabs of a member at home beside those that everybody has.
    pub(crate) async fn tabs(&self, app: &App, me: AccountId) -> app::Result<Tabs> {
        if let Some(tabs) = self.tabs.get(&me) {
            return Ok(tabs);
        }
        let place = self.tabs_changes.place();
        let lists = app.lists(me).await?.into_iter().map(|list| (format!("list-{}", list.id), list.title));
        let pinned = app.feeds_of(me, FeedScope::Pinned, 0, FEED_PINS).await?;
        let pinned = pinned.into_iter().map(|feed| (format!("feed-{}", feed.id), feed.name));
        let tabs: Tabs = Arc::new(lists.chain(pinned).collect());
        self.tabs_changes.keep_if_fresh(place, &me, || self.tabs.insert(me, Arc::clone(&tabs)));
        Ok(tabs)
    }
}

/// Whose unread notifications may be others in number after this event.
fn recounted(event: &Event) -> [Option<AccountId>; 2] {
    match event {
        Event::Notified { owner, .. } | Event::NotificationsChanged { owner, .. } => [Some(*owner), None],
        Event::RelationChanged { source, target } => [Some(*source), Some(*target)],
        _ => [None, None],
    }
}

fn kept<K: Copy + Eq + Ord + std::hash::Hash, V: Clone>(
    cache: &Cache<K, V>,
    ids: &[K],
) -> (HashMap<K, V>, Vec<K>) {
    let (mut found, mut missing) = (HashMap::with_capacity(ids.len()), Vec::new());
    for id in ids {
        match cache.get(id) {
            Some(value) => drop(found.insert(*id, value)),
            None => missing.push(*id),
        }
    }
    missing.sort_unstable();
    missing.dedup();
    (found, missing)
}
