//! A member's ledger: lines that hold on to each other.
//!
//! Changing, dropping, adding or swapping a line that others follow shows: its hash is in the next
//! one. What a chain alone cannot show is that its newest lines were cut off; for that a member keeps
//! a receipt (a [`Head`]), and the ledger has to pass through it.

use crate::{Entry, Hash};
use model::{AccountId, Time};

/// Where a ledger ended when somebody looked: a receipt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// The number of its last line.
    pub seq: i64,
    /// When that was written.
    pub at: Time,
    /// The hash of that line.
    pub hash: Hash,
}

/// Where a ledger is not what it was, and how that shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Broken {
    /// A line is missing, doubled or out of place.
    #[error("line {expected} is missing; line {found} stands in its place")]
    Order {
        /// The line that should be here.
        expected: i64,
        /// The one that is.
        found: i64,
    },
    /// A line of somebody else's ledger.
    #[error("line {seq} belongs to another account")]
    Stranger {
        /// Which line.
        seq: i64,
    },
    /// A line does not hold on to the one before it.
    #[error("line {seq} does not follow from the line before it")]
    Link {
        /// Which line.
        seq: i64,
    },
    /// A line was changed after it was written.
    #[error("line {seq} was changed after it was written")]
    Changed {
        /// Which line.
        seq: i64,
    },
    /// A line is older than the one before it.
    #[error("line {seq} is older than the line before it")]
    Backwards {
        /// Which line.
        seq: i64,
    },
    /// The ledger ends before a receipt, or says something else at its place.
    #[error("line {seq} of the receipt is not in the ledger")]
    Receipt {
        /// The receipt's line.
        seq: i64,
    },
}

/// Checks a whole ledger, oldest line first, and answers where it ends (nothing for an empty one).
/// The first line that is wrong is named.
pub fn verify<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Option<Head>, Broken> {
    let mut check = Check::default();
    entries.into_iter().try_for_each(|entry| check.follow(entry))?;
    Ok(check.head())
}

/// Checks a whole ledger, and that it passes through a receipt.
pub fn verify_with(entries: &[Entry], receipt: &Head) -> Result<Option<Head>, Broken> {
    let head = verify(entries)?;
    let kept = usize::try_from(receipt.seq - 1).ok().and_then(|index| entries.get(index));
    if kept.map(Entry::head) == Some(*receipt) { Ok(head) } else { Err(Broken::Receipt { seq: receipt.seq }) }
}

/// Checks a ledger piece by piece, for those too long to hold at once.
#[derive(Clone, Debug, Default)]
pub struct Check(Option<(AccountId, Head)>);

impl Check {
    /// Where the lines checked so far end.
    pub fn head(&self) -> Option<Head> {
        self.0.map(|(_, head)| head)
    }

    /// Checks that the next line is true and follows the one before it.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Broken> {
        let seq = entry.seq;
        let before = self.head();
        let expected = before.map_or(1, |before| before.seq + 1);
        if seq != expected {
            return Err(Broken::Order { expected, found: seq });
        }
        if self.0.is_some_and(|(account, _)| account != entry.said.account) {
            return Err(Broken::Stranger { seq });
        }
        if entry.previous != before.map_or(Hash::NOTHING, |before| before.hash) {
            return Err(Broken::Link { seq });
        }
        if entry.hash != entry.fingerprint() {
            return Err(Broken::Changed { seq });
        }
        if before.is_some_and(|before| entry.said.at < before.at) {
            return Err(Broken::Backwards { seq });
        }
        self.0 = Some((entry.said.account, entry.head()));
        Ok(())
    }
}
