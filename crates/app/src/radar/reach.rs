//! How many people a post is likely to come before by tomorrow: for its author, and for others where the account is
//! large or its author lets them.
//!
//! People are those in whose home a post stands: followers of its author and of who reposts it. Followers of several are
//! counted once, as if each had drawn theirs from all accounts of the network by chance.

use super::{Forecast, live};
use crate::{App, Result};
use ::radar::cascade::{WHOLE, share_by};
use model::limits::LARGE_ACCOUNT_FOLLOWERS;
use model::visibility::Viewer;
use model::{PostId, Time};

/// A day, in seconds.
const DAY: i64 = 86_400;

/// People, in four of five cases between these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// At least.
    pub low: i64,
    /// At most.
    pub high: i64,
    /// By when.
    pub by: Time,
}

/// What is known of those a post came before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Audience {
    /// Who follows its author.
    pub(super) author: f64,
    /// The sum of who follows each that reposted it.
    pub(super) reposters: f64,
    /// How many did.
    pub(super) reposts: u32,
}

impl App {
    /// How many people a post is likely to reach by tomorrow. Its author is told unless they rather would not; others
    /// are told of accounts with many followers, and of those who let them.
    pub async fn reach(&self, viewer: Viewer, post: PostId) -> Result<Option<Reach>> {
        let mut rows = self.read().await?;
        let Some(root) = store::radar::roots(&mut rows, &[post]).await?.pop() else { return Ok(None) };
        let now = self.now();
        if now.millis() - root.at.millis() >= i64::from(WHOLE) * 1_000
            || !store::visibility::may_see(&mut rows, post, viewer).await?
        {
            return Ok(None);
        }
        // Accounts elsewhere have no say, and are told of as anybody is.
        let preferences = store::members::get(&mut rows, root.author).await?.map(|member| member.preferences);
        let shown = match (viewer == Some(root.author), preferences) {
            (true, preferences) => preferences.is_some_and(|preferences| preferences.own_forecasts),
            (false, preferences) => {
                let large = root.author_counts[0] >= LARGE_ACCOUNT_FOLLOWERS;
                root.open && (large || preferences.is_some_and(|preferences| preferences.forecasts_shown))
            }
        };
        if !shown {
            return Ok(None);
        }
        let (members, _) = store::members::count(&mut rows, now).await?;
        drop(rows);
        self.watch_fires().await?;
        let shipped = self.inner.radar.shipped()?;
        let live = self.inner.radar.state.lock();
        let begun = live::Tracked::new(&root);
        let tracked = live.tracked.get(&post).unwrap_or(&begun);
        let told = super::forecast(shipped, &live.home, tracked, now).0;
        #[allow(clippy::cast_precision_loss)] // counts
        let (audience, members) =
            (Audience { author: root.author_counts[0] as f64, ..tracked.audience }, members as f64);
        let (low, high) = people(audience, &told.forecast, told.age, members);
        let by = Time::from_millis(now.millis() + DAY * 1_000);
        Ok((high > 0).then_some(Reach { low, high, by }))
    }
}

/// From how many to how many people a post comes before within a day.
fn people(audience: Audience, forecast: &Forecast, age: i64, members: f64) -> (i64, i64) {
    #[allow(clippy::cast_precision_loss)] // seconds of two weeks
    let share = share_by(age as f64, (age + DAY) as f64);
    let seen = f64::from(forecast.seen);
    let reposts = f64::from(audience.reposts);
    // As if one more had reposted it whom as many follow as its author.
    let each = (audience.reposters + audience.author) / (reposts + 1.0);
    // What comes is a repost as often as what came was, drawn to one in two.
    let often = (reposts + 1.0) / (seen.max(reposts) + 2.0);
    let before = |count: f32| {
        let more = (f64::from(count) - seen).max(0.0) * share * often * each;
        let drawn = audience.author + audience.reposters + more;
        let all = members.max(1.0);
        #[allow(clippy::cast_possible_truncation)] // no more than there are people
        let people = (all * -(-drawn / all).exp_m1()).round() as i64;
        people
    };
    (before(forecast.low), before(forecast.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(seen: u32, low: f32, high: f32) -> Forecast {
        Forecast {
            seen,
            whole: (low + high) / 2.0,
            low,
            high,
            p_top1: 0.0,
            p_top5: 0.0,
            p_double: 0.0,
            p_peak_ahead: 0.0,
            peak_at: None,
            alone: None,
        }
    }

    #[test]
    fn who_follows_several_is_counted_once_and_nobody_twice() {
        let audience = Audience { author: 300.0, reposters: 900.0, reposts: 3 };
        let (low, high) = people(audience, &forecast(5, 5.0, 5.0), 600, 1e9);
        assert_eq!((low, high), (1_200, 1_200), "nothing more is to come");
        let (low, high) = people(audience, &forecast(5, 10.0, 80.0), 600, 1e9);
        assert!(1_200 < low && low < high, "{low} {high}");
        let (_, high) = people(audience, &forecast(5, 10.0, 80_000.0), 600, 2_000.0);
        assert!((1_900..=2_000).contains(&high), "no more than there are: {high}");
    }

    #[test]
    fn what_nobody_follows_comes_before_nobody() {
        assert_eq!(people(Audience::default(), &forecast(0, 0.0, 3.0), 60, 50.0), (0, 0));
    }
}
