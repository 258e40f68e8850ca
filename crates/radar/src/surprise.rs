//! By how much a count goes beyond what is usual, and what is left of that after a time.
//!
//! What is usual is found in two ways: as a running level of half hours ([`crate::burst`]), and from whole days
//! ([`crate::trend`]). From there on both reckon alike: how many of the usual spreads a count lies above, squared, so that
//! (observed − expected)² / expected, the score of Mastodon's trends, is the same thing with the spread of a Poisson process.

/// A count as it usually is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// What is expected.
    pub count: f64,
    /// By how much that is usually missed.
    pub spread: f64,
}

impl Usual {
    /// Of a count about which no more is known than what is expected: it varies as a Poisson process does. Less than one
    /// is not expected of anything that was seen at all.
    pub fn poisson(expected: f64) -> Self {
        let count = expected.max(1.0);
        Self { count, spread: count.sqrt() }
    }

    /// How far a count lies above what is usual; nothing for one that does not.
    pub fn above(self, observed: f64) -> f64 {
        (observed - self.count).max(0.0)
    }

    /// The same in spreads, squared.
    pub fn surprise(self, observed: f64) -> f64 {
        let spread = if self.spread > 0.0 { self.spread } else { 1.0 };
        (self.above(observed) / spread).powi(2)
    }

    /// The probability of as much or more in quiet times, at most: by Cantelli's inequality, whatever the distribution.
    pub fn tail(self, observed: f64) -> f64 {
        1.0 / (1.0 + self.surprise(observed))
    }
}

/// What is left of something after a time, of which a half-life leaves half; both in seconds.
pub fn faded(after: f64, half_life: f64) -> f64 {
    (-after.max(0.0) / half_life.max(1.0)).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_or_less_is_no_surprise() {
        let usual = Usual { count: 10.0, spread: 2.0 };
        assert_eq!([3.0, 10.0, 14.0].map(|count| usual.surprise(count)), [0.0, 0.0, 4.0]);
        assert_eq!([10.0, 14.0].map(|count| usual.tail(count)), [1.0, 0.2]);
        assert!(Usual { count: 1.0, spread: 0.0 }.surprise(3.0).is_finite());
    }

    #[test]
    fn with_the_spread_of_a_poisson_process_it_is_the_score_of_trends() {
        for (observed, expected) in [(20.0, 4.0), (7.0, 6.5), (3.0, 0.0)] {
            let score = (observed - f64::max(expected, 1.0)).powi(2) / f64::max(expected, 1.0);
            assert!((Usual::poisson(expected).surprise(observed) - score).abs() < 1e-9);
        }
    }

    #[test]
    fn half_is_left_after_a_half_life() {
        assert_eq!([0.0, 60.0, 120.0, -5.0].map(|after| faded(after, 60.0)), [1.0, 0.5, 0.25, 1.0]);
    }
}
