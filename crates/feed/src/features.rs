//! What is looked at before a guess is made: numbers about a post, for a member, at a moment.

use crate::index::{Kept, Member};
use crate::source::Found;
use crate::steering::Marks;
use crate::{HOUR, Index, Map, words};

/// How many there are.
pub const COUNT: usize = 23;

/// Their names, in order. The first is always one.
pub const NAMES: [&str; COUNT] = [
    "one",
    "followed",
    "author",
    "topics",
    "taste",
    "friends",
    "popular",
    "age",
    "quality",
    "language",
    "media",
    "conversation",
    "reach",
    "newcomer",
    "record",
    "seen",
    "insulting",
    "baiting",
    "loud",
    "regretted",
    "made_for_them",
    "kept_by_them",
    "affinity",
];

/// Numbers about a post for a member, each about −1 to 3, in the order of [`NAMES`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Features(pub [f32; COUNT]);

/// The same, and what the terms of the score that are no guesses need besides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Seen {
    pub(crate) features: Features,
    /// 0 to 1: how much of its first audience is still to come.
    pub(crate) fresh: f64,
    /// Whether its author writes rarely and is followed.
    pub(crate) quiet: bool,
    /// 0 to 1: how much more it is talked about than posts usually are.
    pub(crate) trending: f64,
    /// −1 to 1.
    pub(crate) bridging: f64,
    /// 0 to 1: the chance that it goes far.
    pub(crate) forecast: f64,
    /// How often the member was shown it.
    pub(crate) shown: usize,
    /// Whether it is in a language the member is known not to read.
    pub(crate) foreign: bool,
}

/// Everyone who looks at a post first, before others judge it by what they did.
pub(crate) const FIRST_AUDIENCE: f64 = 100.0;
/// Authors with fewer posts lately are quiet.
pub(crate) const QUIET: usize = 4;
/// Authors whose posts were seen less often are newcomers.
const NEW: f32 = 300.0;

/// A member who looks, with what is asked for of every post at hand.
pub(crate) struct Eyes<'i> {
    pub(crate) member: &'i Member,
    /// The member in the model of what everybody reacts to, where there is one that knows what they like.
    pub(crate) reader: Option<Vec<f32>>,
    topics: Map<u32, f32>,
    authors: Map<u32, f32>,
    seen: Map<i64, usize>,
}

impl<'i> Eyes<'i> {
    pub(crate) fn of(index: &Index, member: &'i Member) -> Self {
        let mut seen: Map<i64, usize> = Map::default();
        member.seen.iter().for_each(|post| *seen.entry(*post).or_default() += 1);
        Self {
            member,
            reader: index.factors.as_ref().and_then(|model| model.reader(member)),
            topics: member.topics.iter().map(|known| (known.of, known.rate())).collect(),
            authors: member.authors.iter().map(|known| (known.of, known.rate())).collect(),
            seen,
        }
    }

    /// How often they were shown a post.
    pub(crate) fn saw(&self, post: i64) -> usize {
        self.seen.get(&post).copied().unwrap_or(0)
    }

    /// How well a post fits what they like, 0 to 1, by the model of what everybody reacts to.
    fn affinity(&self, index: &Index, post: i64) -> f64 {
        let reader = self.reader.as_ref().zip(index.factors.as_ref());
        reader.map_or(0.0, |(reader, model)| model.suits(reader, post))
    }

    /// How much they care for what a post is about.
    fn topics(&self, words: &[u32]) -> f32 {
        let sum: f32 = words.iter().filter_map(|word| self.topics.get(word)).sum();
        #[allow(clippy::cast_precision_loss)] // a few words
        let share = sum / (words.len().max(1) as f32).sqrt();
        share
    }
}

/// Looks at a post for a member.
pub(crate) fn look(index: &Index, eyes: &Eyes<'_>, post: &Kept, found: &Found, now: i64) -> Seen {
    let member = eyes.member;
    let author = &index.members[post.author as usize];
    let followed = member.follows.binary_search(&post.author).is_ok();
    let understood = member.understands(post.language);
    let shown = eyes.saw(post.id);
    let rate = smoothed(post.good - (post.bad / 3.0).floor(), post.views);
    let regrets = squash(regretted(post.bad, post.views) as f32 * 20.0);
    let hours = hours(now - post.at);
    let topics = squash(eyes.topics(&post.words) * 2.0);
    let record = squash(smoothed(author.gains, author.views as u32) as f32 * 8.0);
    let marked = |mark: u8| f32::from(u8::from(post.marks.0 & mark != 0));
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // small numbers
    let features = Features([
        1.0,
        f32::from(u8::from(followed)),
        squash(eyes.authors.get(&post.author).copied().unwrap_or(0.0) * 3.0),
        topics,
        found.taste as f32,
        squash(found.friends as f32 / 2.0),
        squash(rate as f32 * 8.0),
        (1.0 + hours as f32).ln() / 4.0,
        post.quality,
        match understood {
            Some(true) => 1.0,
            Some(false) => -1.0,
            None => 0.0,
        },
        f32::from(u8::from(post.media)),
        f32::from(u8::from(post.thread != post.id)),
        (1.0 + author.followers as f32).ln() / 8.0,
        f32::from(u8::from(author.views < NEW)),
        record,
        (shown.min(3)) as f32,
        marked(Marks::TOXIC),
        marked(Marks::BAIT),
        marked(Marks::LOUD),
        regrets,
        topics * (0.5 + post.quality),
        topics * record,
        eyes.affinity(index, post.id) as f32,
    ]);
    Seen {
        features,
        fresh: fresh(index, post, member.id, now),
        quiet: followed && author.posts.len() <= QUIET,
        trending: if followed { 0.0 } else { found.trending },
        bridging: f64::from(post.bridging),
        forecast: f64::from(post.forecast),
        shown,
        foreign: understood == Some(false),
    }
}

/// The share of those who saw it that reacted well, drawn to what is usual while few have seen it.
fn smoothed(good: f32, views: u32) -> f64 {
    let usual = 0.04;
    (f64::from(good.max(0.0)) + usual * 30.0) / (f64::from(views) + 30.0)
}

/// How much more often than usual it was turned away from, drawn to the usual while few have seen it.
fn regretted(bad: f32, views: u32) -> f64 {
    let usual = 0.01;
    (f64::from(bad) + usual * 50.0) / (f64::from(views) + 50.0) - usual
}

/// Every post gets a first audience: not the same for all, so that nobody's page is full of them. Who is part
/// of it is a draw that stays the same for an hour. Newcomers are drawn more often, bad work less.
fn fresh(index: &Index, post: &Kept, member: i64, now: i64) -> f64 {
    let missing = 1.0 - f64::from(post.views) / FIRST_AUDIENCE;
    if missing <= 0.0 || now - post.at > 72 * HOUR {
        return 0.0;
    }
    let newcomer = index.members[post.author as usize].views < NEW;
    let chance =
        if newcomer { 0.8 } else { 0.06 } * f64::from(1.0 + post.quality.clamp(-1.0, 1.0)) / 2.0 + 0.1;
    if draw(member, post.id, now / HOUR) < chance { missing.max(0.3) } else { 0.0 }
}

/// A number from 0 to 1 that only looks random.
pub(crate) fn draw(a: i64, b: i64, c: i64) -> f64 {
    let mut x = (a as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (b as u64).rotate_left(32) ^ (c as u64);
    // The finishing steps of SplitMix64 (Steele, Lea, Flood 2014).
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    #[allow(clippy::cast_precision_loss)] // 53 bits
    let unit = ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
    unit
}

/// −1 to 1, steep around nothing.
fn squash(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

/// Milliseconds as hours, never negative.
pub(crate) fn hours(milliseconds: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)] // of a few years
    let hours = milliseconds.max(0) as f64 / HOUR as f64;
    hours
}

/// How near two posts are to each other in what they are about.
pub(crate) fn alike(one: &Kept, other: &Kept) -> f64 {
    words::nearness(&one.words, &other.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_spread_evenly_and_repeat() {
        let all: Vec<f64> = (0..10_000).map(|n| draw(7, n, 3)).collect();
        let below = all.iter().filter(|x| **x < 0.25).count();
        assert!((2_350..2_650).contains(&below), "{below}");
        assert!((draw(7, 5, 3) - all[5]).abs() < f64::EPSILON);
    }

    #[test]
    fn few_views_say_little() {
        assert!(smoothed(1.0, 1) < 0.08);
        assert!(smoothed(50.0, 100) > 0.3);
    }
}
