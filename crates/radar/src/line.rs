//! A straight line through many features: what trees begin from, and what they cannot say beyond the
//! values they have seen.

use crate::bytes::{In, Out, Unreadable};
use crate::scale::{Scale, solve};

/// A weighted sum of features. What is missing counts as the middle.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Line {
    start: f32,
    terms: Vec<Term>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Term {
    scale: Scale,
    weight: f32,
}

impl Line {
    /// One feature as it is.
    pub fn through(feature: u8) -> Self {
        Self {
            start: 0.0,
            terms: vec![Term { scale: Scale { feature, middle: 0.0, deviation: 1e9 }, weight: 1e9 }],
        }
    }

    /// The same for any row.
    pub fn constant(start: f32) -> Self {
        Self { start, terms: Vec::new() }
    }

    /// The ridge regression of targets on all features.
    pub fn fit<Row: AsRef<[f32]>>(rows: &[Row], targets: &[f32], weights: &[f32], ridge: f64) -> Self {
        let scales = Scale::of(rows, weights);
        let features = scales.len();
        let whole: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
        let sum: f64 = targets.iter().zip(weights).map(|(y, w)| f64::from(*y) * f64::from(*w)).sum();
        let start = if whole > 0.0 { sum / whole } else { 0.0 };
        let mut square = vec![vec![0.0; features]; features];
        let mut right = vec![0.0; features];
        let mut row_terms = vec![0.0_f64; features];
        for ((row, target), weight) in rows.iter().zip(targets).zip(weights) {
            let weight = f64::from(*weight);
            let values = scales.iter().map(|scale| f64::from(scale.value(row.as_ref())));
            row_terms.iter_mut().zip(values).for_each(|(term, value)| *term = value);
            for (at, value) in row_terms.iter().enumerate() {
                right[at] += weight * value * (f64::from(*target) - start);
                for (sum, other) in square[at].iter_mut().zip(&row_terms[..=at]) {
                    *sum += weight * value * other;
                }
            }
        }
        square.iter_mut().enumerate().for_each(|(at, row)| row[at] += ridge);
        let solved = solve(square, right);
        let terms = scales
            .into_iter()
            .zip(solved)
            .map(|(scale, weight)| Term { scale, weight: weight as f32 })
            .collect();
        Self { start: start as f32, terms }
    }

    /// The value for a row.
    pub fn at(&self, row: &[f32]) -> f32 {
        self.start + self.terms.iter().map(|term| term.weight * term.scale.value(row)).sum::<f32>()
    }

    /// Adds to `by_feature` what each feature has in the value, times `by`, and returns the rest.
    pub fn explain(&self, row: &[f32], by: f32, by_feature: &mut [f32]) -> f32 {
        for term in &self.terms {
            if let Some(sum) = by_feature.get_mut(term.scale.feature as usize) {
                *sum += term.weight * term.scale.value(row) * by;
            }
        }
        self.start * by
    }

    pub(crate) fn write(&self, out: &mut Out) {
        out.f32(self.start);
        out.len(self.terms.len());
        for term in &self.terms {
            term.scale.write(out);
            out.f32(term.weight);
        }
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let start = from.f32()?;
        let count = from.len(u8::MAX as usize)?;
        let term = |from: &mut In<'_>| Ok(Term { scale: Scale::read(from)?, weight: from.f32()? });
        let terms = (0..count).map(|_| term(from)).collect::<Result<_, Unreadable>>()?;
        Ok(Self { start, terms })
    }
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
