//! Who lives there.

use crate::{Language, PictureSpec};

/// Someone with an account.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// `[a-z0-9_]`, unique.
    pub username: String,
    /// As shown; at most 30 characters.
    pub display_name: String,
    /// A line or two.
    pub bio: String,
    /// Name and value, as on a profile.
    pub fields: Vec<(String, String)>,
    /// What they speak.
    pub language: Language,
    /// Posts by itself (tide tables).
    pub bot: bool,
    /// Approves followers one by one.
    pub locked: bool,
    /// When they joined, before the world begins.
    pub joined_at: i64,
    /// Their picture.
    pub avatar: PictureSpec,
    /// The wide picture above the profile, where they have one.
    pub header: Option<PictureSpec>,
    /// Lists they keep of people they follow.
    pub lists: Vec<List>,
    /// Tags they follow, without `#`.
    pub followed_tags: Vec<String>,
}

/// A list a member keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// Its name.
    pub title: String,
    /// Members on it, as indices; the owner follows each of them from the start.
    pub members: Vec<usize>,
}
