//! Learning a model from whole cascades.

use super::top::{self, Top, Tried, Weights};
use super::{Example, Member, Model, Rest, Running};
use crate::cascade::{COUNT, Features};
use crate::likeness::{self, Likeness};
use crate::line::Line;
use crate::trees::{Bins, Forest, Loss, Rows, Setting};

/// How many kinds of members forecast growth.
const KINDS: usize = 4;

/// The settings of training, the same for every set of cascades.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Trees that forecast growth.
    pub growth: Setting,
    /// Trees that forecast how far off that is.
    pub spread: Setting,
    /// Trees that forecast a yes or a no.
    pub class: Setting,
    /// Likeness to other cascades.
    pub likeness: likeness::Setting,
    /// The strength of the straight line's regularisation.
    pub line: f64,
    /// How many seeds each kind of growth trees is grown from.
    pub seeds: u64,
    /// The shares of the kinds: trees from nothing, on the count, on the line; likeness.
    pub shares: [f32; KINDS],
    /// After which share of the cascades, counted back from the newest, one counts half.
    pub half: f64,
    /// The same for likeness, which follows the newest more closely than trees can.
    pub half_likeness: f64,
    /// The same for the misses intervals are made of: longer, because a calm week says little about the next.
    pub half_misses: f64,
    /// The fewest events seen of a cascade to learn from.
    pub least: u32,
    /// At which shares of the training cascades forecasts are tried on what came next.
    pub origins: usize,
    /// Where what is random begins.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        let growth = Setting::default();
        Self {
            growth,
            spread: Setting { trees: 80, leaves: 6, least_rows: 40, ..growth },
            class: Setting { trees: 200, leaves: 8, least_rows: 20, features: 0.3, ..growth },
            likeness: likeness::Setting::default(),
            line: 300.0,
            seeds: 2,
            shares: [0.17, 0.23, 0.15, 0.45],
            half: 0.35,
            half_likeness: 0.22,
            half_misses: 2.0,
            least: 8,
            origins: 5,
            seed: 0,
        }
    }
}

/// A forecast of growth made for a cascade by a model that knew only earlier ones.
#[derive(Clone, Debug)]
pub struct Rolled {
    /// Which example.
    pub example: usize,
    /// The growth each kind of trees forecast.
    pub kinds: [f32; KINDS],
    /// The growth forecast.
    pub growth: f32,
    /// What trees said of ending among the largest, in log odds.
    pub top: f32,
}

/// The fewest cascades something can be learned from.
const LEAST_CASCADES: usize = 20;

/// When fewer than one in so many examples have events enough, those without are learned from too.
const SELDOM: usize = 10;

/// Learns from examples whose cascades are numbered in the order of time; nothing when there are too few. `told`
/// hears how much of the work is done.
pub fn train(examples: &[Example], plan: &Plan, mut told: impl FnMut(usize, usize)) -> Option<Model> {
    let steps = plan.origins + 2;
    let set = Set::new(examples, plan);
    let used: std::collections::HashSet<u32> =
        set.places.iter().map(|place| examples[*place].cascade).collect();
    if used.len() < LEAST_CASCADES {
        return None;
    }
    let rolled = rolled(&set, plan, |done| told(done, steps));
    told(plan.origins, steps);
    let spread = set.fit_spread(&rolled, plan);
    let running = running(&set, &rolled, &spread, plan);
    let members = set.fit_growth(set.cascades, plan);
    told(plan.origins + 1, steps);
    let [trees, doubles, peak] = CLASSES.map(|class| set.fit_class(class, set.cascades, plan));
    let largest = set.largest.last().copied().unwrap_or(0.0);
    let top = Top { trees, weights: set.fit_top(&rolled, plan), largest };
    told(steps, steps);
    Some(Model { bins: set.bins, members, spread, top, doubles, peak, running, learned_from: set.cascades })
}

/// Forecasts for the later half of the cascades, each by a model that knew only earlier ones.
pub fn roll(examples: &[Example], plan: &Plan) -> Vec<Rolled> {
    rolled(&Set::new(examples, plan), plan, |_| ())
}

fn rolled(set: &Set<'_>, plan: &Plan, mut told: impl FnMut(usize)) -> Vec<Rolled> {
    let mut all = Vec::new();
    let origins = plan.origins.max(1) as u32;
    // From the middle on, in equal steps.
    let cut = |origin: u32| set.cascades / 2 + (set.cascades - set.cascades / 2) * origin / origins;
    for origin in 0..origins {
        let (from, to) = (cut(origin), cut(origin + 1));
        let members = set.fit_growth(from, plan);
        let top = set.fit_class(Class::Top, from, plan);
        for (row, place) in set.places.iter().enumerate() {
            let example = &set.examples[*place];
            if (from..to).contains(&example.cascade) {
                let kinds = by_kind(&members, &example.features, &set.rows[row]);
                let growth = kinds.iter().zip(shares(plan)).map(|(said, share)| said * share).sum();
                let top = top.predict(&set.rows[row]);
                all.push(Rolled { example: *place, kinds, growth, top });
            }
        }
        told(origin as usize + 1);
    }
    all.sort_by_key(|rolled| (set.examples[rolled.example].cascade, set.examples[rolled.example].age));
    all
}

fn shares(plan: &Plan) -> [f32; KINDS] {
    let whole = plan.shares.iter().sum::<f32>().max(1e-6);
    plan.shares.map(|share| share / whole)
}

/// Members stand by kind: trees once a seed, then likeness.
fn by_kind(members: &[Member], features: &Features, row: &[u8]) -> [f32; KINDS] {
    let mut sums = [(0.0, 0.0_f32); KINDS];
    let each = (members.len().saturating_sub(1) / (KINDS - 1)).max(1);
    for (place, member) in members.iter().enumerate() {
        let sum = &mut sums[(place / each).min(KINDS - 1)];
        sum.0 += member.at(features, row);
        sum.1 += 1.0;
    }
    sums.map(|(sum, count)| sum / count.max(1.0))
}

/// Examples ready to be learned from.
struct Set<'a> {
    examples: &'a [Example],
    /// Which examples are used.
    places: Vec<usize>,
    /// Their bins.
    rows: Vec<Vec<u8>>,
    bins: Bins,
    cascades: u32,
    /// From which size on (log2) each cascade is among the largest twentieth of those near it in time.
    largest: Vec<f32>,
}

/// What is said yes or no to.
#[derive(Clone, Copy)]
pub(super) enum Class {
    Top,
    Doubles,
    Peak,
}

impl Class {
    /// The answer, where cascades of so many events (log2) or more are among the largest.
    pub(super) fn holds(self, example: &Example, largest: f32) -> bool {
        match self {
            Self::Top => size(example) >= largest,
            Self::Doubles => example.whole >= 2 * example.seen,
            Self::Peak => example.peak_ahead,
        }
    }
}

const CLASSES: [Class; 3] = [Class::Top, Class::Doubles, Class::Peak];

impl<'a> Set<'a> {
    fn new(examples: &'a [Example], plan: &Plan) -> Self {
        let from = |least: u32| -> Vec<usize> {
            (0..examples.len()).filter(|at| examples[*at].seen >= least).collect()
        };
        let mut places = from(plan.least);
        // So young that hardly any has begun: all of them teach something.
        if places.len() * SELDOM < examples.len() {
            places = from(0);
        }
        let features: Vec<&Features> = places.iter().map(|at| &examples[*at].features).collect();
        let bins = Bins::of(&features);
        let rows = features.iter().map(|features| bins.row(*features)).collect();
        let cascades = examples.iter().map(|example| example.cascade + 1).max().unwrap_or(0);
        let largest = largest(examples, &places, cascades);
        Self { examples, places, rows, bins, cascades, largest }
    }

    /// The rows of cascades before `end`, with what they count.
    fn before(&self, end: u32, half: f64) -> Chosen<'a> {
        let mut chosen = Chosen::default();
        for (row, place) in self.places.iter().enumerate() {
            let example = &self.examples[*place];
            if example.cascade < end {
                let back = f64::from(end - example.cascade) / (half * f64::from(end)).max(1.0);
                chosen.rows.push(self.rows[row].clone());
                chosen.examples.push(example);
                chosen.weights.push((-back).exp2() as f32);
                chosen.groups.push(example.cascade);
            }
        }
        chosen
    }

    fn fit_growth(&self, end: u32, plan: &Plan) -> Vec<Member> {
        let chosen = self.before(end, plan.half);
        let growth: Vec<f32> = chosen.examples.iter().map(|example| example.growth()).collect();
        let features: Vec<&Features> = chosen.examples.iter().map(|example| &example.features).collect();
        let lines = [
            Line::default(),
            Line::through(COUNT as u8),
            Line::fit(&features, &growth, &chosen.weights, plan.line),
        ];
        let mut members = Vec::new();
        for (kind, (line, share)) in lines.into_iter().zip(shares(plan)).enumerate() {
            let left: Vec<f32> =
                growth.iter().zip(&features).map(|(growth, row)| growth - line.at(*row)).collect();
            for seed in 0..plan.seeds.max(1) {
                let seed = plan.seed.wrapping_mul(1_000_003) ^ (kind as u64 * 101 + seed);
                let forest = Forest::fit(&self.bins, chosen.with(&left), Loss::Squared, &plan.growth, seed);
                let share = share / plan.seeds.max(1) as f32;
                members.push(Member { share, line: line.clone(), rest: Rest::Trees(forest) });
            }
        }
        let weights = self.before(end, plan.half_likeness).weights;
        let line = Line::constant(mean(&growth, &weights));
        let left: Vec<f32> = growth.iter().map(|growth| growth - line.at(&[])).collect();
        let likeness = Likeness::fit(&features, &left, &weights, &plan.likeness, plan.seed ^ 31);
        members.push(Member { share: shares(plan)[KINDS - 1], line, rest: Rest::Likeness(likeness) });
        members
    }

    fn fit_spread(&self, rolled: &[Rolled], plan: &Plan) -> Forest {
        let mut chosen = Chosen::default();
        let mut misses = Vec::new();
        for rolled in rolled {
            let example = &self.examples[rolled.example];
            chosen.rows.push(self.bins.row(&example.features));
            chosen.weights.push(self.lasting(example, plan));
            chosen.groups.push(example.cascade);
            misses.push(((example.growth() - rolled.growth).abs() + 0.1).log2());
        }
        Forest::fit(&self.bins, chosen.with(&misses), Loss::Squared, &plan.spread, plan.seed ^ 11)
    }

    fn is(&self, class: Class, example: &Example) -> bool {
        class.holds(example, self.largest.get(example.cascade as usize).copied().unwrap_or(f32::INFINITY))
    }

    /// Trees that say yes or no, learned from cascades before `end`.
    fn fit_class(&self, class: Class, end: u32, plan: &Plan) -> Forest {
        let chosen = self.before(end, plan.half);
        let yes: Vec<f32> =
            chosen.examples.iter().map(|example| f32::from(u8::from(self.is(class, example)))).collect();
        let seed = plan.seed ^ (21 + class as u64);
        Forest::fit(&self.bins, chosen.with(&yes), Loss::Logistic, &plan.class, seed)
    }

    /// How much trees and the forecast say of ending among the largest, from how right they were on what came
    /// later.
    fn fit_top(&self, rolled: &[Rolled], plan: &Plan) -> Weights {
        let tried = |rolled: &Rolled| {
            let example = &self.examples[rolled.example];
            let whole = super::whole(example.seen, rolled.growth);
            let largest = self.largest.get(example.cascade as usize).copied().unwrap_or(0.0);
            Tried {
                parts: top::parts(rolled.top, whole, largest),
                yes: self.is(Class::Top, example),
                weight: self.lasting(example, plan),
            }
        };
        Weights::fit(&rolled.iter().map(tried).collect::<Vec<_>>())
    }

    /// What an outcome counts where a calm week says little about the next.
    fn lasting(&self, example: &Example, plan: &Plan) -> f32 {
        let cascades = f64::from(self.cascades);
        let back = f64::from(self.cascades - example.cascade) / (plan.half_misses * cascades);
        (-back).exp2() as f32
    }
}

fn size(example: &Example) -> f32 {
    (example.whole as f32).max(1.0).log2()
}

/// From which size on (log2) each cascade's neighbours in time are among their largest twentieth.
pub(super) fn largest(examples: &[Example], places: &[usize], cascades: u32) -> Vec<f32> {
    let mut sizes = vec![f32::NAN; cascades as usize];
    for place in places {
        let example = &examples[*place];
        sizes[example.cascade as usize] = size(example);
    }
    let near = 250;
    (0..sizes.len())
        .map(|at| {
            let from = at.saturating_sub(near).min(sizes.len().saturating_sub(2 * near));
            let to = (from + 2 * near).min(sizes.len());
            let mut around: Vec<f32> =
                sizes[from..to].iter().copied().filter(|size| !size.is_nan()).collect();
            around.sort_unstable_by(f32::total_cmp);
            let place = (around.len() as f64 * 0.95) as usize;
            around.get(place.min(around.len().saturating_sub(1))).copied().unwrap_or(0.0)
        })
        .collect()
}

fn mean(values: &[f32], weights: &[f32]) -> f32 {
    let sum: f32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    sum / weights.iter().sum::<f32>().max(1e-9)
}

/// Rows chosen to learn from.
#[derive(Default)]
struct Chosen<'a> {
    rows: Vec<Vec<u8>>,
    examples: Vec<&'a Example>,
    weights: Vec<f32>,
    groups: Vec<u32>,
}

impl Chosen<'_> {
    fn with<'b>(&'b self, targets: &'b [f32]) -> Rows<'b> {
        Rows { bins: &self.rows, targets, weights: &self.weights, groups: &self.groups }
    }
}

/// What forecasts in the order of time were off by, in spreads.
fn running(set: &Set<'_>, rolled: &[Rolled], spread: &Forest, plan: &Plan) -> Running {
    let miss = |rolled: &Rolled| {
        let example = &set.examples[rolled.example];
        let spread = super::octaves(spread.predict(&set.bins.row(&example.features)));
        (example.growth() - rolled.growth) / spread
    };
    Running::of(plan.half_misses * rolled.len() as f64 * 2.0, rolled.iter().map(miss))
}
