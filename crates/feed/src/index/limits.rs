//! How much an index keeps.

use super::{Cared, Kept, Member};

/// How much is kept, and so how much memory it takes: [`Limits::bytes`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Posts, the oldest of which go first.
    pub posts: usize,
    /// Members that are numbered: who wrote, reacted, reads, or is followed or hidden by somebody who reads. Whoever
    /// is beyond them is not known; then it is time to begin anew ([`Index::is_crowded`]).
    pub members: usize,
    /// Members of whom it is kept what they read and care for; those who did nothing for longest make room
    /// ([`Index::tidy`]).
    pub readers: usize,
    /// Whom those follow and hide, all told.
    pub relations: usize,
    /// Reactions kept of a post: who gave the last ones.
    pub reactors: usize,
    /// Posts kept that a member reacted to.
    pub liked: usize,
    /// Posts kept that a member was shown.
    pub seen: usize,
    /// Authors a member is known to care for.
    pub authors: usize,
    /// Words a member is known to care for.
    pub topics: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            posts: 200_000,
            members: 150_000,
            readers: 20_000,
            relations: 8_000_000,
            reactors: 64,
            liked: 80,
            seen: 600,
            authors: 120,
            topics: 240,
        }
    }
}

/// Different words of a post that are kept at most, of those it is about and of all others.
pub(super) const WORDS: usize = crate::words::MOST;
pub(super) const SAID: usize = crate::words::LONGEST;

impl Limits {
    /// Bytes an index takes at most, give or take what the allocator needs: every list has an end, and this adds
    /// them up. Most posts have few reactions and most members read little, so a usual one takes a quarter of it.
    pub const fn bytes(&self) -> usize {
        // The post itself, its place in four lists, its words and what they lead to, and who reacted.
        let post = size_of::<Kept>() + 4 * 32 + WORDS * (4 + 8) + SAID * 4 + self.reactors * 4;
        let member = size_of::<Member>() + 32 + OWN * 8;
        let cared = size_of::<Cared>() * (self.authors + self.topics);
        let reader = cared + 8 * (2 * self.liked + self.seen) + 8 * size_of::<(u16, f32)>();
        // Whoever reads comes and goes by a tenth.
        let readers = (self.readers + self.readers / 10) * reader + self.relations * 4;
        self.posts * post + self.members * member + readers
    }
}

/// Posts kept of an author, to be found by.
pub(super) const OWN: usize = 40;
/// Posts a word leads to: the last ones.
pub(super) const LED: usize = 200;
