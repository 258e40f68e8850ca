//! The scoreboard: every forecast that was written down, against what happened.

use super::home::{Home, Judged};
use super::{Forecast, Told, told_of};
use crate::{App, Error, Result};
use ::radar::cascade::WHOLE;
use ::radar::measure::{Outcome, measure};
use model::{PostId, Time};
use serde::{Deserialize, Serialize};

/// Forecasts looked at, the newest first.
const LOOKED_AT: usize = 20_000;
/// Forecasts settled at once.
const AT_ONCE: usize = 200;
/// Outcomes learned from at the start.
const LESSONS: usize = 4_000;
/// Misses that are shown.
const WORST: usize = 10;

/// What came of a post.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Came {
    #[serde(rename = "final")]
    whole: u32,
    /// The middle of its busiest half hour, in milliseconds since 1970.
    peak_at: Option<i64>,
}

/// One tenth of what was said to be likely, and how often it came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The mean of what was said.
    pub said: f64,
    /// How often it came.
    pub came: f64,
    /// Of how many.
    pub count: usize,
}

/// A forecast that was far off.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// Of which post.
    pub post: PostId,
    /// When.
    pub at: Time,
    /// What was said.
    pub forecast: Forecast,
    /// What came.
    pub whole: u32,
}

/// How right a model was at an age.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The model.
    pub model: String,
    /// The age, in seconds.
    pub age: i64,
    /// How many forecasts.
    pub count: usize,
    /// The Brier score of "it will at least double": 0 is right, a quarter is guessing.
    pub brier: f64,
    /// The same forecasts by what was said.
    pub calibration: Vec<Bin>,
    /// The share that ended within the interval; four fifths are meant to.
    pub coverage: f64,
    /// Mean squared error of log2(growth to come + 1).
    pub msle: f64,
    /// The ten that were furthest off.
    pub worst: Vec<Miss>,
}

impl App {
    /// How right the forecasts were, by model and age.
    pub async fn scoreboard(&self) -> Result<Vec<Board>> {
        let made = store::radar::settled(&mut self.read().await?, LOOKED_AT).await?;
        let mut boards: Vec<((String, i64), Vec<Settled>)> = Vec::new();
        for one in &made {
            let (Some(told), Some(came)) = (
                told_of(one),
                one.outcome.as_deref().and_then(|text| serde_json::from_str::<Came>(text).ok()),
            ) else {
                continue;
            };
            let key = (one.model.clone(), one.age);
            let settled = Settled { post: one.post, at: one.at, forecast: told.forecast, came };
            match boards.iter_mut().find(|(other, _)| *other == key) {
                Some((_, all)) => all.push(settled),
                None => boards.push((key, vec![settled])),
            }
        }
        boards.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(boards.into_iter().map(|((model, age), all)| board(model, age, all)).collect())
    }
}

/// A forecast as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Of which post; nothing where its author does not want to be found.
    pub post: Option<PostId>,
    /// When it was made, and what it said.
    pub told: Told,
    /// How many there were in the end and when it was busiest, where the seven days are over.
    pub came: Option<(u32, Option<Time>)>,
}

impl App {
    /// The forecasts that were written down, the newest first: at most 20,000.
    pub async fn all_forecasts(&self) -> Result<Vec<Kept>> {
        let made = store::radar::all(&mut self.read().await?, LOOKED_AT).await?;
        let kept = |(made, open): (store::radar::Made, bool)| {
            let came = made.outcome.as_deref().and_then(|text| serde_json::from_str::<Came>(text).ok());
            Some(Kept {
                post: open.then_some(made.post),
                told: told_of(&made)?,
                came: came.map(|came| (came.whole, came.peak_at.map(Time::from_millis))),
            })
        };
        Ok(made.into_iter().filter_map(kept).collect())
    }
}

struct Settled {
    post: PostId,
    at: Time,
    forecast: Forecast,
    came: Came,
}

impl Settled {
    fn doubled(&self) -> bool {
        f64::from(self.came.whole) >= 2.0 * f64::from(self.forecast.seen)
    }

    fn miss(&self) -> f64 {
        let growth = |whole: f64| (whole - f64::from(self.forecast.seen) + 1.0).max(1.0).log2();
        (growth(f64::from(self.forecast.whole)) - growth(f64::from(self.came.whole))).abs()
    }
}

fn board(model: String, age: i64, mut all: Vec<Settled>) -> Board {
    let outcomes: Vec<Outcome> = all.iter().map(outcome).collect();
    let measures = measure(&outcomes);
    let wrong =
        |one: &Settled| (f64::from(one.forecast.p_double) - f64::from(u8::from(one.doubled()))).powi(2);
    let count = f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
    let brier = all.iter().map(wrong).sum::<f64>() / count.max(1.0);
    let calibration = bins(&all);
    all.sort_by(|a, b| b.miss().total_cmp(&a.miss()));
    let worst = all.iter().take(WORST).map(|one| Miss {
        post: one.post,
        at: one.at,
        forecast: one.forecast.clone(),
        whole: one.came.whole,
    });
    Board {
        model,
        age,
        count: all.len(),
        brier,
        calibration,
        coverage: measures.covered,
        msle: measures.growth,
        worst: worst.collect(),
    }
}

/// A forecast as it is learned from, where it says what the model alone said.
fn judged(made: &store::radar::Made, came: &Came) -> Option<Judged> {
    let forecast = told_of(made)?.forecast;
    let (said, spread) = forecast.alone?;
    #[allow(clippy::cast_precision_loss)] // counts
    let came = (came.whole.saturating_sub(forecast.seen) as f32 + 1.0).log2();
    Some(Judged { age: made.age, said, spread, came })
}

/// Learns again from what was judged before this program began, and from what was over by then.
pub(super) async fn remember_lessons(app: &App, over_by: Time) -> Result<()> {
    let mut home = lessons(app).await?;
    super::past::remember(app, &mut home, over_by).await?;
    app.inner.radar.state.lock().home = home;
    Ok(())
}

/// Hears which model is in use and what was judged, whichever node learned it.
pub(super) async fn hear_lessons(app: &App) -> Result<()> {
    let heard = lessons(app).await?;
    let mut state = app.inner.radar.state.lock();
    state.home.hear(heard);
    state.burning = None;
    Ok(())
}

/// The model in use, and what its forecasts missed by.
async fn lessons(app: &App) -> Result<Home> {
    let shipped = app.inner.radar.shipped()?;
    let known = app.inner.radar.state.lock().home.learned();
    let mut home = Home::of(super::refit::in_use(app, known).await?);
    let made = store::radar::settled(&mut app.read().await?, LESSONS).await?;
    for made in made.iter().rev() {
        let came = made.outcome.as_deref().and_then(|text| serde_json::from_str::<Came>(text).ok());
        if let Some(judged) = came.and_then(|came| judged(made, &came)) {
            home.learn_of(&made.model, shipped, &judged);
        }
    }
    Ok(home)
}

fn outcome(one: &Settled) -> Outcome {
    Outcome {
        seen: f64::from(one.forecast.seen),
        whole: f64::from(one.came.whole),
        expected: f64::from(one.forecast.whole),
        low: f64::from(one.forecast.low),
        high: f64::from(one.forecast.high),
        top: f64::from(one.forecast.p_top5),
        doubles: f64::from(one.forecast.p_double),
        peak: f64::from(one.forecast.p_peak_ahead),
        peaked_later: one.came.peak_at.is_some_and(|peak| peak > one.at.millis()),
    }
}

fn bins(all: &[Settled]) -> Vec<Bin> {
    let tenth = |one: &Settled| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 9
        let tenth = (one.forecast.p_double.clamp(0.0, 0.999) * 10.0) as usize;
        tenth
    };
    let bin = |place: usize| {
        let inside: Vec<&Settled> = all.iter().filter(|one| tenth(one) == place).collect();
        let count = f64::from(u32::try_from(inside.len()).unwrap_or(u32::MAX));
        (!inside.is_empty()).then(|| Bin {
            said: inside.iter().map(|one| f64::from(one.forecast.p_double)).sum::<f64>() / count,
            came: inside.iter().map(|one| f64::from(u8::from(one.doubled()))).sum::<f64>() / count,
            count: inside.len(),
        })
    };
    (0..10).filter_map(bin).collect()
}

/// Writes down what came of forecasts whose posts are seven days old.
pub(super) async fn settle(app: &App) -> Result<()> {
    let now = app.now();
    let whole = i64::from(WHOLE) * 1_000;
    let mut rows = app.read().await?;
    let open = store::radar::open(&mut rows, Time::from_millis(now.millis() - whole), AT_ONCE).await?;
    let first = super::live::first_joined(&mut rows).await?;
    let shipped = app.inner.radar.shipped()?;
    let still_told = app.inner.radar.state.lock().telling.going_on();
    let mut settled = Vec::new();
    for made in open.into_iter().filter(|made| !still_told.contains(&made.post)) {
        let began = model::id::made_at(made.post.0);
        let until = Time::from_millis(began.millis() + whole);
        let halves = store::radar::by_half_hour(&mut rows, first, made.post, began, until).await?;
        let all: i64 = halves.iter().map(|(_, count)| count).sum();
        let peak = halves.iter().max_by_key(|(half, count)| (*count, std::cmp::Reverse(*half)));
        let came = Came {
            whole: u32::try_from(all).unwrap_or(u32::MAX),
            peak_at: peak.map(|(half, _)| began.millis() + half * 1_800_000 + 900_000),
        };
        if let Some(judged) = judged(&made, &came) {
            app.inner.radar.state.lock().home.learn_of(&made.model, shipped, &judged);
        }
        let came = serde_json::to_string(&came).map_err(|error| Error::internal("an outcome", error))?;
        settled.push((made.post, made.age, came));
    }
    drop(rows);
    if settled.is_empty() {
        return Ok(());
    }
    app.write(move |tx| {
        Box::pin(async move {
            for (post, age, came) in &settled {
                store::radar::settle(tx, *post, *age, came).await?;
            }
            super::refit::see_to_it(tx, now).await
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(seen: u32, said: f32, p: f32, came: u32) -> Settled {
        let forecast = Forecast {
            seen,
            whole: said,
            low: said / 2.0,
            high: said * 2.0,
            p_top1: 0.0,
            p_top5: 0.1,
            p_double: p,
            p_peak_ahead: 0.5,
            peak_at: None,
            alone: None,
        };
        Settled {
            post: PostId(1),
            at: Time::from_millis(0),
            forecast,
            came: Came { whole: came, peak_at: None },
        }
    }

    #[test]
    fn a_board_says_how_often_it_was_wrong() {
        let all = vec![settled(10, 20.0, 0.9, 20), settled(10, 20.0, 0.9, 11), settled(10, 12.0, 0.1, 12)];
        let board = board(String::new(), 300, all);
        assert!((board.brier - (0.01 + 0.81 + 0.01) / 3.0).abs() < 1e-6, "{}", board.brier);
        assert_eq!(board.calibration.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 2]);
        assert!((board.calibration[1].came - 0.5).abs() < 1e-9);
        assert_eq!(board.worst[0].whole, 11, "the furthest off comes first");
        assert!((board.coverage - 1.0).abs() < 1e-9);
    }
}
