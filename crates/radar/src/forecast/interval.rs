//! Intervals that keep what they promise while the world drifts: adaptive conformal inference.
//!
//! How far off forecasts were is measured in the spread predicted for each ("normalised conformal
//! prediction"), newer misses count more, and the level itself moves: each miss below makes the lower end
//! reach further, each hit a little less (Gibbs and Candès, NeurIPS 2021), for both ends on their own. Where
//! the ends moved much from one stretch of time to the next, an interval reaches further by a part of that.

use super::{Forecast, whole};
use crate::bytes::{In, Out, Unreadable};
use std::collections::VecDeque;

/// How often a size may end below an interval, and how often above: a tenth each.
const MISSES: f64 = 0.1;
/// By how much an outcome moves the level.
const STEP: f64 = 0.003;
/// How far the level may move.
const LEVELS: (f64, f64) = (0.02, 0.25);
/// In how many stretches of time the ends are compared, to see how much they move.
const STRETCHES: usize = 5;
/// The fewest outcomes of a stretch.
const LEAST_IN_STRETCH: usize = 40;
/// By how much of the deviation between stretches an interval reaches further: what is asked about lies in
/// a stretch of its own.
const DRIFT: f32 = 0.1;
/// How many misses are remembered.
const REMEMBERED: usize = 16_384;

/// How many spreads an interval reaches below and above a forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Below; mostly negative.
    pub low: f32,
    /// Above.
    pub high: f32,
}

impl Interval {
    /// The ends around a forecast, in events.
    pub fn around(&self, forecast: &Forecast, seen: u32) -> (f32, f32) {
        let end = |reach: f32| whole(seen, forecast.growth + reach * forecast.spread);
        (end(self.low), end(self.high))
    }
}

/// An interval that learns from each outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Misses in spreads, oldest first.
    misses: VecDeque<f32>,
    /// After how many outcomes one counts half.
    half: f64,
    below: f64,
    above: f64,
    /// The interval, as of the last time it was made.
    now: Interval,
    /// By how much each end moves from one stretch of time to another.
    moves: Interval,
    /// Outcomes learned from since.
    since: usize,
}

impl Running {
    /// One that has seen nothing; an outcome counts half after `half` later ones.
    pub fn new(half: f64) -> Self {
        Self {
            misses: VecDeque::new(),
            half: half.max(1.0),
            below: MISSES,
            above: MISSES,
            now: Interval { low: -2.0, high: 2.0 },
            moves: Interval { low: 0.0, high: 0.0 },
            since: 0,
        }
    }

    /// One that knows misses of the past, oldest first, all at once. Its levels have not moved: what the newest of them
    /// would have moved them by says more of that stretch of time than of the next.
    pub fn of(half: f64, misses: impl IntoIterator<Item = f32>) -> Self {
        let mut running = Self::new(half);
        running.misses.extend(misses.into_iter().filter(|miss| miss.is_finite()));
        let more = running.misses.len().saturating_sub(REMEMBERED);
        running.misses.drain(..more);
        running.settle();
        running
    }

    /// The interval as of now.
    pub fn interval(&self) -> Interval {
        Interval { low: self.now.low - DRIFT * self.moves.low, high: self.now.high + DRIFT * self.moves.high }
    }

    /// Learns from a forecast's outcome: by how many spreads the growth was more than forecast.
    pub fn learn(&mut self, miss: f32) {
        if !miss.is_finite() {
            return;
        }
        // The first few say nothing about levels yet.
        if self.misses.len() >= 30 {
            let now = self.now;
            let moved = |level: f64, missed: bool| {
                (level + STEP * (MISSES - f64::from(u8::from(missed)))).clamp(LEVELS.0, LEVELS.1)
            };
            self.below = moved(self.below, miss < now.low);
            self.above = moved(self.above, miss > now.high);
        }
        self.misses.push_back(miss);
        if self.misses.len() > REMEMBERED {
            self.misses.pop_front();
        }
        // One outcome among many moves little: the more there are, the more are taken at once.
        self.since += 1;
        if self.since * 64 >= self.misses.len() {
            self.make();
        }
    }

    /// Has the interval take in all outcomes at once, as bytes that are read do.
    fn settle(&mut self) {
        if !self.misses.is_empty() {
            self.make();
        }
    }

    fn make(&mut self) {
        self.since = 0;
        let all: Vec<f32> = self.misses.iter().copied().collect();
        self.now = self.ends(&all);
        if all.len() >= STRETCHES * LEAST_IN_STRETCH {
            let each: Vec<Interval> =
                all.chunks(all.len().div_ceil(STRETCHES)).map(|misses| self.ends(misses)).collect();
            self.moves = Interval {
                low: deviation(each.iter().map(|ends| ends.low)),
                high: deviation(each.iter().map(|ends| ends.high)),
            };
        }
    }

    /// The ends by these misses alone.
    fn ends(&self, misses: &[f32]) -> Interval {
        Interval {
            low: quantile(misses, self.half, self.below),
            high: quantile(misses, self.half, 1.0 - self.above),
        }
    }

    pub(crate) fn write(&self, out: &mut Out) {
        [self.half, self.below, self.above].iter().for_each(|value| out.f32(*value as f32));
        out.len(self.misses.len());
        self.misses.iter().for_each(|miss| out.f32(*miss));
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let (half, below, above) = (from.f32()?, from.f32()?, from.f32()?);
        let misses = from.floats(REMEMBERED)?.into();
        let level = |level: f32| f64::from(level).clamp(LEVELS.0, LEVELS.1);
        let mut read = Self::new(f64::from(half));
        (read.misses, read.below, read.above) = (misses, level(below), level(above));
        read.settle();
        Ok(read)
    }
}

/// The weighted quantile of misses, oldest first; of none it is 0.
fn quantile(misses: &[f32], half: f64, level: f64) -> f32 {
    let newest = misses.len() as f64;
    let mut weighed: Vec<(f32, f64)> =
        (0_u32..).zip(misses).map(|(at, miss)| (*miss, (-(newest - f64::from(at)) / half).exp2())).collect();
    weighed.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let all: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    for (miss, weight) in &weighed {
        below += weight;
        if below >= level * all {
            return *miss;
        }
    }
    weighed.last().map_or(0.0, |(miss, _)| *miss)
}

fn deviation(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let count = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / count;
    (values.map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn four_of_five_lie_inside_though_the_world_drifts() {
        let (mut running, mut dice) = (Running::new(200.0), Dice::new(5));
        let (mut inside, mut asked) = (0, 0);
        for step in 0..2_000 {
            let even = dice.below(2_001) as f32 / 1_000.0 - 1.0;
            let miss = even * (1.0 + step as f32 / 700.0) + step as f32 / 1_000.0;
            if step > 200 {
                let interval = running.interval();
                asked += 1;
                inside += i32::from(interval.low <= miss && miss <= interval.high);
            }
            running.learn(miss);
        }
        let share = f64::from(inside) / f64::from(asked);
        assert!((0.77..0.87).contains(&share), "{share}");
    }

    #[test]
    fn misses_of_the_past_make_an_interval_of_the_levels_wanted() {
        let misses = (0..500).map(|miss| (miss * 37 % 500) as f32 - 250.0);
        let running = Running::of(1e9, misses.clone().chain([f32::NAN]));
        assert_eq!((running.now.low, running.now.high), (-201.0, 199.0));
        let mut moved = Running::new(1e9);
        misses.for_each(|miss| moved.learn(miss));
        assert_eq!((running.below, moved.misses.len()), (MISSES, running.misses.len()));
        assert_eq!(Running::of(9.0, []), Running::new(9.0));
        let many = Running::of(9.0, (0..REMEMBERED + 5).map(|miss| miss as f32));
        assert_eq!((many.misses.len(), many.misses.front()), (REMEMBERED, Some(&5.0)));
    }

    #[test]
    fn an_interval_never_ends_below_what_was_seen() {
        let forecast =
            Forecast { growth: 1.0, spread: 2.0, whole: 11.0, top: 0.0, doubles: 0.0, peak_ahead: 0.0 };
        assert_eq!(Interval { low: -1.0, high: 1.0 }.around(&forecast, 10), (10.0, 17.0));
        assert_eq!(Running::new(9.0).interval(), Interval { low: -2.0, high: 2.0 });
    }
}
