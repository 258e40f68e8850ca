//! How likely a cascade is to end among the largest.
//!
//! Trees learn it outright, and the forecast of growth says something of it too: by how many octaves it lies above
//! what it takes. Which of them ranks better differs from one network to another, so their weights in the
//! odds are learned, on forecasts of what came later than all they knew (stacking: Wolpert 1992).

use super::odds;
use crate::bytes::{In, Out, Unreadable};
use crate::scale::solve;
use crate::trees::Forest;

/// What the odds are made of.
pub(super) const PARTS: usize = 2;
/// The weights of trees and of octaves where nothing is known better.
const USUAL: [f64; PARTS] = [0.75, 0.4];
/// How strongly weights are held to [`USUAL`]: as many outcomes as cannot be told to be yes or no.
const HOLD: f64 = 150.0;
/// How far a forecast may lie from what it takes.
const FAR: f32 = 6.0;
/// The most steps of Newton's method.
const STEPS: usize = 30;

/// The head that tells the largest twentieth.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Top {
    pub(super) trees: Forest,
    pub(super) weights: Weights,
    /// From how many events on a cascade is among the largest twentieth, in log2.
    pub(super) largest: f32,
}

/// How much each part says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weights {
    start: f32,
    parts: [f32; PARTS],
}

/// A forecast made before it was known whether the cascade ends among the largest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tried {
    pub(super) parts: [f32; PARTS],
    pub(super) yes: bool,
    pub(super) weight: f32,
}

impl Top {
    /// The probability, from a row of bins and the events forecast for the end.
    pub(super) fn at(&self, row: &[u8], whole: f32) -> f32 {
        odds(self.weights.odds(parts(self.trees.predict(row), whole, self.largest)))
    }

    pub(super) fn write(&self, out: &mut Out) {
        out.f32(self.largest);
        out.f32(self.weights.start);
        self.weights.parts.iter().for_each(|part| out.f32(*part));
        self.trees.write(out);
    }

    pub(super) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let (largest, start) = (from.f32()?, from.f32()?);
        let mut parts = [0.0; PARTS];
        for part in &mut parts {
            *part = from.f32()?;
        }
        Ok(Self { trees: Forest::read(from)?, weights: Weights { start, parts }, largest })
    }
}

/// What trees say in log odds, and how far a size in the end lies above what it takes (log2).
pub(super) fn parts(trees: f32, whole: f32, largest: f32) -> [f32; PARTS] {
    [trees, whole.max(1.0).log2() - largest].map(|part| part.clamp(-FAR, FAR))
}

impl Weights {
    /// Learns the weights: logistic regression, held to the usual ones.
    pub(super) fn fit(tried: &[Tried]) -> Self {
        let mut found = [0.0, USUAL[0], USUAL[1]];
        let mut loss = loss(tried, found);
        for _ in 0..STEPS {
            let step = newton(tried, found);
            let mut part = 1.0;
            // The bend is largest in the middle: from far out a whole step goes too far.
            let better = loop {
                let next = std::array::from_fn(|at| found[at] + part * step[at]);
                let lower = self::loss(tried, next);
                if lower < loss {
                    break Some((next, lower));
                }
                part /= 2.0;
                if part < 1e-3 {
                    break None;
                }
            };
            let Some((next, lower)) = better else { break };
            (found, loss) = (next, lower);
        }
        Self { start: found[0] as f32, parts: std::array::from_fn(|at| found[at + 1] as f32) }
    }

    fn odds(&self, parts: [f32; PARTS]) -> f32 {
        self.start + self.parts.iter().zip(parts).map(|(weight, part)| weight * part).sum::<f32>()
    }
}

fn values(tried: &Tried) -> [f64; PARTS + 1] {
    std::array::from_fn(|at| at.checked_sub(1).map_or(1.0, |part| f64::from(tried.parts[part])))
}

fn said(tried: &Tried, weights: [f64; PARTS + 1]) -> f64 {
    values(tried).iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

fn held(weights: [f64; PARTS + 1]) -> impl Iterator<Item = f64> {
    weights.into_iter().skip(1).zip(USUAL).map(|(weight, usual)| weight - usual)
}

fn loss(tried: &[Tried], weights: [f64; PARTS + 1]) -> f64 {
    let of = |one: &Tried| {
        let said = said(one, weights);
        let right = if one.yes { said } else { -said };
        // ln(1 + exp(−right)), without overflow.
        f64::from(one.weight) * ((-right.abs()).exp().ln_1p() + (-right).max(0.0))
    };
    tried.iter().map(of).sum::<f64>() + HOLD / 8.0 * held(weights).map(|away| away * away).sum::<f64>()
}

fn newton(tried: &[Tried], weights: [f64; PARTS + 1]) -> [f64; PARTS + 1] {
    let mut square = vec![vec![0.0; PARTS + 1]; PARTS + 1];
    let mut right = vec![0.0; PARTS + 1];
    for one in tried {
        let (values, weight) = (values(one), f64::from(one.weight));
        let share = 1.0 / (1.0 + (-said(one, weights)).exp());
        for at in 0..=PARTS {
            right[at] += weight * values[at] * (f64::from(u8::from(one.yes)) - share);
            for other in 0..=at {
                square[at][other] += weight * values[at] * values[other] * share * (1.0 - share);
            }
        }
    }
    for (at, away) in held(weights).enumerate() {
        right[at + 1] -= HOLD / 4.0 * away;
        square[at + 1][at + 1] += HOLD / 4.0;
    }
    square[0][0] += 1e-3;
    let step = solve(square, right);
    std::array::from_fn(|at| step.get(at).copied().unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn the_part_that_knows_is_believed_and_with_nothing_tried_the_usual_holds() {
        let mut dice = Dice::new(4);
        let mut tried = Vec::new();
        for _ in 0..4_000 {
            let mut any = || dice.below(1_000) as f32 / 250.0 - 2.0;
            let parts = [any(), any()];
            let yes = any() < 2.0 * parts[1] - 2.0;
            tried.push(Tried { parts, yes, weight: 1.0 });
        }
        let found = Weights::fit(&tried).parts;
        assert!(found[1] > 1.0 && found[0].abs() < 0.3, "{found:?}");
        let usual = Weights::fit(&[]);
        for (part, usual) in usual.parts.iter().zip(USUAL) {
            assert!((f64::from(*part) - usual).abs() < 1e-6);
        }
        // All alike is nothing to divide by.
        let alike = vec![Tried { parts: [6.0; PARTS], yes: true, weight: 1.0 }; 50];
        assert!(Weights::fit(&alike).odds([6.0; PARTS]).is_finite());
    }

    #[test]
    fn a_size_that_is_no_number_of_events_says_no_more_than_a_small_one() {
        assert_eq!(parts(0.0, 0.0, 10.0), [0.0, -FAR]);
        assert_eq!(parts(9.0, 1_024.0, 9.0), [FAR, 1.0]);
    }
}
