//! Push services, and whoever else elsewhere is asked often, so that a slow one holds up nobody but those who
//! chose it.
//!
//! Each gets a few connections at once, and after some failures in a row a rest, in which messages
//! for it are put off without being tried.

use model::Time;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Messages on their way to one service.
const AT_ONCE: usize = 8;
/// Messages that may wait for those; more are put off.
const WAITING: usize = 64;
/// How long messages beyond that are put off.
const CROWDED: Duration = Duration::from_secs(5);
/// Failures in a row after which a service rests.
const PATIENCE: u32 = 3;
/// The first rest; each further one is twice as long.
const REST: Duration = Duration::from_secs(15);
const LONGEST_REST: Duration = Duration::from_secs(15 * 60);
/// Services remembered before those of which there is nothing to remember go.
const REMEMBERED: usize = 1_000;

#[derive(Default)]
pub(crate) struct Hosts(Mutex<HashMap<String, Arc<Host>>>);

struct Host {
    room: Arc<Semaphore>,
    waiting: AtomicUsize,
    health: Mutex<Health>,
}

/// How a service did lately.
#[derive(Clone, Copy, Default)]
struct Health {
    failures: u32,
    rests_until: Time,
}

/// Whether a message may go.
pub(crate) enum Turn {
    /// It may, for as long as this is held.
    Now(#[allow(dead_code, reason = "held, not read")] OwnedSemaphorePermit),
    /// It may not; try again after so long.
    Later(Duration),
}

impl Hosts {
    /// Waits for a place among the messages to a service. `now` is asked again after the wait.
    pub(crate) async fn turn(&self, name: &str, now: impl Fn() -> Time) -> Turn {
        let host = self.host(name);
        if let Some(rest) = host.rest(now()) {
            return Turn::Later(rest);
        }
        if host.waiting.fetch_add(1, Ordering::Relaxed) >= AT_ONCE + WAITING {
            host.waiting.fetch_sub(1, Ordering::Relaxed);
            return Turn::Later(CROWDED);
        }
        let permit = Arc::clone(&host.room).acquire_owned().await;
        host.waiting.fetch_sub(1, Ordering::Relaxed);
        // Those before us may have found out that it does not answer.
        match (host.rest(now()), permit) {
            (None, Ok(permit)) => Turn::Now(permit),
            (rest, _) => Turn::Later(rest.unwrap_or(CROWDED)),
        }
    }

    /// A service answered, whatever it said.
    pub(crate) fn answered(&self, name: &str) {
        *self.host(name).health.lock() = Health::default();
    }

    /// A service did not answer.
    pub(crate) fn failed(&self, name: &str, now: Time) {
        let host = self.host(name);
        let mut health = host.health.lock();
        // Those sent together fail together: that is one failure.
        if health.rests_until > now {
            return;
        }
        health.failures = health.failures.saturating_add(1);
        if let Some(rests) = health.failures.checked_sub(PATIENCE) {
            let rest = REST.saturating_mul(1 << rests.min(10)).min(LONGEST_REST);
            health.rests_until = now.plus(rest);
        }
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.0.lock();
        if hosts.len() >= REMEMBERED && !hosts.contains_key(name) {
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || host.health.lock().failures > 0);
        }
        if hosts.len() >= REMEMBERED * 10 {
            hosts.retain(|_, host| Arc::strong_count(host) > 1);
        }
        Arc::clone(hosts.entry(name.to_owned()).or_default())
    }
}

impl Default for Host {
    fn default() -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { room, waiting: AtomicUsize::new(0), health: Mutex::default() }
    }
}

impl Host {
    /// How long it still rests.
    fn rest(&self, now: Time) -> Option<Duration> {
        let until = self.health.lock().rests_until;
        (until > now).then(|| until.since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Time = Time::from_millis(1_000_000);

    async fn later(hosts: &Hosts, name: &str, now: Time) -> Option<Duration> {
        match hosts.turn(name, || now).await {
            Turn::Now(_) => None,
            Turn::Later(wait) => Some(wait),
        }
    }

    #[tokio::test]
    async fn a_service_that_fails_rests_ever_longer_and_others_do_not() {
        let hosts = Hosts::default();
        for _ in 0..PATIENCE {
            assert_eq!(later(&hosts, "slow", START).await, None);
            hosts.failed("slow", START);
        }
        assert_eq!(later(&hosts, "slow", START).await, Some(REST));
        assert_eq!(later(&hosts, "quick", START).await, None);
        let after = START.plus(REST);
        assert_eq!(later(&hosts, "slow", after).await, None);
        hosts.failed("slow", after);
        assert_eq!(later(&hosts, "slow", after).await, Some(REST * 2));
        hosts.answered("slow");
        assert_eq!(later(&hosts, "slow", after).await, None);
    }

    #[tokio::test]
    async fn failures_together_are_one() {
        let hosts = Hosts::default();
        for _ in 0..AT_ONCE {
            hosts.failed("slow", START);
        }
        assert_eq!(later(&hosts, "slow", START).await, Some(REST));
    }

    #[tokio::test]
    async fn a_full_service_keeps_its_messages_waiting_and_no_others() {
        let hosts = Arc::new(Hosts::default());
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            let Turn::Now(permit) = hosts.turn("full", || START).await else { panic!("there is room") };
            held.push(permit);
        }
        let waiting: Vec<_> = (0..AT_ONCE + WAITING)
            .map(|_| {
                let hosts = Arc::clone(&hosts);
                tokio::spawn(async move { later(&hosts, "full", START).await })
            })
            .collect();
        while hosts.host("full").waiting.load(Ordering::Relaxed) < AT_ONCE + WAITING {
            tokio::task::yield_now().await;
        }
        assert_eq!(later(&hosts, "full", START).await, Some(CROWDED));
        assert_eq!(later(&hosts, "empty", START).await, None);
        drop(held);
        for one in waiting {
            assert_eq!(one.await.unwrap(), None);
        }
    }
}
