//! A cache of limited size whose entries lapse.

use parking_lot::Mutex;
use quick_cache::Equivalent;
use quick_cache::sync::Cache;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A cache of limited size whose entries lapse. What lapsed is never given out, and is gone from memory at the latest
/// with the first entry put in after as long again.
pub struct Lapsing<K, V> {
    entries: Cache<K, Arc<Entry<V>>>,
    /// How long an entry is given out.
    time: Duration,
    /// Whether that counts from when it was last asked for, and not from when it was put in.
    renewed: bool,
    begin: Instant,
    /// When what had lapsed was last taken out.
    swept: Mutex<Duration>,
}

struct Entry<V> {
    value: V,
    /// From when its time counts: milliseconds since the cache was made.
    since: AtomicU64,
}

impl<K: Eq + Hash, V: Clone> Lapsing<K, V> {
    /// At most so many entries, each for a time after it was put in.
    pub fn after(time: Duration, entries: usize) -> Self {
        Self::new(time, entries, false)
    }

    /// At most so many entries, each until nobody asked for it for a time.
    pub fn when_idle(time: Duration, entries: usize) -> Self {
        Self::new(time, entries, true)
    }

    fn new(time: Duration, entries: usize, renewed: bool) -> Self {
        let entries = Cache::new(entries);
        Self { entries, time, renewed, begin: Instant::now(), swept: Mutex::new(Duration::ZERO) }
    }

    /// The value of a key.
    pub fn get<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) -> Option<V> {
        self.get_at(self.begin.elapsed(), key)
    }

    /// Puts a value in, in place of what the key had.
    pub fn insert(&self, key: K, value: V) {
        self.insert_at(self.begin.elapsed(), key, value);
    }

    /// Takes a value out.
    pub fn remove<Q: Hash + Equivalent<K> + ?Sized>(&self, key: &Q) {
        self.entries.remove(key);
    }

    /// Takes all values out.
    pub fn clear(&self) {
        self.entries.clear();
    }

    fn get_at<Q: Hash + Equivalent<K> + ?Sized>(&self, now: Duration, key: &Q) -> Option<V> {
        let entry = self.entries.get(key)?;
        if entry.lapsed(now, self.time) {
            return None;
        }
        if self.renewed {
            entry.since.store(millis(now), Ordering::Relaxed);
        }
        Some(entry.value.clone())
    }

    fn insert_at(&self, now: Duration, key: K, value: V) {
        self.sweep(now);
        self.entries.insert(key, Arc::new(Entry { value, since: AtomicU64::new(millis(now)) }));
    }

    /// Takes out what lapsed, each time a whole time has passed.
    fn sweep(&self, now: Duration) {
        let mut swept = self.swept.lock();
        if now.saturating_sub(*swept) >= self.time {
            *swept = now;
            drop(swept);
            self.entries.retain(|_, entry| !entry.lapsed(now, self.time));
        }
    }
}

impl<V> Entry<V> {
    fn lapsed(&self, now: Duration, time: Duration) -> bool {
        millis(now).saturating_sub(self.since.load(Ordering::Relaxed)) >= millis(time)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn what_is_kept_for_a_time_lapses_however_often_it_is_asked_for() {
        let kept = Lapsing::after(at(10), 100);
        kept.insert_at(at(1), "one".to_owned(), 1);
        assert_eq!(kept.get_at(at(5), "one"), Some(1));
        assert_eq!(kept.get_at(at(10), "one"), Some(1));
        assert_eq!(kept.get_at(at(11), "one"), None);
    }

    #[test]
    fn what_is_kept_until_idle_stays_as_long_as_somebody_asks() {
        let kept = Lapsing::when_idle(at(10), 100);
        kept.insert_at(at(0), 1, "one");
        assert_eq!(kept.get_at(at(9), &1), Some("one"));
        assert_eq!(kept.get_at(at(18), &1), Some("one"));
        assert_eq!(kept.get_at(at(28), &1), None);
    }

    #[test]
    fn put_in_anew_it_has_its_whole_time_again() {
        let kept = Lapsing::after(at(10), 100);
        kept.insert_at(at(0), 1, "one");
        kept.insert_at(at(8), 1, "another");
        assert_eq!(kept.get_at(at(17), &1), Some("another"));
        kept.remove(&1);
        assert_eq!(kept.get_at(at(17), &1), None);
    }

    #[test]
    fn what_lapsed_does_not_stay_in_memory() {
        let kept = Lapsing::when_idle(at(10), 100);
        for key in 0..50 {
            kept.insert_at(at(0), key, ());
        }
        kept.get_at(at(9), &7);
        kept.insert_at(at(10), 100, ());
        assert_eq!(kept.entries.len(), 2, "the one just put in, and the one that was asked for");
    }

    #[test]
    fn there_are_never_more_than_it_may_hold() {
        let kept = Lapsing::after(at(10), 100);
        for key in 0..1_000 {
            kept.insert(key, ());
        }
        assert!(kept.entries.len() <= 100, "{}", kept.entries.len());
        kept.clear();
        assert!(kept.entries.is_empty());
    }
}
