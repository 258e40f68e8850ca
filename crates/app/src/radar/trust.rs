//! Whose word counts for a topic, and how much.
//!
//! An account is cheap to make, so one that is new says nothing: it neither makes a topic nor carries one. One
//! that nobody follows, or that several members reported and moderators have not looked at yet, says less. Whoever is
//! limited, suspended, a program or does not want to be found is not asked for at all ([`store::radar::said`]).

use model::{AccountId, Time};
use std::collections::HashSet;
use store::radar::Said;

/// What the word of an account counts that nobody follows.
const UNFOLLOWED: f64 = 0.6;
/// And by how much less that of one several people reported.
const REPORTED: f64 = 0.4;
/// How many have to have reported it: one alone may only be angry.
pub(super) const REPORTERS: usize = 3;
/// The sum of words it takes for a topic, however many people spoke: three whom nobody follows are enough.
pub(super) const ENOUGH: f64 = 1.5;

/// Who is to be trusted how far.
#[derive(Clone, Debug)]
pub(super) struct Trust {
    /// Who joined later is new.
    pub(super) joined_before: Time,
    /// Whom several established members reported.
    pub(super) reported: HashSet<AccountId>,
}

impl Trust {
    /// What the word of a post's author counts: nothing to one.
    pub(super) fn in_author_of(&self, post: &Said) -> f64 {
        if post.joined > self.joined_before {
            return 0.0;
        }
        let followed = if post.followers > 0 { 1.0 } else { UNFOLLOWED };
        if self.reported.contains(&post.author) { followed * REPORTED } else { followed }
    }
}
