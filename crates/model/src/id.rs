//! Ids: 64-bit, positive, ordered by time, unique across nodes.
//!
//! Layout, from the top: 1 sign bit (always 0), 47 bits of milliseconds since 1970, 6 bits of node,
//! 10 bits of sequence. 47 bits of milliseconds last beyond the year 6000; 1024 ids a millisecond
//! and node are more than one writer can commit, and the generator borrows from the next
//! millisecond when they are used up.

use crate::Time;
use std::fmt;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            /// Reads the decimal form clients send; anything but a positive 64-bit number is not an id.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                match text.parse::<i64>() {
                    Ok(number) if number > 0 && text.as_bytes()[0].is_ascii_digit() => Ok(Self(number)),
                    _ => Err(NotAnId),
                }
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                i64::deserialize(from).map(Self)
            }
        }
    )*};
}

ids! {
    /// A member here or a person on another server.
    AccountId
    /// A post or a repost.
    PostId
    /// A picture, film or sound.
    MediaId
    /// A question with answers to choose from.
    PollId
    /// A member's list of accounts.
    ListId
    /// A filter (a keyword of a filter and a post pinned to one have ids of this kind too).
    FilterId
    /// One line in a member's notifications.
    NotificationId
    /// A thread among named people.
    ConversationId
    /// A post that waits for its hour.
    ScheduledId
    /// A registered client application.
    AppId
    /// A log-in: of an app or of a browser.
    TokenId
    /// A device or app that is pushed to.
    PushId
    /// A feed a member made.
    FeedId
    /// A context note under a post.
    NoteId
    /// A starter pack.
    PackId
}

/// What [`FromStr`] answers for text that is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for NotAnId {}

const NODE_BITS: u32 = 6;
const SEQUENCE_BITS: u32 = 10;
const SEQUENCE_END: i64 = 1 << SEQUENCE_BITS;

/// Makes ids for one node. Give it the time; it never hands out the same id twice and never goes
/// backwards, even when the clock does.
#[derive(Debug)]
pub struct IdGenerator {
    node: i64,
    last_millis: i64,
    sequence: i64,
}

impl IdGenerator {
    /// A generator for `node` (0 to 63; higher bits are ignored).
    pub fn new(node: u8) -> Self {
        Self { node: i64::from(node) & ((1 << NODE_BITS) - 1), last_millis: 0, sequence: 0 }
    }

    /// A generator whose ids all come after `last`, whatever the clock says: for a process that goes
    /// on where another ended.
    pub fn after(node: u8, last: i64) -> Self {
        Self { last_millis: made_at(last).millis() + 1, ..Self::new(node) }
    }

    /// The next id at `now`.
    pub fn next(&mut self, now: Time) -> i64 {
        if now.millis() > self.last_millis {
            self.last_millis = now.millis();
            self.sequence = 0;
        } else {
            self.sequence += 1;
            if self.sequence == SEQUENCE_END {
                self.last_millis += 1;
                self.sequence = 0;
            }
        }
        compose(self.last_millis, self.node, self.sequence)
    }

    /// An id that sorts as if made at `then`, for backdated posts. `salt` tells apart what shares a
    /// millisecond; the caller retries with another salt when the store says the id is taken.
    pub fn backdated(&self, then: Time, salt: u16) -> i64 {
        compose(then.millis(), self.node, i64::from(salt) & (SEQUENCE_END - 1))
    }
}

/// The smallest id that could have been made at `time`: for "before" and "after" questions.
pub fn first_at(time: Time) -> i64 {
    compose(time.millis().max(0), 0, 0)
}

/// When an id was made.
pub fn made_at(id: i64) -> Time {
    Time::from_millis(id >> (NODE_BITS + SEQUENCE_BITS))
}

fn compose(millis: i64, node: i64, sequence: i64) -> i64 {
    (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_falls() {
        let mut ids = IdGenerator::new(3);
        let mut last = 0;
        for millis in [1_000, 1_000, 999, 5, 1_001, 1_001] {
            for _ in 0..700 {
                let id = ids.next(Time::from_millis(millis));
                assert!(id > last);
                last = id;
            }
        }
    }

    #[test]
    fn a_generator_goes_on_where_another_ended() {
        let last = IdGenerator::new(9).next(Time::from_millis(5_000));
        assert!(IdGenerator::after(1, last).next(Time::from_millis(10)) > last);
        assert!(made_at(IdGenerator::after(1, 0).next(Time::from_millis(7_000))) == Time::from_millis(7_000));
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let now = Time::from_millis(1_790_000_000_123);
        assert_eq!(made_at(IdGenerator::new(63).next(now)), now);
        assert!(first_at(now) <= IdGenerator::new(0).next(now));
    }

    #[test]
    fn only_positive_decimal_numbers_are_ids() {
        assert_eq!("42".parse(), Ok(PostId(42)));
        for bad in ["", "0", "-1", "+1", "1e3", "abc", "99999999999999999999", " 1"] {
            assert_eq!(bad.parse::<PostId>(), Err(NotAnId), "{bad:?}");
        }
    }
}
