//! When people are awake.

use crate::dice::Dice;
use crate::{HOUR, MINUTE};

/// How much is written in each hour of the day (UTC), compared with the busiest.
const HOURS: [f64; 24] = [
    0.10, 0.06, 0.04, 0.04, 0.06, 0.15, 0.35, 0.60, 0.75, 0.70, 0.62, 0.65, 0.80, 0.72, 0.58, 0.55, 0.60,
    0.72, 0.85, 0.95, 1.00, 0.90, 0.60, 0.28,
];

/// A moment between the two, at a likely hour.
pub fn moment(dice: &mut Dice, from: i64, until: i64) -> i64 {
    let mut at = from;
    for _ in 0..40 {
        at = from + (dice.unit() * (until - from) as f64) as i64;
        if dice.chance(wakefulness(at)) {
            break;
        }
    }
    at
}

/// A moment some time after `from`, on average `mean` minutes later; sleepers answer in the morning.
pub fn after(dice: &mut Dice, from: i64, mean: f64) -> i64 {
    let at = from + MINUTE / 2 + (dice.waiting(mean) * MINUTE as f64) as i64;
    if wakefulness(at) < 0.2 && dice.chance(0.7) { at + 6 * HOUR } else { at }
}

fn wakefulness(at: i64) -> f64 {
    HOURS[(at.rem_euclid(24 * HOUR) / HOUR) as usize]
}
