//! Following a forecast, and being told when it turns.
//!
//! It turns when what was expected when a follower last heard of it lies outside of what is likely now, or when its
//! busiest half hour is likelier past than still to come. It ends with the week the forecast is about.

use super::{Fire, Forecast, forecast, live};
use crate::notify::{Telling, tell};
use crate::{Actor, App, Error, Result};
use ::radar::cascade::WHOLE;
use model::limits::FORECASTS_FOLLOWED;
use model::{AccountId, NotificationKind, PostId, Time};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::forecast_follows as follows;

/// Followed forecasts looked at at once, those of the newest posts.
const AT_ONCE: usize = 5_000;
/// Turns told in one write.
const TOGETHER: usize = 100;
/// By how many reposts and answers a forecast has to differ: fewer are nothing.
const FEWEST: f32 = 2.0;
/// From which chance on the peak is taken to be still ahead, and up to which to be past. Between the two nothing is said.
const AHEAD: f32 = 0.6;
const PAST: f32 = 0.35;

/// What a follower heard last.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Heard {
    /// How many reposts and answers were expected.
    expected: f32,
    /// Whether the peak was still to come.
    ahead: bool,
}

impl Heard {
    fn of(forecast: &Forecast) -> Self {
        Self { expected: forecast.whole, ahead: forecast.p_peak_ahead >= AHEAD }
    }

    /// How a forecast turned since, if it did.
    fn turn(self, now: &Forecast) -> Option<NotificationKind> {
        if now.low > self.expected + FEWEST {
            return Some(NotificationKind::ForecastUp);
        }
        if now.high < self.expected - FEWEST {
            return Some(NotificationKind::ForecastDown);
        }
        (self.ahead && now.p_peak_ahead <= PAST).then_some(NotificationKind::ForecastPeaked)
    }

    fn text(self) -> Result<String> {
        serde_json::to_string(&self).map_err(|error| Error::internal("what a follower heard", error))
    }
}

/// A turn that is to be told.
struct Turned {
    follow: follows::Follow,
    /// How it turned.
    kind: NotificationKind,
    heard: String,
}

impl App {
    /// Tells a member from now on when the forecast of a post they may see turns. At most [`FORECASTS_FOLLOWED`] at once.
    pub async fn follow_forecast(&self, me: Actor, post: PostId) -> Result<()> {
        let course = self.course(Some(me.account), post).await?;
        if course.fire.told.age >= i64::from(WHOLE) {
            return Err(Error::invalid("A forecast is about a post's first seven days, and they are over."));
        }
        let heard = Heard::of(&course.fire.told.forecast).text()?;
        let (me, now) = (me.account, self.now());
        self.write(move |tx| {
            Box::pin(async move {
                let most = i64::try_from(FORECASTS_FOLLOWED).unwrap_or(i64::MAX);
                if !follows::is_followed(tx, me, post).await? && follows::count(tx, me).await? >= most {
                    return Err(Error::invalid(format!(
                        "You follow {FORECASTS_FOLLOWED} forecasts already; let go of one first."
                    )));
                }
                Ok(follows::follow(tx, me, post, &heard, now).await?)
            })
        })
        .await
    }

    /// Tells them no longer.
    pub async fn unfollow_forecast(&self, me: Actor, post: PostId) -> Result<()> {
        let me = me.account;
        self.write(move |tx| Box::pin(async move { Ok(follows::unfollow(tx, me, post).await?) })).await
    }

    /// Whether a member is told of a forecast's turns.
    pub async fn follows_forecast(&self, me: AccountId, post: PostId) -> Result<bool> {
        Ok(follows::is_followed(&mut self.read().await?, me, post).await?)
    }

    /// The posts whose forecasts a member follows, the newest first, as far as they may still see them.
    pub async fn followed_forecasts(&self, me: AccountId) -> Result<Vec<Fire>> {
        self.watch_fires().await?;
        let posts = follows::of_account(&mut self.read().await?, me).await?;
        let seen = self.visible_posts(&posts, Some(me)).await?;
        let now = self.forecasts_of(&seen).await?;
        Ok(posts.iter().filter_map(|post| now.get(post).map(|(_, fire)| fire.clone())).collect())
    }

    /// The forecasts of some public posts as they stand, with who wrote each and whether others may be told.
    async fn forecasts_of(&self, posts: &[PostId]) -> Result<HashMap<PostId, (store::radar::Root, Fire)>> {
        let mut roots = Vec::with_capacity(posts.len());
        let mut rows = self.read().await?;
        for some in posts.chunks(500) {
            roots.extend(store::radar::roots(&mut rows, some).await?);
        }
        drop(rows);
        let (now, shipped) = (self.now(), self.inner.radar.shipped()?);
        let live = self.inner.radar.state.lock();
        let fire = |root: store::radar::Root| {
            let begun = live::Tracked::new(&root);
            let (told, reasons) =
                forecast(shipped, &live.home, live.tracked.get(&root.id).unwrap_or(&begun), now);
            (root.id, (root.clone(), Fire { post: root.id, told, reasons }))
        };
        Ok(roots.into_iter().map(fire).collect())
    }

    /// Tells followers of the forecasts that turned, and lets go of those whose week is over.
    pub(super) async fn tell_of_turns(&self) -> Result<()> {
        let followed = follows::all(&mut self.read().await?, AT_ONCE).await?;
        if followed.is_empty() {
            return Ok(());
        }
        let mut posts: Vec<PostId> = followed.iter().map(|follow| follow.post).collect();
        posts.dedup();
        let fires = self.forecasts_of(&posts).await?;
        let mut turned = Vec::new();
        for follow in followed {
            let Some((root, fire)) = fires.get(&follow.post) else { continue };
            if !root.open && root.author != follow.account {
                continue;
            }
            let Ok(heard) = serde_json::from_str::<Heard>(&follow.told) else { continue };
            if let Some(kind) = heard.turn(&fire.told.forecast) {
                turned.push(Turned { follow, kind, heard: Heard::of(&fire.told.forecast).text()? });
            }
        }
        let now = self.now();
        let over = Time::from_millis(now.millis() - i64::from(WHOLE) * 1_000);
        while !turned.is_empty() {
            let some: Vec<Turned> = turned.drain(..turned.len().min(TOGETHER)).collect();
            self.write(move |tx| {
                Box::pin(async move {
                    for turned in &some {
                        tell_one(tx, now, turned).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        }
        let first = model::id::first_at(over);
        if posts.iter().any(|post| post.0 < first) {
            self.write(move |tx| Box::pin(async move { Ok(follows::forget_before(tx, first).await?) }))
                .await?;
        }
        Ok(())
    }
}

/// Tells one follower, who may have let go of it meanwhile.
async fn tell_one(tx: &mut store::Tx, now: Time, turned: &Turned) -> Result<()> {
    let Turned { follow, kind, heard } = turned;
    if !follows::hear(tx, follow.account, follow.post, heard).await? {
        return Ok(());
    }
    let Some(post) = store::posts::get(tx, follow.post).await? else { return Ok(()) };
    let telling =
        Telling { owner: follow.account, kind: *kind, from: post.author, post: Some(&post), report: None };
    tell(tx, now, telling).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(whole: f32, low: f32, high: f32, p_peak_ahead: f32) -> Forecast {
        Forecast {
            seen: 3,
            whole,
            low,
            high,
            p_top1: 0.0,
            p_top5: 0.0,
            p_double: 0.0,
            p_peak_ahead,
            peak_at: None,
            alone: None,
        }
    }

    #[test]
    fn it_turns_when_what_was_expected_is_not_likely_any_more() {
        let heard = Heard::of(&forecast(40.0, 20.0, 90.0, 0.8));
        assert_eq!(heard.turn(&forecast(80.0, 41.0, 200.0, 0.8)), None, "about what was said");
        assert_eq!(heard.turn(&forecast(90.0, 50.0, 200.0, 0.1)), Some(NotificationKind::ForecastUp));
        assert_eq!(heard.turn(&forecast(12.0, 8.0, 30.0, 0.8)), Some(NotificationKind::ForecastDown));
        assert_eq!(Heard::of(&forecast(1.0, 0.0, 3.0, 0.5)).turn(&forecast(0.5, 0.0, 0.9, 0.1)), None);
    }

    #[test]
    fn the_peak_is_told_once() {
        let heard = Heard::of(&forecast(40.0, 20.0, 90.0, 0.8));
        let past = forecast(40.0, 20.0, 90.0, 0.2);
        assert_eq!(heard.turn(&forecast(40.0, 20.0, 90.0, 0.5)), None, "it may still come");
        assert_eq!(heard.turn(&past), Some(NotificationKind::ForecastPeaked));
        assert_eq!(Heard::of(&past).turn(&past), None);
        let kept = heard.text().unwrap();
        assert_eq!(serde_json::from_str::<Heard>(&kept).unwrap(), heard);
    }
}
