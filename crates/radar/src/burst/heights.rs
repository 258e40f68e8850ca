//! The highest of the last days.

use crate::surprise::faded;

/// Half-lives of what is remembered, as multiples of the middle one.
const TIMES: [f64; 3] = [0.5, 1.0, 2.0];

/// What was highest, remembered with several half-lives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heights([f64; TIMES.len()]);

impl Heights {
    /// By how much a height, so many seconds after the one before it, is above those remembered: the mean of the
    /// logarithms. Up to `nothing`, heights hardly differ. Remembers it; of the half-lives, `middle` is the middle one.
    pub fn rise(&mut self, height: f64, nothing: f64, gone: f64, middle: f64) -> f64 {
        let mut sum = 0.0;
        for (highest, times) in self.0.iter_mut().zip(TIMES) {
            *highest *= faded(gone, times * middle);
            if nothing > 0.0 {
                sum += ((height + nothing) / (*highest + nothing)).ln();
            }
            *highest = highest.max(height);
        }
        sum / TIMES.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_again_is_no_rise_until_it_is_forgotten() {
        let day = 86_400.0;
        let mut heights = Heights::default();
        let mut rise = |height, nothing, gone| heights.rise(height, nothing, gone, 3.0 * day);
        assert!(rise(100.0, 1.0, 300.0) > 4.0);
        assert!(rise(100.0, 1.0, 300.0).abs() < 0.01);
        assert!((0.2..0.5).contains(&rise(100.0, 1.0, day)));
        assert!(rise(100.0, 1.0, 10.0 * day) > 2.0);
        assert!(rise(10.0, 1.0, 300.0) < -2.0);
        assert_eq!(rise(10.0, 0.0, 0.0), 0.0);
    }
}
