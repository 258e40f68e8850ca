//! Wrong passwords are counted: a guesser is made to wait, by the name guessed at and by where from.

use model::Time;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::net::IpAddr;
use std::time::Duration;

/// How long failures are remembered, counted from the first.
const WINDOW: Duration = Duration::from_secs(10 * 60);
/// Failures for one name from one address.
const FOR_A_NAME: u32 = 10;
/// Failures from one address, whatever the names.
const FROM_AN_ADDRESS: u32 = 60;
/// Counters kept. When there are more, the oldest window goes first.
const KEPT: usize = 20_000;

/// The failures of the last minutes.
#[derive(Default)]
pub(crate) struct Failures {
    counters: Mutex<HashMap<u64, (Time, u32)>>,
}

impl Failures {
    /// Whether another try is let through.
    pub(crate) fn lets(&self, from: Option<IpAddr>, name: &str, now: Time) -> bool {
        let counters = self.counters.lock();
        let below = |key, most| {
            counters.get(&key).is_none_or(|(since, count)| now.since(*since) >= WINDOW || *count < most)
        };
        below(by_name(from, name), FOR_A_NAME) && below(by_address(from), FROM_AN_ADDRESS)
    }

    /// Counts a failure.
    pub(crate) fn failed(&self, from: Option<IpAddr>, name: &str, now: Time) {
        let mut counters = self.counters.lock();
        for key in [by_name(from, name), by_address(from)] {
            if counters.len() >= KEPT && !counters.contains_key(&key) {
                make_room(&mut counters, now);
            }
            let (since, count) = counters.entry(key).or_insert((now, 0));
            if now.since(*since) >= WINDOW {
                (*since, *count) = (now, 0);
            }
            *count += 1;
        }
    }

    /// Forgets the failures of somebody who got it right.
    pub(crate) fn forget(&self, from: Option<IpAddr>, name: &str) {
        self.counters.lock().remove(&by_name(from, name));
    }
}

fn make_room(counters: &mut HashMap<u64, (Time, u32)>, now: Time) {
    counters.retain(|_, (since, _)| now.since(*since) < WINDOW);
    if counters.len() >= KEPT {
        let mut starts: Vec<Time> = counters.values().map(|(since, _)| *since).collect();
        let middle = starts.len() / 2;
        let (_, median, _) = starts.select_nth_unstable(middle);
        let median = *median;
        counters.retain(|_, (since, _)| *since > median);
    }
}

fn by_name(from: Option<IpAddr>, name: &str) -> u64 {
    hash(&(network(from), name.trim().to_lowercase()))
}

fn by_address(from: Option<IpAddr>) -> u64 {
    hash(&network(from))
}

/// A whole IPv6 network of one subscriber counts as one address.
fn network(from: Option<IpAddr>) -> Option<IpAddr> {
    from.map(|address| match address.to_canonical() {
        IpAddr::V6(six) => {
            let network = u128::from(six) >> 64 << 64;
            IpAddr::V6(network.into())
        }
        four => four,
    })
}

fn hash(key: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Time {
        Time::from_millis(seconds * 1_000)
    }

    #[test]
    fn a_guesser_waits_and_others_do_not() {
        let failures = Failures::default();
        let (here, there) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..FOR_A_NAME {
            assert!(failures.lets(here, "ada", at(0)));
            failures.failed(here, "ada", at(0));
        }
        assert!(!failures.lets(here, " ADA", at(1)));
        assert!(failures.lets(there, "ada", at(1)) && failures.lets(here, "bob", at(1)));
        assert!(failures.lets(here, "ada", at(601)));
        failures.forget(here, "ada");
        assert!(failures.lets(here, "ada", at(1)));
    }

    #[test]
    fn memory_is_bounded() {
        let failures = Failures::default();
        for number in 0..25_000_u32 {
            failures.failed(None, &number.to_string(), at(i64::from(number) / 100));
        }
        assert!(failures.counters.lock().len() <= KEPT + 1);
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        assert_eq!(network("2001:db8::1".parse().ok()), network("2001:db8::2".parse().ok()));
        assert_eq!(network("::ffff:192.0.2.1".parse().ok()), network("192.0.2.1".parse().ok()));
    }
}
