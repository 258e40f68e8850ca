//! Playing the demo's world on a real network: its two weeks at the start, then a gentle pace; and recordings
//! of real cascades ([`replay`]).
//!
//! Everything goes through the ordinary use cases. They ask a [`clock::WorldClock`] for the time,
//! which is the world's while its past is played.

mod act;
mod agree;
mod cast;
mod clock;
mod commons;
mod fill;
mod pace;
mod pictures;
pub mod replay;
mod stage;

pub use cast::{PASSWORD, VISITOR};
pub use clock::WorldClock;
pub use stage::Stage;
