//! The world as a whole.

use crate::grow::{self, State};
use crate::{Happening, Member, moving};

/// A grown world, and what it needs to go on.
#[derive(Clone, Debug)]
pub struct World {
    /// Everyone.
    pub members: Vec<Member>,
    /// Who followed whom before the first happening: (follower, followed).
    pub follows: Vec<(usize, usize)>,
    /// Two weeks, in the order of time.
    pub happenings: Vec<Happening>,
    pub(crate) state: State,
}

impl World {
    /// Grows the two weeks before `now_millis`. About 17 posts a member, so 300 members make
    /// 5,000; at least 12 members live there, however few are asked for.
    pub fn grow(seed: u64, members: usize, now_millis: i64) -> Self {
        grow::grow(seed, members.max(12), now_millis)
    }

    /// Whether a member is no person: the tramways, the observatory, the tide table.
    pub fn is_institution(&self, member: usize) -> bool {
        member >= self.state.chatty
    }

    /// What happens next, at `now_millis`: a post, a reply to something recent, a reaction, a new
    /// tie. Call it every few seconds for a gentle pace. Not added to
    /// [`World::happenings`]; posts go on being counted from there.
    pub fn next(&mut self, now_millis: i64) -> Happening {
        moving::next(&self.members, &mut self.state, now_millis)
    }
}
