//! The benchmark's arithmetic (standard profile; Lavin and Ahmad, ICMLA 2015): a detection inside a labelled window
//! counts the more the earlier it is, one outside costs the more the further it is from the window before, a missed
//! window costs one.

use std::iter::Sum;

/// What a false alarm costs in the standard profile.
const FALSE_ALARM: f64 = 0.11;
/// Thresholds that are tried, evenly from 0 to 1.
const LEVELS: usize = 2_000;

pub struct Series {
    pub scores: Vec<f64>,
    /// First and last row of each window.
    pub windows: Vec<(usize, usize)>,
}

/// What series earn at every threshold.
#[derive(Clone)]
pub struct Earned {
    by_level: Vec<f64>,
    windows: usize,
}

impl Earned {
    pub fn by(series: &Series) -> Self {
        let mut alarms = vec![0.0; LEVELS + 1];
        let mut found = vec![vec![-1.0_f64; LEVELS + 1]; series.windows.len()];
        for row in series.probation()..series.scores.len() {
            let level = (series.scores[row] * LEVELS as f64) as usize;
            match series.worth(row) {
                (worth, None) => alarms[level] += worth,
                (worth, Some(window)) => found[window][level] = found[window][level].max(worth),
            }
        }
        // What is an alarm at a threshold is one at each that is lower.
        for level in (0..LEVELS).rev() {
            alarms[level] += alarms[level + 1];
            found.iter_mut().for_each(|found| found[level] = found[level].max(found[level + 1]));
        }
        let all = |level: usize| alarms[level] + found.iter().map(|found| found[level]).sum::<f64>();
        Self { by_level: (0..=LEVELS).map(all).collect(), windows: series.windows.len() }
    }

    /// The threshold that earns most, in steps.
    pub fn best(&self) -> usize {
        (0..=LEVELS).max_by(|one, other| self.by_level[*one].total_cmp(&self.by_level[*other])).unwrap()
    }

    /// The score at one threshold: 0 for silence, 100 for perfection.
    pub fn at(&self, level: usize) -> f64 {
        let windows = self.windows as f64;
        100.0 * (self.by_level[level] + windows) / (2.0 * windows)
    }

    /// As if only this threshold could be chosen.
    pub fn only(&self, level: usize) -> Self {
        Self { by_level: vec![self.by_level[level]; LEVELS + 1], windows: self.windows }
    }

    /// The score the benchmark gives: with the threshold that earns most.
    pub fn score(&self) -> f64 {
        self.at(self.best())
    }
}

impl<'a> Sum<&'a Earned> for Earned {
    fn sum<I: Iterator<Item = &'a Earned>>(all: I) -> Self {
        let mut sum = Self { by_level: vec![0.0; LEVELS + 1], windows: 0 };
        for one in all {
            sum.by_level.iter_mut().zip(&one.by_level).for_each(|(sum, one)| *sum += one);
            sum.windows += one.windows;
        }
        sum
    }
}

/// Rows at the beginning that do not count.
pub fn probation(rows: usize) -> usize {
    (rows * 15 / 100).min(750)
}

impl Series {
    fn probation(&self) -> usize {
        probation(self.scores.len())
    }

    /// What an alarm at a row is worth, and in which window it lies.
    fn worth(&self, row: usize) -> (f64, Option<usize>) {
        if let Some(at) = self.windows.iter().position(|(from, to)| (*from..=*to).contains(&row)) {
            let (from, to) = self.windows[at];
            let place = -((to - row + 1) as f64) / (to - from + 1) as f64;
            return (sigmoid(place) / sigmoid(-1.0), Some(at));
        }
        let before = self.windows.iter().rev().find(|(_, to)| *to < row);
        let worth = before.map_or(-1.0, |(from, to)| sigmoid((row - to) as f64 / (to - from) as f64));
        (worth * FALSE_ALARM, None)
    }
}

fn sigmoid(place: f64) -> f64 {
    if place > 3.0 { -1.0 } else { 2.0 / (1.0 + (5.0 * place).exp()) - 1.0 }
}

#[test]
fn the_scorer_knows_silence_perfection_and_noise() {
    let score = |alarms: &[usize]| {
        let mut scores = vec![0.0; 2_000];
        alarms.iter().for_each(|row| scores[*row] = 1.0);
        Earned::by(&Series { scores, windows: vec![(1_000, 1_099), (1_500, 1_599)] }).at(LEVELS)
    };
    assert_eq!(score(&[]), 0.0);
    assert_eq!(score(&[1_000, 1_500, 1_600]).round(), 100.0);
    assert!(score(&[1_000]) < 51.0 && score(&[1_000]) > 49.0);
    // In the middle of a window an alarm is worth less; far outside it costs.
    assert!((score(&[1_050, 1_550]) - 93.0).abs() < 2.0);
    assert!((score(&[800, 1_000, 1_500]) - 97.25).abs() < 0.1);
}
