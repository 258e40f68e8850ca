//! What became of cascades like this one: ridge regression on an exponential kernel, with landmarks (the subset of
//! regressors of Smola and Schölkopf, ICML 2000, also known as Nyström's method).
//!
//! Smooth where trees are stepped: their mean errs less than either. Likeness fades with the distance, not with its
//! square, as a Gaussian's would: few cascades are very like each other, and those far off still say something.

use crate::bytes::{In, Out, Unreadable};
use crate::dice::Dice;
use crate::scale::{Scale, solve};

/// More landmarks than any model has.
const MOST_LANDMARKS: usize = 4_096;

/// How likeness is learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// How many of the rows are landmarks.
    pub landmarks: usize,
    /// How quickly likeness fades with the root of the mean squared distance of features, in deviations.
    pub narrow: f32,
    /// The strength of the regularisation.
    pub ridge: f64,
}

impl Default for Setting {
    fn default() -> Self {
        Self { landmarks: 500, narrow: 0.7, ridge: 0.5 }
    }
}

/// A weighted sum of likenesses to landmarks.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Likeness {
    narrow: f32,
    scales: Vec<Scale>,
    /// One after the other, as long as there are scales, each.
    landmarks: Vec<f32>,
    weights: Vec<f32>,
}

impl Likeness {
    /// Learns from rows; targets are what is left over when something else has had its say.
    pub fn fit<Row: AsRef<[f32]>>(
        rows: &[Row],
        targets: &[f32],
        weights: &[f32],
        setting: &Setting,
        seed: u64,
    ) -> Self {
        let scales = Scale::of(rows, weights);
        let narrow = setting.narrow / (scales.len().max(1) as f32).sqrt();
        let scaled: Vec<Vec<f32>> = rows.iter().map(|row| on(&scales, row.as_ref())).collect();
        let chosen = some_of(rows.len(), setting.landmarks.min(MOST_LANDMARKS), seed);
        let landmarks: Vec<f32> = chosen.iter().flat_map(|row| scaled[*row].iter().copied()).collect();
        let mut found = Self { narrow, scales, landmarks, weights: vec![0.0; chosen.len()] };
        let size = chosen.len();
        let mut square: Vec<Vec<f64>> = Vec::with_capacity(size);
        for (at, row) in chosen.iter().enumerate() {
            let mut line: Vec<f64> =
                found.like(&scaled[*row]).map(|like| f64::from(like) * setting.ridge).collect();
            line[at] += 1e-4;
            square.push(line);
        }
        let mut right = vec![0.0; size];
        for ((row, target), weight) in scaled.iter().zip(targets).zip(weights) {
            let likes: Vec<f64> = found.like(row).map(f64::from).collect();
            for (at, like) in likes.iter().enumerate() {
                let weighed = like * f64::from(*weight);
                right[at] += weighed * f64::from(*target);
                square[at].iter_mut().zip(&likes[..=at]).for_each(|(sum, other)| *sum += weighed * other);
            }
        }
        found.weights = solve(square, right).into_iter().map(|weight| weight as f32).collect();
        found
    }

    /// The value for a row.
    pub fn at(&self, row: &[f32]) -> f32 {
        self.value(&on(&self.scales, row))
    }

    /// Adds to `terms` (by feature) what each has in the value, times `by`, and returns the rest: the slopes on
    /// the way from the middle of all features (integrated gradients: Sundararajan et al., ICML 2017).
    pub fn explain(&self, row: &[f32], by: f32, terms: &mut [f32]) -> f32 {
        const STEPS: u8 = 8;
        let scaled = on(&self.scales, row);
        let mut rest = self.value(&scaled);
        let mut slopes = vec![0.0_f32; scaled.len()];
        for step in 0..STEPS {
            let part = (f32::from(step) + 0.5) / f32::from(STEPS);
            let on_the_way: Vec<f32> = scaled.iter().map(|value| value * part).collect();
            let landmarks = self.landmarks.chunks_exact(scaled.len().max(1));
            for ((like, weight), landmark) in self.like(&on_the_way).zip(&self.weights).zip(landmarks) {
                let away = distance(landmark, &on_the_way).sqrt();
                // At the landmark itself the slope has no direction.
                let steep = if away > 1e-6 { -self.narrow * like * weight / away } else { 0.0 };
                for ((slope, value), mark) in slopes.iter_mut().zip(&on_the_way).zip(landmark) {
                    *slope += steep * (value - mark);
                }
            }
        }
        for ((slope, value), scale) in slopes.iter().zip(&scaled).zip(&self.scales) {
            let term = slope * value / f32::from(STEPS);
            if let Some(sum) = terms.get_mut(scale.feature as usize) {
                *sum += term * by;
                rest -= term;
            }
        }
        rest * by
    }

    pub(crate) fn write(&self, out: &mut Out) {
        out.f32(self.narrow);
        out.len(self.scales.len());
        self.scales.iter().for_each(|scale| scale.write(out));
        out.floats(&self.landmarks);
        out.floats(&self.weights);
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let narrow = from.f32()?;
        let count = from.len(u8::MAX as usize)?;
        let scales = (0..count).map(|_| Scale::read(from)).collect::<Result<Vec<_>, _>>()?;
        let landmarks = from.floats(MOST_LANDMARKS * u8::MAX as usize)?;
        let weights = from.floats(MOST_LANDMARKS)?;
        if landmarks.len() != weights.len() * scales.len() {
            return Err(Unreadable::Damaged("landmarks are not as many as their weights"));
        }
        Ok(Self { narrow, scales, landmarks, weights })
    }

    fn value(&self, scaled: &[f32]) -> f32 {
        self.like(scaled).zip(&self.weights).map(|(like, weight)| like * weight).sum()
    }

    /// How like each landmark a row is.
    fn like<'a>(&'a self, scaled: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        let landmarks = self.landmarks.chunks_exact(scaled.len().max(1));
        landmarks.map(|landmark| (-self.narrow * distance(landmark, scaled).sqrt()).exp())
    }
}

fn on(scales: &[Scale], row: &[f32]) -> Vec<f32> {
    scales.iter().map(|scale| scale.value(row)).collect()
}

/// The squared distance; eight sums side by side, which the machine adds at once.
fn distance(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 =
        ones.remainder().iter().zip(others.remainder()).map(|(one, other)| (one - other).powi(2)).sum();
    for (one, other) in ones.zip(others) {
        for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
            let away = one - other;
            *sum += away * away;
        }
    }
    sums.iter().sum::<f32>() + rest
}

fn some_of(rows: usize, wanted: usize, seed: u64) -> Vec<usize> {
    let mut dice = Dice::new(seed);
    let mut all: Vec<usize> = (0..rows).collect();
    for place in 0..wanted.min(rows) {
        let other = place + dice.below(rows - place);
        all.swap(place, other);
    }
    all.truncate(wanted);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_found_again_and_explained() {
        let mut dice = Dice::new(4);
        let rows: Vec<[f32; 2]> =
            (0..800).map(|_| [0; 2].map(|_: u8| dice.below(600) as f32 / 100.0)).collect();
        let targets: Vec<f32> = rows.iter().map(|row| row[0].sin() * 3.0).collect();
        let setting = Setting { landmarks: 200, narrow: 1.0, ridge: 0.01 };
        let likeness = Likeness::fit(&rows, &targets, &vec![1.0; rows.len()], &setting, 1);
        let (mut error, mut sums) = (0.0, [0.0_f32; 2]);
        for (row, target) in rows.iter().zip(&targets) {
            error += (likeness.at(row) - target).abs() / 800.0;
            let mut terms = [0.0; 2];
            let rest = likeness.explain(row, 0.5, &mut terms);
            assert!((rest + terms[0] + terms[1] - 0.5 * likeness.at(row)).abs() < 1e-3);
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term.abs());
        }
        assert!(error < 0.1, "{error}");
        assert!(sums[0] > 5.0 * sums[1], "{sums:?}");
        let mut out = Out::default();
        likeness.write(&mut out);
        assert_eq!(Likeness::read(&mut In(&out.0)).unwrap(), likeness);
        assert!(Likeness::read(&mut In(&out.0[..out.0.len() - 3])).is_err());
    }
}
