//! A straight line through many features: what trees begin from, and what they cannot say beyond the
//! values they have seen.

use crate::bytes::{In, Out, Unreadable};

/// How far from the middle, in standard deviations, a feature still moves the line.
const FAR: f32 = 4.0;

/// A weighted sum of features. What is missing counts as the middle.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Line {
    start: f32,
    terms: Vec<Term>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Term {
    feature: u8,
    middle: f32,
    deviation: f32,
    weight: f32,
}

impl Line {
    /// One feature as it is.
    pub fn through(feature: u8) -> Self {
        Self { start: 0.0, terms: vec![Term { feature, middle: 0.0, deviation: 1e9, weight: 1e9 }] }
    }

    /// The ridge regression of targets on all features.
    pub fn fit<Row: AsRef<[f32]>>(rows: &[Row], targets: &[f32], weights: &[f32], ridge: f64) -> Self {
        let features = rows.first().map_or(0, |row| row.as_ref().len());
        let mut terms: Vec<Term> = (0..features).map(|feature| spread(rows, weights, feature)).collect();
        let whole: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
        let sum: f64 = targets.iter().zip(weights).map(|(y, w)| f64::from(*y) * f64::from(*w)).sum();
        let start = if whole > 0.0 { sum / whole } else { 0.0 };
        let mut square = vec![vec![0.0; features]; features];
        let mut right = vec![0.0; features];
        let mut row_terms = vec![0.0_f64; features];
        for ((row, target), weight) in rows.iter().zip(targets).zip(weights) {
            let weight = f64::from(*weight);
            row_terms
                .iter_mut()
                .zip(&terms)
                .for_each(|(value, term)| *value = f64::from(term.value(row.as_ref())));
            for (at, value) in row_terms.iter().enumerate() {
                right[at] += weight * value * (f64::from(*target) - start);
                for (sum, other) in square[at].iter_mut().zip(&row_terms[..=at]) {
                    *sum += weight * value * other;
                }
            }
        }
        square.iter_mut().enumerate().for_each(|(at, row)| row[at] += ridge);
        let solved = solve(square, right);
        terms.iter_mut().zip(solved).for_each(|(term, weight)| term.weight = weight as f32);
        Self { start: start as f32, terms }
    }

    /// The value for a row.
    pub fn at(&self, row: &[f32]) -> f32 {
        self.start + self.terms.iter().map(|term| term.weight * term.value(row)).sum::<f32>()
    }

    /// Adds to `by_feature` what each feature has in the value, times `by`, and returns the rest.
    pub fn explain(&self, row: &[f32], by: f32, by_feature: &mut [f32]) -> f32 {
        for term in &self.terms {
            if let Some(sum) = by_feature.get_mut(term.feature as usize) {
                *sum += term.weight * term.value(row) * by;
            }
        }
        self.start * by
    }

    pub(crate) fn write(&self, out: &mut Out) {
        out.f32(self.start);
        out.len(self.terms.len());
        for term in &self.terms {
            out.u8(term.feature);
            [term.middle, term.deviation, term.weight].iter().for_each(|value| out.f32(*value));
        }
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let start = from.f32()?;
        let count = from.len(u8::MAX as usize)?;
        let term = |from: &mut In<'_>| {
            Ok(Term { feature: from.u8()?, middle: from.f32()?, deviation: from.f32()?, weight: from.f32()? })
        };
        let terms = (0..count).map(|_| term(from)).collect::<Result<_, Unreadable>>()?;
        Ok(Self { start, terms })
    }
}

impl Term {
    fn value(&self, row: &[f32]) -> f32 {
        let value = row.get(self.feature as usize).copied().unwrap_or(f32::NAN);
        if value.is_nan() { 0.0 } else { ((value - self.middle) / self.deviation).clamp(-FAR, FAR) }
    }
}

/// The middle and deviation of a feature where it is known.
fn spread<Row: AsRef<[f32]>>(rows: &[Row], weights: &[f32], feature: usize) -> Term {
    let known = || {
        let values = rows.iter().map(|row| f64::from(row.as_ref()[feature]));
        values.zip(weights).filter(|(value, _)| !value.is_nan()).map(|(value, w)| (value, f64::from(*w)))
    };
    let whole = known().map(|(_, weight)| weight).sum::<f64>().max(1e-9);
    let middle = known().map(|(value, weight)| value * weight).sum::<f64>() / whole;
    let square = known().map(|(value, weight)| (value - middle).powi(2) * weight).sum::<f64>() / whole;
    Term {
        feature: u8::try_from(feature).unwrap_or(u8::MAX),
        middle: middle as f32,
        deviation: square.sqrt().max(1e-3) as f32,
        weight: 0.0,
    }
}

/// Solves a symmetric, positive system of which the lower half is given (Cholesky).
fn solve(mut square: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    let dot = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f64>();
    for at in 0..size {
        for other in 0..=at {
            let sum = square[at][other] - dot(&square[at][..other], &square[other][..other]);
            square[at][other] = if at == other { sum.max(1e-12).sqrt() } else { sum / square[other][other] };
        }
    }
    for at in 0..size {
        right[at] = (right[at] - dot(&square[at][..at], &right[..at])) / square[at][at];
    }
    for at in (0..size).rev() {
        for step in at + 1..size {
            right[at] -= square[step][at] * right[step];
        }
        right[at] /= square[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn a_line_is_found_again_and_explained() {
        let mut dice = Dice::new(2);
        let rows: Vec<[f32; 3]> =
            (0..500).map(|_| [0; 3].map(|_: u8| dice.below(1_000) as f32 / 100.0)).collect();
        let targets: Vec<f32> = rows.iter().map(|row| 3.0 + 2.0 * row[0] - row[2]).collect();
        let line = Line::fit(&rows, &targets, &[1.0; 500], 0.01);
        for (row, target) in rows.iter().zip(&targets) {
            assert!((line.at(row) - target).abs() < 0.01);
            let mut terms = [0.0; 3];
            let rest = line.explain(row, 2.0, &mut terms);
            assert!((rest + terms.iter().sum::<f32>() - 2.0 * line.at(row)).abs() < 1e-3);
            assert!(terms[1].abs() < 0.01);
        }
        let mut out = Out::default();
        line.write(&mut out);
        assert_eq!(Line::read(&mut In(&out.0)).unwrap(), line);
        assert!(Line::read(&mut In(&out.0[..out.0.len() - 1])).is_err());
    }

    #[test]
    fn a_line_through_one_feature_is_that_feature() {
        let line = Line::through(1);
        assert!((line.at(&[5.0, 7.25]) - 7.25).abs() < 1e-5);
        assert_eq!(line.at(&[5.0, f32::NAN]), 0.0);
    }
}
