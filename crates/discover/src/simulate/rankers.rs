//! The rankers that are compared. Each is spared posts the reader has seen, so that remembering alone wins
//! nothing.

use super::run::World;
use crate::feed::features::{Features, hours};
use crate::feed::heads::Chances;
use crate::feed::sources::{Candidate, offers};
use crate::feed::{Action, Post, Query, Source, Steering, rank};
use std::collections::{HashMap, HashSet};

/// A ranker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whom one follows, newest first; then everybody.
    Chronological,
    /// Likes over age to the power of 1.5.
    Likes,
    /// Mastodon's trends: (observed − 1)² over 1, half after two hours.
    Mastodon,
    /// What people like who like what one likes; then by likes.
    CoLike,
    /// The weights that X published in 2026, on the same heads as ours, with its bounds: a factor for who is
    /// not followed, one for each further post of an author, one place for a small author.
    X,
    /// Ours.
    Ours,
}

impl Kind {
    /// All of them, ours last.
    pub const ALL: [Self; 6] =
        [Self::Chronological, Self::Likes, Self::Mastodon, Self::CoLike, Self::X, Self::Ours];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chronological => "chronological",
            Self::Likes => "likes",
            Self::Mastodon => "mastodon",
            Self::CoLike => "co-like",
            Self::X => "x-weights",
            Self::Ours => "ours",
        }
    }

    /// Whether it goes by what people react to.
    pub fn is_engagement(self) -> bool {
        matches!(self, Self::Likes | Self::Mastodon | Self::CoLike | Self::X)
    }

    /// A page for a member out of the posts of the last two days: numbers, best first.
    pub(super) fn page(self, world: &World<'_>, member: u64, steering: &Steering, most: usize) -> Vec<u64> {
        let posts = world.recent();
        match self {
            Self::Ours => ours(world, posts, member, steering, most),
            Self::X => x(world, posts, member, most),
            Self::CoLike => {
                let near = world.near(member);
                let near = |post: &Post| 1e6 * near.get(&post.id).copied().unwrap_or_default();
                best(world, posts, member, most, &|post| near(post) + likes(post, world.now))
            }
            Self::Likes => best(world, posts, member, most, &|post| likes(post, world.now)),
            Self::Mastodon => best(world, posts, member, most, &|post| trend(post, world.now)),
            Self::Chronological => {
                let follows = &world.viewers[member as usize].follows;
                best(world, posts, member, most, &|post| {
                    let followed = if follows.contains(&post.author) { 1e3 } else { 0.0 };
                    followed - hours(post, world.now)
                })
            }
        }
    }
}

fn of(post: &Post, action: Action) -> f32 {
    post.actions[action.number()]
}

fn likes(post: &Post, now: i64) -> f32 {
    of(post, Action::Like) / (hours(post, now) + 2.0).powf(1.5)
}

fn trend(post: &Post, now: i64) -> f32 {
    let observed = of(post, Action::Like) + of(post, Action::Repost);
    let trending = if observed < 1.0 { 0.0 } else { (observed - 1.0).powi(2) };
    trending * 0.5_f32.powf(hours(post, now) / 2.0)
}

/// The posts with the highest scores; among equals the newest.
fn best(
    world: &World<'_>,
    posts: &[Post],
    member: u64,
    most: usize,
    score: &dyn Fn(&Post) -> f32,
) -> Vec<u64> {
    let mut scored: Vec<(f32, u64)> =
        posts.iter().filter(|post| world.is_new(member, post)).map(|post| (score(post), post.id)).collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    scored.into_iter().take(most).map(|(_, post)| post).collect()
}

/// X's weights of the parameter sync of August 2026.
const X_WEIGHTS: [(Action, f32); 10] = [
    (Action::Reply, 5.0),
    (Action::Quote, 5.0),
    (Action::Follow, 4.0),
    (Action::Repost, 1.0),
    (Action::Like, 0.5),
    (Action::Open, 0.2),
    (Action::LongRead, 0.04),
    (Action::Hide, -43.2),
    (Action::Mute, -58.8),
    (Action::Report, -234.0),
];

fn x(world: &World<'_>, posts: &[Post], member: u64, most: usize) -> Vec<u64> {
    let viewer = &world.viewers[member as usize];
    let near = world.near(member);
    let mut scored: Vec<(f32, &Post)> = Vec::new();
    for post in posts.iter().filter(|post| world.is_new(member, post)) {
        let chances = world.chances(member, post, near.get(&post.id).copied().unwrap_or_default());
        let score: f32 = X_WEIGHTS.iter().map(|(action, weight)| weight * chances[action.number()]).sum();
        let outside = if viewer.follows.contains(&post.author) { 1.0 } else { 0.75 };
        scored.push((if score > 0.0 { score * outside } else { score }, post));
    }
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.id.cmp(&a.1.id)));
    let mut times: HashMap<u64, i32> = HashMap::new();
    for (score, post) in &mut scored {
        let before = times.entry(post.author).or_default();
        *score *= 0.75 * 0.5_f32.powi(*before) + 0.25;
        *before += 1;
    }
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.id.cmp(&a.1.id)));
    let small = scored.iter().position(|(_, post)| post.by.followers <= 10.0 && post.views < 10.0);
    if let Some(at) = small.filter(|at| *at > 15) {
        let lifted = scored.remove(at);
        scored.insert(15, lifted);
    }
    scored.into_iter().take(most).map(|(_, post)| post.id).collect()
}

fn ours(world: &World<'_>, posts: &[Post], member: u64, steering: &Steering, most: usize) -> Vec<u64> {
    let viewer = &world.viewers[member as usize];
    let known: HashSet<u64> = viewer
        .follows
        .iter()
        .filter_map(|author| world.viewers.get(*author as usize))
        .flat_map(|friend| friend.follows.iter().copied())
        .collect();
    let offers = offers(posts, viewer, &steering.off, &world.near(member), &|author| known.contains(&author));
    let query = Query { viewer, steering, now: world.now, most, elapsed: &|| 0 };
    rank(&query, &offers, &world.heads).items.into_iter().map(|item| item.post).collect()
}

impl World<'_> {
    /// What of a post is known for a member.
    pub(super) fn features(&self, member: u64, post: &Post, neighbours: f32) -> Features {
        let candidate = Candidate { post, sources: vec![Source::Followed], neighbours };
        Features::of(&candidate, &self.viewers[member as usize], self.now, &[])
    }

    pub(super) fn chances(&self, member: u64, post: &Post, neighbours: f32) -> Chances {
        self.heads.chances(&self.features(member, post, neighbours))
    }
}
