//! A post as timelines see it: 32 bytes.

use model::Visibility;

/// Nobody, where an author's number could be.
pub const NOBODY: u32 = u32::MAX;

/// What a timeline needs to know of a post without asking for it. Authors are numbers given by
/// [`crate::Feeds`] in the order they were met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The post.
    pub id: i64,
    /// What it reposts; 0 for none.
    pub repost_of: i64,
    /// Who wrote it.
    pub author: u32,
    /// Who is answered, or who wrote what is reposted.
    pub other: u32,
    /// The language's number; 0 for none.
    pub language: u16,
    pub(crate) flags: u8,
}

pub(crate) const REPLY: u8 = 1 << 2;
pub(crate) const MEDIA: u8 = 1 << 3;
pub(crate) const LOCAL: u8 = 1 << 4;
pub(crate) const MENTIONS: u8 = 1 << 5;
const VISIBILITY: u8 = 0b11;

impl Entry {
    pub(crate) fn flags(visibility: Visibility, set: &[(bool, u8)]) -> u8 {
        let visibility = visibility.number().to_le_bytes()[0] & VISIBILITY;
        set.iter().filter(|(on, _)| *on).fold(visibility, |flags, (_, flag)| flags | flag)
    }

    /// How far it reaches.
    pub fn visibility(&self) -> Visibility {
        Visibility::from_number(i64::from(self.flags & VISIBILITY))
    }

    /// Whether it answers a post.
    pub const fn is_reply(&self) -> bool {
        self.flags & REPLY != 0
    }

    /// Whether it answers somebody other than its author.
    pub const fn answers_another(&self) -> bool {
        self.is_reply() && self.other != self.author
    }

    /// Whether it is a repost.
    pub const fn is_repost(&self) -> bool {
        self.repost_of != 0
    }

    /// Whether it has media.
    pub const fn has_media(&self) -> bool {
        self.flags & MEDIA != 0
    }

    /// Whether its author is a member here.
    pub const fn is_local(&self) -> bool {
        self.flags & LOCAL != 0
    }

    /// Whether it mentions anybody.
    pub const fn has_mentions(&self) -> bool {
        self.flags & MENTIONS != 0
    }

    /// What a reader would see twice: the reposted post, or the post itself.
    pub const fn content(&self) -> i64 {
        if self.repost_of == 0 { self.id } else { self.repost_of }
    }
}
