//! What lies above the usual for hours.

use crate::surprise::Usual;

/// A running mean, over the last hours, of what lies above the usual.
///
/// It is one of square roots: a count varies by its own root, the root of a count by as much whatever it is. So one
/// flood weighs little, and many counts that are a little high weigh more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lasting(f64);

impl Lasting {
    /// Takes a count, so many seconds after the one before it. Returns the mean, nothing where it is below the usual,
    /// and by how much it is usually missed. A count has mostly gone from the mean after `lasting` seconds.
    pub fn take(&mut self, count: f64, usual: Usual, gone: f64, lasting: f64) -> (f64, f64) {
        let expected = usual.count.max(0.0);
        let share = -(-gone / lasting.max(1.0)).exp_m1();
        self.0 += share * (count.sqrt() - expected.sqrt() - self.0);
        // The spread of a root, and that of a running mean of such.
        let spread = usual.spread / (2.0 * (expected + 1.0).sqrt()) * (share / (2.0 - share)).sqrt();
        (self.0.max(0.0), spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean after an hour of such counts, where 100 are usual.
    fn hour(counts: impl Fn(usize) -> f64) -> f64 {
        let mut lasting = Lasting::default();
        let usual = Usual { count: 100.0, spread: 10.0 };
        (0..12).map(|step| lasting.take(counts(step), usual, 300.0, 21_600.0).0).last().unwrap()
    }

    #[test]
    fn what_lasts_weighs_more_than_one_flood_of_as_many() {
        let (flood, lasts) = (hour(|step| if step == 0 { 1_300.0 } else { 100.0 }), hour(|_| 200.0));
        assert!(lasts > 1.5 * flood && flood > 0.0, "{lasts} {flood}");
        assert_eq!(hour(|_| 50.0), 0.0);
    }

    #[test]
    fn it_is_missed_less_the_longer_a_mean_is() {
        let usual = Usual { count: 99.0, spread: 10.0 };
        let spread = |gone: f64| Lasting::default().take(99.0, usual, gone, 21_600.0).1;
        assert_eq!(spread(0.0), 0.0);
        assert!(spread(300.0) < 0.1 && (spread(f64::INFINITY) - 0.5).abs() < 1e-9);
    }
}
