//! A member's lists of accounts.

use crate::{AccountId, ListId};
use serde::{Deserialize, Serialize};

/// Which replies a list shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepliesPolicy {
    /// Those to anyone the member follows.
    Followed,
    /// Those to others of the list.
    #[default]
    List,
    /// None.
    None,
}

impl RepliesPolicy {
    /// The word rows and clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::List => "list",
            Self::None => "none",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "followed" => Some(Self::Followed),
            "list" => Some(Self::List),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// A list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// Whose it is.
    pub owner: AccountId,
    /// Its name.
    pub title: String,
    /// Which replies it shows.
    pub replies: RepliesPolicy,
    /// Its accounts are left out of home.
    pub exclusive: bool,
}
