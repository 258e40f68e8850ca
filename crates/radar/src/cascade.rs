//! One post and who passes it on: a state that takes each event in constant time, and the features a
//! forecast is made from.

mod event;
mod features;
mod kernel;
mod past;
mod state;

pub use event::{Event, Root};
pub(crate) use features::COUNT;
pub use features::{FEATURES, Features, name};
pub use past::{Known, Past};
pub use state::Cascade;

/// How long a cascade is followed after its post appeared, in seconds: seven days.
pub const WHOLE: u32 = 7 * 86_400;

/// The length of the stretches of which the busiest one is the peak, in seconds.
pub const STRETCH: u32 = 1_800;
