//! Keeping a cache true while things change.
//!
//! A value read from the rows may be out of date before it is kept: the change's event dropped
//! nothing, because nothing was there yet. So a reader notes where the events are before it reads,
//! and keeps what it read only if nothing about it has changed since.

use parking_lot::Mutex;
use std::collections::VecDeque;

/// Changes remembered. A reader slower than this many changes keeps nothing.
const REMEMBERED: usize = 2_048;

/// What changed lately, in order.
#[derive(Debug)]
pub struct Changes<K> {
    recent: Mutex<(u64, VecDeque<K>)>,
}

impl<K> Default for Changes<K> {
    fn default() -> Self {
        Self { recent: Mutex::new((0, VecDeque::with_capacity(REMEMBERED))) }
    }
}

impl<K: PartialEq> Changes<K> {
    /// Where the changes are now.
    pub fn place(&self) -> u64 {
        self.recent.lock().0
    }

    /// Notes that `key` changed, and runs `forget` before anybody can keep an old value again.
    pub fn note(&self, key: K, forget: impl FnOnce(&K)) {
        let mut recent = self.recent.lock();
        forget(&key);
        recent.0 += 1;
        if recent.1.len() == REMEMBERED {
            recent.1.pop_front();
        }
        recent.1.push_back(key);
    }

    /// Notes that anything may have changed.
    pub fn note_all(&self, forget: impl FnOnce()) {
        let mut recent = self.recent.lock();
        forget();
        recent.1.clear();
        recent.0 += 1;
    }

    /// Runs `keep` unless `key` changed (or may have) since `place`.
    pub fn keep_if_fresh(&self, place: u64, key: &K, keep: impl FnOnce()) {
        let recent = self.recent.lock();
        let since = usize::try_from(recent.0 - place).unwrap_or(usize::MAX);
        if since <= recent.1.len() && !recent.1.iter().rev().take(since).any(|changed| changed == key) {
            keep();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_changed_meanwhile_is_not_kept() {
        let changes = Changes::default();
        let kept = Cell::new(0);
        let place = changes.place();
        changes.note(1, |_| {});
        changes.keep_if_fresh(place, &1, || kept.set(1));
        assert_eq!(kept.get(), 0);
        changes.keep_if_fresh(place, &2, || kept.set(2));
        assert_eq!(kept.get(), 2);
        changes.keep_if_fresh(changes.place(), &1, || kept.set(3));
        assert_eq!(kept.get(), 3);
    }

    #[test]
    fn when_all_may_have_changed_nothing_read_before_is_kept() {
        let changes = Changes::<i32>::default();
        let place = changes.place();
        changes.note_all(|| {});
        changes.keep_if_fresh(place, &1, || panic!("kept"));
    }

    #[test]
    fn a_reader_too_slow_keeps_nothing() {
        let changes = Changes::default();
        let place = changes.place();
        (0..=REMEMBERED).for_each(|key| changes.note(key, |_| {}));
        changes.keep_if_fresh(place, &99_999, || panic!("kept"));
    }
}
