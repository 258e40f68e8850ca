//! What happens there.

use crate::{Language, PictureSpec};

/// One thing that happened. Members are indices into [`crate::World::members`]; a post is named
/// by how many posts came before it.
#[derive(Clone, PartialEq, Debug)]
pub enum Happening {
    /// Someone wrote something.
    Post(Post),
    /// Someone passed a post on.
    Repost(Reaction),
    /// Someone liked a post.
    Like(Reaction),
    /// Someone kept a post.
    Bookmark(Reaction),
    /// Someone answered a poll.
    Vote(Vote),
    /// An author changed a post.
    Edit(Edit),
    /// Someone followed someone.
    Follow(Follow),
}

impl Happening {
    /// When, in milliseconds since 1970.
    pub fn at(&self) -> i64 {
        match self {
            Self::Post(post) => post.at,
            Self::Repost(reaction) | Self::Like(reaction) | Self::Bookmark(reaction) => reaction.at,
            Self::Vote(vote) => vote.at,
            Self::Edit(edit) => edit.at,
            Self::Follow(follow) => follow.at,
        }
    }
}

/// A post.
#[derive(Clone, PartialEq, Debug)]
pub struct Post {
    /// Who wrote it.
    pub author: usize,
    /// When.
    pub at: i64,
    /// Plain text with `@mentions` and `#tags`; a reply begins with whom it answers.
    pub text: String,
    /// What it is written in.
    pub language: Language,
    /// The earlier post it answers.
    pub reply_to: Option<usize>,
    /// The earlier post it quotes.
    pub quote_of: Option<usize>,
    /// A question with choices.
    pub poll: Option<Poll>,
    /// Pictures; see [`crate::picture`].
    pub pictures: Vec<PictureSpec>,
    /// Content warning.
    pub spoiler: Option<String>,
    /// Pictures hidden until asked for.
    pub sensitive: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Pinned to its author's profile.
    pub pinned: bool,
    /// Its author says that a model wrote it.
    pub ai_generated: bool,
}

/// A poll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Poll {
    /// The choices, all different.
    pub options: Vec<String>,
    /// May one choose several?
    pub multiple: bool,
    /// How long it is open, in seconds.
    pub seconds: i64,
}

/// Who may see a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visibility {
    /// Everyone.
    Public,
    /// Everyone who comes by, in no public timeline.
    Unlisted,
    /// Followers.
    Followers,
    /// Whom it mentions.
    Direct,
}

/// A member did something to a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reaction {
    /// Who.
    pub member: usize,
    /// To which post.
    pub post: usize,
    /// When.
    pub at: i64,
}

/// A member's answer to a poll.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vote {
    /// Who.
    pub member: usize,
    /// The post with the poll.
    pub post: usize,
    /// Which choices, as indices.
    pub choices: Vec<usize>,
    /// When, while the poll is open.
    pub at: i64,
}

/// A change of a post by its author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Which post.
    pub post: usize,
    /// The whole new text.
    pub text: String,
    /// When.
    pub at: i64,
}

/// A new tie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Follow {
    /// Who follows.
    pub follower: usize,
    /// Whom.
    pub followed: usize,
    /// When.
    pub at: i64,
}
