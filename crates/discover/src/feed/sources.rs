//! Where candidates come from.
//!
//! A source offers posts it was handed; what two sources offer is one candidate that remembers both.

use super::features::Signal;
use super::{Post, Viewer};
use std::collections::HashMap;

/// Where a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// By somebody the member follows.
    Followed,
    /// Liked by people who like what the member likes.
    Neighbours,
    /// About a topic the member has liked before.
    Topics,
    /// By somebody whom those follow whom the member follows.
    FriendsOfFriends,
    /// By somebody who posts rarely.
    Quiet,
    /// New posts and newcomers, that nobody has seen yet.
    Fresh,
    /// What many like outside of what the member usually sees.
    Outside,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Followed,
        Self::Neighbours,
        Self::Topics,
        Self::FriendsOfFriends,
        Self::Quiet,
        Self::Fresh,
        Self::Outside,
    ];

    /// The signal without which a source has nothing to offer.
    pub fn signal(self) -> Option<Signal> {
        match self {
            Self::Followed | Self::FriendsOfFriends | Self::Quiet => Some(Signal::Follows),
            Self::Neighbours => Some(Signal::Neighbours),
            Self::Topics => Some(Signal::History),
            Self::Fresh => None,
            Self::Outside => Some(Signal::Popularity),
        }
    }
}

/// A post offered by a source.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The post.
    pub post: &'a Post,
    /// Who offers it.
    pub source: Source,
    /// How strongly; between 0 and 1, the source's own scale.
    pub strength: f32,
}

/// A post that may be shown.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The post.
    pub post: &'a Post,
    /// Who offered it, in the order of their offers.
    pub sources: Vec<Source>,
    /// How strongly neighbours like it; 0 where they don't know it.
    pub neighbours: f32,
}

/// Puts offers together, one candidate a post, in the order they were first offered.
pub fn gather<'a>(offers: &[Offer<'a>], off: &[Signal]) -> Vec<Candidate<'a>> {
    let mut places: HashMap<u64, usize> = HashMap::with_capacity(offers.len());
    let mut candidates: Vec<Candidate<'a>> = Vec::with_capacity(offers.len());
    for offer in offers {
        if offer.source.signal().is_some_and(|signal| off.contains(&signal)) {
            continue;
        }
        let place = *places.entry(offer.post.id).or_insert_with(|| {
            candidates.push(Candidate { post: offer.post, sources: Vec::new(), neighbours: 0.0 });
            candidates.len() - 1
        });
        let candidate = &mut candidates[place];
        if !candidate.sources.contains(&offer.source) {
            candidate.sources.push(offer.source);
        }
        if offer.source == Source::Neighbours {
            candidate.neighbours = candidate.neighbours.max(offer.strength.clamp(0.0, 1.0));
        }
    }
    candidates
}

/// An author who posts less often than this, in posts a day, posts rarely.
pub const RARELY: f32 = 0.5;
/// A post that fewer have seen than this has not had its first audience.
pub const FIRST_AUDIENCE: f32 = 25.0;
/// An author is a newcomer for so many days.
pub const NEWCOMER_DAYS: f32 = 7.0;

/// Whether a post still waits for its first audience: every new post does, a newcomer's longer.
pub fn waits(post: &Post) -> bool {
    post.views < first_audience(post)
}

/// How many a post's first audience is: three times as many for a newcomer's, whom nobody follows yet.
pub fn first_audience(post: &Post) -> f32 {
    if post.by.days < NEWCOMER_DAYS { 3.0 * FIRST_AUDIENCE } else { FIRST_AUDIENCE }
}

/// What the posts at hand are to a member, as far as it follows from them alone; neighbours and friends of
/// friends are handed in by who knows them. What is off is not looked at.
pub fn offers<'a>(
    posts: &'a [Post],
    viewer: &Viewer,
    off: &[Signal],
    neighbours: &HashMap<u64, f32>,
    friends_of_friends: &dyn Fn(u64) -> bool,
) -> Vec<Offer<'a>> {
    let on = |signal: Signal| !off.contains(&signal);
    let mut offers = Vec::new();
    for post in posts {
        let mut offer = |source, strength| offers.push(Offer { post, source, strength });
        let followed = on(Signal::Follows) && viewer.follows.contains(&post.author);
        if followed {
            offer(Source::Followed, 1.0);
            if post.by.posts_a_day < RARELY {
                offer(Source::Quiet, 1.0);
            }
        }
        if let Some(strength) = neighbours.get(&post.id).filter(|_| on(Signal::Neighbours)) {
            offer(Source::Neighbours, *strength);
        }
        if waits(post) {
            offer(Source::Fresh, 1.0);
        }
        let (liked, known) = if on(Signal::History) {
            (viewer.taste.topic(post.topic), viewer.taste.knows(post.topic))
        } else {
            (0.0, false)
        };
        if liked > 0.0 {
            offer(Source::Topics, liked.min(1.0));
        } else if !known && on(Signal::Popularity) && post.views >= FIRST_AUDIENCE {
            offer(Source::Outside, 0.5);
        }
        if on(Signal::Follows) && !followed && friends_of_friends(post.author) {
            offer(Source::FriendsOfFriends, 1.0);
        }
    }
    offers
}
