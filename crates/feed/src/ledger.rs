//! What a score is made of.

use crate::Term;
use std::ops::{Add, AddAssign};

/// A score, in millionths of a point: whole numbers, so that lines sum to it exactly.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Points(pub i64);

/// Millionths in a point.
const MILLION: f64 = 1e6;
/// No single line moves a score further than this many points.
const MOST: f64 = 1e6;

impl Points {
    /// What an input is worth at a weight. Not a number is worth nothing.
    pub fn of(input: f64, weight: f64) -> Self {
        let points = input * weight;
        let points = if points.is_finite() { points.clamp(-MOST, MOST) } else { 0.0 };
        #[allow(clippy::cast_possible_truncation)] // within a million million
        Self((points * MILLION).round() as i64)
    }

    /// The same as a number of points.
    #[allow(clippy::cast_precision_loss)] // far below 2^52
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / MILLION
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// One change of a score: what was looked at, what it weighs, what it did.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Which term of the score.
    pub term: Term,
    /// What was found, in the term's own unit.
    pub input: f64,
    /// Points for one of it.
    pub weight: f64,
    /// What it added.
    pub delta: Points,
    /// Of which wish, where the term is a member's own.
    pub wish: Option<i64>,
}

impl Line {
    /// The line of a term.
    pub fn new(term: Term, input: f64, weight: f64) -> Self {
        Self { term, input, weight, delta: Points::of(input, weight), wish: None }
    }
}

/// All changes of one score, in the order they were made.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ledger(pub Vec<Line>);

impl Ledger {
    /// The score: the sum of its lines.
    pub fn score(&self) -> Points {
        self.0.iter().map(|line| line.delta).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_sum_to_the_score_in_any_order(pairs in prop::collection::vec((-1e9f64..1e9, -1e3f64..1e3), 0..40)) {
            let lines: Vec<Line> = pairs.iter().map(|(input, weight)| Line::new(Term::Like, *input, *weight)).collect();
            let forwards = Ledger(lines.clone()).score();
            let backwards = Ledger(lines.into_iter().rev().collect()).score();
            prop_assert_eq!(forwards, backwards);
        }
    }

    #[test]
    fn what_is_not_a_number_is_worth_nothing() {
        assert_eq!(Points::of(f64::NAN, 1.0), Points(0));
        assert_eq!(Points::of(f64::INFINITY, 0.0), Points(0));
        assert!((Points::of(0.25, 2.0).as_f64() - 0.5).abs() < 1e-12);
    }
}
