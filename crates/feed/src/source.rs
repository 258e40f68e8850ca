//! Where candidates come from. Each source brings up what it knows, and what it knows about it.

use crate::index::{Kept, Member};
use crate::rank::Stopwatch;
use crate::recipe::Ready;
use crate::{HOUR, Index, Map, Set};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A way to come across a post.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Its author is followed.
    Followed,
    /// Its author is followed and writes rarely.
    Quiet,
    /// Liked by people who like what the member likes.
    Taste,
    /// It fits what the member likes, by a model of what everybody reacts to.
    Affinity,
    /// It has a tag the member follows.
    Tags,
    /// Liked by people the member follows.
    Friends,
    /// It is about what the member cares for.
    Topics,
    /// It is new and still without an audience.
    Fresh,
    /// It is talked about.
    Trending,
}

/// All of them, in the order in which they are asked: what must not be missing first.
pub const SOURCES: [Source; 9] = [
    Source::Followed,
    Source::Quiet,
    Source::Taste,
    Source::Affinity,
    Source::Tags,
    Source::Friends,
    Source::Fresh,
    Source::Trending,
    Source::Topics,
];

impl Source {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Quiet => "quiet",
            Self::Taste => "taste",
            Self::Affinity => "affinity",
            Self::Tags => "tags",
            Self::Friends => "friends",
            Self::Topics => "topics",
            Self::Fresh => "fresh",
            Self::Trending => "trending",
        }
    }

    /// The source of a name.
    pub fn named(name: &str) -> Option<Self> {
        SOURCES.into_iter().find(|source| source.name() == name)
    }
}

/// The bit of what a feed of somebody's own names itself, beside those of [`SOURCES`].
pub const NAMED: u16 = 1 << SOURCES.len();

/// A candidate, and what its sources know about it.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Found {
    /// Which sources brought it up: a bit each, by their place among [`SOURCES`], and [`NAMED`].
    pub sources: u16,
    /// 0 to 1: how strongly people of the same taste like it.
    pub taste: f64,
    /// How many people the member follows like it.
    pub friends: u32,
    /// 0 to 1: how much it is talked about.
    pub trending: f64,
}

/// What a source brings up at most.
const MOST: usize = 150;
/// People of the same taste that are asked.
const NEIGHBOURS: usize = 100;
/// Time that all sources together may take; those that are not asked by then are left out, if there is enough to
/// choose from without them: a page that ends early is worse than a late one.
pub const TIME: Duration = Duration::from_millis(8);

/// Candidates by id.
pub(crate) type Candidates = Map<i64, Found>;

/// For whom candidates are gathered, and for which feed.
pub(crate) struct Wanted<'a> {
    pub(crate) member: &'a Member,
    /// The member in the model of what everybody reacts to, where there is one that knows them.
    pub(crate) reader: Option<&'a [f32]>,
    pub(crate) now: i64,
    pub(crate) oldest: i64,
    pub(crate) recipe: Option<&'a Ready>,
    /// What was on the pages before.
    pub(crate) served: &'a Set<i64>,
    /// So many candidates fill a page, though some will be dropped.
    pub(crate) enough: usize,
}

/// Asks all sources; those for which there was no time.
pub(crate) fn gather(
    index: &Index,
    wanted: &Wanted<'_>,
    watch: &impl Stopwatch,
) -> (Candidates, Vec<&'static str>) {
    let (member, now) = (wanted.member, wanted.now);
    let mut found = Candidates::default();
    let mut skipped = Vec::new();
    let bring = |found: &mut Candidates, bit: u16, post: i64, note: &dyn Fn(&mut Found)| {
        let Some(kept) = index.post(post) else { return };
        if now - kept.at <= wanted.oldest {
            let one = found.entry(post).or_default();
            one.sources |= bit;
            note(one);
        }
    };
    let is_enough = |found: &Candidates| {
        let new = found.keys().filter(|post| !wanted.served.contains(post));
        new.take(wanted.enough).count() == wanted.enough
    };
    for (place, source) in SOURCES.into_iter().enumerate() {
        if wanted.recipe.is_some_and(|recipe| !recipe.asks(source)) {
            continue;
        }
        if watch.elapsed() > TIME && is_enough(&found) {
            skipped.push(source.name());
            continue;
        }
        let mut bring = |post: i64, note: &dyn Fn(&mut Found)| bring(&mut found, 1 << place, post, note);
        match source {
            Source::Followed => followed(index, member, &mut bring),
            Source::Quiet => quiet(index, member, &mut bring),
            Source::Taste => taste(index, member, &mut bring),
            Source::Affinity => affinity(index, wanted, &mut bring),
            Source::Tags => tags(index, member, &mut bring),
            Source::Friends => friends(index, member, &mut bring),
            Source::Topics => topics(index, member, &mut bring),
            Source::Fresh => fresh(index, &mut bring),
            Source::Trending => trending(index, now, &mut bring),
        }
    }
    if let Some(recipe) = wanted.recipe {
        named(index, recipe, wanted.served, &mut |post| bring(&mut found, NAMED, post, &|_| {}));
    }
    (found, skipped)
}

/// Posts a feed looks through at most for the newest that pass its filters.
const LOOKED_AT: usize = 20_000;

/// What a feed names itself: a list made outside, authors, tags and words, or simply what is new. As many of
/// each as two pages of For you have; what was shown already makes room for what is older.
fn named(index: &Index, recipe: &Ready, served: &Set<i64>, bring: &mut dyn FnMut(i64)) {
    let new = |post: &i64| !served.contains(post);
    let fits = |post: &i64, also: &dyn Fn(&Kept) -> bool| {
        index.post(*post).is_some_and(|kept| recipe.leaves_out(kept).is_none() && also(kept))
    };
    recipe.given().iter().filter(|post| new(post)).for_each(|post| bring(*post));
    for author in recipe.accounts() {
        let posts = index.member(*author).into_iter().flat_map(|author| author.posts.iter().rev());
        posts.filter(|post| new(post)).for_each(|post| bring(*post));
    }
    for words in recipe.words() {
        // The rarest word leads to the fewest posts.
        let led = |word: &u32| index.tagged.get(word).map_or(0, std::collections::VecDeque::len);
        let Some(rarest) = words.iter().min_by_key(|word| led(word)) else { continue };
        let posts = index.tagged.get(rarest).into_iter().flat_map(|posts| posts.iter().rev());
        let all = |kept: &Kept| words.iter().all(|word| kept.words.contains(word));
        posts.filter(|post| new(post) && fits(post, &all)).for_each(|post| bring(*post));
    }
    if recipe.takes_all() {
        let newest = index.order.iter().rev().take(LOOKED_AT);
        newest.filter(|post| new(post) && fits(post, &|_| true)).take(2 * MOST).for_each(|post| bring(*post));
    }
}

type Bring<'b> = dyn FnMut(i64, &dyn Fn(&mut Found)) + 'b;

/// Posts of those followed, newest first, a few each so that nobody is missing.
fn followed(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let each = (2 * MOST / member.follows.len().max(1)).clamp(2, 20);
    let mut newest: Vec<i64> = member
        .follows
        .iter()
        .flat_map(|author| index.members[*author as usize].posts.iter().rev().take(each).copied())
        .collect();
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.iter().take(2 * MOST).for_each(|post| bring(*post, &|_| {}));
}

/// The last post of each of those followed who write rarely: among the newest of everybody followed it would be
/// lost.
fn quiet(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let rare = |author: &&Member| author.posts.len() <= crate::features::QUIET;
    let authors = member.follows.iter().map(|author| &index.members[*author as usize]);
    let mut last: Vec<i64> = authors.filter(rare).filter_map(|author| author.posts.back().copied()).collect();
    last.sort_unstable_by(|a, b| b.cmp(a));
    last.iter().take(MOST / 2).for_each(|post| bring(*post, &|_| {}));
}

/// A walk of two steps over who reacted to what: to those who liked the same, and to what else they liked.
/// Whoever likes everything says little about taste, so each step is shared out.
fn taste(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let mut people: Map<u32, f64> = Map::default();
    for post in &member.liked {
        let Some(kept) = index.post(*post) else { continue };
        let share = 1.0 / (2.0 + count(kept.reactors.len())).sqrt();
        for person in &kept.reactors {
            *people.entry(*person).or_default() += share;
        }
    }
    let mut people: Vec<(u32, f64)> =
        people.into_iter().filter(|(person, _)| index.members[*person as usize].id != member.id).collect();
    people.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    people.truncate(NEIGHBOURS);
    let mut posts: Map<i64, f64> = Map::default();
    for (person, nearness) in people {
        let other = &index.members[person as usize];
        let share = nearness / (4.0 + count(other.liked.len())).sqrt();
        for post in other.liked.iter().rev().take(50) {
            *posts.entry(*post).or_default() += share;
        }
    }
    let mut posts: Vec<(i64, f64)> = posts
        .into_iter()
        .filter_map(|(post, strength)| {
            let kept = index.post(post)?;
            // What everybody likes is no sign of taste either.
            let share = strength / (3.0 + count(kept.reactors.len())).sqrt();
            (!member.liked.contains(&post)).then_some((post, share))
        })
        .collect();
    posts.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    posts.truncate(MOST);
    let most = posts.first().map_or(1.0, |(_, strength)| strength.max(1e-9));
    // A single shared like says less than many.
    let sure = 1.0 - 1.0 / (1.0 + 4.0 * most);
    for (post, strength) in posts {
        bring(post, &|found| found.taste = (strength / most).sqrt() * sure);
    }
}

/// What fits the member best by the model.
fn affinity(index: &Index, wanted: &Wanted<'_>, bring: &mut Bring<'_>) {
    let (Some(model), Some(reader)) = (&index.factors, wanted.reader) else { return };
    for (post, _) in model.best(reader, MOST / 2) {
        bring(post, &|_| {});
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn tags(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let each = (MOST / member.tags.len().max(1)).clamp(3, 30);
    for tag in &member.tags {
        let newest = index.tagged.get(tag).into_iter().flat_map(|posts| posts.iter().rev().take(each));
        newest.for_each(|post| bring(*post, &|_| {}));
    }
}

/// What those followed liked last.
fn friends(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let each = (2 * MOST / member.follows.len().max(1)).clamp(2, 15);
    let mut liked: Map<i64, u32> = Map::default();
    for friend in member.follows.iter().take(1_000) {
        for post in index.members[*friend as usize].liked.iter().rev().take(each) {
            *liked.entry(*post).or_default() += 1;
        }
    }
    let mut liked: Vec<(i64, u32)> = liked.into_iter().collect();
    liked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
    for (post, friends) in liked.into_iter().take(MOST) {
        bring(post, &|found| found.friends = friends);
    }
}

/// The newest posts with a tag or word the member cares for, as far as words are tags too.
fn topics(index: &Index, member: &Member, bring: &mut Bring<'_>) {
    let mut cared: Vec<(u32, f32)> =
        member.topics.iter().filter(|known| known.care > 0.0).map(|known| (known.of, known.care)).collect();
    cared.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for (word, _) in cared.into_iter().take(24) {
        let newest = index.tagged.get(&word).into_iter().flat_map(|posts| posts.iter().rev().take(8));
        newest.for_each(|post| bring(*post, &|_| {}));
    }
}

/// The newest posts that few have seen.
fn fresh(index: &Index, bring: &mut Bring<'_>) {
    let waiting = |post: &&i64| {
        index.post(**post).is_some_and(|kept| f64::from(kept.views) < crate::features::FIRST_AUDIENCE)
    };
    index
        .order
        .iter()
        .rev()
        .take(8 * MOST)
        .filter(waiting)
        .take(2 * MOST)
        .for_each(|post| bring(*post, &|_| {}));
}

/// What drew most reactions in the last hours, each counted once a reaction and less the older it is.
fn trending(index: &Index, now: i64, bring: &mut Bring<'_>) {
    let mut drawn: Map<i64, f64> = Map::default();
    for (at, post) in index.moving.iter().rev().take(2_000) {
        let age = crate::features::hours(now - at);
        *drawn.entry(*post).or_default() += (-age / 8.0).exp2();
    }
    // By what their givers' words count, not by how many there were.
    let weigh = |(post, pace): (i64, f64)| {
        let kept = index.post(post)?;
        let trust = f64::from(kept.good) / count(kept.reactors.len()).max(1.0);
        (now - kept.at < 48 * HOUR).then_some((post, pace * trust.min(1.0)))
    };
    let mut drawn: Vec<(i64, f64)> =
        drawn.into_iter().filter_map(weigh).filter(|(_, pace)| *pace > 1.0).collect();
    drawn.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    for (post, pace) in drawn.into_iter().take(MOST / 2) {
        bring(post, &|found| found.trending = pace / (pace + 5.0));
    }
}
