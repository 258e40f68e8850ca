//! What a forecast is made from: numbers about a cascade as seen at one moment.

use super::event::Root;
use super::kernel::{BEYOND, SCALES, SHARES, within};
use super::past::Known;
use super::state::{Cascade, EARLY};
use std::f64::consts::TAU;

/// How many features there are.
pub const FEATURES: usize = 76;

/// A cascade at one moment. What is unknown is not a number.
pub type Features = [f32; FEATURES];

/// The name of a feature.
pub fn name(feature: usize) -> &'static str {
    let terms = terms(&Cascade::default(), &Root::default(), &Known::default(), 1);
    terms.get(feature).map_or("", |(name, _)| name)
}

/// The fewest events that have a rhythm.
const RHYTHM: u32 = 5;

/// Where the logarithm of the count stands.
pub(crate) const COUNT: usize = 0;

impl Cascade {
    /// The features at an age of `now` seconds, at which the last event has been taken already.
    pub fn features(&self, root: &Root, known: &Known, now: u32) -> Features {
        terms(self, root, known, now.max(self.last).max(1)).map(|(_, value)| value as f32)
    }
}

/// A count in log2, so that nothing is 0.
fn log(count: f64) -> f64 {
    (count.max(0.0) + 1.0).log2()
}

fn known(value: Option<f32>, of: impl Fn(f64) -> f64) -> f64 {
    value.map_or(f64::NAN, |value| of(f64::from(value)))
}

fn terms(cascade: &Cascade, root: &Root, past: &Known, now: u32) -> [(&'static str, f64); FEATURES] {
    let age = f64::from(now);
    let count = f64::from(cascade.count);
    let size = log(count);
    let some = count.max(1.0);
    let [faded, reached] = cascade.faded(age);
    let lately = |place: usize| {
        let span = SCALES[place] * -(-age / SCALES[place]).exp_m1();
        (faded[place] + 0.1).log2() - span.log2() + age.log2() - size
    };
    let grown = |part: f64| log(cascade.by(age / part)) - size;
    let by = |at: f64| if at <= age { log(cascade.by(at)) } else { f64::NAN };
    let early = |place: usize| match cascade.early[place] {
        at if cascade.count >= EARLY[place] => log(f64::from(at)),
        _ => f64::NAN,
    };
    let late = |nth: usize| {
        cascade.late(nth).map_or(f64::NAN, |at| {
            (nth as f64 / (age - f64::from(at) + 1.0)).log2() - ((count + 1.0) / age).log2()
        })
    };
    let hawkes = |root_reach: f64| excited(cascade, age, &faded, root_reach);
    let (few, more, many) = (hawkes(1.0), hawkes(20.0), hawkes(200.0));
    let real = weighed(cascade, root, age, &reached);
    let (peak, height) = cascade.busiest();
    let peak_at = f64::from(peak * super::STRETCH);
    let since_peak = age - peak_at;
    let rhythm = |of: &dyn Fn() -> f64| if cascade.count >= RHYTHM { of() } else { f64::NAN };
    let [times, gaps] = cascade.rhythm();
    let reached_by = |share: f64| rhythm(&|| log(cascade.reached_by(share)) - age.log2());
    let clock = root.at.saturating_add(i64::from(now));
    let hour = clock.rem_euclid(86_400) as f64 / 86_400.0 * TAU;
    let weekday = (clock.div_euclid(86_400) + 4).rem_euclid(7) as f64;
    let truth = |value: Option<bool>| value.map_or(f64::NAN, |value| f64::from(u8::from(value)));
    [
        ("count", size),
        ("age", age.log2()),
        ("grown since 1/2", grown(2.0)),
        ("grown since 1/4", grown(4.0)),
        ("grown since 1/8", grown(8.0)),
        ("grown since 1/16", grown(16.0)),
        ("grown since 1/32", grown(32.0)),
        ("by 75 s", by(75.0)),
        ("by 150 s", by(150.0)),
        ("by 5 min", by(300.0)),
        ("by 10 min", by(600.0)),
        ("by 30 min", by(1_800.0)),
        ("by 1 h", by(3_600.0)),
        ("by 2 h", by(7_200.0)),
        ("by 6 h", by(21_600.0)),
        ("quiet since", log(age - f64::from(cascade.last)) - age.log2()),
        ("first", early(0)),
        ("second", early(1)),
        ("fifth", early(2)),
        ("tenth", early(3)),
        ("pace of last 4", late(4)),
        ("pace of last 8", late(8)),
        ("pace, 1 min", lately(0)),
        ("pace, 5 min", lately(1)),
        ("pace, 25 min", lately(2)),
        ("pace, 2 h", lately(3)),
        ("pace, 10 h", lately(4)),
        ("pace, 50 h", lately(5)),
        ("deepest", log(f64::from(cascade.deepest))),
        ("depth", f64::from(cascade.depths) / some),
        ("direct", f64::from(cascade.direct) / some),
        ("biggest hub", log(f64::from(cascade.hub))),
        ("biggest hub's share", f64::from(cascade.hub) / some),
        ("spreaders", log(f64::from(cascade.spreaders)) - size),
        ("hubs", log(f64::from(cascade.hubs))),
        ("replies", f64::from(cascade.replies) / some),
        ("people", f64::from(cascade.people()) / some),
        ("author's followers", known(root.followers, log)),
        ("author follows", known(root.following, log)),
        ("author's posts", known(root.posts, log)),
        ("count by followers", known(root.followers, |followers| size - log(followers))),
        ("verified", truth(root.verified)),
        ("length", known(root.chars, log)),
        ("address", truth(root.has_url)),
        ("tags", known(root.hashtags, log)),
        ("mentions", known(root.mentions, log)),
        ("hour, sine", hour.sin()),
        ("hour, cosine", hour.cos()),
        ("weekday", weekday),
        ("peak", since_peak / age),
        ("near the peak", f64::from(cascade.in_stretch(now)) / f64::from(height.max(1))),
        ("height of the peak", log(f64::from(height)) - size),
        ("infection, small root", few.0),
        ("self-excited, small root", few.1),
        ("infection, middling root", more.0),
        ("self-excited, middling root", more.1),
        ("infection, large root", many.0),
        ("self-excited, large root", many.1),
        ("infection by followers", real.0),
        ("self-excited by followers", real.1),
        ("followers reached", if real.0.is_nan() { f64::NAN } else { log(f64::from(cascade.reach)) }),
        ("author's cascades", log(f64::from(past.cascades))),
        ("author's size", known(past.size, |size| size)),
        ("author's size above", known(past.size, |past| past - size)),
        ("author's latest", known(past.ago, log)),
        ("familiar people", f64::from(past.familiar)),
        ("their cascades' size", known(past.company, |company| company)),
        ("how busy they are", f64::from(past.busy)),
        ("mean time", rhythm(&|| times.0 - age.log2())),
        ("scatter of times", rhythm(&|| times.1)),
        ("mean pause", rhythm(&|| gaps.0 - (age / some).log2())),
        ("scatter of pauses", rhythm(&|| gaps.1)),
        ("longest pause", rhythm(&|| log(f64::from(cascade.longest_quiet(now))) - age.log2())),
        ("a quarter by", reached_by(0.25)),
        ("half by", reached_by(0.5)),
        ("three quarters by", reached_by(0.75)),
    ]
}

/// A self-exciting process in which each event draws as many as every other, and the post itself as many
/// as `root` of them: how infectious it was so far (log2), and how many are to come (log2 of one more).
fn excited(cascade: &Cascade, age: f64, faded: &[f64; SCALES.len()], root: f64) -> (f64, f64) {
    let count = f64::from(cascade.count);
    process(count, root * (1.0 - within(age)) + left(count, faded), root + count, 1.0)
}

/// The same with real follower counts; not a number where they are unknown.
fn weighed(cascade: &Cascade, root: &Root, age: f64, reached: &[f64; SCALES.len()]) -> (f64, f64) {
    let Some(followers) = root.followers.map(f64::from).filter(|followers| *followers >= 1.0) else {
        return (f64::NAN, f64::NAN);
    };
    let count = f64::from(cascade.count).max(1.0);
    let reach = f64::from(cascade.reach);
    process(
        f64::from(cascade.count),
        followers * (1.0 - within(age)) + left(reach, reached),
        followers + reach,
        reach / count,
    )
}

/// How much of the sum of weights has not been answered yet.
fn left(whole: f64, faded: &[f64; SCALES.len()]) -> f64 {
    BEYOND * whole + SHARES.iter().zip(faded).map(|(share, sum)| share * sum).sum::<f64>()
}

/// Infectiousness p = events / weight answered so far (SEISMIC's estimate), and the events to come of a
/// branching process: p · weight unanswered / (1 − p · weight of an event), held below criticality.
fn process(count: f64, unanswered: f64, whole: f64, each: f64) -> (f64, f64) {
    let infection = count / (whole - unanswered).max(1e-3);
    let branching = (infection * each).min(0.9);
    let to_come = infection.min(0.9 / each.max(1e-9)) * unanswered / (1.0 - branching);
    ((infection + 1e-6).log2(), log(to_come))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::Event;

    fn burst(count: u32, apart: u32) -> Cascade {
        let mut cascade = Cascade::default();
        for number in 0..count {
            let event = Event {
                after: number * apart,
                parent: None,
                person: u64::from(number),
                reply: false,
                followers: Some(100.0),
            };
            cascade.take(&event);
        }
        cascade
    }

    fn of(cascade: &Cascade, root: &Root, now: u32, wanted: &str) -> f32 {
        let place = (0..FEATURES).find(|feature| name(*feature) == wanted).unwrap();
        cascade.features(root, &Known::default(), now)[place]
    }

    #[test]
    fn each_feature_has_a_name_of_its_own() {
        let names: std::collections::HashSet<_> = (0..FEATURES).map(name).collect();
        assert_eq!(names.len(), FEATURES);
        assert_eq!(name(COUNT), "count");
    }

    #[test]
    fn nothing_happened_is_no_failure() {
        let features = Cascade::default().features(&Root::default(), &Known::default(), 0);
        assert!(features.iter().all(|value| !value.is_infinite()));
    }

    #[test]
    fn a_post_that_still_runs_is_expected_to_grow_more_than_one_gone_quiet() {
        let cascade = burst(50, 10);
        let root = Root { followers: Some(10_000.0), ..Root::default() };
        for which in ["self-excited, middling root", "self-excited by followers"] {
            assert!(of(&cascade, &root, 600, which) > of(&cascade, &root, 20_000, which), "{which}");
        }
        assert!(of(&cascade, &root, 600, "pace, 5 min") > of(&cascade, &root, 5_000, "pace, 5 min"));
        assert!(of(&cascade, &Root::default(), 600, "self-excited by followers").is_nan());
    }
}
