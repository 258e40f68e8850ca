//! The highest of the last days.

use crate::surprise::faded;

/// After how many seconds a height counts half: one and a half, three and six days.
const HALF_LIVES: [f64; 3] = [129_600.0, 259_200.0, 518_400.0];

/// What was highest, remembered with several half-lives.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heights([f64; HALF_LIVES.len()]);

impl Heights {
    /// By how much a height, so many seconds after the one before it, is above those remembered: the mean of the
    /// logarithms. Up to `nothing`, heights hardly differ. Remembers it.
    pub fn rise(&mut self, height: f64, nothing: f64, gone: f64) -> f64 {
        let mut sum = 0.0;
        for (highest, half) in self.0.iter_mut().zip(HALF_LIVES) {
            *highest *= faded(gone, half);
            if nothing > 0.0 {
                sum += ((height + nothing) / (*highest + nothing)).ln();
            }
            *highest = highest.max(height);
        }
        sum / HALF_LIVES.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_again_is_no_rise_until_it_is_forgotten() {
        let day = 86_400.0;
        let mut heights = Heights::default();
        assert!(heights.rise(100.0, 1.0, 300.0) > 4.0);
        assert!(heights.rise(100.0, 1.0, 300.0).abs() < 0.01);
        assert!((0.2..0.5).contains(&heights.rise(100.0, 1.0, day)));
        assert!(heights.rise(100.0, 1.0, 10.0 * day) > 2.0);
        assert!(heights.rise(10.0, 1.0, 300.0) < -2.0);
        assert_eq!(heights.rise(10.0, 0.0, 0.0), 0.0);
    }
}
