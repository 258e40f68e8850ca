//! A provider that fails again and again is left alone for a while; then one request tries it.

use parking_lot::Mutex;
use std::time::{Duration, Instant};

/// Failures in a row after which it rests.
pub const FAILURES: u32 = 4;
/// For how long.
pub const REST: Duration = Duration::from_secs(30);

/// Whether a provider may be asked. Moments are passed in; they never run backwards.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    until: Option<Instant>,
}

impl Breaker {
    /// Whether a request may go out now. After a rest one may; the others wait for what becomes of it.
    pub fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.0.lock();
        match state.until {
            Some(until) if now < until => false,
            Some(_) => {
                state.until = Some(now + REST);
                true
            }
            None => true,
        }
    }

    /// Notes what became of one.
    pub fn note(&self, went_well: bool, now: Instant) {
        let mut state = self.0.lock();
        if went_well {
            *state = State::default();
        } else {
            state.failures += 1;
            if state.failures >= FAILURES {
                state.until = Some(now + REST);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_rests_tries_and_closes() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..FAILURES {
            assert!(breaker.lets_through(start));
            breaker.note(false, start);
        }
        assert!(!breaker.lets_through(start + REST / 2));
        assert!(breaker.lets_through(start + REST), "one tries");
        assert!(!breaker.lets_through(start + REST), "and only one");
        breaker.note(true, start + REST);
        assert!(breaker.lets_through(start + REST));
    }
}
