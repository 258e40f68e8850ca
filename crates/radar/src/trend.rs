//! What trends: by how many more different people than usual something is used, and how long ago that was.
//!
//! The score is that of Mastodon's trends, (observed − expected)² / expected with an expectation of one at least
//! ([`crate::surprise`]).
//! Observed are voices: people, of whom those who act together again and again ([`crate::burst::coordination`]) are
//! one. Expected is what is usual at this time of day and of the week, from counts of whole days that end at this
//! hour. From its peak a score fades by half in a time of its own.

use crate::burst::{Mention, coordination};
use crate::surprise::{Usual, faded};
use std::collections::{BTreeMap, BTreeSet};

/// A day in seconds: people are counted over the last one.
pub const WINDOW: i64 = 86_400;
/// Steps at which the last day is looked at for a peak, in seconds.
const STEP: i64 = 3_600;
/// Days before this one that say what is usual: yesterday is still part of what is going on.
const BEFORE: std::ops::RangeInclusive<i64> = 2..=7;
/// Days that were the same day of the week.
const WEEKS: [i64; 3] = [7, 14, 21];
/// How many days back counts are looked at.
pub const BACK: i64 = 22;

/// How something trends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trend {
    /// What is left of the score of its peak.
    pub score: f64,
    /// Voices in the last day.
    pub voices: usize,
    /// Voices that were expected in a day.
    pub expected: f64,
    /// When its peak was, in seconds since 1970.
    pub peak: i64,
}

/// Who speaks with whose voice: those who act together on several things have one.
#[derive(Clone, Debug, Default)]
pub struct Voices(BTreeMap<u64, u64>);

impl Voices {
    /// Of those who did several things, each a list of its acts.
    pub fn of<'a>(things: impl IntoIterator<Item = &'a [Mention]>) -> Self {
        let cliques = coordination(things).cliques;
        let named = cliques.into_iter().filter_map(|clique| Some((*clique.first()?, clique)));
        Self(named.flat_map(|(first, clique)| clique.into_iter().map(move |one| (one, first))).collect())
    }

    /// How many voices were heard.
    pub fn count(&self, acts: &[Mention]) -> usize {
        acts.iter().map(|act| self.voice(act.account)).collect::<BTreeSet<u64>>().len()
    }

    fn voice(&self, account: u64) -> u64 {
        self.0.get(&account).copied().unwrap_or(account)
    }
}

/// How many people used something in a day, so many days ago, where some did.
pub type Day = (i64, i64);

/// How many are usual in a day: half by the days of the last week but yesterday, half by the same day of the last
/// three; of a thing or a server that is younger, by the days there were.
pub fn expected(days: &[Day], known: i64) -> f64 {
    let on = |ago: i64| days.iter().find(|(day, _)| *day == ago).map_or(0.0, |(_, count)| *count as f64);
    let mean = |days: Vec<i64>| {
        let known: Vec<f64> = days.into_iter().filter(|ago| *ago <= known).map(on).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let usual = match (mean(BEFORE.collect()), mean(WEEKS.to_vec())) {
        (Some(days), Some(weeks)) => f64::midpoint(days, weeks),
        (Some(days), None) => days,
        _ => 0.0,
    };
    usual.max(1.0)
}

/// How something trends now, from acts of the last two days in any order.
pub fn trend(acts: &[Mention], voices: &Voices, expected: f64, now: i64, half_life: i64) -> Trend {
    let count = |until: i64| {
        let within = acts.iter().filter(|act| act.at > until - WINDOW && act.at <= until);
        within.map(|act| voices.voice(act.account)).collect::<BTreeSet<u64>>().len()
    };
    let usual = Usual::poisson(expected);
    let mut trend = Trend { voices: count(now), expected, peak: now, ..Trend::default() };
    for step in 0..WINDOW / STEP {
        let ago = step * STEP;
        let score = usual.surprise(count(now - ago) as f64) * faded(ago as f64, half_life as f64);
        if score > trend.score {
            (trend.score, trend.peak) = (score, now - ago);
        }
    }
    trend
}

/// The score of something new, for which nothing but one voice is usual, so many seconds after it appeared.
pub fn of_new(voices: usize, after: i64, half_life: i64) -> f64 {
    Usual::poisson(1.0).surprise(voices as f64) * faded(after as f64, half_life as f64)
}

/// How many voices it takes where so many people have posted lately: a fifth of them, two at least, five at most.
pub fn fewest(active: i64) -> usize {
    usize::try_from((active + 4) / 5).unwrap_or(0).clamp(2, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn acts(accounts: std::ops::Range<u64>, at: i64, apart: i64) -> Vec<Mention> {
        accounts.map(|account| Mention { post: 0, account, at: at + account as i64 * apart }).collect()
    }

    #[test]
    fn what_is_usual_does_not_trend_and_what_is_not_does() {
        let everyday: Vec<Day> = (1..=BACK).map(|ago| (ago, 20)).collect();
        let usual =
            trend(&acts(0..20, NOW - 5_000, 100), &Voices::default(), expected(&everyday, 30), NOW, 14_400);
        assert!(usual.score.abs() < f64::EPSILON, "{usual:?}");
        let sudden =
            trend(&acts(0..20, NOW - 5_000, 100), &Voices::default(), expected(&[], 30), NOW, 14_400);
        assert!(sudden.score > 200.0 && sudden.voices == 20, "{sudden:?}");
    }

    #[test]
    fn market_day_is_expected_on_market_days() {
        let weekly: Vec<Day> = vec![(7, 30), (14, 30), (21, 30)];
        assert!((expected(&weekly, 30) - 17.5).abs() < 1e-9);
        assert!((expected(&weekly, 10) - 17.5).abs() < 1e-9, "a young server knows one market day");
        assert!((expected(&weekly, 5) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_score_fades_from_its_peak() {
        let of = |ago: i64| trend(&acts(0..10, NOW - ago, 1), &Voices::default(), 1.0, NOW, 14_400).score;
        let (fresh, later) = (of(20), of(30 * 3_600));
        assert!(fresh > 80.0 && later > 0.0 && later < fresh / 2.0, "{fresh} {later}");
        assert!(of(60 * 3_600) < 1e-9);
    }

    #[test]
    fn a_clique_has_one_voice() {
        let things: Vec<Vec<Mention>> =
            (0..4).map(|thing| acts(100..108, NOW - 10_000 + thing * 500, 2)).collect();
        let voices = Voices::of(things.iter().map(Vec::as_slice));
        let of = |acts: &[Mention]| trend(acts, &voices, 1.0, NOW, 14_400);
        assert_eq!(of(&things[0]).voices, 1);
        assert!(of(&things[0]).score.abs() < f64::EPSILON);
        assert_eq!(of(&acts(0..3, NOW - 400, 100)).voices, 3, "others have their own");
    }

    #[test]
    fn few_are_enough_where_few_are() {
        assert_eq!([0, 3, 12, 25, 900].map(fewest), [2, 2, 3, 5, 5]);
    }
}
