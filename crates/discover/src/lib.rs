//! What somebody may like: learned from who reacted to what.
//!
//! Plain functions over numbers: no clock, no files, no state, and the same answer each time. What is
//! random is drawn from a seed. [`collaborative`] finds what people like who like what you like; [`measure`] says
//! how well is guessed.

pub mod collaborative;
pub mod measure;
mod reactions;

pub use reactions::Reactions;
