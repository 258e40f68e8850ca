//! The clock of a world that is being made: it shows what it is set to.

use app::Clock;
use model::Time;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that is turned by hand.
#[derive(Debug)]
pub struct Calendar(AtomicI64);

impl Calendar {
    /// A clock that shows this moment.
    pub const fn at(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Turns it.
    pub fn turn(&self, millis: i64) {
        self.0.store(millis, Ordering::Relaxed);
    }
}

impl Clock for Calendar {
    fn now(&self) -> Time {
        Time::from_millis(self.0.load(Ordering::Relaxed))
    }
}
