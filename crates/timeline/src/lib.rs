//! Who reads what in which order, held in memory and merged in microseconds.
//!
//! [`Feeds`] holds a ring of recent posts per author, per tag, and one of everything public; it is
//! fed with the log's events and knows nothing of readers. A [`Reader`] holds what one member
//! follows, hides and lists. A timeline is a merge of rings seen through a reader ([`home`],
//! [`list`], [`public`], [`account`]); it costs what the reader follows, never what strangers post.
//! Where memory ends, a page says so and the caller asks the rows.
//!
//! Pure: no I/O, no clock. The moment is a parameter where mutes end.

pub mod account;
mod entry;
mod feeds;
pub mod home;
pub mod list;
mod merge;
pub mod public;
mod reader;

pub use entry::Entry;
pub use feeds::Feeds;
pub use merge::Timeline;
pub use reader::{FollowRule, Reader, ReaderFacts};

#[cfg(test)]
mod tests;
