//! Factors: things as short vectors, so that a person is one too, made from what they reacted to last.
//!
//! Begun at the smoothest directions of the closed-form filter and made better by alternating least squares
//! over all pairs (Hu, Koren and Volinsky, ICDM 2008), with a pull towards nothing that grows with how often
//! somebody or something is there (Rendle, Krichene, Zhang and Koren, RecSys 2022):
//!
//! ```text
//! Σ (1 − p·t)² over reactions + unseen · Σ (p·t)² over all pairs + ridge · Σ (d + unseen · n)^share · |·|²
//! ```
//!
//! A person's vector that solves this for the things as they are is a fold-in ([`Factors::fold_in`]): it needs nothing
//! but the things, so what somebody did a moment ago counts, and nothing about people has to be kept.

use super::spectrum;
use super::spread::Graph;
use crate::Reactions;

/// How factors are learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// How long vectors are.
    pub rank: usize,
    /// How often both sides are solved in turn.
    pub rounds: usize,
    /// How much a pair that nobody made counts, beside one that somebody did.
    pub unseen: f32,
    /// How strongly vectors are pulled towards nothing.
    pub ridge: f32,
    /// Exponent of how often something is there, by which it is pulled more.
    pub share: f32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { rank: 32, rounds: 4, unseen: 0.05, ridge: 0.02, share: 0.8 }
    }
}

/// Rows solved between two questions whether to go on.
const SLICE: usize = 256;
/// How long the vectors are that it begins with.
const BEGINS: f32 = 0.3;

/// Things as vectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    plan: Plan,
    /// Things × rank, one thing after the other.
    vectors: Vec<f32>,
    /// `unseen` times the products of all vectors, rank × rank.
    all: Vec<f32>,
}

impl Factors {
    /// Learns factors. `go_on` is asked every few hundred rows and may rest; when it says no, nothing comes of it.
    /// None too where there is nothing to learn from.
    pub fn fit(
        reactions: &Reactions,
        plan: Plan,
        seed: u64,
        mut go_on: impl FnMut() -> bool,
    ) -> Option<Self> {
        let rank = plan.rank.min(spectrum::most(reactions, plan.rank));
        if rank == 0 {
            return None;
        }
        let plan = Plan { rank, ..plan };
        let graph = Graph::new(reactions, 0.5, 0.5);
        let mut things = spectrum::smoothest(&graph, rank, seed);
        let scale = BEGINS * (reactions.things() as f32 / rank as f32).sqrt();
        things.iter_mut().for_each(|value| *value *= scale);
        let mut people = vec![0.0; reactions.people() * rank];
        for _ in 0..plan.rounds {
            solve_all(reactions.by_person(), &things, &mut people, plan, &mut go_on)?;
            solve_all(reactions.by_thing(), &people, &mut things, plan, &mut go_on)?;
        }
        Some(Self { all: products(&things, plan), vectors: things, plan })
    }

    /// How long vectors are.
    pub const fn rank(&self) -> usize {
        self.plan.rank
    }

    /// All things' vectors, one after the other.
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// The vector of somebody who reacted to these things; of the number of none nothing is made.
    pub fn fold_in(&self, things: impl IntoIterator<Item = u32>) -> Vec<f32> {
        let mut solver = Solver::new(self.plan.rank);
        let row: Vec<u32> = things
            .into_iter()
            .filter(|thing| (*thing as usize) < self.vectors.len() / self.plan.rank)
            .collect();
        let mut person = vec![0.0; self.plan.rank];
        solver.solve(&row, &self.vectors, &self.all, self.plan, &mut person);
        person
    }

    /// How well a thing suits a person: about 1 for what they reacted to, about nothing for most.
    pub fn suits(&self, person: &[f32], thing: u32) -> f32 {
        let rank = self.plan.rank;
        self.vectors.get(thing as usize * rank..).map_or(0.0, |rest| dot(person, &rest[..rank]))
    }
}

/// The sum of what two vectors of the same length have in common.
pub fn dot(one: &[f32], other: &[f32]) -> f32 {
    // Eight sums side by side, as a core has room for.
    let mut sums = [0.0_f32; 8];
    let (whole, rest) = (one.chunks_exact(8), other.chunks_exact(8));
    let left: f32 = whole.remainder().iter().zip(rest.remainder()).map(|(a, b)| a * b).sum();
    for (one, other) in whole.zip(rest) {
        sums.iter_mut().zip(one.iter().zip(other)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    left + sums.iter().sum::<f32>()
}

/// Solves each row of one side for the other side as it is; nothing when it was told to stop.
fn solve_all(
    rows: &[Vec<u32>],
    from: &[f32],
    to: &mut [f32],
    plan: Plan,
    go_on: &mut impl FnMut() -> bool,
) -> Option<()> {
    let all = products(from, plan);
    let mut solver = Solver::new(plan.rank);
    for (rows, to) in rows.chunks(SLICE).zip(to.chunks_mut(SLICE * plan.rank)) {
        if !go_on() {
            return None;
        }
        for (row, to) in rows.iter().zip(to.chunks_exact_mut(plan.rank)) {
            solver.solve(row, from, &all, plan, to);
        }
    }
    Some(())
}

/// `unseen` times the products of all vectors of a side.
fn products(vectors: &[f32], plan: Plan) -> Vec<f32> {
    let mut all = vec![0.0; plan.rank * plan.rank];
    vectors.chunks_exact(plan.rank).for_each(|vector| add_products(&mut all, vector));
    all.iter_mut().for_each(|value| *value *= plan.unseen);
    all
}

/// Adds a vector's products with itself, the lower half and the diagonal.
fn add_products(to: &mut [f32], vector: &[f32]) {
    let rank = vector.len();
    for (place, (row, value)) in to.chunks_exact_mut(rank).zip(vector).enumerate() {
        row[..=place].iter_mut().zip(vector).for_each(|(sum, other)| *sum += value * other);
    }
}

/// Room to solve in.
struct Solver {
    matrix: Vec<f32>,
}

impl Solver {
    fn new(rank: usize) -> Self {
        Self { matrix: vec![0.0; rank * rank] }
    }

    /// The vector that suits a row of the other side best.
    fn solve(&mut self, row: &[u32], from: &[f32], all: &[f32], plan: Plan, to: &mut [f32]) {
        to.fill(0.0);
        if row.is_empty() {
            return;
        }
        let rank = plan.rank;
        self.matrix.copy_from_slice(all);
        for &other in row {
            let vector = &from[other as usize * rank..][..rank];
            add_products(&mut self.matrix, vector);
            to.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
        let there = row.len() as f32 + plan.unseen * (from.len() / rank) as f32;
        let pull = plan.ridge * there.powf(plan.share) + f32::EPSILON;
        (0..rank).for_each(|place| self.matrix[place * rank + place] += pull);
        cholesky(&mut self.matrix, rank, to);
    }
}

/// Solves `matrix · x = to` in place, for a symmetric positive matrix of which the lower half is read.
fn cholesky(matrix: &mut [f32], rank: usize, to: &mut [f32]) {
    for row in 0..rank {
        for column in 0..=row {
            let (before, own) = matrix.split_at(row * rank);
            let above = if column == row { &own[..column] } else { &before[column * rank..][..column] };
            let left = own[column] - dot(&own[..column], above);
            matrix[row * rank + column] = if column == row {
                left.max(f32::MIN_POSITIVE).sqrt()
            } else {
                left / matrix[column * rank + column]
            };
        }
    }
    for row in 0..rank {
        let known = dot(&matrix[row * rank..][..row], &to[..row]);
        to[row] = (to[row] - known) / matrix[row * rank + row];
    }
    for row in (0..rank).rev() {
        let known: f32 = (row + 1..rank).map(|below| matrix[below * rank + row] * to[below]).sum();
        to[row] = (to[row] - known) / matrix[row * rank + row];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Two circles that share nothing.
    fn two_circles() -> Reactions {
        let row = |person: u32| {
            let start = person % 2 * 12;
            (start..start + 12).filter(|thing| !(thing * 7 + person * 5).is_multiple_of(3)).collect()
        };
        Reactions::new((0..60).map(row).collect(), 24)
    }

    fn fitted() -> Factors {
        Factors::fit(&two_circles(), Plan { rank: 4, ..Plan::default() }, 1, || true).unwrap()
    }

    #[test]
    fn what_ones_circle_likes_suits_and_what_others_like_does_not() {
        let factors = fitted();
        for likes in [[0, 1, 2], [13, 14, 17]] {
            let person = factors.fold_in(likes);
            for thing in 0..24 {
                let suits = factors.suits(&person, thing);
                assert_eq!(suits > 0.3, (thing < 12) == (likes[0] < 12), "{likes:?}: {thing} {suits}");
            }
        }
        assert_eq!(factors.fold_in([]), [0.0; 4]);
        assert_eq!(factors.fold_in([99]), [0.0; 4], "what is not there says nothing");
        assert_eq!(factors, fitted(), "the same again");
    }

    #[test]
    fn it_stops_when_told_and_needs_something_to_learn_from() {
        let mut asked = 0;
        let stopped = Factors::fit(&two_circles(), Plan::default(), 1, || {
            asked += 1;
            asked < 3
        });
        assert_eq!((stopped, asked), (None, 3));
        assert_eq!(Factors::fit(&Reactions::default(), Plan::default(), 1, || true), None);
    }

    proptest! {
        #[test]
        fn what_is_solved_is_the_solution(
            vectors in prop::collection::vec(-1f32..1.0, 15),
            to in prop::collection::vec(-1f32..1.0, 3),
        ) {
            let mut matrix = vec![0.0; 9];
            vectors.chunks_exact(3).for_each(|vector| add_products(&mut matrix, vector));
            (0..3).for_each(|place| matrix[place * 4] += 0.5);
            let whole = |row: usize, column: usize| matrix[row.max(column) * 3 + row.min(column)];
            let mut solved = to.clone();
            cholesky(&mut matrix.clone(), 3, &mut solved);
            for (row, wanted) in to.iter().enumerate() {
                let back: f32 = (0..3).map(|column| whole(row, column) * solved[column]).sum();
                prop_assert!((back - wanted).abs() < 1e-3, "{back} {wanted}");
            }
        }
    }
}
