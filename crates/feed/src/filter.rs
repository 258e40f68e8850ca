//! Why a post is not shown, however much it is worth.

use crate::features::Eyes;
use crate::index::Kept;

/// Why a candidate was dropped.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Reason {
    /// It is gone, or was never public.
    Gone,
    /// The member wrote it.
    Own,
    /// The member hides its author, or is hidden by them.
    Hidden,
    /// Its author does not want to be found by those who do not follow them.
    NotOpen,
    /// A wish of the member leaves it out.
    Wish,
    /// Another post of the same conversation stands higher.
    SameThread,
    /// It is much the same as one that stands higher.
    Duplicate,
    /// It was shown several times and never reacted to.
    SeenOften,
    /// It is older than what this page shows.
    Old,
    /// Others were worth more.
    Outranked,
    /// No source brought it up.
    NotFound,
    /// The feed leaves it out.
    LeftOut(Sieve),
}

/// What a feed of one's own leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Sieve {
    /// What has no pictures, film or sound.
    NoMedia,
    /// What is in another language.
    Language,
    /// What was not written here.
    Elsewhere,
    /// What is shorter.
    Short,
    /// Answers.
    Reply,
    /// What has one of some words.
    Word,
    /// What was made with a model.
    Generated,
}

impl Reason {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Own => "own",
            Self::Hidden => "hidden",
            Self::NotOpen => "not_open",
            Self::Wish => "wish",
            Self::SameThread => "same_thread",
            Self::Duplicate => "duplicate",
            Self::SeenOften => "seen_often",
            Self::Old => "old",
            Self::Outranked => "outranked",
            Self::NotFound => "not_found",
            Self::LeftOut(Sieve::NoMedia) => "without_media",
            Self::LeftOut(Sieve::Language) => "other_language",
            Self::LeftOut(Sieve::Elsewhere) => "from_elsewhere",
            Self::LeftOut(Sieve::Short) => "too_short",
            Self::LeftOut(Sieve::Reply) => "reply",
            Self::LeftOut(Sieve::Word) => "unwanted_word",
            Self::LeftOut(Sieve::Generated) => "made_with_a_model",
        }
    }
}

/// How often something is shown to somebody who never reacts.
const OFTEN: usize = 3;

/// What keeps a post from being scored at all. `whole` is for feeds that show everything they are made of:
/// the member's own posts, and what they saw often, too.
pub(crate) fn drops(
    eyes: &Eyes<'_>,
    post: &Kept,
    author: i64,
    oldest: i64,
    now: i64,
    whole: bool,
) -> Option<Reason> {
    if author == eyes.member.id {
        if whole && now - post.at <= oldest {
            return None;
        }
        return Some(Reason::Own);
    }
    if eyes.member.hidden.binary_search(&post.author).is_ok() {
        return Some(Reason::Hidden);
    }
    if !post.open && eyes.member.follows.binary_search(&post.author).is_err() {
        return Some(Reason::NotOpen);
    }
    if now - post.at > oldest {
        return Some(Reason::Old);
    }
    if !whole && eyes.saw(post.id) >= OFTEN {
        return Some(Reason::SeenOften);
    }
    None
}
