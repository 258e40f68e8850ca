//! A model that learns on where it is used.
//!
//! What other networks taught is not thrown away: further trees learn what the model leaves over of this place's own
//! cascades. How far off it is then, and how its intervals are to be drawn, is learned from what it says of the newest
//! third when it knows only what was older.

use super::top::{self, Tried, Weights};
use super::train::{Class, largest};
use super::{Example, Forecast, Member, Model, Rest, Running, octaves, whole};
use crate::line::Line;
use crate::trees::{Forest, Loss, Rows, Setting};

/// How a model learns on.
#[derive(Clone, Copy, Debug)]
pub struct Refit {
    /// Trees on what forecasts of growth leave over.
    pub growth: Setting,
    /// Further trees that say how far off they are.
    pub spread: Setting,
    /// Further trees that say yes or no.
    pub class: Setting,
    /// After which share of the cascades, counted back from the newest, one counts half.
    pub half: f64,
    /// The fewest cascades to learn from.
    pub least: u32,
    /// Where what is random begins.
    pub seed: u64,
}

impl Default for Refit {
    fn default() -> Self {
        // Smaller trees with fuller leaves than where everything is learned: most is known.
        let few =
            Setting { trees: 150, rate: 0.05, leaves: 8, least_rows: 25, ridge: 10.0, ..Setting::default() };
        Self { growth: few, spread: Setting { trees: 60, ..few }, class: few, half: 1.0, least: 300, seed: 0 }
    }
}

/// A model that learned on.
#[derive(Clone, Debug)]
pub struct Refitted {
    /// The model, which knows all cascades.
    pub model: Model,
    /// What it said of the newest third when it knew only what was older, by place of the example.
    pub rehearsal: Vec<(usize, Forecast)>,
}

impl Model {
    /// Has the model learn on from a place's cascades, numbered in the order of time; nothing where there are too few.
    /// Examples without events teach nothing: nobody asks about them.
    pub fn refit(&self, examples: &[Example], plan: &Refit) -> Option<Refitted> {
        let place = Place::new(self, examples);
        if place.cascades < plan.least {
            return None;
        }
        let cut = place.cascades - place.cascades / 3;
        let older = self.learn_on(&place, &place.chosen(0, cut, plan), plan);
        let tried = place.chosen(cut, place.cascades, plan);
        let rehearsal: Vec<(usize, Forecast)> = tried
            .places
            .iter()
            .map(|at| (*at, older.forecast(&examples[*at].features, examples[*at].seen)))
            .collect();
        let mut model = self.learn_on(&place, &place.chosen(0, place.cascades, plan), plan);
        model.judge(&older, &place, &tried, &rehearsal, plan);
        model.learned_from = self.learned_from.saturating_add(place.cascades);
        Some(Refitted { model, rehearsal })
    }

    /// The model with what some examples teach of growth, of yes and of no.
    fn learn_on(&self, place: &Place<'_>, chosen: &Chosen, plan: &Refit) -> Self {
        let mut model = self.clone();
        let left: Vec<f32> = chosen.places.iter().map(|at| place.left[*at]).collect();
        let growth = Forest::fit(&self.bins, chosen.with(&left), Loss::Squared, &plan.growth, plan.seed ^ 41);
        model.members.push(Member { share: 1.0, line: Line::default(), rest: Rest::Trees(growth) });
        let grown = |head: &Forest, class: Class| {
            let yes: Vec<f32> =
                chosen.places.iter().map(|at| f32::from(u8::from(place.is(class, *at)))).collect();
            let seed = plan.seed ^ (42 + class as u64);
            head.grown(&self.bins, chosen.with(&yes), Loss::Logistic, &plan.class, seed)
        };
        model.top.trees = grown(&self.top.trees, Class::Top);
        model.doubles = grown(&self.doubles, Class::Doubles);
        model.peak = grown(&self.peak, Class::Peak);
        model.top.largest = place.largest.last().copied().unwrap_or(self.top.largest);
        model
    }

    /// Learns how far off forecasts are from those of a model that knew less of what it was asked.
    fn judge(
        &mut self,
        older: &Self,
        place: &Place<'_>,
        tried: &Chosen,
        said: &[(usize, Forecast)],
        plan: &Refit,
    ) {
        let off: Vec<f32> = said
            .iter()
            .map(|(at, said)| ((place.examples[*at].growth() - said.growth).abs() + 0.1).log2())
            .collect();
        self.spread =
            older.spread.grown(&self.bins, tried.with(&off), Loss::Squared, &plan.spread, plan.seed ^ 45);
        let misses = said.iter().zip(&tried.bins).map(|((at, said), row)| {
            (place.examples[*at].growth() - said.growth) / octaves(self.spread.predict(row))
        });
        self.running = Running::of(said.len() as f64 * 2.0, misses);
        let outcome = |((at, said), row): (&(usize, Forecast), &Vec<u8>)| {
            let example = &place.examples[*at];
            let largest = place.largest[example.cascade as usize];
            Tried {
                parts: top::parts(older.top.trees.predict(row), whole(example.seen, said.growth), largest),
                yes: place.is(Class::Top, *at),
                weight: 1.0,
            }
        };
        self.top.weights = Weights::fit(&said.iter().zip(&tried.bins).map(outcome).collect::<Vec<_>>());
    }
}

/// A place's examples, as a model sees them.
struct Place<'a> {
    examples: &'a [Example],
    /// Those with events, in the order of time.
    used: Vec<usize>,
    bins: Vec<Vec<u8>>,
    /// What the model leaves over of each one's growth.
    left: Vec<f32>,
    cascades: u32,
    /// From which size on (log2) each cascade is among the largest twentieth of those near it in time.
    largest: Vec<f32>,
}

impl<'a> Place<'a> {
    fn new(model: &Model, examples: &'a [Example]) -> Self {
        let mut used: Vec<usize> = (0..examples.len()).filter(|at| examples[*at].seen > 0).collect();
        used.sort_by_key(|at| (examples[*at].cascade, examples[*at].age));
        let bins: Vec<Vec<u8>> = examples.iter().map(|example| model.bins.row(&example.features)).collect();
        let left = |(example, row): (&Example, &Vec<u8>)| {
            example.growth() - model.growth_unheld(&example.features, row)
        };
        let left = examples.iter().zip(&bins).map(left).collect();
        let cascades = examples.iter().map(|example| example.cascade + 1).max().unwrap_or(0);
        let largest = largest(examples, &used, cascades);
        Self { examples, used, bins, left, cascades, largest }
    }

    /// The examples of the cascades from one up to another, with what they count.
    fn chosen(&self, from: u32, end: u32, plan: &Refit) -> Chosen {
        let mut chosen = Chosen::default();
        for at in &self.used {
            let cascade = self.examples[*at].cascade;
            if (from..end).contains(&cascade) {
                let back = f64::from(end - cascade) / (plan.half * f64::from(end)).max(1.0);
                chosen.places.push(*at);
                chosen.bins.push(self.bins[*at].clone());
                chosen.weights.push((-back).exp2() as f32);
                chosen.groups.push(cascade);
            }
        }
        chosen
    }

    fn is(&self, class: Class, at: usize) -> bool {
        let example = &self.examples[at];
        class.holds(example, self.largest[example.cascade as usize])
    }
}

/// Examples chosen to learn from.
#[derive(Default)]
struct Chosen {
    places: Vec<usize>,
    bins: Vec<Vec<u8>>,
    weights: Vec<f32>,
    groups: Vec<u32>,
}

impl Chosen {
    fn with<'b>(&'b self, targets: &'b [f32]) -> Rows<'b> {
        Rows { bins: &self.bins, targets, weights: &self.weights, groups: &self.groups }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cascade::{Event, Root};
    use crate::dice::Dice;
    use crate::forecast::{Recorded, examples, shipped};

    /// A place where long posts go on and short ones are over at once.
    fn place(count: i64) -> Vec<Example> {
        let mut dice = Dice::new(8);
        let mut recorded = Vec::new();
        for number in 0..count {
            let long = dice.below(2) == 1;
            let early = (1..=2 + dice.below(4) as u32).map(|event| event * 60);
            let late = (1..=12).filter(|_| long).map(|event| 4_000 + event * 700);
            let event = |after: u32| Event {
                after,
                parent: None,
                person: u64::from(after) + number as u64 * 7,
                reply: false,
                followers: Some(20.0),
            };
            let root = Root {
                at: 1_700_000_000 + number * 5_000,
                chars: Some(if long { 400.0 } else { 60.0 }),
                ..Root::default()
            };
            recorded.push(Recorded { root, author: None, events: early.chain(late).map(event).collect() });
        }
        [600, 3_600].into_iter().flat_map(|age| examples(&[], &recorded, age, true)).collect()
    }

    fn error<'a>(said: impl Iterator<Item = (&'a Example, f32)>) -> f32 {
        let errors: Vec<f32> = said.map(|(example, said)| (said - example.growth()).powi(2)).collect();
        errors.iter().sum::<f32>() / errors.len() as f32
    }

    #[test]
    fn what_is_so_here_alone_is_learned_and_told_of() {
        let (shipped, examples) = (shipped().unwrap(), place(600));
        let Refitted { model, rehearsal } = shipped.refit(&examples, &Refit::default()).unwrap();
        assert!(rehearsal.iter().all(|(at, _)| examples[*at].cascade >= 400));
        let before = error(rehearsal.iter().map(|(at, _)| {
            let example = &examples[*at];
            (example, shipped.forecast(&example.features, example.seen).growth)
        }));
        let after = error(rehearsal.iter().map(|(at, said)| (&examples[*at], said.growth)));
        assert!(after < 0.5 && after < before / 4.0, "{after} {before}");
        assert_eq!(model.learned_from(), shipped.learned_from() + 600);
        // It knows how sure it may be, what is many here, and says why.
        let told: Vec<(&Example, Forecast)> = examples
            .iter()
            .filter(|example| example.cascade >= 400)
            .map(|example| (example, model.forecast(&example.features, example.seen)))
            .collect();
        let inside = told.iter().filter(|(example, said)| {
            let (low, high) = model.running().interval().around(said, example.seen);
            (low.floor()..=high.ceil()).contains(&(example.whole as f32))
        });
        assert!(inside.count() * 10 >= told.len() * 7);
        assert!(model.largest() < 40.0 && shipped.largest() > 100.0, "{}", model.largest());
        for (example, said) in told.iter().step_by(97) {
            let ledger = model.explain(&example.features);
            let sum = ledger.start + ledger.terms.iter().map(|(_, term)| term).sum::<f32>();
            assert!((sum.max(0.0) - said.growth).abs() < 1e-3);
        }
        assert_eq!(Model::from_bytes(&model.to_bytes()).unwrap().to_bytes(), model.to_bytes());
    }

    #[test]
    fn little_teaches_nothing() {
        assert!(shipped().unwrap().refit(&place(100), &Refit::default()).is_none());
        assert!(shipped().unwrap().refit(&[], &Refit::default()).is_none());
    }
}
