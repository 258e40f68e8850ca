//! Liked by people who like what you like: a closed-form graph filter, fitted in one go.
//!
//! Reactions are a graph of people and things. A person's taste is spread over it twice: once from
//! things to people to things, which finds near neighbours, and once through the graph's smoothest
//! directions, which finds what whole circles have in common. With R the reactions, `d` the number of
//! reactions of a person or a thing and V the strongest eigenvectors of P,
//!
//! ```text
//! P     = Dt^-b Rᵀ Dp^-2a R Dt^-b
//! score = (r P + smooth · r Dt^-b V Vᵀ Dt^b) Dt^lift
//! ```
//!
//! With a = b = ½ and lift 0 this is GF-CF (Shen et al., CIKM 2021). Letting the exponents go where the
//! reactions want them gives people with many reactions more of a say (a < ½), and takes as much of the
//! pull towards what is popular anyway as fits ([`choose`]).

mod choose;
mod factors;
mod spectrum;
mod spread;

pub use choose::{Chosen, choose};
pub use factors::{Factors, Plan, dot};

use crate::Reactions;
use crate::measure::best;
use spread::{Graph, WIDE};

/// How reactions are weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Exponent a: 0 lets each reaction of a busy person count as much as anybody's.
    pub people: f32,
    /// Exponent b: 0 lets what is popular spread as much as it likes.
    pub things: f32,
    /// How much the smooth directions count beside the near neighbours.
    pub smooth: f32,
    /// Exponent by which popularity is given back at the end.
    pub lift: f32,
    /// How many smooth directions there are.
    pub rank: usize,
}

impl Default for Setting {
    /// What did best on held-out reactions of members to places; [`choose`] finds better for others.
    fn default() -> Self {
        Self { people: 0.35, things: 0.5, smooth: 0.6, lift: 0.1, rank: 768 }
    }
}

/// A fitted filter.
pub struct Filter<'a> {
    graph: Graph<'a>,
    setting: Setting,
    /// Things × rank, one thing after the other.
    directions: Vec<f32>,
    /// What each thing's score is multiplied with at the end.
    lift: Vec<f32>,
    /// How many reactions each thing has.
    degrees: Vec<f32>,
}

impl<'a> Filter<'a> {
    /// Fits a filter; `seed` decides where the search for the smooth directions begins.
    pub fn fit(reactions: &'a Reactions, setting: Setting, seed: u64) -> Self {
        let graph = Graph::new(reactions, setting.people, setting.things);
        let rank = if setting.smooth > 0.0 { spectrum::most(reactions, setting.rank) } else { 0 };
        let directions = spectrum::smoothest(&graph, rank, seed);
        let degrees: Vec<f32> = graph.degrees().collect();
        let lift = degrees.iter().map(|degree| degree.powf(setting.lift)).collect();
        Self { graph, setting: Setting { rank, ..setting }, directions, lift, degrees }
    }

    /// For each of the people the `most` things they may like best and have not reacted to yet, best
    /// first. Works on as many threads as the machine has cores.
    pub fn best(&self, people: &[usize], most: usize) -> Vec<Vec<u32>> {
        let share = people.len().div_ceil(spread::cores()).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                people.chunks(share).map(|some| scope.spawn(|| self.best_of(some, most))).collect();
            // A worker that panicked would have been a mistake of ours; its people get nothing.
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        })
    }

    fn best_of(&self, people: &[usize], most: usize) -> Vec<Vec<u32>> {
        let mut spread = spread::Spread::new(&self.graph);
        let mut found = Vec::with_capacity(people.len());
        for block in people.chunks(WIDE) {
            let rank = self.setting.rank;
            let smooth = spread::smooth(&self.graph, block, &self.directions, rank, rank);
            let near = spread.near(block);
            for (column, person) in block.iter().enumerate() {
                let known = self.graph.reactions().of(*person);
                let scores = scores(near, &smooth, self.setting.smooth, &self.lift, column);
                // Of somebody who never reacted nothing is known: what most like comes first.
                let scores = if known.is_empty() { &self.degrees } else { &scores };
                found.push(best(scores, known, most));
            }
        }
        found
    }
}

/// The scores of all things for the person in a column: near neighbours and, where there are any, smooth
/// directions, lifted.
fn scores(near: &[f32], smooth: &[f32], weight: f32, lift: &[f32], column: usize) -> Vec<f32> {
    let of = |values: &[f32], thing: usize| values.get(thing * WIDE + column).copied().unwrap_or(0.0);
    let score = |(thing, lift): (usize, &f32)| (of(near, thing) + weight * of(smooth, thing)) * lift;
    lift.iter().enumerate().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two circles that share nothing but one curious person.
    fn two_circles() -> Reactions {
        let mut rows = Vec::new();
        for person in 0..20_u32 {
            rows.push((0..10).filter(|thing| (thing + person) % 3 != 0).collect());
            rows.push((10..20).filter(|thing| (thing + person) % 3 != 0).collect());
        }
        rows.push(vec![1, 12]);
        Reactions::new(rows, 21)
    }

    #[test]
    fn what_is_found_is_of_ones_own_circle_and_new() {
        let reactions = two_circles();
        let filter = Filter::fit(&reactions, Setting { rank: 4, ..Setting::default() }, 0);
        let people: Vec<usize> = (0..40).collect();
        for (person, found) in people.iter().zip(filter.best(&people, 3)) {
            assert_eq!(found.len(), 3);
            for thing in found {
                assert!(reactions.of(*person).binary_search(&thing).is_err(), "known already");
                assert_eq!(thing < 10, person % 2 == 0, "{person} was shown {thing}");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_ranking() {
        let reactions = two_circles();
        let people: Vec<usize> = (0..41).collect();
        let rank =
            |seed| Filter::fit(&reactions, Setting { rank: 6, ..Setting::default() }, seed).best(&people, 8);
        assert_eq!(rank(3), rank(3));
    }

    #[test]
    fn nobody_and_nothing_are_fine() {
        let none = Reactions::default();
        assert!(Filter::fit(&none, Setting::default(), 0).best(&[], 5).is_empty());
        let lonely = Reactions::new(vec![vec![], vec![0]], 1);
        assert_eq!(Filter::fit(&lonely, Setting::default(), 0).best(&[0, 1], 5), [vec![0], vec![]]);
    }
}
