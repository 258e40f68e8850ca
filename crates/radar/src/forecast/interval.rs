//! Intervals that keep what they promise while the world drifts: adaptive conformal inference.
//!
//! How far off forecasts were is measured in the spread predicted for each ("normalised conformal
//! prediction"), newer misses count more, and the level itself moves: each miss below makes the lower end
//! reach further, each hit a little less (Gibbs and Candès, NeurIPS 2021), for both ends on their own.

use super::{Forecast, whole};
use crate::bytes::{In, Out, Unreadable};
use std::collections::VecDeque;

/// How often a size may end below an interval, and how often above: a tenth each.
const MISSES: f64 = 0.1;
/// By how much an outcome moves the level.
const STEP: f64 = 0.003;
/// How far the level may move.
const LEVELS: (f64, f64) = (0.02, 0.25);
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
            since: 0,
        }
    }

    /// The interval as of now.
    pub fn interval(&self) -> Interval {
        self.now
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
    pub(super) fn settle(&mut self) {
        if !self.misses.is_empty() {
            self.make();
        }
    }

    fn make(&mut self) {
        self.since = 0;
        self.now = Interval { low: self.quantile(self.below), high: self.quantile(1.0 - self.above) };
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

    /// The weighted quantile of all misses, of which there is one at least.
    fn quantile(&self, level: f64) -> f32 {
        let newest = self.misses.len() as f64;
        let mut weighed: Vec<(f32, f64)> = (0_u32..)
            .zip(&self.misses)
            .map(|(at, miss)| (*miss, (-(newest - f64::from(at)) / self.half).exp2()))
            .collect();
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
        assert!((0.77..0.83).contains(&share), "{share}");
    }

    #[test]
    fn an_interval_never_ends_below_what_was_seen() {
        let forecast =
            Forecast { growth: 1.0, spread: 2.0, whole: 11.0, top: 0.0, doubles: 0.0, peak_ahead: 0.0 };
        assert_eq!(Interval { low: -1.0, high: 1.0 }.around(&forecast, 10), (10.0, 17.0));
        assert_eq!(Running::new(9.0).interval(), Interval { low: -2.0, high: 2.0 });
    }
}
