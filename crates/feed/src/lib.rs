//! For you: what may be worth a member's time, in which order, and why to the last term.
//!
//! [`Index`] is the world as ranking sees it: recent public posts, who reacted to what, what each
//! member seems to care for. It is fed one happening at a time ([`Index::publish`], [`Index::react`],
//! [`Index::view`] …) and holds nothing that only its author may read. [`rank`] takes it, a member, their
//! [`Steering`] and a moment through typed stages:
//!
//! sources ([`source`]) → features ([`features`]) → filters ([`filter`]) → heads ([`heads`]) → value
//! ([`Term`]) → diversity and selection ([`rank()`]).
//!
//! Every change of a score is a [`Line`] of its ledger, in millionths of a point, so that the lines sum to
//! the score exactly. Every candidate that was dropped has a [`Reason`]. To add a term, give it a row in
//! [`term`] and an input in [`features`].
//!
//! A [`Recipe`] is a feed of somebody's own: other sources, what is left out, other weights, through the same
//! stages and with the same ledger.
//!
//! [`wish`] reads wishes in plain words, [`bridging`] finds what people who usually disagree both find helpful.
//!
//! Pure: no rows, no clock, no dice. The moment is a parameter; what has to look random is a hash.

pub mod bridging;
pub mod factors;
pub mod features;
pub mod filter;
pub mod heads;
mod index;
mod ledger;
mod outside;
mod rank;
pub mod recipe;
pub mod source;
pub mod steering;
pub mod term;
pub mod wish;
pub mod words;

pub use filter::{Reason, Sieve};
pub use heads::{Heads, Kind};
pub use index::{Index, Limits, Post, Profile, Reaction};
pub use ledger::{Ledger, Line, Points};
pub use outside::reordered;
pub use rank::{Asked, Explained, Placed, Ranking, Stopwatch, Unhurried, explain, look_at, rank};
pub use recipe::Recipe;
pub use source::Source;
pub use steering::{Policy, Preset, Steering, Target};
pub use term::Term;

/// Hash maps here: quick, and the same order of work in every run.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::FixedState>;
/// Hash sets here.
pub(crate) type Set<K> = std::collections::HashSet<K, foldhash::fast::FixedState>;

/// A day in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;
/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;
