//! Filters: words and posts a member would rather not meet.

use crate::{AccountId, FilterId, PostId, Time};
use serde::{Deserialize, Serialize};

/// Where a filter acts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterContext {
    /// Home and lists.
    Home,
    /// Notifications.
    Notifications,
    /// Public timelines.
    Public,
    /// Threads.
    Thread,
    /// Profiles.
    Account,
}

impl FilterContext {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Home, Self::Notifications, Self::Public, Self::Thread, Self::Account];

    /// The word rows and clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Notifications => "notifications",
            Self::Public => "public",
            Self::Thread => "thread",
            Self::Account => "account",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.word() == word)
    }
}

/// What a filter does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilterAction {
    /// Shows a warning first.
    #[default]
    Warn,
    /// Shows nothing.
    Hide,
    /// Covers the media.
    Blur,
}

impl FilterAction {
    /// The word rows and clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Hide => "hide",
            Self::Blur => "blur",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "warn" => Some(Self::Warn),
            "hide" => Some(Self::Hide),
            "blur" => Some(Self::Blur),
            _ => None,
        }
    }
}

/// One word or phrase of a filter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyword {
    /// Its id.
    pub id: FilterId,
    /// The words.
    pub keyword: String,
    /// Only as a whole word.
    pub whole_word: bool,
}

/// A filter with its words and posts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Its id.
    pub id: FilterId,
    /// Whose it is.
    pub owner: AccountId,
    /// Its name.
    pub title: String,
    /// Where it acts.
    pub contexts: Vec<FilterContext>,
    /// What it does.
    pub action: FilterAction,
    /// When it ends.
    pub expires_at: Option<Time>,
    /// Its words.
    pub keywords: Vec<Keyword>,
    /// Its posts: the id of the entry and the post.
    pub posts: Vec<(FilterId, PostId)>,
}
