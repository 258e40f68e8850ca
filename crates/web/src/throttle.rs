//! Doors that strangers try are watched: a guesser of passwords is made to wait, by the name guessed
//! at and by where from; accounts and letters are asked for so often from one place and no more.
//!
//! All of it is off where the server's rate limits are.

use model::Time;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::net::IpAddr;
use std::time::Duration;

/// How long wrong passwords are remembered, counted from the first.
const GUESSING: Duration = Duration::from_secs(10 * 60);
/// Failures for one name from one address.
const FOR_A_NAME: u32 = 10;
/// Failures from one address, whatever the names.
const FROM_AN_ADDRESS: u32 = 60;
/// How long it is remembered what was asked for.
const ASKING: Duration = Duration::from_secs(60 * 60);
/// Times the form to join may be sent from one address: room for a class or a household and its
/// mistakes.
const JOINING: u32 = 40;
/// Letters that may be asked for from one address.
const LETTERS: u32 = 15;
/// Letters that may be asked for to one mailbox, from wherever.
const TO_A_MAILBOX: u32 = 4;
/// Counters kept of a kind. When there are more, the oldest window goes first.
const KEPT: usize = 20_000;

/// What was tried in the last minutes.
pub(crate) struct Throttle {
    failures: Counters,
    asked: Counters,
    on: bool,
}

impl Throttle {
    /// Watches, or with `on` unset lets everything through.
    pub(crate) fn new(on: bool) -> Self {
        Self { failures: Counters::new(GUESSING), asked: Counters::new(ASKING), on }
    }

    /// Whether another password may be tried.
    pub(crate) fn lets(&self, from: Option<IpAddr>, name: &str, now: Time) -> bool {
        !self.on
            || (self.failures.below(by_name(from, name), FOR_A_NAME, now)
                && self.failures.below(by_address("guess", from), FROM_AN_ADDRESS, now))
    }

    /// Counts a wrong password.
    pub(crate) fn failed(&self, from: Option<IpAddr>, name: &str, now: Time) {
        if self.on {
            self.failures.count(by_name(from, name), now);
            self.failures.count(by_address("guess", from), now);
        }
    }

    /// Forgets the failures of somebody who got it right.
    pub(crate) fn forget(&self, from: Option<IpAddr>, name: &str) {
        self.failures.forget(by_name(from, name));
    }

    /// Counts a form to join; whether it is let through.
    pub(crate) fn joining(&self, from: Option<IpAddr>, now: Time) -> bool {
        !self.on || self.asked.draw(by_address("join", from), JOINING, now)
    }

    /// Counts asking for a letter; whether it is let through.
    pub(crate) fn asking(&self, from: Option<IpAddr>, now: Time) -> bool {
        !self.on || self.asked.draw(by_address("letter", from), LETTERS, now)
    }

    /// Counts a letter to a mailbox; whether it may be written.
    pub(crate) fn writing_to(&self, email: &str, now: Time) -> bool {
        !self.on || self.asked.draw(hash(&("mailbox", plain(email))), TO_A_MAILBOX, now)
    }
}

/// How often each thing happened, each counted from its first time on.
struct Counters {
    window: Duration,
    counts: Mutex<HashMap<u64, (Time, u32)>>,
}

impl Counters {
    fn new(window: Duration) -> Self {
        Self { window, counts: Mutex::default() }
    }

    fn below(&self, key: u64, most: u32, now: Time) -> bool {
        let counts = self.counts.lock();
        counts.get(&key).is_none_or(|(since, count)| now.since(*since) >= self.window || *count < most)
    }

    fn count(&self, key: u64, now: Time) -> u32 {
        let mut counts = self.counts.lock();
        if counts.len() >= KEPT && !counts.contains_key(&key) {
            self.make_room(&mut counts, now);
        }
        let (since, count) = counts.entry(key).or_insert((now, 0));
        if now.since(*since) >= self.window {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count
    }

    /// Counts, and tells whether it was one of the first `most`.
    fn draw(&self, key: u64, most: u32, now: Time) -> bool {
        self.count(key, now) <= most
    }

    fn forget(&self, key: u64) {
        self.counts.lock().remove(&key);
    }

    fn make_room(&self, counts: &mut HashMap<u64, (Time, u32)>, now: Time) {
        counts.retain(|_, (since, _)| now.since(*since) < self.window);
        if counts.len() >= KEPT {
            let mut starts: Vec<Time> = counts.values().map(|(since, _)| *since).collect();
            let middle = starts.len() / 2;
            let (_, median, _) = starts.select_nth_unstable(middle);
            let median = *median;
            counts.retain(|_, (since, _)| *since > median);
        }
    }
}

fn by_name(from: Option<IpAddr>, name: &str) -> u64 {
    hash(&(network(from), plain(name)))
}

fn by_address(what: &str, from: Option<IpAddr>) -> u64 {
    hash(&(what, network(from)))
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
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

fn hash(key: &impl Hash) -> u64 {
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
        let throttle = Throttle::new(true);
        let (here, there) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..FOR_A_NAME {
            assert!(throttle.lets(here, "ada", at(0)));
            throttle.failed(here, "ada", at(0));
        }
        assert!(!throttle.lets(here, " ADA", at(1)));
        assert!(throttle.lets(there, "ada", at(1)) && throttle.lets(here, "bob", at(1)));
        assert!(throttle.lets(here, "ada", at(601)));
        throttle.forget(here, "ada");
        assert!(throttle.lets(here, "ada", at(1)));
    }

    #[test]
    fn where_limits_are_off_nobody_waits() {
        let throttle = Throttle::new(false);
        for _ in 0..200 {
            throttle.failed(None, "ada", at(0));
            assert!(throttle.lets(None, "ada", at(0)) && throttle.joining(None, at(0)));
            assert!(throttle.asking(None, at(0)) && throttle.writing_to("ada@example.org", at(0)));
        }
    }

    #[test]
    fn joining_and_letters_have_limits_of_their_own() {
        let throttle = Throttle::new(true);
        let (here, there) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..JOINING {
            assert!(throttle.joining(here, at(0)));
        }
        assert!(!throttle.joining(here, at(3_599)) && throttle.joining(there, at(3_599)));
        assert!(throttle.lets(here, "ada", at(1)) && throttle.joining(here, at(3_600)));
        for _ in 0..LETTERS {
            assert!(throttle.asking(here, at(0)));
        }
        assert!(!throttle.asking(here, at(1)) && throttle.asking(there, at(1)));
        for _ in 0..TO_A_MAILBOX {
            assert!(throttle.writing_to("ada@example.org", at(0)));
        }
        assert!(
            !throttle.writing_to(" Ada@example.org", at(1)) && throttle.writing_to("b@example.org", at(1))
        );
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::new(true);
        for number in 0..25_000_u32 {
            throttle.failed(None, &number.to_string(), at(i64::from(number) / 100));
        }
        assert!(throttle.failures.counts.lock().len() <= KEPT + 1);
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        assert_eq!(network("2001:db8::1".parse().ok()), network("2001:db8::2".parse().ok()));
        assert_eq!(network("::ffff:192.0.2.1".parse().ok()), network("192.0.2.1".parse().ok()));
    }
}
