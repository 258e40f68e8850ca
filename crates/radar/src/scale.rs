//! Features brought to one scale: deviations from their middle.

use crate::bytes::{In, Out, Unreadable};

/// How far from the middle, in standard deviations, a value still says more.
const FAR: f32 = 4.0;

/// The scale of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub feature: u8,
    pub middle: f32,
    pub deviation: f32,
}

impl Scale {
    /// The scales of all features of rows, where they are known.
    pub fn of<Row: AsRef<[f32]>>(rows: &[Row], weights: &[f32]) -> Vec<Self> {
        let features = rows.first().map_or(0, |row| row.as_ref().len());
        (0..features).map(|feature| of_one(rows, weights, feature)).collect()
    }

    /// The value of this feature on the scale. What is missing counts as the middle.
    pub fn value(&self, row: &[f32]) -> f32 {
        let value = row.get(self.feature as usize).copied().unwrap_or(f32::NAN);
        if value.is_nan() { 0.0 } else { ((value - self.middle) / self.deviation).clamp(-FAR, FAR) }
    }

    pub fn write(&self, out: &mut Out) {
        out.u8(self.feature);
        out.f32(self.middle);
        out.f32(self.deviation);
    }

    pub fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let scale = Self { feature: from.u8()?, middle: from.f32()?, deviation: from.f32()? };
        if scale.deviation > 0.0 { Ok(scale) } else { Err(Unreadable::Damaged("a scale is not positive")) }
    }
}

fn of_one<Row: AsRef<[f32]>>(rows: &[Row], weights: &[f32], feature: usize) -> Scale {
    let known = || {
        let values = rows.iter().map(|row| f64::from(row.as_ref()[feature]));
        values.zip(weights).filter(|(value, _)| !value.is_nan()).map(|(value, w)| (value, f64::from(*w)))
    };
    let whole = known().map(|(_, weight)| weight).sum::<f64>().max(1e-9);
    let middle = known().map(|(value, weight)| value * weight).sum::<f64>() / whole;
    let square = known().map(|(value, weight)| (value - middle).powi(2) * weight).sum::<f64>() / whole;
    Scale {
        feature: u8::try_from(feature).unwrap_or(u8::MAX),
        middle: middle as f32,
        deviation: square.sqrt().max(1e-3) as f32,
    }
}

/// Solves a symmetric, positive system of which the lower half is given (Cholesky).
pub fn solve(mut square: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let (above, rest) = square.split_at_mut(at);
        let row = &mut rest[0];
        for (other, known) in above.iter().enumerate() {
            row[other] = (row[other] - dot(&row[..other], &known[..other])) / known[other];
        }
        row[at] = (row[at] - dot(&row[..at], &row[..at])).max(1e-9).sqrt();
    }
    for at in 0..size {
        right[at] = (right[at] - dot(&square[at][..at], &right[..at])) / square[at][at];
    }
    for at in (0..size).rev() {
        right[at] /= square[at][at];
        let solved = right[at];
        right[..at].iter_mut().zip(&square[at]).for_each(|(value, part)| *value -= part * solved);
    }
    right
}

/// Eight sums side by side, which the machine adds at once.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f64 = ones.remainder().iter().zip(others.remainder()).map(|(one, other)| one * other).sum();
    for (one, other) in ones.zip(others) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += one * other;
        }
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let size = 19;
        let wanted: Vec<f64> = (0..size).map(|at| at as f64 - 7.0).collect();
        let entry = |one: usize, other: usize| {
            1.0 / (1.0 + one.abs_diff(other) as f64) + if one == other { 2.0 } else { 0.0 }
        };
        let square = (0..size).map(|one| (0..size).map(|other| entry(one, other)).collect()).collect();
        let right =
            (0..size).map(|one| (0..size).map(|other| entry(one, other) * wanted[other]).sum()).collect();
        for (found, wanted) in solve(square, right).iter().zip(&wanted) {
            assert!((found - wanted).abs() < 1e-9);
        }
    }
}
