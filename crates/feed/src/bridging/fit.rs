//! The factors, by alternating least squares.
//!
//! What is made small is the mean of the squared errors, plus λ times the mean of the squares of each kind of
//! number: as in the reference, or its thresholds would mean something else. Over the sum of errors, that is λ
//! times as many ratings as one of the kind has on average. The level all ratings share is held back too: a
//! place where most is found helpful does not make helpful what is only usual.

use super::Rating;
use crate::features::draw;
use std::collections::HashMap;

/// What it costs to explain ratings by their level, or by what a rater or a note is like (λ_i); high, so that
/// it is done only where the sides agree.
const PLAIN: f64 = 0.15;
/// What it costs to explain them by sides (λ_f).
const SIDE: f64 = 0.03;
/// Rounds at most, and how little may change to stop.
const ROUNDS: usize = 200;
const STILL: f64 = 1e-7;

/// What was found: for raters and notes, what they are like and which side they are on.
#[derive(Clone, Debug, Default)]
pub struct Fitted {
    raters: HashMap<u64, (f64, f64)>,
    notes: HashMap<u64, (f64, f64)>,
}

type Side = (Vec<Vec<(usize, f64)>>, Vec<(f64, f64)>);

impl Fitted {
    /// Fits ratings.
    pub fn new(ratings: &[Rating], seed: u64) -> Self {
        let (raters, notes) = (numbered(ratings, |one| one.rater), numbered(ratings, |one| one.note));
        // Where the factors begin only has to look random.
        let begin = |many: usize, of: i64| -> Vec<(f64, f64)> {
            (0_i64..).take(many).map(|number| (0.0, draw(seed as i64, of, number) - 0.5)).collect()
        };
        let mut of_raters: Side = (vec![Vec::new(); raters.len()], begin(raters.len(), 1));
        let mut of_notes: Side = (vec![Vec::new(); notes.len()], begin(notes.len(), 2));
        for rating in ratings {
            let (rater, note) = (raters[&rating.rater], notes[&rating.note]);
            of_raters.0[rater].push((note, rating.value));
            of_notes.0[note].push((rater, rating.value));
        }
        let mut mean = ratings.iter().map(|rating| rating.value).sum::<f64>() / ratings.len().max(1) as f64;
        let average = |many: usize| ratings.len() as f64 / many.max(1) as f64;
        let (of_a_rater, of_a_note) = (average(raters.len()), average(notes.len()));
        for _ in 0..ROUNDS {
            let moved = update(&mut of_raters, &of_notes.1, mean, of_a_rater)
                + update(&mut of_notes, &of_raters.1, mean, of_a_note);
            mean = level(&of_raters, &of_notes.1, ratings.len());
            if moved < STILL * (raters.len() + notes.len()) as f64 {
                break;
            }
        }
        let named = |numbers: HashMap<u64, usize>, found: &[(f64, f64)]| {
            numbers.into_iter().map(|(name, number)| (name, found[number])).collect()
        };
        Self { raters: named(raters, &of_raters.1), notes: named(notes, &of_notes.1) }
    }

    /// How generous a rater is, and which side they are on.
    pub fn rater(&self, rater: u64) -> (f64, f64) {
        self.raters.get(&rater).copied().unwrap_or_default()
    }

    /// How helpful a note is to either side, and which side it leans to.
    pub fn note(&self, note: u64) -> (f64, f64) {
        self.notes.get(&note).copied().unwrap_or_default()
    }
}

fn numbered(ratings: &[Rating], name: impl Fn(&Rating) -> u64) -> HashMap<u64, usize> {
    let mut names: Vec<u64> = ratings.iter().map(name).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().enumerate().map(|(number, name)| (name, number)).collect()
}

/// Solves each of one side while the other stands still; answers by how much it moved. `average` is how many
/// ratings one of them has.
fn update(own: &mut Side, other: &[(f64, f64)], mean: f64, average: f64) -> f64 {
    let mut moved = 0.0;
    for (rated, found) in own.0.iter().zip(&mut own.1) {
        // Normal equations of two unknowns: what it is like, and its side.
        let (mut a, mut b, mut c, mut p, mut q) = (PLAIN * average, 0.0, SIDE * average, 0.0, 0.0);
        for (number, value) in rated {
            let (like, side) = other[*number];
            let left = value - mean - like;
            (a, b, c) = (a + 1.0, b + side, c + side * side);
            (p, q) = (p + left, q + left * side);
        }
        let determinant = a * c - b * b;
        let now = ((p * c - q * b) / determinant, (a * q - b * p) / determinant);
        moved += (now.0 - found.0).abs() + (now.1 - found.1).abs();
        *found = now;
    }
    moved
}

/// The mean of what neither side explains, held back.
fn level(raters: &Side, notes: &[(f64, f64)], ratings: usize) -> f64 {
    let mut sum = 0.0;
    for (rated, (like, side)) in raters.0.iter().zip(&raters.1) {
        for (note, value) in rated {
            sum += value - like - notes[*note].0 - side * notes[*note].1;
        }
    }
    sum / (ratings.max(1) as f64 * (1.0 + PLAIN))
}
