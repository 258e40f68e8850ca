//! Ids for new rows: one generator for the whole process.

use model::{IdGenerator, Time};
use std::sync::{Arc, Mutex, PoisonError};

/// The process's generator. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub(crate) struct Ids(Arc<Mutex<IdGenerator>>);

impl Ids {
    /// A generator of `node` whose ids all come after `last`.
    pub(crate) fn new(node: u8, last: i64) -> Self {
        Self(Arc::new(Mutex::new(IdGenerator::after(node, last))))
    }

    /// The next id.
    pub(crate) fn next(&self, now: Time) -> i64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next(now)
    }
}
