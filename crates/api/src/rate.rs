//! How much a client may ask.
//!
//! Each member (or, for visitors, each address) has an allowance that refills steadily. The numbers
//! are those clients of this API know; what is left is told in headers.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use model::{AccountId, Time};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Allowances, each per five minutes but the last two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests of a member.
    pub member: u32,
    /// Requests of a visitor's address.
    pub visitor: u32,
    /// Uploads of a member, per half hour.
    pub uploads: u32,
    /// Sign-ups, new apps and log-ins of an address, per half hour.
    pub entry: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { member: 1_500, visitor: 600, uploads: 60, entry: 60 }
    }
}

/// Which allowance a route draws on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) enum Allowance {
    /// The usual one.
    #[default]
    Requests,
    /// Uploads.
    Uploads,
    /// Coming in: sign-ups, apps, tokens.
    Entry,
}

/// Who draws on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Who {
    Member(AccountId),
    Visitor(IpAddr),
}

type Limit<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

struct Bucket {
    limit: Limit<Who>,
    most: u32,
    refill: Duration,
}

/// The allowances of everybody.
pub(crate) struct Limiter {
    buckets: Option<[Bucket; 4]>,
    clock: DefaultClock,
}

/// What is left of an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    most: u32,
    left: u32,
    full_in: Duration,
    /// Nothing was left: the request is refused.
    pub(crate) exceeded: bool,
}

impl Limiter {
    pub(crate) fn new(limits: Option<RateLimits>) -> Self {
        let bucket = |most: u32, minutes: u32| {
            let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
            let refill = Duration::from_secs(u64::from(minutes) * 60) / most.get();
            let quota = Quota::with_period(refill).unwrap_or(Quota::per_second(most)).allow_burst(most);
            Bucket { limit: RateLimiter::dashmap(quota).with_middleware(), most: most.get(), refill }
        };
        let buckets = limits.map(|limits| {
            [
                bucket(limits.member, 5),
                bucket(limits.visitor, 5),
                bucket(limits.uploads, 30),
                bucket(limits.entry, 30),
            ]
        });
        Self { buckets, clock: DefaultClock::default() }
    }

    /// Draws on an allowance; `None` when there are no limits.
    pub(crate) fn draw(&self, who: Who, allowance: Allowance) -> Option<Left> {
        let [members, visitors, uploads, entry] = self.buckets.as_ref()?;
        let bucket = match (allowance, who) {
            (Allowance::Requests, Who::Member(_)) => members,
            (Allowance::Requests, Who::Visitor(_)) => visitors,
            (Allowance::Uploads, _) => uploads,
            (Allowance::Entry, _) => entry,
        };
        Some(match bucket.limit.check_key(&who) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                Left {
                    most: bucket.most,
                    left,
                    full_in: bucket.refill * (bucket.most - left),
                    exceeded: false,
                }
            }
            Err(refused) => {
                let full_in = refused.wait_time_from(self.clock.now());
                Left { most: bucket.most, left: 0, full_in, exceeded: true }
            }
        })
    }

    /// Forgets those who have their whole allowance again.
    pub(crate) fn tidy(&self) {
        for bucket in self.buckets.iter().flatten() {
            bucket.limit.retain_recent();
            bucket.limit.shrink_to_fit();
        }
    }
}

impl Left {
    /// Tells what is left.
    pub(crate) fn tell(&self, headers: &mut HeaderMap, now: Time) {
        let mut set = |name: &'static str, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        set("x-ratelimit-limit", self.most.to_string());
        set("x-ratelimit-remaining", self.left.to_string());
        set("x-ratelimit-reset", now.plus(self.full_in).iso());
        if self.exceeded {
            set("retry-after", self.full_in.as_secs().max(1).to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_is_used_up_by_whom_it_belongs_to() {
        let limiter = Limiter::new(Some(RateLimits { member: 3, visitor: 3, uploads: 1, entry: 1 }));
        let ada = Who::Member(AccountId(1));
        for left in [2, 1, 0] {
            assert_eq!(limiter.draw(ada, Allowance::Requests).unwrap().left, left);
        }
        assert!(limiter.draw(ada, Allowance::Requests).unwrap().exceeded);
        assert!(!limiter.draw(Who::Member(AccountId(2)), Allowance::Requests).unwrap().exceeded);
        assert!(!limiter.draw(ada, Allowance::Uploads).unwrap().exceeded);
    }

    #[test]
    fn without_limits_nothing_is_told() {
        assert_eq!(Limiter::new(None).draw(Who::Member(AccountId(1)), Allowance::Requests), None);
    }
}
