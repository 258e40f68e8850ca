//! Finding the setting that suits some reactions: on a part of them set aside.

use super::spread::{Graph, Spread, WIDE, cores, smooth};
use super::{Setting, scores, spectrum};
use crate::Reactions;
use crate::measure::{Quality, best, mean, quality};
use rand::SeedableRng as _;
use rand::rngs::SmallRng;

/// Exponents tried for people and things.
const EXPONENTS: [(f32, f32); 4] = [(0.5, 0.5), (0.35, 0.5), (0.25, 0.5), (0.35, 0.4)];
/// Weights tried for the smooth directions.
const SMOOTH: [f32; 5] = [0.0, 0.15, 0.3, 0.6, 1.0];
/// Exponents tried for the lift.
const LIFT: [f32; 3] = [0.0, 0.05, 0.1];
/// The most directions, and the shares of them that are tried.
const RANK: usize = 768;
const RANKS: [usize; 3] = [12, 3, 1];
/// The share of reactions set aside.
const ASIDE: f64 = 0.2;
/// People whose rankings are looked at.
const PEOPLE: usize = 1_500;
/// How much better than the default another setting has to be.
const LEAD: f64 = 1.02;
/// How far rankings are looked at.
const DEEP: usize = 20;

/// What was chosen, and how well it did on what was set aside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen {
    /// The setting.
    pub setting: Setting,
    /// Its quality at 20 on the part set aside: lower than on all reactions, as it knew fewer.
    pub quality: Quality,
}

/// Sets a fifth of the reactions aside, tries settings on the rest and answers the best, by the sum of
/// recall and NDCG. With too few reactions to tell, the default. `tried` is told after each step how
/// many of how many are done.
pub fn choose(reactions: &Reactions, seed: u64, mut tried: impl FnMut(usize, usize)) -> Chosen {
    let mut random = SmallRng::seed_from_u64(seed);
    let (kept, aside) = reactions.split(ASIDE, &mut random);
    let with_some: Vec<usize> = (0..aside.len()).filter(|person| !aside[*person].is_empty()).collect();
    let people: Vec<usize> =
        with_some.iter().copied().step_by(with_some.len().div_ceil(PEOPLE).max(1)).collect();
    let rank = spectrum::most(&kept, RANK);
    let usual = Setting { rank, ..Setting::default() };
    let mut chosen = Chosen { setting: usual, quality: Quality::default() };
    let mut usually = 0.0;
    for (step, (a, b)) in EXPONENTS.into_iter().enumerate() {
        for found in try_exponents(&kept, &aside, &people, (a, b), seed) {
            if found.setting == usual {
                usually = sum(found.quality);
            }
            if sum(found.quality) > sum(chosen.quality) {
                chosen = found;
            }
        }
        tried(step + 1, EXPONENTS.len());
    }
    // All reactions are denser than what was tried on: a small lead there is none here.
    if sum(chosen.quality) < usually * LEAD {
        chosen.setting = usual;
    }
    Chosen { setting: Setting { rank: wanted(chosen.setting.rank, rank), ..chosen.setting }, ..chosen }
}

/// With all reactions there may be more directions than were tried.
fn wanted(tried: usize, most: usize) -> usize {
    if tried == most { RANK } else { tried }
}

fn sum(quality: Quality) -> f64 {
    quality.recall + quality.ndcg
}

/// Every setting with these exponents, measured.
fn try_exponents(
    kept: &Reactions,
    aside: &[Vec<u32>],
    people: &[usize],
    (a, b): (f32, f32),
    seed: u64,
) -> Vec<Chosen> {
    let graph = Graph::new(kept, a, b);
    let all = spectrum::most(kept, RANK);
    let directions = spectrum::smoothest(&graph, all, seed);
    let mut settings = Vec::new();
    for smooth in SMOOTH {
        for lift in LIFT {
            let ranks = if smooth == 0.0 { &RANKS[2..] } else { &RANKS[..] };
            let each =
                ranks.iter().map(|part| Setting { people: a, things: b, smooth, lift, rank: all / part });
            settings.extend(each);
        }
    }
    let share = people.len().div_ceil(cores()).max(1);
    let measured: Vec<Vec<Vec<Quality>>> = std::thread::scope(|scope| {
        let look = |some| look_at(&graph, aside, some, &directions, all, &settings);
        let workers: Vec<_> = people.chunks(share).map(|some| scope.spawn(move || look(some))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let of = |place: usize| mean(measured.iter().flat_map(move |part| part[place].iter().copied()));
    settings
        .iter()
        .enumerate()
        .map(|(place, setting)| Chosen { setting: *setting, quality: of(place) })
        .collect()
}

/// For each setting the quality for each of the people.
fn look_at(
    graph: &Graph<'_>,
    aside: &[Vec<u32>],
    people: &[usize],
    directions: &[f32],
    all: usize,
    settings: &[Setting],
) -> Vec<Vec<Quality>> {
    let mut spread = Spread::new(graph);
    let degrees: Vec<f32> = graph.degrees().collect();
    let lifts: Vec<Vec<f32>> =
        LIFT.iter().map(|lift| degrees.iter().map(|degree| degree.powf(*lift)).collect()).collect();
    let mut measured = vec![Vec::new(); settings.len()];
    for block in people.chunks(WIDE) {
        let smooths = RANKS.map(|part| smooth(graph, block, directions, all, all / part));
        let near = spread.near(block);
        for (setting, measured) in settings.iter().zip(&mut measured) {
            let smooth = RANKS
                .iter()
                .position(|part| all / part == setting.rank)
                .map_or(&[][..], |place| &smooths[place]);
            let lift =
                LIFT.iter().position(|lift| *lift == setting.lift).map_or(&lifts[0], |place| &lifts[place]);
            for (column, person) in block.iter().enumerate() {
                let scores = scores(near, smooth, setting.smooth, lift, column);
                let ranked = best(&scores, graph.reactions().of(*person), DEEP);
                measured.push(quality(&ranked, &aside[*person]));
            }
        }
    }
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_that_knows_the_circles() {
        let row = |person: u32| {
            let start = person % 4 * 15;
            (start..start + 15).filter(|thing| !(thing * 7 + person * 5).is_multiple_of(4)).collect()
        };
        let reactions = Reactions::new((0..120).map(row).collect(), 60);
        let mut steps = Vec::new();
        let chosen = choose(&reactions, 0, |done, of| steps.push((done, of)));
        assert!(chosen.quality.recall > 0.9, "{chosen:?}");
        assert_eq!(steps.last(), Some(&(4, 4)));
        assert_eq!(chosen, choose(&reactions, 0, |_, _| ()), "the same again");
    }

    #[test]
    fn with_nothing_to_learn_from_the_default_stays() {
        assert_eq!(choose(&Reactions::default(), 0, |_, _| ()).setting, Setting::default());
    }
}
