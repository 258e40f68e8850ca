//! Radar: what is catching fire, how far it is likely to go, and how often that was wrong.
//!
//! The forecasts are the crate `radar`'s; here its cascades are fed with what happens ([`live`]), forecasts
//! are written down at fixed ages and settled when the seven days are over ([`score`]). Nothing of it enters
//! any ranking unless the administrator lets it ([`foresee`]).

mod elsewhere;
mod fires;
mod follow;
mod foresee;
mod home;
mod live;
mod past;
mod reach;
mod refit;
mod score;
#[cfg(test)]
mod stories;
mod telling;
mod things;
mod topics;
mod trust;

use crate::{App, Error, Result};
use ::radar::cascade::{self, Cascade, Known, Root, WHOLE};
use ::radar::forecast::Forecast as Said;
use home::{Forecaster, Home};
use model::visibility::Viewer;
use model::{PostId, Time};
use serde::{Deserialize, Serialize};

pub use elsewhere::{Appeared, Elsewhere, Heard, Watch};
pub use fires::{Distance, Wanted};
pub(crate) use live::Live;
pub use reach::Reach;
pub use refit::{Refitting, Trial, Verdict};
pub use score::{Bin, Board, Kept, Miss};
pub use things::Thing;
pub use topics::Topic;

/// A forecast, in reposts and answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// How many there were when it was made.
    pub seen: u32,
    /// How many are expected seven days after the post appeared.
    #[serde(rename = "final")]
    pub whole: f32,
    /// In four of five cases it ends at no fewer than this.
    pub low: f32,
    /// And no more than this.
    pub high: f32,
    /// How likely it ends among the largest hundredth of comparable posts.
    pub p_top1: f32,
    /// Among the largest twentieth.
    pub p_top5: f32,
    /// How likely it at least doubles from now.
    pub p_double: f32,
    /// How likely its busiest half hour is still to come.
    pub p_peak_ahead: f32,
    /// The middle of the busiest half hour so far, in milliseconds since 1970; nothing where it is likelier still to come.
    pub peak_at: Option<i64>,
    /// What the model alone said is still to come, in log2, and how far off it took itself to be: what is learned
    /// from when it is judged.
    #[serde(default)]
    pub alone: Option<(f32, f32)>,
}

/// A forecast with when and how it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When.
    pub at: Time,
    /// How old the post was, in seconds.
    pub age: i64,
    /// By which model.
    pub model: String,
    /// What it says.
    pub forecast: Forecast,
}

/// Why a forecast is what it is: in log2 of what is still to come, the start and all terms sum to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reasons {
    /// What holds for any post.
    pub start: f32,
    /// What was looked at, what was found, and what that added.
    pub terms: Vec<(&'static str, f32, f32)>,
}

/// What all terms of a forecast are called, in every language; pages have words of their own for them.
pub fn terms() -> impl Iterator<Item = &'static str> {
    [OWN_TERM].into_iter().chain((0..cascade::FEATURES).map(cascade::name))
}

/// The term that says what this server's own posts taught.
const OWN_TERM: &str = "this place";

/// A post that is passed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Fire {
    /// Which.
    pub post: PostId,
    /// What is forecast now.
    pub told: Told,
    /// Why.
    pub reasons: Reasons,
}

/// All about one post.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What is forecast now.
    pub fire: Fire,
    /// When the post appeared.
    pub since: Time,
    /// The forecasts that were written down, oldest first.
    pub history: Vec<Told>,
    /// How many there were by when: moments in milliseconds since 1970, each half hour in which some came.
    pub series: Vec<(i64, i64)>,
}

/// What the model that is part of the program is called on the scoreboard.
pub const MODEL: &str = "shipped-1";
/// What the name of a model begins with that learned on from this server's own cascades; the day follows.
pub const LEARNED: &str = "learned here ";
/// What is added to a model's name where what its forecasts here missed by is added to what it says.
pub const TAUGHT: &str = ", taught here";
/// What is added to the model's name where its forecasts move feeds: they are judged apart.
pub const MOVING: &str = ", moving feeds";
/// How much more the largest hundredth has than the largest twentieth, where sizes fall off as their inverse, as
/// those of cascades about do (Goel, Anderson, Hofman, Watts 2016).
const TOP: f32 = 5.0;

impl App {
    /// What is forecast of one public post, what was, and how it went so far. Of a post whose author does not want
    /// to be found, the author alone is told.
    pub async fn course(&self, viewer: Viewer, post: PostId) -> Result<Course> {
        if !store::visibility::may_see(&mut self.read().await?, post, viewer).await? {
            return Err(Error::NotFound);
        }
        self.watch_fires().await?;
        let root =
            store::radar::roots(&mut self.read().await?, &[post]).await?.pop().ok_or(Error::NotFound)?;
        if !root.open && viewer != Some(root.author) {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let shipped = self.inner.radar.shipped()?;
        let (told, reasons) = {
            let live = self.inner.radar.state.lock();
            let begun = live::Tracked::new(&root);
            forecast(shipped, &live.home, live.tracked.get(&post).unwrap_or(&begun), now)
        };
        let mut rows = self.read().await?;
        let history = store::radar::of_post(&mut rows, post).await?.iter().filter_map(told_of).collect();
        let until = Time::from_millis((root.at.millis() + i64::from(WHOLE) * 1_000).min(now.millis()));
        let first = live::first_joined(&mut rows).await?;
        let halves = store::radar::by_half_hour(&mut rows, first, post, root.at, until).await?;
        let mut count = 0;
        let series = halves.into_iter().map(|(half, more)| {
            count += more;
            ((root.at.millis() + (half + 1) * 1_800_000).min(until.millis()), count)
        });
        Ok(Course { fire: Fire { post, told, reasons }, since: root.at, history, series: series.collect() })
    }
}

/// The forecast of a post as it stands.
fn forecast(shipped: &Forecaster, home: &Home, tracked: &live::Tracked, now: Time) -> (Told, Reasons) {
    let known = home.known(tracked, now);
    forecast_of(shipped, home, &tracked.root, &tracked.cascade, &known, now)
}

fn forecast_of(
    shipped: &Forecaster,
    home: &Home,
    root: &Root,
    cascade: &Cascade,
    known: &Known,
    now: Time,
) -> (Told, Reasons) {
    let age = (now.millis() / 1_000 - root.at).clamp(1, i64::from(WHOLE));
    let seconds = u32::try_from(age).unwrap_or(WHOLE);
    let features = cascade.features(root, known, seconds);
    let seen = cascade.count();
    let Forecaster { name, model } = home.forecaster(shipped);
    let alone = model.forecast(&features, seen);
    let (by, interval) = home.at(model, age);
    let said = home::moved(alone, seen, by);
    let (low, high) = interval.around(&said, seen);
    let peak = cascade.busiest().0;
    let peak_at = (root.at + i64::from(peak * cascade::STRETCH + cascade::STRETCH / 2)) * 1_000;
    let forecast = Forecast {
        seen,
        whole: said.whole,
        low: low.floor(),
        high: high.ceil(),
        p_top1: beyond(&said, model.largest() * TOP, seen).min(said.top),
        p_top5: said.top,
        p_double: said.doubles,
        p_peak_ahead: said.peak_ahead,
        peak_at: (said.peak_ahead < 0.5 && seen > 0).then_some(peak_at),
        alone: Some((alone.growth, alone.spread)),
    };
    let ledger = model.explain(&features);
    let terms =
        ledger.terms.into_iter().map(|(feature, delta)| (cascade::name(feature), features[feature], delta));
    let own = home.has_learned().then_some((OWN_TERM, 1.0, by));
    let reasons = Reasons { start: ledger.start, terms: own.into_iter().chain(terms).collect() };
    let model = if home.has_learned() { format!("{name}{TAUGHT}") } else { name.clone() };
    (Told { at: now, age, model, forecast }, reasons)
}

/// How likely a size is reached, where misses in spreads are spread as logistic errors are.
fn beyond(said: &Said, size: f32, seen: u32) -> f32 {
    let needed = (size - seen as f32 + 1.0).max(1.0).log2();
    let spreads = (needed - said.growth) / said.spread.max(1e-3);
    // The logistic distribution with this scale has a spread of one.
    1.0 / (1.0 + (1.814 * spreads).exp())
}

fn told_of(made: &store::radar::Made) -> Option<Told> {
    let forecast = serde_json::from_str(&made.said).ok()?;
    Some(Told { at: made.at, age: made.age, model: made.model.clone(), forecast })
}
