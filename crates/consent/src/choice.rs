//! Yes, no, or nothing said.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a member said about one purpose.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Nothing, or nothing any more: what is said less specifically holds, and in the end it is no.
    #[default]
    Unset,
    /// It may be done.
    Yes,
    /// It may not be done.
    No,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Unset, Self::Yes, Self::No];

    /// Its name in rows, on the wire and in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unset => "unset",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// From its name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == text)
    }

    /// This one where something was said, and otherwise the other.
    pub const fn or(self, other: Self) -> Self {
        if matches!(self, Self::Unset) { other } else { self }
    }

    /// What two voices come to: a no of either is a no, and a yes needs nobody against it.
    pub const fn stricter(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            _ => Self::Unset,
        }
    }

    /// What one word for several purposes has to say: yes when all are, no when one is.
    pub fn of_all(choices: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Yes;
        for choice in choices {
            match choice {
                Self::No => return Self::No,
                Self::Unset => all = Self::Unset,
                Self::Yes => {}
            }
        }
        all
    }

    /// From a flag that may be absent.
    pub const fn from_flag(flag: Option<bool>) -> Self {
        match flag {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unset,
        }
    }

    /// As a flag that is absent where nothing was said.
    pub const fn flag(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unset => None,
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Choice::{No, Unset, Yes};

    #[test]
    fn one_no_is_enough_and_one_yes_is_not() {
        for (choices, all) in [
            (vec![Yes, Yes], Yes),
            (vec![Yes, Unset], Unset),
            (vec![Unset, No], No),
            (vec![Yes, No, Yes], No),
        ] {
            assert_eq!(Choice::of_all(choices.clone()), all, "{choices:?}");
        }
    }

    #[test]
    fn voices_side_by_side_follow_the_strictest_that_spoke() {
        for (left, right, both) in
            [(Yes, Unset, Yes), (Yes, No, No), (Unset, No, No), (Unset, Unset, Unset), (Yes, Yes, Yes)]
        {
            assert_eq!(left.stricter(right), both);
            assert_eq!(right.stricter(left), both);
        }
    }
}
