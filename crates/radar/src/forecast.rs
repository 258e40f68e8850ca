//! How far a cascade will travel: learned heads on its features.
//!
//! Four kinds of members forecast the growth still to come, in log2: trees from nothing, trees on top of the
//! count so far (which carries over to larger cascades than were ever seen), trees on top of a straight line
//! through all features, and likeness to other cascades. The forecast is a mean of them, and every feature's part in it can be told
//! ([`Model::explain`]). Other heads say how far that is usually off, and how likely the cascade is to end
//! among the largest, to double, and to have its peak ahead.

mod codec;
mod example;
mod interval;
mod refit;
mod shipped;
mod top;
mod train;

pub use example::{Example, Recorded, examples, known_at};
pub use interval::{Interval, Running};
pub use refit::{Refit, Refitted};
pub use shipped::{SHIPPED_AGES, shipped};
pub use train::{Plan, Rolled, roll, train};

use crate::cascade::{FEATURES, Features};
use crate::likeness::Likeness;
use crate::line::Line;
use crate::trees::{Bins, Forest};
use top::Top;

/// A trained model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    bins: Bins,
    members: Vec<Member>,
    /// How far off forecasts are, in log2 of octaves.
    spread: Forest,
    top: Top,
    doubles: Forest,
    peak: Forest,
    /// How many spreads an interval reaches, learned on the training cascades' own order of time.
    running: Running,
    /// From how many cascades it learned.
    learned_from: u32,
}

/// One of those whose mean is the forecast of growth.
#[derive(Clone, Debug, PartialEq)]
struct Member {
    share: f32,
    line: Line,
    rest: Rest,
}

/// What a member says beyond its line.
#[derive(Clone, Debug, PartialEq)]
enum Rest {
    Trees(Forest),
    Likeness(Likeness),
}

/// What is to be expected of a cascade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// log2(events still to come + 1): the point with the least expected squared error.
    pub growth: f32,
    /// How far that is usually off, in the same unit.
    pub spread: f32,
    /// Events in the end.
    pub whole: f32,
    /// The probability of ending among the largest twentieth of comparable cascades.
    pub top: f32,
    /// The probability of at least doubling from now.
    pub doubles: f32,
    /// The probability that the busiest half hour is still to come.
    pub peak_ahead: f32,
}

/// A forecast taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// What holds for any cascade.
    pub start: f32,
    /// What each feature added, those that moved it most first.
    pub terms: Vec<(usize, f32)>,
}

impl Model {
    /// The forecast for a cascade with these features, of which so many events were seen.
    pub fn forecast(&self, features: &Features, seen: u32) -> Forecast {
        let row = self.bins.row(features);
        let growth = self.growth_unheld(features, &row).clamp(0.0, 30.0);
        let (whole, spread) = (whole(seen, growth), octaves(self.spread.predict(&row)));
        Forecast {
            growth,
            spread,
            whole,
            top: self.top.at(&row, whole),
            doubles: odds(self.doubles.predict(&row)),
            peak_ahead: odds(self.peak.predict(&row)),
        }
    }

    /// What the members say together, which may be less than nothing.
    fn growth_unheld(&self, features: &Features, row: &[u8]) -> f32 {
        self.members.iter().map(|member| member.share * member.at(features, row)).sum()
    }

    /// What intervals are made of: [`Running::interval`] as learned in training; a copy can go on learning.
    pub fn running(&self) -> &Running {
        &self.running
    }

    /// From how many cascades the model learned.
    pub fn learned_from(&self) -> u32 {
        self.learned_from
    }

    /// From how many events on a cascade is among the largest twentieth of those learned from.
    pub fn largest(&self) -> f32 {
        self.top.largest.exp2()
    }

    /// Why the growth is what it is: the terms and the start add up to the forecast before it is held
    /// above nothing.
    pub fn explain(&self, features: &Features) -> Ledger {
        let row = self.bins.row(features);
        let mut terms = [0.0; FEATURES];
        let mut start = 0.0;
        for member in &self.members {
            start += member.line.explain(features, member.share, &mut terms);
            start += match &member.rest {
                Rest::Trees(forest) => forest.explain(&row, member.share, &mut terms),
                Rest::Likeness(likeness) => likeness.explain(features, member.share, &mut terms),
            };
        }
        let mut terms: Vec<(usize, f32)> =
            terms.into_iter().enumerate().filter(|(_, term)| *term != 0.0).collect();
        terms.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then(one.0.cmp(&other.0)));
        Ledger { start, terms }
    }
}

impl Forecast {
    /// By how many spreads a growth was more than forecast: what [`Running`] learns from.
    pub fn miss(&self, growth: f32) -> f32 {
        (growth - self.growth) / self.spread
    }
}

impl Member {
    fn at(&self, features: &Features, row: &[u8]) -> f32 {
        let rest = match &self.rest {
            Rest::Trees(forest) => forest.predict(row),
            Rest::Likeness(likeness) => likeness.at(features),
        };
        self.line.at(features) + rest
    }
}

/// Events in the end, from events seen and growth in log2.
pub(crate) fn whole(seen: u32, growth: f32) -> f32 {
    seen as f32 + growth.max(0.0).exp2() - 1.0
}

/// A spread from what its trees say, within reason.
fn octaves(log: f32) -> f32 {
    log.clamp(-5.0, 3.0).exp2()
}

fn odds(log: f32) -> f32 {
    1.0 / (1.0 + (-log).exp())
}
