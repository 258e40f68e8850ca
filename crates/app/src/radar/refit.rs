//! The model learns on from this server's own cascades.
//!
//! Once an hour it is seen whether there are enough new cascades whose week is over; then further trees learn what the
//! model of the program leaves over ([`Refit`]). They take over only where they would have been better: on the newest
//! third of the cascades, from the older two, than the model of the program with what its misses there taught ([`Home`]).
//! What is learned from are counts, times and who was there, as in every forecast; no texts. What was measured is kept
//! and published; of the models only the one in use is kept.

use super::home::{Forecaster, Home, Judged, moved, number};
use super::live::AGES;
use super::{LEARNED, MODEL, past};
use crate::jobs::{Job, later, later_unless};
use crate::{App, Error, Result};
use ::radar::cascade::WHOLE;
use ::radar::forecast::{Example, Model, Recorded, Refit, Refitted, examples};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use model::{PostId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::Tx;
use store::forecast_models::Attempt;

/// Cascades learned from, the newest.
const MOST: usize = 6_000;
/// The fewest.
const LEAST: usize = 500;
/// By which share there have to be more than the last time.
const MORE: f64 = 0.2;
/// The fewest new ones.
const LEAST_MORE: usize = 100;
/// How often it is seen whether there are enough.
const LOOK: Duration = Duration::from_secs(3_600);
/// How long nothing is learned after something was.
const PAUSE: Duration = Duration::from_secs(24 * 3_600);
/// So many standard errors have to lie between the errors: in one case of twenty chance alone reaches that.
const SURE: f64 = 1.64;
/// Attempts that are told of.
const TOLD: usize = 20;

/// The name of the job.
const KEY: &str = "refit-radar";

/// What became of learning on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The new model is in use from then on.
    Taken,
    /// It is not clearly better: what was in use stays.
    Kept,
    /// It is worse: the model of the program is in use from then on.
    Shipped,
}

/// Forecasts of the newest cascades by models that did not know them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Of how many cascades; each was looked at up to five times.
    pub cascades: usize,
    /// The mean squared error, of log2(growth to come + 1), of the model of the program with what its misses taught.
    pub before: f64,
    /// That of the model that learned on.
    pub after: f64,
    /// The standard error of their difference.
    pub unsure: f64,
}

/// One time the model learned on.
#[derive(Clone, Debug, PartialEq)]
pub struct Refitting {
    /// When.
    pub at: Time,
    /// What the new model is called.
    pub model: String,
    /// From how many cascades of this server it learned.
    pub cascades: usize,
    /// How it did.
    pub trial: Trial,
    /// What became of it.
    pub verdict: Verdict,
}

/// What is kept of it beside the model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Measured {
    cascades: usize,
    trial: Trial,
    verdict: Verdict,
}

impl App {
    /// When the model learned from this server's own cascades and how well, the newest first.
    pub async fn refittings(&self) -> Result<Vec<Refitting>> {
        let attempts = store::forecast_models::all(&mut self.read().await?, MODEL, TOLD).await?;
        let told = |attempt: &Attempt| {
            let Measured { cascades, trial, verdict } = measured(attempt)?;
            Some(Refitting { at: attempt.at, model: name(attempt.at), cascades, trial, verdict })
        };
        Ok(attempts.iter().filter_map(told).collect())
    }

    /// Learns on where there is enough that is new, and sees to it that this is looked at again.
    pub(crate) async fn refit_radar(&self, job: i64) -> Result<()> {
        let now = self.now();
        let over = Time::from_millis(now.millis() - i64::from(WHOLE) * 1_000);
        let mut rows = self.read().await?;
        let posts = past::over_by(&mut rows, over, MOST).await?;
        let last = store::forecast_models::all(&mut rows, MODEL, 1).await?.pop();
        drop(rows);
        let newest = newest_if_enough(&posts, last.as_ref());
        if let Some(newest) = newest {
            self.learn_on(now, &posts, newest).await?;
        }
        let again = now.plus(if newest.is_some() { PAUSE } else { LOOK });
        // The name passes on only now: while this job has it, no other node begins the same.
        self.write(move |tx| {
            Box::pin(async move {
                store::jobs::let_go(tx, job).await?;
                later(tx, &Job::RefitRadar, Some(KEY), again).await
            })
        })
        .await
    }

    /// Learns on from cascades that are over, the oldest first.
    async fn learn_on(&self, now: Time, posts: &[PostId], newest: PostId) -> Result<()> {
        let mut recorded = Vec::new();
        past::read(self, posts, |one, events| {
            recorded.push(Recorded { root: one.root, author: Some(number(one.author)), events });
        })
        .await?;
        let (app, cascades) = (self.clone(), recorded.len());
        let learned =
            tokio::task::spawn_blocking(move || Ok(refitted(app.inner.radar.shipped()?, &recorded)));
        let learned: Result<_> = learned.await.map_err(|error| Error::internal("learning on", error))?;
        let Some((model, trial)) = learned? else { return Ok(()) };
        let verdict = trial.verdict();
        tracing::info!(cascades, ?trial, ?verdict, "forecasts learned on from this server's own cascades");
        let measured = serde_json::to_string(&Measured { cascades, trial, verdict })
            .map_err(|error| Error::internal("what was measured", error))?;
        let attempt = Attempt { id: 0, base: MODEL.to_owned(), at: now, newest, measured };
        let model = (verdict == Verdict::Taken).then(|| BASE64.encode(model.to_bytes()));
        self.write(move |tx| {
            Box::pin(async move {
                let id = store::forecast_models::add(tx, &attempt, model.as_deref()).await?;
                if verdict != Verdict::Kept {
                    store::forecast_models::forget_before(tx, id).await?;
                }
                Ok(())
            })
        })
        .await?;
        super::score::hear_lessons(self).await
    }
}

/// Has it seen, within a write, whether there is enough to learn on from, unless that is going to be seen anyway.
pub(super) async fn see_to_it(tx: &mut Tx, now: Time) -> Result<()> {
    later_unless(tx, &Job::RefitRadar, KEY, now).await
}

/// This place's own model, where one is in use, with the number of the attempt it comes from. `known` is spared being
/// read again.
pub(super) async fn in_use(
    app: &App,
    known: Option<(i64, Arc<Forecaster>)>,
) -> Result<Option<(i64, Arc<Forecaster>)>> {
    let mut rows = app.read().await?;
    let Some((id, at)) = store::forecast_models::in_use(&mut rows, MODEL).await? else { return Ok(None) };
    if let Some(known) = known.filter(|(known, _)| *known == id) {
        return Ok(Some(known));
    }
    let Some(text) = store::forecast_models::model(&mut rows, id).await? else { return Ok(None) };
    let read = BASE64.decode(text).ok().and_then(|bytes| Model::from_bytes(&bytes).ok());
    if read.is_none() {
        tracing::warn!(id, "the model this server learned cannot be read; that of the program is used");
    }
    Ok(read.map(|model| (id, Arc::new(Forecaster { name: name(at), model }))))
}

fn name(at: Time) -> String {
    format!("{LEARNED}{}", at.iso_date())
}

fn measured(attempt: &Attempt) -> Option<Measured> {
    serde_json::from_str(&attempt.measured).ok()
}

/// The newest of the posts, where there are enough of them and enough that are newer than what was learned from.
fn newest_if_enough(posts: &[PostId], last: Option<&Attempt>) -> Option<PostId> {
    let newest = *posts.last().filter(|_| posts.len() >= LEAST)?;
    let Some(last) = last else { return Some(newest) };
    let new = posts.iter().filter(|post| **post > last.newest).count();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    // thousands
    let more = (measured(last).map_or(0, |measured| measured.cascades) as f64 * MORE) as usize;
    (new >= more.max(LEAST_MORE)).then_some(newest)
}

/// A model that learned on from cascades in the order of time, and how it did; nothing where there is too little to learn
/// from.
fn refitted(shipped: &Forecaster, recorded: &[Recorded]) -> Option<(Model, Trial)> {
    let ages = AGES.map(|age| u32::try_from(age).unwrap_or(WHOLE));
    let looked: Vec<Example> = ages.into_iter().flat_map(|age| examples(&[], recorded, age, true)).collect();
    let Refitted { model, rehearsal } = shipped.model.refit(&looked, &Refit::default())?;
    let asked: Vec<usize> = rehearsal.iter().map(|(at, _)| *at).collect();
    let before = as_taught(shipped, &looked, &asked);
    let errors = rehearsal.iter().zip(before).map(|((at, said), before)| {
        let came = looked[*at].growth();
        (looked[*at].cascade, f64::from(before - came).powi(2), f64::from(said.growth - came).powi(2))
    });
    Some((model, Trial::of(errors)?))
}

/// What the model of the program would have said of some examples, with what it had missed by of those before them.
fn as_taught(shipped: &Forecaster, looked: &[Example], asked: &[usize]) -> Vec<f32> {
    let first = asked.iter().map(|at| looked[*at].cascade).min().unwrap_or_default();
    let mut home = Home::default();
    let mut older: Vec<&Example> =
        looked.iter().filter(|example| example.seen > 0 && example.cascade < first).collect();
    older.sort_by_key(|example| (example.cascade, example.age));
    for example in older {
        let said = shipped.model.forecast(&example.features, example.seen);
        let (age, came) = (i64::from(example.age), example.growth());
        home.learn(&Judged { age, said: said.growth, spread: said.spread, came });
    }
    let said = |at: &usize| {
        let example = &looked[*at];
        let said = shipped.model.forecast(&example.features, example.seen);
        let (by, _) = home.at(&shipped.model, i64::from(example.age));
        moved(said, example.seen, by).growth
    };
    asked.iter().map(said).collect()
}

impl Trial {
    /// Squared errors of two models, each with the cascade they belong to: looks at the same one are no news of their own.
    fn of(errors: impl Iterator<Item = (u32, f64, f64)>) -> Option<Self> {
        let mut each: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
        for (cascade, before, after) in errors {
            let sum = each.entry(cascade).or_default();
            (sum.0, sum.1, sum.2) = (sum.0 + before, sum.1 + after, sum.2 + 1.0);
        }
        let count = f64::from(u32::try_from(each.len()).ok().filter(|count| *count > 1)?);
        let mean = |of: &dyn Fn(&(f64, f64, f64)) -> f64| each.values().map(of).sum::<f64>() / count;
        let (before, after) = (mean(&|sum| sum.0 / sum.2), mean(&|sum| sum.1 / sum.2));
        let variance = mean(&|sum| ((sum.0 - sum.1) / sum.2 - (before - after)).powi(2));
        Some(Self { cascades: each.len(), before, after, unsure: (variance / (count - 1.0)).sqrt() })
    }

    fn verdict(&self) -> Verdict {
        let better = self.before - self.after;
        if better > SURE * self.unsure {
            Verdict::Taken
        } else if better < 0.0 {
            Verdict::Shipped
        } else {
            Verdict::Kept
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(newest: i64, cascades: usize) -> Attempt {
        let trial = Trial { cascades, before: 1.0, after: 1.0, unsure: 0.1 };
        let measured = Measured { cascades, trial, verdict: Verdict::Kept };
        Attempt {
            id: 1,
            base: MODEL.to_owned(),
            at: Time::default(),
            newest: PostId(newest),
            measured: serde_json::to_string(&measured).unwrap(),
        }
    }

    #[test]
    fn it_is_tried_when_there_is_enough_that_is_new() {
        let posts: Vec<PostId> = (1..=1_200).map(PostId).collect();
        assert_eq!(newest_if_enough(&posts[..LEAST - 1], None), None);
        assert_eq!(newest_if_enough(&posts[..LEAST], None), Some(PostId(500)));
        assert_eq!(newest_if_enough(&posts[..599], Some(&attempt(500, 500))), None);
        assert_eq!(newest_if_enough(&posts[..600], Some(&attempt(500, 500))), Some(PostId(600)));
        assert_eq!(newest_if_enough(&posts[..1_199], Some(&attempt(1_000, 1_000))), None, "a fifth more");
        assert_eq!(newest_if_enough(&posts, Some(&attempt(1_000, 1_000))), Some(PostId(1_200)));
    }

    #[test]
    fn only_what_is_clearly_better_takes_over() {
        let trial = |after: f64| {
            // The same every time, or now this way and now that.
            let errors = (0..200_u32).map(move |at| (at / 2, 1.0 + f64::from(at / 2 % 2), after));
            Trial::of(errors).unwrap()
        };
        assert_eq!((trial(1.4).cascades, trial(1.4).before), (100, 1.5));
        assert!((trial(1.4).unsure - 0.05).abs() < 1e-3);
        let verdicts = [1.4, 1.45, 1.6].map(|after| trial(after).verdict());
        assert_eq!(verdicts, [Verdict::Taken, Verdict::Kept, Verdict::Shipped]);
        assert_eq!(Trial::of([(1, 1.0, 0.0)].into_iter()), None, "one is no trial");
    }
}
