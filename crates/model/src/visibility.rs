//! Who may see a post. This is the one function; `store::visibility` holds the same rule as one
//! SQL predicate, and a test there compares the two over random worlds.

use crate::AccountId;
use serde::{Deserialize, Serialize};

/// How far a post reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone, and on public timelines.
    #[default]
    Public,
    /// Everyone, but not on public timelines.
    Unlisted,
    /// Followers and those mentioned.
    Followers,
    /// Those mentioned, nobody else.
    Direct,
}

impl Visibility {
    /// All of them, widest first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Followers, Self::Direct];

    /// The number rows hold.
    pub const fn number(self) -> i64 {
        match self {
            Self::Public => 0,
            Self::Unlisted => 1,
            Self::Followers => 2,
            Self::Direct => 3,
        }
    }

    /// From the number rows hold; an unknown number is the narrowest.
    pub const fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Public,
            1 => Self::Unlisted,
            2 => Self::Followers,
            _ => Self::Direct,
        }
    }

    /// Whether strangers may see it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }
}

/// What decides whether one viewer may see one post, besides the post's visibility.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Relation {
    /// The viewer wrote it.
    pub author: bool,
    /// The viewer follows its author (accepted).
    pub follows: bool,
    /// The post mentions the viewer.
    pub mentioned: bool,
    /// The author has blocked the viewer.
    pub blocked_by_author: bool,
    /// The viewer is logged in here.
    pub member: bool,
    /// The author is suspended.
    pub author_suspended: bool,
}

/// Whether a post of this visibility may be seen by a viewer who stands in this relation to it.
/// A repost may be seen when both it and what it reposts may.
pub const fn may_see(visibility: Visibility, local_only: bool, relation: Relation) -> bool {
    if relation.author_suspended {
        return false;
    }
    if relation.author {
        return true;
    }
    if relation.blocked_by_author || (local_only && !relation.member) {
        return false;
    }
    match visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Followers => relation.follows || relation.mentioned,
        Visibility::Direct => relation.mentioned,
    }
}

/// Who asks: a member, or nobody in particular.
pub type Viewer = Option<AccountId>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_see_what_is_open_and_nothing_else() {
        let stranger = Relation { member: true, ..Relation::default() };
        let seen = Visibility::ALL.map(|visibility| may_see(visibility, false, stranger));
        assert_eq!(seen, [true, true, false, false]);
    }

    #[test]
    fn local_only_needs_a_member() {
        assert!(!may_see(Visibility::Public, true, Relation::default()));
        assert!(may_see(Visibility::Public, true, Relation { member: true, ..Relation::default() }));
    }

    #[test]
    fn a_block_hides_even_what_mentions_the_blocked() {
        let blocked =
            Relation { mentioned: true, blocked_by_author: true, member: true, ..Relation::default() };
        assert!(Visibility::ALL.iter().all(|visibility| !may_see(*visibility, false, blocked)));
    }
}
