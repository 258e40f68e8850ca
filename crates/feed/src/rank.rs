//! The pipeline, from a member and a moment to a page.

use crate::features::{self, Eyes, Features, Seen};
use crate::filter::{self, Reason};
use crate::heads::KINDS;
use crate::index::Kept;
use crate::ledger::{Ledger, Line, Points};
use crate::recipe::Ready;
use crate::source::{self, Found, Wanted};
use crate::steering::{self, Steering};
use crate::term::{TERMS, Term};
use crate::{Heads, Index, Map, Set};
use std::time::Duration;

/// Tells how long a ranking has taken. The caller's clock; stages that are out of time are left out.
pub trait Stopwatch {
    /// Since the ranking began.
    fn elapsed(&self) -> Duration;
}

/// No clock: every stage is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unhurried;

impl Stopwatch for Unhurried {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The member, by id.
    pub who: i64,
    /// The moment, in milliseconds.
    pub now: i64,
    /// Posts on the page.
    pub limit: usize,
    /// Posts of the pages before this one.
    pub served: &'a [i64],
    /// How the member steers.
    pub steering: &'a Steering,
    /// Posts older than this, in milliseconds, are left out, whatever the preset would show.
    pub oldest: Option<i64>,
    /// The feed asked for; For you where there is none. [`Recipe::steering`](crate::Recipe::steering) says how it
    /// is steered.
    pub recipe: Option<&'a Ready>,
}

impl Asked<'_> {
    /// Posts older than this many milliseconds are left out.
    fn oldest(&self) -> i64 {
        let usual = self.recipe.map_or(self.steering.oldest(), Ready::oldest);
        self.oldest.unwrap_or(i64::MAX).min(usual)
    }
}

/// A post with its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Placed {
    /// Which.
    pub post: i64,
    /// Why it stands there.
    pub ledger: Ledger,
    /// What its guesses were made from, to learn from what becomes of it.
    pub features: Features,
    /// Who brought it up.
    pub found: Found,
}

/// A page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ranking {
    /// In order.
    pub placed: Vec<Placed>,
    /// What was looked at and dropped.
    pub removed: Vec<(i64, Reason)>,
    /// Stages for which there was no time.
    pub skipped: Vec<&'static str>,
}

/// What became of one post.
#[derive(Clone, PartialEq, Debug)]
pub struct Explained {
    /// What it is worth to the member; empty where it was not looked at.
    pub ledger: Ledger,
    /// Its place from the top, 1 for the first.
    pub place: Option<usize>,
    /// Why it has none.
    pub removed: Option<Reason>,
}

/// So many times the posts of a page are enough to choose from when time is short.
const ENOUGH: usize = 4;
/// Among this many of the best a page is chosen.
const BEST: usize = 150;
/// What was read this lately counts as standing above the page.
const MEMORY: usize = 20;
/// By how much likeness to what was read lately counts less than to what stands on the same page.
const FADED: f64 = 0.25;
/// Posts this much alike are the same.
const SAME: f64 = 0.92;
/// Texts of fewer words are alike by chance.
const FEW_WORDS: usize = 6;
/// Time after which a page is made by score alone.
const CHOOSING: Duration = Duration::from_millis(12);

/// A candidate with its worth.
struct Scored<'i> {
    post: &'i Kept,
    found: Found,
    seen: Seen,
    score: Points,
}

/// Makes a page.
pub fn rank(index: &Index, heads: &Heads, asked: &Asked<'_>, watch: &impl Stopwatch) -> Ranking {
    Stage::new(index, heads, asked).page(&[], watch)
}

/// Says what becomes of one post when a page of `asked.limit` posts is made, whoever brings it up.
pub fn explain(
    index: &Index,
    heads: &Heads,
    asked: &Asked<'_>,
    post: i64,
    watch: &impl Stopwatch,
) -> Explained {
    let stage = Stage::new(index, heads, asked);
    let page = stage.page(&[], watch);
    if let Some(place) = page.placed.iter().position(|placed| placed.post == post) {
        let ledger = page.placed.into_iter().nth(place).map(|placed| placed.ledger).unwrap_or_default();
        return Explained { ledger, place: Some(place + 1), removed: None };
    }
    let Some(kept) = index.post(post) else {
        return Explained { ledger: Ledger::default(), place: None, removed: Some(Reason::Gone) };
    };
    let removed = page.removed.iter().find(|(removed, _)| *removed == post).map(|(_, reason)| *reason);
    let found = stage.candidates(watch).0.remove(&post);
    let reason = removed.or_else(|| stage.drops(kept)).or(match found {
        Some(_) => Some(Reason::Outranked),
        None => Some(Reason::NotFound),
    });
    let seen = features::look(index, &stage.eyes, kept, &found.unwrap_or_default(), asked.now);
    Explained { ledger: stage.ledger(kept, &seen), place: None, removed: reason }
}

/// What is looked at of some posts for a member, whoever brings them up; those the index does not hold are
/// left out.
pub fn look_at(index: &Index, asked: &Asked<'_>, posts: &[i64]) -> Vec<(i64, Features)> {
    let heads = Heads::default();
    let stage = Stage::new(index, &heads, asked);
    let (candidates, _) = stage.candidates(&Unhurried);
    let look = |post: &i64| {
        let found = candidates.get(post).copied().unwrap_or_default();
        Some((*post, features::look(index, &stage.eyes, index.post(*post)?, &found, asked.now).features))
    };
    posts.iter().filter_map(look).collect()
}

/// All that stays the same while a page is made.
struct Stage<'a> {
    index: &'a Index,
    heads: &'a Heads,
    asked: &'a Asked<'a>,
    eyes: Eyes<'a>,
    weights: [f64; TERMS.len()],
    wishes: Vec<steering::Ready<'a>>,
    served: Set<i64>,
}

static NOBODY: std::sync::LazyLock<crate::index::Member> = std::sync::LazyLock::new(Default::default);

impl<'a> Stage<'a> {
    fn new(index: &'a Index, heads: &'a Heads, asked: &'a Asked<'a>) -> Self {
        let policies = asked.steering.policies.iter().filter(|policy| !policy.is_over(asked.now));
        Self {
            index,
            heads,
            asked,
            eyes: Eyes::of(index, index.member(asked.who).unwrap_or(&NOBODY)),
            weights: TERMS.map(|row| asked.steering.weight(row.term)),
            wishes: policies
                .map(|policy| steering::Ready::new(policy, asked.now, |id| index.numbered(id)))
                .collect(),
            served: asked.served.iter().copied().collect(),
        }
    }

    fn candidates(&self, watch: &impl Stopwatch) -> (source::Candidates, Vec<&'static str>) {
        let wanted = Wanted {
            member: self.eyes.member,
            reader: self.eyes.reader.as_deref(),
            now: self.asked.now,
            oldest: self.asked.oldest(),
            recipe: self.asked.recipe,
            served: &self.served,
            enough: self.asked.limit.saturating_mul(ENOUGH),
        };
        source::gather(self.index, &wanted, watch)
    }

    /// Whether posts stand in the order of their scores, whatever stands above them.
    fn is_plain(&self) -> bool {
        self.asked.recipe.is_some_and(Ready::is_plain)
    }

    fn page(&self, also: &[i64], watch: &impl Stopwatch) -> Ranking {
        let (mut candidates, mut skipped) = self.candidates(watch);
        also.iter().for_each(|post| {
            candidates.entry(*post).or_default();
        });
        let mut removed = Vec::new();
        let mut scored: Vec<Scored<'_>> = Vec::with_capacity(candidates.len());
        for (id, found) in candidates.into_iter().filter(|(id, _)| !self.served.contains(id)) {
            let Some(post) = self.index.post(id) else { continue };
            if let Some(reason) = self.drops(post) {
                removed.push((id, reason));
                continue;
            }
            let seen = features::look(self.index, &self.eyes, post, &found, self.asked.now);
            let score = self.score(post, &seen);
            scored.push(Scored { post, found, seen, score });
        }
        scored.sort_unstable_by(|a, b| b.score.cmp(&a.score).then(b.post.id.cmp(&a.post.id)));
        if self.is_plain() {
            let rest = scored.split_off(self.asked.limit.min(scored.len()));
            removed.extend(rest.iter().map(|one| (one.post.id, Reason::Outranked)));
            let placed = scored.into_iter().map(|one| Placed {
                post: one.post.id,
                ledger: self.ledger(one.post, &one.seen),
                features: one.seen.features,
                found: one.found,
            });
            return Ranking { placed: placed.collect(), removed, skipped };
        }
        removed.extend(scored.iter().skip(BEST).map(|one| (one.post.id, Reason::Outranked)));
        scored.truncate(BEST);
        let in_time = watch.elapsed() < CHOOSING;
        if !in_time {
            skipped.push("diversity");
        }
        let placed = self.choose(scored, in_time, &mut removed);
        Ranking { placed, removed, skipped }
    }

    fn drops(&self, post: &Kept) -> Option<Reason> {
        let author = self.index.members[post.author as usize].id;
        let asked = self.asked;
        filter::drops(&self.eyes, post, author, asked.oldest(), asked.now, self.is_plain())
            .or_else(|| {
                self.wishes.iter().any(|wish| wish.forbids && wish.fits(post)).then_some(Reason::Wish)
            })
            .or_else(|| asked.recipe?.leaves_out(post).map(Reason::LeftOut))
    }

    /// The sum of what [`Self::ledger`] writes down.
    fn score(&self, post: &Kept, seen: &Seen) -> Points {
        let mut score = Points::default();
        self.each(post, seen, &mut |line| score += line.delta);
        score
    }

    fn ledger(&self, post: &Kept, seen: &Seen) -> Ledger {
        let mut lines = Vec::new();
        self.each(post, seen, &mut |line| {
            if line.input != 0.0 && line.weight != 0.0 {
                lines.push(line);
            }
        });
        Ledger(lines)
    }

    /// Every line of a post's ledger before anything stands above it.
    fn each(&self, post: &Kept, seen: &Seen, write: &mut impl FnMut(Line)) {
        if let Some(recipe) = self.asked.recipe.filter(|recipe| !recipe.given().is_empty()) {
            // Who made the list put it in order.
            return write(Line::new(Term::Given, recipe.place_of(post.id), Term::Given.weight()));
        }
        let mut line = |term: Term, input: f64| write(Line::new(term, input, self.weights[term.place()]));
        let guesses = KINDS.into_iter().zip(self.heads.guess(&seen.features));
        for (kind, chance) in guesses.filter(|(kind, _)| self.heads.knows(*kind)) {
            // The first terms are the reactions, in their order.
            line(TERMS[kind.place()].term, f64::from(chance));
        }
        let feature = |place: usize| f64::from(seen.features.0[place]);
        let yes = |is: bool| f64::from(u8::from(is));
        line(Term::Followed, feature(1));
        line(Term::Taste, feature(4));
        line(Term::Affinity, feature(22));
        line(Term::Topics, feature(3));
        line(Term::Friends, feature(5));
        line(Term::Quiet, yes(seen.quiet));
        line(Term::Fresh, seen.fresh);
        line(Term::Trending, seen.trending);
        line(Term::Quality, feature(8));
        line(Term::Bridging, seen.bridging);
        line(Term::Forecast, seen.forecast);
        line(Term::Popular, feature(6));
        line(Term::Age, feature(7) * 4.0);
        line(Term::Conversation, feature(11));
        line(Term::Language, yes(seen.foreign));
        #[allow(clippy::cast_precision_loss)] // a few times
        line(Term::Seen, seen.shown as f64);
        for wish in self.wishes.iter().filter(|wish| wish.fits(post)) {
            let weight = wish.weight * self.weights[Term::Wish.place()];
            write(Line { wish: Some(wish.policy.id), ..Line::new(Term::Wish, 1.0, weight) });
        }
    }

    /// Takes the best, one after the other; what stands already makes what is like it worth less.
    fn choose(
        &self,
        mut left: Vec<Scored<'_>>,
        spread: bool,
        removed: &mut Vec<(i64, Reason)>,
    ) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::with_capacity(self.asked.limit.min(left.len()));
        let mut authors: Map<u32, u32> = Map::default();
        let mut threads: Set<i64> = Set::default();
        let mut near: Vec<f64> = if spread { self.remembered(&left) } else { vec![0.0; left.len()] };
        let above =
            |authors: &Map<u32, u32>, one: &Scored<'_>| authors.get(&one.post.author).copied().unwrap_or(0);
        // What each is worth below what stands already: counted anew only for those whom the last one touched.
        let mut worth: Vec<Points> =
            left.iter().zip(&near).map(|(one, near)| one.score + self.apart(0, *near).0).collect();
        while placed.len() < self.asked.limit && !left.is_empty() {
            let best = (0..left.len()).max_by_key(|place| (worth[*place], std::cmp::Reverse(*place)));
            let Some(best) = best else { break };
            let (one, nearness) = (left.swap_remove(best), near.swap_remove(best));
            worth.swap_remove(best);
            if !threads.insert(one.post.thread) {
                removed.push((one.post.id, Reason::SameThread));
                continue;
            }
            let mut ledger = self.ledger(one.post, &one.seen);
            ledger.0.extend(self.apart(above(&authors, &one), nearness).1);
            *authors.entry(one.post.author).or_default() += 1;
            let mut place = 0;
            while place < left.len() {
                let alike = if spread { features::alike(one.post, left[place].post) } else { 0.0 };
                if alike > SAME && one.post.words.len() >= FEW_WORDS {
                    removed.push((left.swap_remove(place).post.id, Reason::Duplicate));
                    near.swap_remove(place);
                    worth.swap_remove(place);
                    continue;
                }
                if alike > 0.0 || left[place].post.author == one.post.author {
                    near[place] += alike;
                    let other = &left[place];
                    worth[place] = other.score + self.apart(above(&authors, other), near[place]).0;
                }
                place += 1;
            }
            placed.push(Placed { post: one.post.id, ledger, features: one.seen.features, found: one.found });
        }
        removed.extend(left.iter().map(|one| (one.post.id, Reason::Outranked)));
        placed
    }

    /// What standing below others of its author, or below what is like it, costs.
    fn apart(&self, above: u32, near: f64) -> (Points, impl Iterator<Item = Line>) {
        let line = |term: Term, input: f64| {
            (input != 0.0).then(|| Line::new(term, input, self.weights[term.place()]))
        };
        let lines = [line(Term::SameAuthor, f64::from(above)), line(Term::SameTopic, near)];
        let points = lines.iter().flatten().map(|line| line.delta).sum();
        (points, lines.into_iter().flatten())
    }

    /// How near each candidate is to what the member was shown lately, all told.
    fn remembered(&self, left: &[Scored<'_>]) -> Vec<f64> {
        let lately: Vec<&Kept> =
            self.eyes.member.seen.iter().rev().take(MEMORY).filter_map(|id| self.index.post(*id)).collect();
        let nearest = |one: &Scored<'_>| {
            let others = lately.iter().filter(|seen| seen.id != one.post.id);
            FADED * others.map(|seen| features::alike(one.post, seen)).sum::<f64>()
        };
        left.iter().map(nearest).collect()
    }
}

#[cfg(test)]
mod tests;
