//! What is known of a post, and of each who passes it on.

/// Somebody reshared a post or answered it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Seconds since the post appeared.
    pub after: u32,
    /// The earlier event this one reacts to, counted from 0; nothing when it reacts to the post itself.
    pub parent: Option<u32>,
    /// Whoever did it, as any number that is theirs alone.
    pub person: u64,
    /// Whether it is an answer, not a reshare.
    pub reply: bool,
    /// How many follow that person, where known.
    pub followers: Option<f32>,
}

/// The post itself. What is not known is left out, and a forecast says so by its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Root {
    /// When it appeared: seconds since 1970, UTC.
    pub at: i64,
    /// Followers of its author.
    pub followers: Option<f32>,
    /// Whom its author follows.
    pub following: Option<f32>,
    /// Posts of its author so far.
    pub posts: Option<f32>,
    /// Whether its author is verified.
    pub verified: Option<bool>,
    /// Its length in characters.
    pub chars: Option<f32>,
    /// Whether there is an address in it.
    pub has_url: Option<bool>,
    /// Its tags.
    pub hashtags: Option<f32>,
    /// The people it mentions.
    pub mentions: Option<f32>,
}
