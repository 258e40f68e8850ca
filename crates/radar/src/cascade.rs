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

/// Of what comes between an age and the end of the seven days the share that comes until another age, both in seconds, by how
/// soon people react.
pub fn share_by(age: f64, until: f64) -> f64 {
    let (now, whole) = (kernel::within(age), kernel::within(f64::from(WHOLE)));
    if whole <= now { 1.0 } else { ((kernel::within(until) - now) / (whole - now)).clamp(0.0, 1.0) }
}

/// How long a cascade is followed after its post appeared, in seconds: seven days.
pub const WHOLE: u32 = 7 * 86_400;

/// The length of the stretches of which the busiest one is the peak, in seconds.
pub const STRETCH: u32 = 1_800;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_what_is_to_come_comes_soon_and_all_of_it_in_the_end() {
        let [young, old] = [600.0, 172_800.0].map(|age| share_by(age, age + 86_400.0));
        assert!(young > old && young > 0.6 && old > 0.1, "{young} {old}");
        assert_eq!([share_by(60.0, 60.0), share_by(60.0, 1e7), share_by(1e7, 2e7)], [0.0, 1.0, 1.0]);
    }
}
