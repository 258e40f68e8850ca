//! The cascades that are under way.
//!
//! Nothing is kept until somebody passes a post on or asks for Radar. What was passed on in the last seven days
//! is read then; from then on each repost and answer is put in a queue as the log is followed, whoever wrote it
//! and whatever day it bears, and taken a few times a minute, when forecasts of due ages are written down.

use super::fires::Made as Burning;
use super::home::{Forecaster, Home};
use super::reach::Audience;
use super::telling::Telling;
use super::things::things;
use super::{Forecast, MODEL, MOVING, forecast, score};
use crate::views::Observer;
use crate::{App, Error, Result};
use ::radar::cascade::{Cascade, Event as Step, Root, WHOLE};
use ::radar::forecast::shipped;
use model::{AccountId, Event, Logged, PostId, Time, Visibility};
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use store::radar::{Made, STEPS_OF_ONE};
use tokio::sync::Mutex as Turn;

/// Ages at which forecasts are written down, in seconds: 5, 10, 30, 60 and 360 minutes.
pub(super) const AGES: [i64; 5] = [300, 600, 1_800, 3_600, 21_600];
/// An age that was missed by more than this share is not made up for.
const LATE: i64 = 4;
/// Cascades followed at once; the coldest go first.
const MOST: usize = 20_000;
/// How often what happened is taken.
const LOOK: Duration = Duration::from_secs(10);
/// How often it is heard what other nodes learned.
const HEAR: Duration = Duration::from_secs(3_600);
/// Rows read at once.
const BATCH: usize = 1_000;
/// Reposts and answers that wait to be taken; when there are more, everything is read again.
const WAITING: usize = 100_000;

/// A post that is passed on.
#[derive(Clone, Debug)]
pub(crate) struct Tracked {
    pub(super) root: Root,
    pub(super) cascade: Cascade,
    pub(super) author: AccountId,
    pub(super) open: bool,
    pub(super) language: Option<String>,
    /// What it is about, as [`super::Thing::key`] numbers things.
    pub(super) about: Arc<[u64]>,
    pub(super) audience: Audience,
    /// The place of each answer among the events, so that an answer to it finds it.
    places: HashMap<PostId, u32>,
    /// How often each person counted.
    of_one: HashMap<AccountId, i64>,
    /// The ages a forecast was written down for: a bit each.
    told: u8,
}

impl Tracked {
    pub(super) fn new(root: &store::radar::Root) -> Self {
        #[allow(clippy::cast_precision_loss)] // counts of an account
        let [followers, following, posts] = root.author_counts.map(|count| Some(count as f32));
        let count =
            |part: &str| Some(f32::from(u16::try_from(root.text.matches(part).count()).unwrap_or(u16::MAX)));
        let chars = u16::try_from(root.text.chars().count()).unwrap_or(u16::MAX);
        let about = Root {
            at: root.at.millis() / 1_000,
            followers,
            following,
            posts,
            verified: None,
            chars: Some(f32::from(chars)),
            has_url: Some(root.text.contains("://")),
            hashtags: count("#"),
            mentions: count("@"),
        };
        Self {
            root: about,
            cascade: Cascade::default(),
            author: root.author,
            open: root.open,
            about: things(&root.text, root.by_words).iter().map(super::Thing::key).collect(),
            language: root.language.clone(),
            audience: Audience::default(),
            places: HashMap::new(),
            of_one: HashMap::new(),
            told: 0,
        }
    }

    /// Seconds since the post appeared.
    pub(super) fn age(&self, now: Time) -> i64 {
        now.millis() / 1_000 - self.root.at
    }

    /// Who passed it on, each once.
    pub(super) fn people(&self) -> impl Iterator<Item = AccountId> {
        self.of_one.keys().copied()
    }

    /// Who passed it on, each as often as they did.
    pub(super) fn events_by(&self) -> impl Iterator<Item = AccountId> {
        self.of_one
            .iter()
            .flat_map(|(who, times)| std::iter::repeat_n(*who, usize::try_from(*times).unwrap_or_default()))
    }

    /// Takes a step, where it counts, and answers what it is to the cascade.
    pub(super) fn take(&mut self, step: &store::radar::Step) -> Option<Step> {
        let after = u32::try_from(step.at.millis() / 1_000 - self.root.at).ok()?;
        // What came while everything was read may be read twice.
        if after > WHOLE || self.places.contains_key(&step.id) {
            return None;
        }
        let of_one = self.of_one.entry(step.who).or_default();
        if *of_one >= STEPS_OF_ONE {
            return None;
        }
        *of_one += 1;
        let parent = step.answers.and_then(|answered| self.places.get(&answered).copied());
        self.places.insert(step.id, self.cascade.count());
        if step.answers.is_none() {
            #[allow(clippy::cast_precision_loss)] // a count
            let followers = step.followers.max(0) as f64;
            self.audience.reposters += followers;
            self.audience.reposts += 1;
        }
        #[allow(clippy::cast_precision_loss, clippy::cast_sign_loss)] // a count; any number of their own
        let event = Step {
            after,
            parent,
            person: step.who.0 as u64,
            reply: step.answers.is_some(),
            followers: Some(step.followers as f32),
        };
        self.cascade.take(&event);
        Some(event)
    }
}

/// What is under way.
#[derive(Default)]
pub(crate) struct State {
    pub(super) tracked: HashMap<PostId, Tracked>,
    /// Reposts and answers that came since the last look.
    news: Vec<PostId>,
    filled: bool,
    pub(super) telling: Telling,
    pub(super) home: Home,
    /// When it was last heard what other nodes learned.
    heard: Option<Time>,
    /// What was forecast last, for as long as nothing happens.
    pub(super) burning: Burning,
}

/// Radar's memory.
#[derive(Default)]
pub(crate) struct Live {
    pub(super) state: Mutex<State>,
    shipped: OnceLock<Forecaster>,
    turn: Turn<()>,
    pub(super) found: super::topics::Found,
}

impl Live {
    /// The model that is part of the program, unpacked when it is first asked for. Where this place has one of its own,
    /// [`Home::forecaster`] answers that.
    pub(super) fn shipped(&self) -> Result<&Forecaster> {
        if let Some(shipped) = self.shipped.get() {
            return Ok(shipped);
        }
        let model = shipped().map_err(|error| Error::internal("the model of forecasts", error))?;
        Ok(self.shipped.get_or_init(|| Forecaster { name: MODEL.to_owned(), model }))
    }
}

impl Observer for Live {
    fn observe(&self, logged: &Logged) {
        match &logged.event {
            Event::Published(post)
                if (post.repost_of.is_some() || post.reply_to.is_some())
                    && matches!(post.visibility, Visibility::Public | Visibility::Unlisted) =>
            {
                let mut state = self.state.lock();
                if state.news.len() < WAITING {
                    state.news.push(post.id);
                } else {
                    (state.news, state.filled) = (Vec::new(), false);
                }
            }
            Event::Deleted(post) => {
                let mut state = self.state.lock();
                if state.tracked.remove(&post.id).is_some() {
                    state.burning = None;
                }
            }
            _ => {}
        }
    }
}

/// When the first member joined: what new accounts are measured by.
pub(super) async fn first_joined(rows: &mut store::Conn) -> Result<Time> {
    Ok(store::notes::first_joined(rows).await?.unwrap_or_default())
}

impl App {
    /// Takes what happened and writes down what is due, a few times a minute. Called once, by the program that serves.
    pub(crate) fn start_radar(&self) {
        crate::jobs::look_again_and_again(self, LOOK, "forecasts", |app| async move {
            let asleep = {
                let state = app.inner.radar.state.lock();
                !state.filled && state.news.is_empty()
            };
            if asleep && !store::forecast_follows::any(&mut app.read().await?).await? {
                return Ok(());
            }
            app.look_at_radar().await
        });
    }

    /// Takes what happened, writes down the forecasts that are due, tells followers of those that turned, and settles those
    /// whose seven days are over.
    pub async fn look_at_radar(&self) -> Result<()> {
        self.watch_fires().await?;
        self.hear_of_lessons().await?;
        self.write_forecasts().await?;
        self.tell_of_turns().await?;
        score::settle(self).await
    }

    /// Hears once an hour what was learned, which may have been on another node.
    async fn hear_of_lessons(&self) -> Result<()> {
        let now = self.now();
        let due = {
            let mut state = self.inner.radar.state.lock();
            let due = state.heard.is_none_or(|heard| now.since(heard) >= HEAR);
            if due {
                state.heard = Some(now);
            }
            due
        };
        if due { score::hear_lessons(self).await } else { Ok(()) }
    }

    /// Takes the reposts and answers since the last look; all of the last seven days the first time.
    pub(super) async fn watch_fires(&self) -> Result<()> {
        let radar = &self.inner.radar;
        let _turn = radar.turn.lock().await;
        let now = self.now();
        let begin = Time::from_millis(now.millis() - i64::from(WHOLE) * 1_000);
        let (filled, news) = {
            let mut state = radar.state.lock();
            (std::mem::replace(&mut state.filled, true), std::mem::take(&mut state.news))
        };
        let taken = if filled { self.take_news(&news, begin).await } else { self.take_all(begin).await };
        let mut state = radar.state.lock();
        if taken.is_err() {
            // Nothing may be lost: the next look reads everything.
            state.filled = false;
        }
        state.forget_the_cold(now);
        taken
    }

    async fn take_all(&self, begin: Time) -> Result<()> {
        self.inner.radar.state.lock().tracked.clear();
        score::remember_lessons(self, begin).await?;
        self.inner.radar.state.lock().heard = Some(self.now());
        let mut rows = self.read().await?;
        let first = first_joined(&mut rows).await?;
        let mut after = model::id::first_at(begin) - 1;
        loop {
            let steps = store::radar::steps_after(&mut rows, first, after, BATCH).await?;
            let Some(last) = steps.last() else { return Ok(()) };
            after = last.id.0;
            self.take_steps(&mut rows, &steps, begin).await?;
        }
    }

    async fn take_news(&self, news: &[PostId], begin: Time) -> Result<()> {
        if news.is_empty() {
            return Ok(());
        }
        let mut rows = self.read().await?;
        let first = first_joined(&mut rows).await?;
        for some in news.chunks(BATCH / 2) {
            let steps = store::radar::steps(&mut rows, first, some).await?;
            self.take_steps(&mut rows, &steps, begin).await?;
        }
        Ok(())
    }

    async fn take_steps(
        &self,
        rows: &mut store::Conn,
        steps: &[store::radar::Step],
        begin: Time,
    ) -> Result<()> {
        let unknown: HashSet<PostId> = {
            let state = self.inner.radar.state.lock();
            steps.iter().map(|step| step.root).filter(|root| !state.tracked.contains_key(root)).collect()
        };
        let unknown: Vec<PostId> = unknown.into_iter().collect();
        let mut roots = Vec::new();
        for some in unknown.chunks(500) {
            roots.extend(store::radar::roots(rows, some).await?);
        }
        let mut state = self.inner.radar.state.lock();
        state.burning = None;
        let began: HashMap<PostId, Time> = roots.iter().map(|root| (root.id, root.at)).collect();
        for root in roots.iter().filter(|root| root.at >= begin) {
            state.tracked.insert(root.id, Tracked::new(root));
        }
        for step in steps {
            let tracked = state.tracked.get_mut(&step.root);
            let since = tracked.as_ref().map(|tracked| Time::from_millis(tracked.root.at * 1_000));
            if let Some(tracked) = tracked {
                let _ = tracked.take(step);
            }
            if let Some(since) = since.or_else(|| began.get(&step.root).copied()) {
                state.telling.hear(step.root, since, step.at, begin);
            }
        }
        Ok(())
    }

    /// Writes down the forecasts of posts that have come of an age.
    async fn write_forecasts(&self) -> Result<()> {
        let now = self.now();
        let shipped = self.inner.radar.shipped()?;
        let due = self.inner.radar.state.lock().due(shipped, now, self.forecasts_rank())?;
        if due.is_empty() {
            return Ok(());
        }
        self.write(move |tx| {
            Box::pin(async move {
                for (made, open) in &due {
                    if store::radar::keep(tx, made).await? && *open {
                        tx.log(now, Event::Forecast { post: made.post });
                    }
                }
                Ok(())
            })
        })
        .await
    }
}

impl State {
    /// The forecasts that are to be written down now, and whether others may be told. A post counts as of the age it has, not of the one it came of.
    fn due(&mut self, shipped: &Forecaster, now: Time, moving: bool) -> Result<Vec<(Made, bool)>> {
        let mut due = Vec::new();
        let home = &self.home;
        for (post, tracked) in &mut self.tracked {
            let age = tracked.age(now);
            for (place, at) in AGES.into_iter().enumerate() {
                if age < at || tracked.told & (1 << place) != 0 {
                    continue;
                }
                tracked.told |= 1 << place;
                if age > at + at / LATE || tracked.cascade.count() == 0 {
                    continue;
                }
                let told = forecast(shipped, home, tracked, now).0;
                let said = serde_json::to_string::<Forecast>(&told.forecast)
                    .map_err(|error| Error::internal("a forecast", error))?;
                let model = if moving { told.model + MOVING } else { told.model };
                let made = Made { post: *post, age: at, at: now, model, said, outcome: None };
                due.push((made, tracked.open));
            }
        }
        due.sort_by_key(|(made, _)| (made.post, made.age));
        Ok(due)
    }

    fn forget_the_cold(&mut self, now: Time) {
        let over = self.tracked.extract_if(|_, tracked| tracked.age(now) > i64::from(WHOLE));
        let mut over: Vec<Tracked> = over.map(|(_, tracked)| tracked).collect();
        over.sort_by_key(|tracked| tracked.root.at);
        over.iter().for_each(|tracked| self.home.remember(tracked));
        if self.tracked.len() > MOST {
            let mut last: Vec<(i64, PostId)> = self
                .tracked
                .iter()
                .map(|(post, one)| (one.root.at + i64::from(one.cascade.last()), *post))
                .collect();
            last.sort_unstable();
            for (_, post) in last.iter().take(self.tracked.len() - MOST) {
                self.tracked.remove(post);
            }
        }
    }
}
