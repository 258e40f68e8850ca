//! What somebody may like: learned from who reacted to what.
//!
//! Plain functions over numbers: no clock, no files, no state, and the same answer each time. What is
//! random is drawn from a seed. [`collaborative`] finds what people like who like what you like,
//! [`bridging`] what people who usually disagree both find helpful; [`feed`] makes a page of what is worth a
//! member's time and says why; [`measure`] says how well is guessed, and [`simulate`] lets a made-up town
//! read through rankers to compare them.

pub mod bridging;
pub mod collaborative;
pub mod feed;
pub mod measure;
mod reactions;
pub mod simulate;

pub use reactions::Reactions;
