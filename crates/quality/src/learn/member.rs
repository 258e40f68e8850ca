//! The regressions a blend is made of: one a view, a way of weighing, a strength and a label.

use super::blend::Blend;
use super::corpus::{Corpus, Seen};
use super::logistic::{self, Fit, Rows, Weights};
use super::{MEASURES, Setting};
use crate::model::Table;
use rand::SeedableRng as _;
use rand::rngs::SmallRng;
use std::borrow::Cow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One regression.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    view: usize,
    by_ratio: bool,
    cost: f32,
    class: usize,
}

/// What a regression has to say.
#[derive(Clone, Default)]
pub struct Spoken {
    /// The log-odds of each text, by weights learned from the other parts.
    pub aside: Vec<f32>,
    /// The mean of the weights of all parts, for n-grams as the view weighs them before any ratio.
    pub weights: Weights,
}

impl Member {
    /// All of them for some labels.
    pub fn all(setting: Setting, classes: &[usize]) -> Vec<Self> {
        let mut all = Vec::new();
        for view in 0..crate::views::View::ALL.len() {
            for by_ratio in [false, true] {
                for cost in setting.costs {
                    all.extend(classes.iter().map(|class| Self { view, by_ratio, cost, class: *class }));
                }
            }
        }
        all
    }

    fn speak(&self, corpus: &Corpus, setting: Setting, random: &mut SmallRng) -> Spoken {
        let seen = &corpus.seen[self.view];
        let grams = seen.idf.len();
        let positive = |text: usize| corpus.labels[text] == self.class;
        let mut spoken = Spoken {
            aside: vec![0.0; corpus.len()],
            weights: Weights { columns: vec![0.0; grams], bias: 0.0 },
        };
        let share = 1.0 / setting.folds as f32;
        for part in 0..setting.folds {
            let (aside, among): (Vec<u32>, Vec<u32>) =
                (0..).take(corpus.len()).partition(|text| corpus.parts[*text as usize] == part);
            let ratios = self.by_ratio.then(|| ratios(seen, &among, &positive));
            let rows = match &ratios {
                Some(ratios) => Cow::Owned(scaled(&seen.plain, ratios)),
                None => Cow::Borrowed(&seen.weighed),
            };
            let how = Fit { cost: self.cost, rounds: setting.rounds };
            let weights = logistic::fit(&rows, grams, &among, &positive, how, random);
            aside
                .iter()
                .for_each(|text| spoken.aside[*text as usize] = weights.score(rows.row(*text as usize)));
            spoken.weights.bias += share * weights.bias;
            for (gram, (sum, weight)) in spoken.weights.columns.iter_mut().zip(&weights.columns).enumerate() {
                *sum += share * weight * ratios.as_ref().map_or(1.0, |ratios| ratios[gram]);
            }
        }
        spoken
    }
}

/// How much more often each n-gram stands in texts that are than in texts that are not, as a logarithm.
fn ratios(seen: &Seen, among: &[u32], positive: &dyn Fn(usize) -> bool) -> Vec<f32> {
    let mut within = [vec![1.0_f32; seen.idf.len()], vec![1.0_f32; seen.idf.len()]];
    let mut texts = [0.0_f32; 2];
    for text in among {
        let side = usize::from(positive(*text as usize));
        texts[side] += 1.0;
        seen.plain.row(*text as usize).iter().for_each(|(gram, _)| within[side][*gram as usize] += 1.0);
    }
    let [without, with] = &within;
    let even = (texts[0].max(1.0) / texts[1].max(1.0)).ln();
    with.iter().zip(without).map(|(with, without)| (with / without).ln() + even).collect()
}

fn scaled(rows: &Rows, by: &[f32]) -> Rows {
    let mut scaled = Rows::default();
    for row in 0..rows.len() {
        scaled.push(rows.row(row).iter().map(|(gram, value)| (*gram, value * by[*gram as usize])));
    }
    scaled
}

/// Lets every member speak, on as many threads as the machine has cores. Each draws from a seed of its
/// own, so who is first makes no difference.
pub fn fit_all(corpus: &Corpus, members: &[Member], setting: Setting, seed: u64) -> Vec<Spoken> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![Spoken::default(); members.len()]);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(member) = members.get(number) else { return };
            let mut random = SmallRng::seed_from_u64(seed ^ (number as u64 + 1) << 32);
            let spoken = member.speak(corpus, setting, &mut random);
            if let Ok(mut done) = done.lock() {
                done[number] = spoken;
            }
        }
    };
    std::thread::scope(|scope| (0..cores.min(members.len())).for_each(|_| drop(scope.spawn(work))));
    done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Folds what the members weigh and what the blends make of it into one table a view.
pub fn fold(
    corpus: &Corpus,
    members: &[Member],
    spoken: &[Spoken],
    blends: &[Blend],
    setting: Setting,
) -> Vec<Table> {
    let fold_view = |(view, seen): (usize, &Seen)| {
        let mut table = Table::new(setting.bits, blends.len());
        for (gram, idf) in seen.idf.iter().enumerate() {
            table.set_idf(gram, *idf);
        }
        for (column, blend) in blends.iter().enumerate() {
            let weights = &blend.weights[..blend.weights.len() - MEASURES];
            for ((member, spoken), share) in members.iter().zip(spoken).zip(weights) {
                if member.view == view {
                    for (gram, weight) in spoken.weights.columns.iter().enumerate() {
                        if *weight != 0.0 {
                            table.add(gram, column, member.by_ratio, share * weight);
                        }
                    }
                }
            }
        }
        table
    };
    corpus.seen.iter().enumerate().map(fold_view).collect()
}
