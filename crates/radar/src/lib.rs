//! Radar: what is catching fire, how far it will go, and how often that was wrong.
//!
//! Data in, numbers out: no rows, no clock, no files, no network, and the same answer each time. What is
//! random is drawn from a seed.

pub mod burst;
mod bytes;
pub mod cascade;
mod dice;
pub mod forecast;
mod likeness;
mod line;
pub mod measure;
mod scale;
pub mod scoreboard;
pub mod surprise;
pub mod trees;
pub mod trend;

pub use bytes::Unreadable;
pub use likeness::Setting as LikenessSetting;
