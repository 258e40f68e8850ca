//! What a choice is about.

use model::{AccountId, MediaId, PostId};
use std::fmt;
use std::str::FromStr;

/// What a member decides about, from the least specific on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// All they write and show.
    Account,
    /// One post, with what hangs on it.
    Post(PostId),
    /// One picture, film or sound.
    Picture(MediaId),
}

impl Subject {
    /// The word its kind has in rows.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Post(_) => "post",
            Self::Picture(_) => "picture",
        }
    }

    /// The number rows find it by; an account is found by its own.
    pub const fn number(self, account: AccountId) -> i64 {
        match self {
            Self::Account => account.0,
            Self::Post(post) => post.0,
            Self::Picture(picture) => picture.0,
        }
    }

    /// From its kind and number, as rows hold them.
    pub fn from_row(kind: &str, number: i64) -> Option<Self> {
        match kind {
            "account" => Some(Self::Account),
            "post" => Some(Self::Post(PostId(number))),
            "picture" => Some(Self::Picture(MediaId(number))),
            _ => None,
        }
    }

    /// The post, where it is one.
    pub const fn post(self) -> Option<PostId> {
        match self {
            Self::Post(post) => Some(post),
            _ => None,
        }
    }

    /// The picture, where it is one.
    pub const fn picture(self) -> Option<MediaId> {
        match self {
            Self::Picture(picture) => Some(picture),
            _ => None,
        }
    }
}

/// `account`, `post:123` or `picture:456`, as the ledger says it.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("account"),
            Self::Post(post) => write!(f, "post:{post}"),
            Self::Picture(picture) => write!(f, "picture:{picture}"),
        }
    }
}

/// A word that names nothing a choice can be about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not account, post:NUMBER or picture:NUMBER")]
pub struct NotASubject;

impl FromStr for Subject {
    type Err = NotASubject;

    fn from_str(text: &str) -> Result<Self, NotASubject> {
        match text.split_once(':') {
            None if text == "account" => Ok(Self::Account),
            Some(("post", number)) => number.parse().map(Self::Post).map_err(|_| NotASubject),
            Some(("picture", number)) => number.parse().map(Self::Picture).map_err(|_| NotASubject),
            _ => Err(NotASubject),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_as_they_are_said() {
        for subject in [Subject::Account, Subject::Post(PostId(12)), Subject::Picture(MediaId(7))] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
            assert_eq!(Subject::from_row(subject.kind(), subject.number(AccountId(3))), Some(subject));
        }
        for bad in ["", "post", "post:", "post:0", "post:-1", "account:1", "film:3"] {
            assert_eq!(bad.parse::<Subject>(), Err(NotASubject), "{bad:?}");
        }
    }
}
