//! The rankers that are compared. Each is spared posts the reader has seen, so that remembering alone wins
//! nothing.

use crate::run::{OLDEST, World};
use crate::town::HOUR;
use feed::features::Features;
use feed::{Asked, Kind, Placed, Steering, Unhurried, look_at, rank};
use std::collections::HashMap;

/// A ranker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ranker {
    /// Whom one follows, newest first; then everybody.
    Chronological,
    /// Likes over age to the power of 1.5.
    Likes,
    /// Mastodon's trends: (observed − 1)² over 1, half after two hours.
    Mastodon,
    /// What people like who like what one likes; then by likes.
    CoLike,
    /// The weights that X published in 2026, on the same heads as ours, which here learn of every kind of
    /// reaction, with its bounds: a factor for who is not followed, one for each further post of an author,
    /// one place for a small author.
    X,
    /// Ours, as the server drives it.
    Ours,
}

/// A page: posts, best first, with what was looked at of each.
pub(crate) type Page = Vec<(u64, Features)>;

impl Ranker {
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

    /// A page for a member out of the posts of the last two days.
    pub(crate) fn page(self, world: &World<'_>, member: u64, steering: &Steering, most: usize) -> Page {
        let simple = |score: &dyn Fn(u64) -> f32| look(world, member, &best(world, member, most, score));
        match self {
            Self::Ours => ours(world, member, steering, most),
            Self::X => x(world, member, most),
            Self::CoLike => {
                let near = world.near(member);
                let near = |post: u64| 1e6 * near.get(&post).copied().unwrap_or_default();
                simple(&|post| near(post) + likes(world, post))
            }
            Self::Likes => simple(&|post| likes(world, post)),
            Self::Mastodon => simple(&|post| trend(world, post)),
            Self::Chronological => {
                let follows = &world.readers[member as usize].follows;
                simple(&|post| {
                    let followed = follows.contains(&world.town.posts[post as usize].author);
                    if followed { 1e3 - hours(world, post) } else { -hours(world, post) }
                })
            }
        }
    }
}

fn hours(world: &World<'_>, post: u64) -> f32 {
    (world.now - world.town.posts[post as usize].created).max(0) as f32 / HOUR as f32
}

fn likes(world: &World<'_>, post: u64) -> f32 {
    world.tallies[post as usize].likes / (hours(world, post) + 2.0).powf(1.5)
}

fn trend(world: &World<'_>, post: u64) -> f32 {
    let tally = &world.tallies[post as usize];
    let observed = tally.likes + tally.reposts;
    let trending = if observed < 1.0 { 0.0 } else { (observed - 1.0).powi(2) };
    trending * 0.5_f32.powf(hours(world, post) / 2.0)
}

/// The posts with the highest scores; among equals the newest.
fn best(world: &World<'_>, member: u64, most: usize, score: &dyn Fn(u64) -> f32) -> Vec<u64> {
    let mut scored: Vec<(f32, u64)> =
        world.unseen(member).into_iter().map(|post| (score(post), post)).collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    scored.into_iter().take(most).map(|(_, post)| post).collect()
}

fn look(world: &World<'_>, member: u64, posts: &[u64]) -> Page {
    let posts: Vec<i64> = posts.iter().map(|post| *post as i64).collect();
    let steering = Steering::default();
    let looked = look_at(&world.index, &asked(world, member, &steering, &[], 0), &posts);
    looked.into_iter().map(|(post, features)| (post as u64, features)).collect()
}

fn asked<'a>(
    world: &World<'_>,
    member: u64,
    steering: &'a Steering,
    served: &'a [i64],
    limit: usize,
) -> Asked<'a> {
    Asked { who: member as i64, now: world.now, limit, served, steering, oldest: Some(OLDEST), recipe: None }
}

/// X's weights of the parameter sync of August 2026.
const X_WEIGHTS: [(Kind, f32); 10] = [
    (Kind::Reply, 5.0),
    (Kind::Quote, 5.0),
    (Kind::Follow, 4.0),
    (Kind::Repost, 1.0),
    (Kind::Like, 0.5),
    (Kind::Open, 0.2),
    (Kind::Read, 0.04),
    (Kind::Hide, -43.2),
    (Kind::Mute, -58.8),
    (Kind::Report, -234.0),
];

fn x(world: &World<'_>, member: u64, most: usize) -> Page {
    let reader = &world.readers[member as usize];
    let by = |post: u64| world.town.posts[post as usize].author;
    let mut scored: Vec<(f32, (u64, Features))> = Vec::new();
    for (post, features) in look(world, member, &world.unseen(member)) {
        let chances = world.heads.guess(&features);
        let score: f32 = X_WEIGHTS.iter().map(|(kind, weight)| weight * chances[kind.place()]).sum();
        let outside = if reader.follows.contains(&by(post)) { 1.0 } else { 0.75 };
        scored.push((if score > 0.0 { score * outside } else { score }, (post, features)));
    }
    let order = |scored: &mut Vec<(f32, (u64, Features))>| {
        scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.0.cmp(&a.1.0)));
    };
    order(&mut scored);
    let mut times: HashMap<u64, i32> = HashMap::new();
    for (score, (post, _)) in &mut scored {
        let before = times.entry(by(*post)).or_default();
        *score *= 0.75 * 0.5_f32.powi(*before) + 0.25;
        *before += 1;
    }
    order(&mut scored);
    let is_small =
        |post: u64| world.followers[by(post) as usize] <= 10.0 && world.tallies[post as usize].views < 10.0;
    let small = scored.iter().position(|(_, (post, _))| is_small(*post));
    if let Some(at) = small.filter(|at| *at > 15) {
        let lifted = scored.remove(at);
        scored.insert(15, lifted);
    }
    scored.into_iter().take(most).map(|(_, one)| one).collect()
}

fn ours(world: &World<'_>, member: u64, steering: &Steering, most: usize) -> Page {
    let served: Vec<i64> = world.readers[member as usize].seen.iter().map(|post| *post as i64).collect();
    let ranking =
        rank(&world.index, &world.heads, &asked(world, member, steering, &served, most), &Unhurried);
    ranking.placed.into_iter().map(|Placed { post, features, .. }| (post as u64, features)).collect()
}
