//! The two languages of the island.

/// What a member or a post speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// A member: either, as it suits. A post: English, then the same in French.
    Both,
}

impl Language {
    /// ISO 639-1; a post in both is labelled by what it begins with.
    pub fn code(self) -> &'static str {
        match self {
            Self::English | Self::Both => "en",
            Self::French => "fr",
        }
    }

    /// Do two speakers understand each other without effort?
    pub fn meets(self, other: Self) -> bool {
        self == other || self == Self::Both || other == Self::Both
    }
}
