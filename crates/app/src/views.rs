//! Following the log.
//!
//! Each commit of this process is told to [`Views::follow`] at once. What other processes wrote
//! (the command line, another node) shows as a gap in the numbers, or is found by looking at the
//! log's end a few times a second; either way events are applied in order, each once.

use crate::Result;
use model::Logged;
use parking_lot::{Mutex, RwLock};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use timeline::Feeds;
use tokio::sync::{Notify, broadcast, watch};

/// Hears every event in order, before those who wrote are answered. Must be quick and must not wait.
pub trait Observer: Send + Sync {
    /// Follows an event.
    fn observe(&self, event: &Logged);
}

/// Posts kept in rings at most, over all authors: 32 bytes each.
const RECENT_POSTS: usize = 400_000;
/// How often the log's end is looked at for what other processes wrote.
const LOOK: Duration = Duration::from_millis(250);
/// Events read from the log at once.
const BATCH: usize = 1_000;

pub(crate) struct Views {
    feeds: RwLock<Feeds>,
    observers: RwLock<Vec<Arc<dyn Observer>>>,
    position: watch::Sender<i64>,
    applying: Mutex<()>,
    behind: Notify,
    events: broadcast::Sender<Arc<Logged>>,
}

impl Views {
    pub(crate) fn new() -> Self {
        Self {
            feeds: RwLock::default(),
            observers: RwLock::default(),
            position: watch::Sender::new(0),
            applying: Mutex::default(),
            behind: Notify::new(),
            events: broadcast::Sender::new(4_096),
        }
    }

    pub(crate) fn feeds(&self) -> &RwLock<Feeds> {
        &self.feeds
    }

    pub(crate) fn observe(&self, observer: Arc<dyn Observer>) {
        self.observers.write().push(observer);
    }

    pub(crate) fn position(&self) -> i64 {
        *self.position.borrow()
    }

    /// The number of the last event followed, and word when it rises.
    pub(crate) fn watch(&self) -> watch::Receiver<i64> {
        self.position.subscribe()
    }

    /// Every event from now on, for streams and other slow followers.
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<Logged>> {
        self.events.subscribe()
    }

    /// Fills the rings from recent rows: the state that replaying the whole log would lead to.
    pub(crate) async fn fill(&self, store: &Store) -> Result<()> {
        let mut rows = store.snapshot().await?;
        let seq = store::events::last(&mut rows).await?;
        let floor = store::feeds::floor(&mut rows, RECENT_POSTS).await?;
        let mut feeds = Feeds::new(floor);
        let mut after = (floor - 1).max(0);
        loop {
            let facts = store::feeds::facts_after(&mut rows, after, BATCH).await?;
            let Some(last) = facts.last() else { break };
            after = last.id.0;
            facts.iter().for_each(|post| feeds.add(post));
        }
        for account in store::accounts::suspended(&mut rows).await? {
            feeds.apply(&model::Event::AccountSuspended { account, suspended: true });
        }
        rows.execute("rollback", vec![]).await?;
        *self.feeds.write() = feeds;
        self.position.send_replace(seq);
        Ok(())
    }

    /// Follows the log from its end on, without what went before.
    pub(crate) async fn begin_at_the_end(&self, store: &Store) -> Result<()> {
        self.position.send_replace(store::events::last(&mut store.read().await?).await?);
        Ok(())
    }

    /// Applies a commit's events, or leaves them to be read from the log when some before them are
    /// missing.
    pub(crate) fn follow(&self, events: Vec<Logged>) {
        let _one_at_a_time = self.applying.lock();
        let mut position = self.position();
        for event in events {
            if event.seq <= position {
                continue;
            }
            if event.seq != position + 1 {
                self.behind.notify_one();
                break;
            }
            position = event.seq;
            self.apply(event);
        }
        self.position.send_replace(position);
    }

    fn apply(&self, event: Logged) {
        self.feeds.write().apply(&event.event);
        for observer in self.observers.read().iter() {
            observer.observe(&event);
        }
        self.events.send(Arc::new(event)).ok();
    }

    /// Waits until the event of this number has been followed.
    pub(crate) async fn wait(&self, seq: i64) {
        let mut position = self.position.subscribe();
        position.wait_for(|position| *position >= seq).await.ok();
    }

    /// Reads what other processes wrote, for as long as the store is open.
    pub(crate) fn keep_up(self: &Arc<Self>, store: Store) {
        let views = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut pause = tokio::time::interval(LOOK);
            pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            while let Some(views) = views.upgrade() {
                if let Err(error) = views.catch_up(&store).await {
                    tracing::warn!(%error, "the log could not be read; trying again");
                }
                tokio::select! {
                    _ = pause.tick() => {}
                    () = views.behind.notified() => {}
                }
            }
        });
    }

    async fn catch_up(&self, store: &Store) -> Result<()> {
        loop {
            let mut rows = store.read().await?;
            let events = store::events::after(&mut rows, self.position(), BATCH).await?;
            if events.is_empty() {
                return Ok(());
            }
            self.follow(events);
        }
    }
}
