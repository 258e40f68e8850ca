//! One at a time: whoever wants what somebody else is fetching already waits, and finds it there.

use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use tokio::sync::{Mutex as Waiting, OwnedMutexGuard};

type Lock = Arc<Waiting<()>>;

/// What is being fetched, by what names it.
#[derive(Debug)]
pub(crate) struct Turns<K: Eq + Hash>(Mutex<HashMap<K, Lock>>);

/// Somebody's turn; the next one's begins when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'a, K: Eq + Hash> {
    turns: &'a Turns<K>,
    key: K,
    held: Option<OwnedMutexGuard<()>>,
}

impl<K: Eq + Hash> Default for Turns<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Clone> Turns<K> {
    /// Waits until nobody else fetches this. Who gives up waiting leaves nothing behind.
    pub(crate) async fn mine(&self, key: K) -> Turn<'_, K> {
        let lock = Arc::clone(self.0.lock().entry(key.clone()).or_default());
        let mut turn = Turn { turns: self, key, held: None };
        turn.held = Some(lock.lock_owned().await);
        turn
    }
}

impl<K: Eq + Hash> Drop for Turn<'_, K> {
    fn drop(&mut self) {
        drop(self.held.take());
        // Who waits holds the lock too, and is given it under the same guard.
        let mut all = self.turns.0.lock();
        if all.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            all.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_waits_for_the_other_and_nothing_is_left() {
        let turns = Turns::default();
        let first = turns.mine(1).await;
        let mut waits = Box::pin(turns.mine(1));
        assert!(futures_util::poll!(&mut waits).is_pending());
        let other = turns.mine(2).await;
        drop((first, other));
        let second = waits.await;
        assert_eq!(turns.0.lock().len(), 1);
        // Who gives up is not waited for.
        let mut gone = Box::pin(turns.mine(1));
        assert!(futures_util::poll!(&mut gone).is_pending());
        drop(gone);
        drop(second);
        assert_eq!(turns.0.lock().len(), 0);
    }
}
