//! Counts that rise beyond what is usual: of a tag, a phrase, a link, a person.
//!
//! A [`Watch`] takes one count after the other. It expects what is usual at that time of day, knows by how
//! much that is usually missed, and asks three questions of what is above it: how far it goes beyond the
//! highest of the last days, each remembered with a half-life of its own; whether the mean of the last hours
//! goes as far beyond the highest such mean; and whether an automaton with a quiet and a bursting state
//! (Kleinberg, KDD 2002, run forward) believes in a burst at all. A rise that is the first of its size for days
//! is rare; the same again an hour later is not, and neither is one high count where there were days of them.

mod coordination;
mod heights;
mod lasting;
mod level;
mod setting;
mod topics;
mod two_state;

pub use coordination::{Coordination, coordination};
pub use setting::Setting;
pub use topics::{Mention, Rising, Topic, topics};

use crate::surprise::Usual;
use heights::Heights;
use lasting::Lasting;
use level::Level;
use two_state::TwoState;

/// What is surprising about a count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surprise {
    /// From 0, nothing, to 1.
    pub score: f64,
    /// The count that was expected.
    pub expected: f64,
    /// By how much that is usually missed.
    pub spread: f64,
    /// The probability of as much or more in quiet times, at most: by Cantelli's inequality, whatever the
    /// distribution.
    pub tail: f64,
    /// Whether this is a burst by the two-state automaton.
    pub bursting: bool,
}

/// Counts of one thing over time.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    setting: Setting,
    level: Level,
    state: TwoState,
    lasting: Lasting,
    sudden_heights: Heights,
    lasting_heights: Heights,
    latest: Option<i64>,
}

impl Watch {
    /// One that goes by a setting of its own, to measure what settings do.
    pub fn with(setting: Setting) -> Self {
        Self { setting, ..Self::default() }
    }

    /// Takes the count of the stretch that ends at a time (seconds since 1970). What is returned depends on
    /// this count and those before it.
    pub fn take(&mut self, at: i64, count: f64) -> Surprise {
        let count = if count.is_finite() { count.max(0.0) } else { 0.0 };
        let gone = self.latest.map_or(0, |latest| at.saturating_sub(latest).max(0)) as f64;
        let first = self.latest.is_none();
        if first {
            // Nothing is known yet, so nothing can surprise.
            self.level.learn(at, count);
        }
        let usual = self.level.expect(at);
        let bursting = self.state.take(count, usual);
        let rise = self.rise(count, usual, gone);
        let rise = if bursting { rise } else { rise.min(0.0) };
        if !first {
            self.level.learn(at, count);
        }
        self.latest = Some(at);
        Surprise {
            // A rise of e times the highest of the last days lies at nine tenths.
            score: 1.0 / (1.0 + (-2.2 * rise).exp()),
            expected: usual.count,
            spread: usual.spread,
            tail: usual.tail(count),
            bursting,
        }
    }

    /// By how much a count is above the highest of the last days. Where the last hours are not as far above the
    /// highest such hours, the mean of both: hours that were busy can make a rise smaller, but hide none that is
    /// large.
    fn rise(&mut self, count: f64, usual: Usual, gone: f64) -> f64 {
        let Setting { remembered, lasting, nothing, least } = self.setting;
        let above = usual.above(count);
        let sudden = self.sudden_heights.rise(above, nothing * usual.spread, gone, remembered);
        let (above, spread) = self.lasting.take(count, usual, gone, lasting);
        let lasted = self.lasting_heights.rise(above, nothing * spread, gone, remembered).max(least);
        f64::midpoint(sudden, sudden.min(lasted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five-minute counts with a day's rhythm; `extra` is added to each.
    fn scores(days: i64, extra: impl Fn(i64) -> f64) -> Vec<Surprise> {
        let mut watch = Watch::default();
        (0..days * 288)
            .map(|step| {
                let day = (step % 288) as f64 / 288.0 * std::f64::consts::TAU;
                let noise = (step * 7_919 % 13) as f64 - 6.0;
                watch.take(step * 300, 60.0 + 30.0 * day.sin() + noise + extra(step))
            })
            .collect()
    }

    #[test]
    fn a_rise_is_seen_at_once_and_its_repetition_is_not() {
        let (first, again) = (288 * 8 + 50, 288 * 8 + 60);
        let seen = scores(10, |step| if step == first || step == again { 600.0 } else { 0.0 });
        assert!(seen[first as usize].score > 0.9 && seen[first as usize].bursting);
        assert!(seen[first as usize].tail < 0.01);
        assert!(seen[again as usize].score < 0.55);
        let quiet = seen[288 * 4..first as usize].iter().map(|one| one.score).fold(0.0, f64::max);
        assert!(quiet < 0.7, "{quiet}");
    }

    #[test]
    fn one_high_count_after_a_busy_day_surprises_less_than_after_a_calm_one() {
        let rise = 288 * 8 + 50;
        let at = |busy: f64| {
            let busy = move |step: i64| if (rise - 400..rise - 200).contains(&step) { busy } else { 0.0 };
            scores(9, move |step| if step == rise { 600.0 } else { busy(step) })[rise as usize].score
        };
        assert!(at(0.0) > 0.9 && at(50.0) < at(0.0) - 0.1 && at(50.0) > 0.5, "{} {}", at(0.0), at(50.0));
    }

    /// The highest score of the last day of a fortnight's half hours.
    fn highest(count: impl Fn(i64) -> f64) -> f64 {
        let mut watch = Watch::default();
        let score = |step: i64| watch.take(step * 1_800, count(step)).score;
        (0..=14 * 48).map(score).skip(13 * 48).fold(0.0, f64::max)
    }

    #[test]
    fn a_sudden_crowd_surprises_more_than_a_daily_one() {
        let daily = highest(|step| if step % 48 == 46 { 6.0 } else { 0.0 });
        let sudden = highest(|step| if step == 14 * 48 - 1 { 14.0 } else { 0.0 });
        assert!(sudden > 0.9 && daily < sudden - 0.1, "{sudden} {daily}");
    }

    #[test]
    fn what_comes_later_changes_nothing() {
        let calm = scores(3, |_| 0.0);
        let wild = scores(3, |step| if step > 500 { 1_000.0 } else { 0.0 });
        assert_eq!(calm[..=500], wild[..=500]);
    }

    #[test]
    fn nothing_and_nonsense_are_no_failure() {
        let mut watch = Watch::default();
        for (at, count) in [(0, 0.0), (0, 0.0), (-5, f64::NAN), (i64::MAX, f64::INFINITY), (i64::MIN, -3.0)] {
            let surprise = watch.take(at, count);
            assert!((0.0..=1.0).contains(&surprise.score), "{surprise:?}");
        }
        let first = Watch::default().take(0, 5_000.0);
        assert!(first.score <= 0.5 && !first.bursting, "{first:?}");
    }
}
