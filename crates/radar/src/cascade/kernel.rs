//! How soon somebody who sees a post passes it on.
//!
//! Reaction times have a heavy tail: flat for the first minutes, then a power law (Zhao et al., SEISMIC,
//! KDD 2015: exponent 1.242 after five minutes, on Twitter). A power law needs every event's age at
//! every look; a sum of exponentials with the same shape needs one number each, whatever the count.

/// The half-dozen time scales, in seconds.
pub const SCALES: [f64; 6] = [60.0, 300.0, 1_500.0, 7_200.0, 36_000.0, 180_000.0];

/// How long reactions come at an even pace, in seconds.
const FLAT: f64 = 300.0;
/// By how much the power law falls faster than 1/age.
const TAIL: f64 = 0.242;

/// The share of reactions to come within `age` seconds, of all that ever come.
pub fn within(age: f64) -> f64 {
    let height = 1.0 / (FLAT * (1.0 + 1.0 / TAIL));
    if age <= FLAT {
        return height * age.max(0.0);
    }
    height * FLAT * (1.0 + (1.0 - (age / FLAT).powf(-TAIL)) / TAIL)
}

/// What each scale has a share in, so that `1 − within(age) ≈ BEYOND + Σ share · exp(−age / scale)` for
/// ages up to a week, within two hundredths. Fitted by least squares on ages spaced evenly in their
/// logarithm.
pub const SHARES: [f64; 6] = [0.0, 0.232_8, 0.309_0, 0.118_8, 0.116_4, 0.099_7];

/// The share of reactions that come later than any of the scales.
pub const BEYOND: f64 = 0.131_0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponentials_follow_the_power_law() {
        for step in 0..60 {
            let age = 10.0 * 1.2_f64.powi(step);
            let fading = SCALES.iter().zip(SHARES).map(|(scale, share)| share * (-age / scale).exp());
            let sum = BEYOND + fading.sum::<f64>();
            let left = 1.0 - within(age);
            assert!((sum - left).abs() < 0.03, "after {age} s: {sum} for {left}");
        }
    }
}
