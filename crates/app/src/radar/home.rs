//! What this place taught about forecasts.
//!
//! The model learned on public cascades of other networks, where everything goes further. Whenever a forecast is
//! judged, what it missed by is remembered for its age: the mean is added to later ones, drawn towards nothing
//! while little is known, and the interval follows as it does in training ([`Running`]).
//!
//! Now and then the model itself learns on from this place's own cascades ([`super::refit`]); then lessons begin anew.
//!
//! The model also asks what earlier cascades say of an author and of those who pass a post on. A cascade is remembered
//! for that once its week is over ([`Past`]): as counts and sizes of accounts in memory, no texts, made anew from the
//! rows when the program begins.

use super::live::{AGES, Tracked};
use super::{MOVING, TAUGHT};
use ::radar::cascade::{Known, Past};
use ::radar::forecast::{Forecast as Said, Interval, Model, Running};
use model::{AccountId, Time};
use std::sync::Arc;

/// As many outcomes as the model's own word counts for.
const PRIOR: f64 = 20.0;
/// After so many outcomes one counts half.
const HALF: f64 = 400.0;
/// A single outcome says no more than this, in doublings.
const MOST: f64 = 5.0;
/// From so many outcomes on the interval is this place's own.
const OWN: usize = 100;

/// What was learned about forecasts of one age.
#[derive(Clone, Debug, Default)]
struct Lesson {
    /// The sum of misses, in doublings, and of their weights: newer ones count more.
    missed: f64,
    weight: f64,
    outcomes: usize,
    running: Option<Running>,
}

/// A model with its name on the scoreboard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Forecaster {
    pub(super) name: String,
    pub(super) model: Model,
}

/// What was learned here.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// This place's own model, and the attempt it comes from.
    learned: Option<(i64, Arc<Forecaster>)>,
    /// By age, what forecasts of the model that is in use missed by.
    lessons: [Lesson; AGES.len()],
    past: Past,
}

/// A forecast that was judged, in log2 of what was to come and one more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    /// How old the post was, in seconds.
    pub(super) age: i64,
    /// What the model alone said.
    pub(super) said: f32,
    /// How far off it took itself to be.
    pub(super) spread: f32,
    /// What came.
    pub(super) came: f32,
}

impl Home {
    /// One that has heard of nothing yet but its own model.
    pub(super) fn of(learned: Option<(i64, Arc<Forecaster>)>) -> Self {
        Self { learned, ..Self::default() }
    }

    /// This place's own model, with the number of the attempt it comes from.
    pub(super) fn learned(&self) -> Option<(i64, Arc<Forecaster>)> {
        self.learned.clone()
    }

    /// What forecasts are made with.
    pub(super) fn forecaster<'a>(&'a self, shipped: &'a Forecaster) -> &'a Forecaster {
        self.learned.as_ref().map_or(shipped, |(_, learned)| learned)
    }

    /// Whether a forecast by a model of that name teaches something about the model in use.
    pub(super) fn learns_from(&self, name: &str, shipped: &Forecaster) -> bool {
        let name = name.strip_suffix(MOVING).unwrap_or(name);
        name.strip_suffix(TAUGHT).unwrap_or(name) == self.forecaster(shipped).name
    }

    /// Takes over what was heard of models and forecasts; the people of the past stay.
    pub(super) fn hear(&mut self, heard: Self) {
        *self = Self { past: std::mem::take(&mut self.past), ..heard };
    }

    /// Learns from a forecast that was judged, where the model in use made it.
    pub(super) fn learn_of(&mut self, name: &str, shipped: &Forecaster, judged: &Judged) {
        if self.learns_from(name, shipped) {
            self.learn(judged);
        }
    }

    pub(super) fn learn(&mut self, judged: &Judged) {
        let lesson = &mut self.lessons[nearest(judged.age)];
        let missed = f64::from(judged.came - judged.said).clamp(-MOST, MOST);
        if !missed.is_finite() {
            return;
        }
        let before = lesson.bias();
        let fade = 0.5_f64.powf(1.0 / HALF);
        lesson.missed = lesson.missed * fade + missed;
        lesson.weight = lesson.weight * fade + 1.0;
        lesson.outcomes += 1;
        // The interval stands around what would have been said with what was known then.
        let running = lesson.running.get_or_insert_with(|| Running::new(HALF));
        running.learn((judged.came - judged.said - before) / judged.spread.max(0.05));
    }

    /// What is added to a forecast at an age, and the interval around it.
    pub(super) fn at(&self, model: &Model, age: i64) -> (f32, Interval) {
        let lesson = &self.lessons[nearest(age)];
        let own = lesson.running.as_ref().filter(|_| lesson.outcomes >= OWN);
        (lesson.bias(), own.unwrap_or_else(|| model.running()).interval())
    }

    /// Whether anything was learned that tells.
    pub(super) fn has_learned(&self) -> bool {
        self.lessons.iter().any(|lesson| lesson.outcomes > 0)
    }

    /// Remembers a cascade whose week is over. Older ones have to come first.
    pub(super) fn remember(&mut self, over: &Tracked) {
        let size = over.cascade.count();
        if size > 0 {
            self.past.remember(Some(number(over.author)), over.root.at, size, over.people().map(number));
        }
    }

    /// What was known of a cascade's people at a time.
    pub(super) fn known(&self, tracked: &Tracked, now: Time) -> Known {
        let author = Some(number(tracked.author));
        self.past.known(author, now.millis() / 1_000, tracked.events_by().map(number))
    }
}

#[allow(clippy::cast_sign_loss)] // any number of their own
pub(super) fn number(account: AccountId) -> u64 {
    account.0 as u64
}

impl Lesson {
    fn bias(&self) -> f32 {
        #[allow(clippy::cast_possible_truncation)] // within ±5
        let bias = (self.missed / (self.weight + PRIOR)) as f32;
        bias
    }
}

/// The age among [`AGES`] that is nearest, in doublings.
fn nearest(age: i64) -> usize {
    #[allow(clippy::cast_precision_loss)] // seconds of a week
    let away = |at: i64| ((age.max(1) as f64 / at as f64).ln().abs() * 1e6) as i64;
    (0..AGES.len()).min_by_key(|place| away(AGES[*place])).unwrap_or_default()
}

/// A forecast with what was learned added.
pub(super) fn moved(said: Said, seen: u32, by: f32) -> Said {
    let growth = (said.growth + by).clamp(0.0, 30.0);
    #[allow(clippy::cast_precision_loss)] // a count
    let whole = seen as f32 + growth.exp2() - 1.0;
    Said { growth, whole, ..said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::radar::forecast::shipped;

    #[test]
    fn a_place_where_nothing_goes_far_is_learned() {
        let model = shipped().unwrap();
        let mut home = Home::default();
        let (before, usual) = home.at(&model, 600);
        assert_eq!((before, usual), (0.0, model.running().interval()));
        let judged = Judged { age: 600, said: 4.0, spread: 1.0, came: 1.0 };
        home.learn(&judged);
        assert!(home.at(&model, 600).0 > -0.2, "one outcome is no rule");
        for _ in 0..200 {
            home.learn(&judged);
        }
        let (by, own) = home.at(&model, 700);
        assert!((-3.0..-2.4).contains(&by), "{by}");
        assert!(own.high < usual.high, "{own:?} {usual:?}");
        assert_eq!(home.at(&model, 21_600).0, 0.0, "other ages learn for themselves");
    }

    #[test]
    fn nonsense_teaches_nothing() {
        let mut home = Home::default();
        home.learn(&Judged { age: 300, said: f32::NAN, spread: 1.0, came: 2.0 });
        assert!(!home.has_learned());
    }
}
