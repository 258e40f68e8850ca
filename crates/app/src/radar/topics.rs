//! Tags that rise beyond what is usual for them.

use crate::{App, Result};
use ::radar::burst::Watch;
use model::Time;

/// How far back a tag's usual days are looked at.
const BACK: i64 = 14 * 86_400_000;
/// What counts as lately.
const LATELY: i64 = 24 * 3_600_000;
/// Accounts it takes: one alone is no topic.
const VOICES: i64 = 3;
/// Tags looked at.
const LOOKED_AT: usize = 60;
/// A stretch of counting, in milliseconds.
const STRETCH: i64 = 1_800_000;

/// A tag that is talked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// The tag as it is shown.
    pub tag: String,
    /// Accounts that used it in the last day, each counted once in a half hour.
    pub count: i64,
    /// How many are usual in half an hour at this time of day.
    pub expected: f64,
    /// 0 to 1: how surprising its busiest half hour of the last day was.
    pub score: f64,
    /// Whether it is bursting now.
    pub bursting: bool,
    /// When its busiest half hour of the last day began.
    pub peak: Time,
    /// Its use in the half hours of the last day, oldest first.
    pub series: Vec<i64>,
}

impl App {
    /// Tags that rise, the most surprising first.
    pub async fn rising_topics(&self, limit: usize) -> Result<Vec<Topic>> {
        let now = self.now().millis();
        let (since, lately) = (Time::from_millis(now - BACK), Time::from_millis(now - LATELY));
        let uses = store::radar::tag_uses(&mut self.read().await?, since, lately, VOICES, LOOKED_AT).await?;
        let mut topics: Vec<Topic> =
            uses.chunk_by(|a, b| a.0 == b.0).map(|uses| watch(uses, since.millis(), now)).collect();
        topics
            .sort_by(|a, b| b.score.total_cmp(&a.score).then(b.count.cmp(&a.count)).then(a.tag.cmp(&b.tag)));
        topics.truncate(limit);
        Ok(topics)
    }
}

/// Plays a tag's counts through a watch, from its first use or the beginning of what is looked at.
fn watch(uses: &[store::radar::Use], since: i64, now: i64) -> Topic {
    let (first, last) = (since / STRETCH, now / STRETCH);
    let mut watch = Watch::default();
    let mut topic = Topic {
        tag: uses.first().map(|used| used.0.clone()).unwrap_or_default(),
        count: 0,
        expected: 0.0,
        score: 0.0,
        bursting: false,
        peak: Time::from_millis(now),
        series: Vec::new(),
    };
    let mut left = uses.iter().peekable();
    for stretch in first..=last {
        let count = left.next_if(|used| used.1 == stretch).map_or(0, |used| used.2);
        let surprise =
            watch.take((stretch + 1) * STRETCH / 1_000, f64::from(i32::try_from(count).unwrap_or(i32::MAX)));
        if stretch * STRETCH < now - LATELY {
            continue;
        }
        topic.count += count;
        topic.series.push(count);
        topic.expected = surprise.expected;
        topic.bursting = surprise.bursting;
        if surprise.score > topic.score && count > 0 {
            (topic.score, topic.peak) = (surprise.score, Time::from_millis(stretch * STRETCH));
        }
    }
    topic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sudden_crowd_is_more_surprising_than_a_daily_one() {
        let now = 20_000 * 86_400_000 + 13 * 3_600_000;
        let (since, last) = (now - BACK, now / STRETCH);
        let daily: Vec<_> = (since / STRETCH..=last)
            .filter(|stretch| (stretch * STRETCH / 3_600_000) % 24 == 12)
            .map(|stretch| ("lunch".to_owned(), stretch, 6))
            .collect();
        let sudden = vec![("quake".to_owned(), last - 1, 9), ("quake".to_owned(), last, 14)];
        let (daily, sudden) = (watch(&daily, since, now), watch(&sudden, since, now));
        assert!(sudden.score > daily.score + 0.1, "{} {}", sudden.score, daily.score);
        assert_eq!(sudden.count, 23);
        assert_eq!(sudden.series.len(), 49);
    }
}
