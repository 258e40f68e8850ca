//! How well forecasts were right.

/// A forecast beside what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Events seen when it was made.
    pub seen: f64,
    /// Events in the end.
    pub whole: f64,
    /// Events forecast for the end.
    pub expected: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The forecast probability of ending among the largest twentieth.
    pub top: f64,
    /// The forecast probability of at least doubling.
    pub doubles: f64,
    /// The forecast probability that the peak is ahead.
    pub peak: f64,
    /// Whether it was.
    pub peaked_later: bool,
}

/// The measures of `braise eval cascades`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// How many forecasts were measured.
    pub count: usize,
    /// Mean squared error of log2(growth to come + 1).
    pub growth: f64,
    /// Mean squared error of log2(size in the end).
    pub size: f64,
    /// Mean of |forecast − size| / size.
    pub mean_error: f64,
    /// Median of the same.
    pub median_error: f64,
    /// Kendall's τ (b) of forecast and size.
    pub tau: f64,
    /// Area under the curve of the largest twentieth.
    pub auc: f64,
    /// The share of the largest twentieth among as many with the highest probability of it.
    pub precision: f64,
    /// Area under the curve of doubling.
    pub auc_doubles: f64,
    /// Area under the curve of a peak ahead.
    pub auc_peak: f64,
    /// The share of sizes inside their interval.
    pub covered: f64,
    /// The mean width of an interval in log2.
    pub width: f64,
}

/// Measures forecasts.
pub fn measure(outcomes: &[Outcome]) -> Measures {
    let count = outcomes.len();
    if count == 0 {
        return Measures::default();
    }
    let mean = |of: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(of).sum::<f64>() / outcomes.len() as f64;
    let log = |value: f64| value.max(0.0).log2();
    let mut errors: Vec<f64> =
        outcomes.iter().map(|one| (one.expected - one.whole).abs() / one.whole.max(1.0)).collect();
    errors.sort_unstable_by(f64::total_cmp);
    let sizes: Vec<f64> = outcomes.iter().map(|one| one.whole).collect();
    let expected: Vec<f64> = outcomes.iter().map(|one| one.expected).collect();
    let top: Vec<f64> = outcomes.iter().map(|one| one.top).collect();
    let largest = largest(&sizes);
    let hits = (0..count).filter(|at| largest[*at]).count();
    let mut by_top: Vec<usize> = (0..count).collect();
    by_top.sort_by(|one, other| top[*other].total_cmp(&top[*one]));
    let doubled: Vec<bool> = outcomes.iter().map(|one| one.whole >= 2.0 * one.seen).collect();
    let doubles: Vec<f64> = outcomes.iter().map(|one| one.doubles).collect();
    let peaked: Vec<bool> = outcomes.iter().map(|one| one.peaked_later).collect();
    let peaks: Vec<f64> = outcomes.iter().map(|one| one.peak).collect();
    Measures {
        count,
        growth: mean(&|one| (log(one.expected - one.seen + 1.0) - log(one.whole - one.seen + 1.0)).powi(2)),
        size: mean(&|one| (log(one.expected.max(1.0)) - log(one.whole.max(1.0))).powi(2)),
        mean_error: mean(&|one| (one.expected - one.whole).abs() / one.whole.max(1.0)),
        median_error: errors[count / 2],
        tau: tau(&expected, &sizes),
        auc: auc(&top, &largest),
        precision: by_top[..hits].iter().filter(|at| largest[**at]).count() as f64 / hits.max(1) as f64,
        auc_doubles: auc(&doubles, &doubled),
        auc_peak: auc(&peaks, &peaked),
        covered: mean(&|one| f64::from(u8::from(one.low <= one.whole && one.whole <= one.high))),
        width: mean(&|one| log(one.high.max(1.0)) - log(one.low.max(1.0))),
    }
}

/// Which are among the largest twentieth (at least one; of equals, all).
fn largest(sizes: &[f64]) -> Vec<bool> {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable_by(|one, other| other.total_cmp(one));
    let place = ((sizes.len() as f64 * 0.05).round() as usize).clamp(1, sizes.len().max(1)) - 1;
    let least = sorted.get(place).copied().unwrap_or(f64::INFINITY);
    sizes.iter().map(|size| *size >= least).collect()
}

/// The chance that a yes is said to be likelier than a no; ½ where there is only one kind.
pub fn auc(said: &[f64], truth: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..said.len().min(truth.len())).collect();
    order.sort_by(|one, other| said[*one].total_cmp(&said[*other]));
    let (mut below, mut won, mut at) = (0.0, 0.0, 0);
    while at < order.len() {
        let mut end = at;
        while end < order.len() && said[order[end]] == said[order[at]] {
            end += 1;
        }
        let yes = order[at..end].iter().filter(|place| truth[**place]).count() as f64;
        let no = (end - at) as f64 - yes;
        won += yes * (below + no / 2.0);
        below += no;
        at = end;
    }
    let yes = order.len() as f64 - below;
    if yes * below > 0.0 { won / (yes * below) } else { 0.5 }
}

/// Kendall's τ-b: how much two lists agree about which of two is more.
pub fn tau(one: &[f64], other: &[f64]) -> f64 {
    let (mut agree, mut tied, mut tied_other, mut pairs) = (0_i64, 0_i64, 0_i64, 0_i64);
    for at in 0..one.len().min(other.len()) {
        for before in 0..at {
            let first = one[at].total_cmp(&one[before]) as i64;
            let second = other[at].total_cmp(&other[before]) as i64;
            agree += first * second;
            tied += i64::from(first == 0);
            tied_other += i64::from(second == 0);
            pairs += 1;
        }
    }
    let scale = ((pairs - tied) as f64 * (pairs - tied_other) as f64).sqrt();
    if scale > 0.0 { agree as f64 / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_come_out() {
        assert_eq!(auc(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]), 0.75);
        assert_eq!(auc(&[0.5, 0.5], &[true, false]), 0.5);
        assert_eq!(auc(&[0.5], &[true]), 0.5);
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), 1.0);
        assert_eq!(tau(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), -1.0);
        assert!((tau(&[1.0, 2.0, 2.0, 4.0], &[1.0, 3.0, 2.0, 2.0]) - 0.4).abs() < 1e-9);
    }

    #[test]
    fn a_perfect_forecast_has_no_error() {
        let perfect = |whole: f64| Outcome {
            seen: 10.0,
            whole,
            expected: whole,
            low: whole - 1.0,
            high: whole + 1.0,
            top: whole,
            doubles: whole,
            peak: 0.5,
            peaked_later: false,
        };
        let measured = measure(&(10..60).map(|size| perfect(f64::from(size))).collect::<Vec<_>>());
        assert_eq!(
            (measured.count, measured.growth, measured.size, measured.mean_error),
            (50, 0.0, 0.0, 0.0)
        );
        assert_eq!((measured.tau, measured.auc, measured.precision), (1.0, 1.0, 1.0));
        assert_eq!((measured.auc_doubles, measured.covered), (1.0, 1.0));
        assert_eq!(measure(&[]).count, 0);
    }

    #[test]
    fn growth_is_measured_in_octaves() {
        let one = Outcome {
            seen: 10.0,
            whole: 17.0,
            expected: 25.0,
            low: 18.0,
            high: 30.0,
            top: 0.0,
            doubles: 0.0,
            peak: 0.0,
            peaked_later: true,
        };
        let measured = measure(&[one]);
        assert_eq!((measured.growth, measured.covered), (1.0, 0.0));
        assert!((measured.size - (25.0_f64 / 17.0).log2().powi(2)).abs() < 1e-12);
    }
}
