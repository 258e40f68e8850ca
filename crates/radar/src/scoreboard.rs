//! The arithmetic of saying how often one was wrong.

use crate::measure::Outcome;

/// How probabilities did against what happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Brier {
    /// How many were said.
    pub count: usize,
    /// The mean squared error (Brier 1950): 0 is perfect, always saying one half earns 0.25.
    pub score: f64,
    /// By how much what was said differs from what then happened among those of whom it was said (Murphy
    /// 1973); lower is better.
    pub reliability: f64,
    /// By how much what happened differs between those of whom different things were said; higher is better.
    pub resolution: f64,
    /// How much there was to know: the variance of what happened.
    pub uncertainty: f64,
}

/// A bar of a calibration plot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// The least probability that counts here.
    pub from: f64,
    /// How many were said.
    pub count: usize,
    /// Their mean.
    pub said: f64,
    /// The share that happened.
    pub happened: f64,
}

/// Sorts probabilities into `bars` equal classes. What is no probability counts as the nearest one.
pub fn calibration(said: &[f64], truth: &[bool], bars: usize) -> Vec<Bar> {
    let bars = bars.max(1);
    let mut all: Vec<Bar> =
        (0..bars).map(|at| Bar { from: at as f64 / bars as f64, ..Bar::default() }).collect();
    for (said, truth) in said.iter().zip(truth) {
        let said = probability(*said);
        let bar = &mut all[((said * bars as f64) as usize).min(bars - 1)];
        bar.count += 1;
        bar.said += said;
        bar.happened += f64::from(u8::from(*truth));
    }
    for bar in all.iter_mut().filter(|bar| bar.count > 0) {
        bar.said /= bar.count as f64;
        bar.happened /= bar.count as f64;
    }
    all
}

/// The Brier score and its parts, over `bars` classes. The parts add up to the score as far as what was said
/// within a class is alike.
pub fn brier(said: &[f64], truth: &[bool], bars: usize) -> Brier {
    let count = said.len().min(truth.len());
    if count == 0 {
        return Brier::default();
    }
    let all = count as f64;
    let happened = truth[..count].iter().filter(|truth| **truth).count() as f64 / all;
    let error = |(said, truth): (&f64, &bool)| (probability(*said) - f64::from(u8::from(*truth))).powi(2);
    let bars = calibration(said, truth, bars);
    let weighed =
        |of: &dyn Fn(&Bar) -> f64| bars.iter().map(|bar| bar.count as f64 * of(bar)).sum::<f64>() / all;
    Brier {
        count,
        score: said.iter().zip(truth).map(error).sum::<f64>() / all,
        reliability: weighed(&|bar| (bar.said - bar.happened).powi(2)),
        resolution: weighed(&|bar| (bar.happened - happened).powi(2)),
        uncertainty: happened * (1.0 - happened),
    }
}

/// By how many octaves a forecast was off: positive when it was too low.
pub fn miss(outcome: &Outcome) -> f64 {
    outcome.whole.max(1.0).log2() - outcome.expected.max(1.0).log2()
}

/// Which forecasts were the furthest off, the worst first.
pub fn worst(outcomes: &[Outcome], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..outcomes.len()).collect();
    order.sort_by(|one, other| {
        let far = |at: &usize| miss(&outcomes[*at]).abs();
        far(other).total_cmp(&far(one)).then(one.cmp(other))
    });
    order.truncate(most);
    order
}

fn probability(said: f64) -> f64 {
    if said.is_nan() { 0.5 } else { said.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up() {
        // Three classes, each with one probability said.
        let said: Vec<f64> = [0.1, 0.5, 0.9].iter().flat_map(|said| [*said; 10]).collect();
        let truth: Vec<bool> = (0..30).map(|at| at % 10 < [2, 5, 8][at / 10]).collect();
        let found = brier(&said, &truth, 10);
        assert!((found.score - (found.reliability - found.resolution + found.uncertainty)).abs() < 1e-12);
        assert!((found.reliability - 2.0 * 0.01 / 3.0).abs() < 1e-12);
        assert_eq!((found.count, found.uncertainty), (30, 0.25));
        assert_eq!(brier(&[0.5; 4], &[true, false, true, false], 5).score, 0.25);
        assert_eq!(brier(&[], &[], 10), Brier::default());
    }

    #[test]
    fn bars_hold_what_was_said() {
        let bars =
            calibration(&[0.0, 0.05, 0.95, 1.0, f64::NAN, 7.0], &[false, true, true, true, false, true], 10);
        assert_eq!(bars.iter().map(|bar| bar.count).collect::<Vec<_>>(), [2, 0, 0, 0, 0, 1, 0, 0, 0, 3]);
        assert_eq!((bars[0].said, bars[0].happened, bars[9].happened), (0.025, 0.5, 1.0));
        assert_eq!(calibration(&[0.3], &[true], 0).len(), 1);
    }

    #[test]
    fn the_worst_come_first() {
        let outcome = |whole: f64, expected: f64| Outcome {
            seen: 1.0,
            whole,
            expected,
            low: 0.0,
            high: 0.0,
            top: 0.0,
            doubles: 0.0,
            peak: 0.0,
            peaked_later: false,
        };
        let all = [outcome(10.0, 10.0), outcome(80.0, 10.0), outcome(10.0, 20.0), outcome(1.0, 0.0)];
        assert_eq!(worst(&all, 2), [1, 2]);
        for (at, off) in [(1, 3.0), (2, -1.0), (3, 0.0)] {
            assert!((miss(&all[at]) - off).abs() < 1e-9);
        }
        assert_eq!(worst(&all, 9).len(), 4);
    }
}
