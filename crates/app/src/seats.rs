//! How many streams each member has open, whichever face they came in by.

use model::AccountId;
use model::limits::STREAMS_A_MEMBER;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// Streams by member.
#[derive(Debug, Default)]
pub(crate) struct Seats(Mutex<HashMap<AccountId, usize>>);

/// One stream's seat, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Arc<Seats>,
    account: AccountId,
}

impl Seats {
    /// A seat for a member; none when all of theirs are taken.
    pub(crate) fn take(seats: &Arc<Self>, account: AccountId) -> Option<Seat> {
        let mut taken = seats.0.lock();
        let count = taken.entry(account).or_default();
        if *count >= STREAMS_A_MEMBER {
            return None;
        }
        *count += 1;
        Some(Seat { seats: Arc::clone(seats), account })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.0.lock();
        if let Some(count) = taken.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_given_back_can_be_taken_again() {
        let seats = Arc::new(Seats::default());
        let mut held: Vec<_> =
            (0..STREAMS_A_MEMBER).map(|_| Seats::take(&seats, AccountId(1)).unwrap()).collect();
        assert!(Seats::take(&seats, AccountId(1)).is_none());
        assert!(Seats::take(&seats, AccountId(2)).is_some());
        held.pop();
        assert!(Seats::take(&seats, AccountId(1)).is_some());
        drop(held);
        assert!(seats.0.lock().is_empty());
    }
}
