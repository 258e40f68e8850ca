//! Factors of recent posts: what fits what a member likes, beyond those who liked the same posts.
//!
//! Learned now and then from public reactions to open posts ([`Gathered`], [`Learned`]); a reader's own vector is
//! made anew for each page from what they reacted to last, and is not kept. What no longer may count goes with the
//! next model, which the index never outlives by long; a post that is gone is not looked up any more.

use crate::heads::Kind;
use crate::index::Member;
use crate::{Index, Map};
use discover::Reactions;
use discover::collaborative::{Factors, Plan};

/// Posts in a model, the newest that enough people reacted to.
pub const POSTS: usize = 8_000;
/// Posts looked through for them.
const LOOKED_AT: usize = 30_000;
/// Reactions of one member that count, the last ones: nobody shapes it more than anybody else.
const OF_ONE: usize = 80;
/// Members in a model.
const MEMBERS: usize = 20_000;
/// A post says something once so many reacted.
const FEWEST: usize = 2;
/// A model of fewer posts or people would only repeat them.
const LEAST: usize = 8;
/// Posts looked at in one go.
const STEP: usize = 200;
/// Bytes a model takes at most: vectors and where they are, and twice that while the next is learned.
pub const BYTES: usize = 2 * (POSTS + MEMBERS) * (32 * 4 + 48);

/// What a model is learned from, gathered a step at a time so that the index can be let go in between.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    posts: Vec<i64>,
    /// What each member reacted to, as places among the posts.
    rows: Vec<Vec<u32>>,
    numbers: Map<i64, u32>,
    before: Option<i64>,
    looked_at: usize,
}

impl Gathered {
    /// Looks at the next posts, newest first; whether there are more to look at.
    pub fn step(&mut self, index: &Index) -> bool {
        let end =
            self.before.map_or(index.order.len(), |id| index.order.partition_point(|other| *other < id));
        let from = end.saturating_sub(STEP);
        for id in index.order.range(from..end).rev() {
            self.before = Some(*id);
            self.look(index, *id);
        }
        self.looked_at += end - from;
        from > 0 && self.looked_at < LOOKED_AT && self.posts.len() < POSTS
    }

    fn look(&mut self, index: &Index, id: i64) {
        let Some(post) = index.post(id).filter(|post| post.open && post.reactors.len() >= FEWEST) else {
            return;
        };
        if self.posts.len() >= POSTS {
            return;
        }
        let place = u32::try_from(self.posts.len()).unwrap_or(u32::MAX);
        self.posts.push(id);
        for who in &post.reactors {
            let member = &index.members[*who as usize];
            if member.signals.uses(Kind::Like)
                && let Some(row) = self.row(member.id)
            {
                row.push(place);
            }
        }
    }

    /// The row of a member, while there is room in it.
    fn row(&mut self, id: i64) -> Option<&mut Vec<u32>> {
        let next = self.rows.len();
        if next >= MEMBERS && !self.numbers.contains_key(&id) {
            return None;
        }
        let number = *self.numbers.entry(id).or_insert(u32::try_from(next).ok()?) as usize;
        if number == next {
            self.rows.push(Vec::new());
        }
        self.rows.get_mut(number).filter(|row| row.len() < OF_ONE)
    }

    /// How many posts were found so far.
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Whether none were.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// A number that changes with what was gathered.
    pub fn mark(&self) -> u64 {
        let mut mark = 0xcbf2_9ce4_8422_2325_u64;
        let mut mix = |value: u64| mark = (mark ^ value).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        self.posts.iter().for_each(|post| mix(post.unsigned_abs()));
        self.rows.iter().flatten().for_each(|place| mix(u64::from(*place)));
        mark
    }

    /// Learns a model; none where there is too little, or when it is told to stop ([`Factors::fit`]).
    pub fn learn(self, go_on: impl FnMut() -> bool) -> Option<Learned> {
        if self.posts.len() < LEAST || self.rows.len() < LEAST {
            return None;
        }
        let reactions = Reactions::new(self.rows, self.posts.len());
        let factors = Factors::fit(&reactions, Plan::default(), 1, go_on)?;
        let places = self.posts.iter().copied().zip(0..).collect();
        Some(Learned { factors, posts: self.posts, places })
    }
}

/// A model of recent posts.
#[derive(Clone, Debug)]
pub struct Learned {
    factors: Factors,
    /// Newest first.
    posts: Vec<i64>,
    places: Map<i64, u32>,
}

impl Learned {
    /// How many posts it knows.
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }

    /// A reader's vector, from what they reacted to last; none where the model knows nothing of that.
    pub(crate) fn reader(&self, member: &Member) -> Option<Vec<f32>> {
        let known: Vec<u32> = member.liked.iter().filter_map(|post| self.places.get(post).copied()).collect();
        (!known.is_empty()).then(|| self.factors.fold_in(known))
    }

    /// How well a post suits a reader, 0 to 1; nothing for one that is not known.
    pub(crate) fn suits(&self, reader: &[f32], post: i64) -> f64 {
        self.places.get(&post).map_or(0.0, |place| squash(self.factors.suits(reader, *place)))
    }

    /// The posts that suit a reader best, and how well each does.
    pub(crate) fn best(&self, reader: &[f32], most: usize) -> Vec<(i64, f64)> {
        let vectors = self.factors.vectors().chunks_exact(self.factors.rank());
        let scores = vectors.map(|vector| discover::collaborative::dot(reader, vector));
        let mut best: Vec<(f32, i64)> =
            scores.zip(self.posts.iter().copied()).filter(|(s, _)| *s > WEAK).collect();
        let by = |a: &(f32, i64), b: &(f32, i64)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
        if best.len() > most {
            best.select_nth_unstable_by(most, by);
            best.truncate(most);
        }
        best.sort_unstable_by(by);
        best.into_iter().map(|(score, post)| (post, squash(score))).collect()
    }
}

/// What suits less is noise.
const WEAK: f32 = 0.02;

/// 0 to 1: a half where a post suits as much as many that are liked do.
fn squash(suits: f32) -> f64 {
    let suits = f64::from(suits.max(0.0));
    suits / (suits + 0.2)
}
