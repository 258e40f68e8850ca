//! What is usual, by time of day, and by how much it is missed.

use crate::surprise::Usual;

/// Parts of a day that have a factor each.
const PARTS: usize = 48;
/// Half an hour.
const PART: i64 = 86_400 / PARTS as i64;
/// After how many seconds a count says half as much about the level: a week.
const HALF: f64 = 604_800.0;
/// By how much a count moves the factor of its part of the day.
const RHYTHM: f64 = 0.03;
/// How many spreads away a count still moves the level: what is beyond moves it no further.
const FAR: f64 = 4.0;
/// How far a count can be above the level and still count as the day's rhythm.
const STEEP: f64 = 4.0;

/// The running level of a count.
#[derive(Clone, Debug)]
pub struct Level {
    mean: f64,
    variance: f64,
    rhythm: [f64; PARTS],
    taken: u32,
    latest: Option<i64>,
}

impl Default for Level {
    fn default() -> Self {
        Self { mean: 0.0, variance: 1.0, rhythm: [1.0; PARTS], taken: 0, latest: None }
    }
}

impl Level {
    /// What is usual at a time, from what was learned before.
    pub fn expect(&self, at: i64) -> Usual {
        let count = self.mean * self.rhythm[part(at)];
        // Counts vary at least as those of a Poisson process do.
        Usual { count, spread: (self.variance + count + 1.0).sqrt() }
    }

    /// Learns from a count.
    pub fn learn(&mut self, at: i64, count: f64) {
        if self.taken == 0 {
            self.mean = count;
            self.variance = count.max(1.0);
        }
        let gone = self.latest.map_or(0, |latest| at.saturating_sub(latest).max(0)) as f64;
        self.taken = self.taken.saturating_add(1);
        // At first the plain mean, later the fading one.
        let share =
            (-(-gone / HALF * std::f64::consts::LN_2).exp_m1()).max(1.0 / (f64::from(self.taken) + 1.0));
        let reach = FAR * (self.variance + 1.0).sqrt();
        let off = (count - self.mean).clamp(-reach, reach);
        self.mean += share * off;
        self.variance += share * (off * off - self.variance);
        let rhythm = &mut self.rhythm[part(at)];
        *rhythm += RHYTHM * ((count / (self.mean.max(0.0) + 1.0)).min(STEEP) - *rhythm);
        self.latest = Some(at);
    }
}

fn part(at: i64) -> usize {
    (at.rem_euclid(86_400) / PART) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rhythm_of_a_day_is_learned_and_one_flood_does_not_change_it() {
        let mut level = Level::default();
        for step in 0..288 * 21 {
            let at = step * 300;
            let count = if part(at) < 24 { 20.0 } else { 80.0 };
            level.learn(at, if step == 288 * 20 { 1e6 } else { count });
        }
        let [night, day] = [6 * 3_600, 18 * 3_600].map(|at| level.expect(at).count);
        assert!((15.0..25.0).contains(&night) && (70.0..90.0).contains(&day), "{night} {day}");
    }
}
