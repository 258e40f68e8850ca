//! A choice for every purpose.

use crate::{Choice, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was said of one subject, for each purpose; eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Purpose, Choice>", into = "BTreeMap<Purpose, Choice>")]
pub struct Choices([Choice; Purpose::ALL.len()]);

impl Choices {
    /// Nothing said: how every account begins.
    pub const UNSET: Self = Self([Choice::Unset; Purpose::ALL.len()]);

    /// What was said of a purpose.
    pub const fn get(&self, purpose: Purpose) -> Choice {
        self.0[purpose.index()]
    }

    /// Says something of a purpose.
    pub const fn set(&mut self, purpose: Purpose, choice: Choice) {
        self.0[purpose.index()] = choice;
    }

    /// The same, with something else said of a purpose.
    #[must_use]
    pub const fn with(mut self, purpose: Purpose, choice: Choice) -> Self {
        self.set(purpose, choice);
        self
    }

    /// Whether nothing is said at all.
    pub fn is_unset(&self) -> bool {
        *self == Self::UNSET
    }

    /// Each purpose and what was said of it.
    pub fn iter(&self) -> impl Iterator<Item = (Purpose, Choice)> + '_ {
        Purpose::ALL.into_iter().map(|purpose| (purpose, self.get(purpose)))
    }

    /// Purpose by purpose, this where something was said, and otherwise the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.iter().map(|(purpose, choice)| (purpose, choice.or(other.get(purpose)))).collect()
    }

    /// Purpose by purpose, what two voices come to: a no of either is a no.
    #[must_use]
    pub fn stricter(&self, other: &Self) -> Self {
        self.iter().map(|(purpose, choice)| (purpose, choice.stricter(other.get(purpose)))).collect()
    }

    /// The one choice for all of `purposes`, for vocabularies with one word for them.
    pub(crate) fn of_all(&self, purposes: &[Purpose]) -> Choice {
        Choice::of_all(purposes.iter().map(|purpose| self.get(*purpose)))
    }

    /// Says the same of all of `purposes`.
    pub(crate) fn set_all(&mut self, purposes: &[Purpose], choice: Choice) {
        for purpose in purposes {
            self.set(*purpose, choice);
        }
    }
}

impl FromIterator<(Purpose, Choice)> for Choices {
    fn from_iter<T: IntoIterator<Item = (Purpose, Choice)>>(said: T) -> Self {
        let mut choices = Self::UNSET;
        for (purpose, choice) in said {
            choices.set(purpose, choice);
        }
        choices
    }
}

impl From<BTreeMap<Purpose, Choice>> for Choices {
    fn from(said: BTreeMap<Purpose, Choice>) -> Self {
        said.into_iter().collect()
    }
}

impl From<Choices> for BTreeMap<Purpose, Choice> {
    fn from(choices: Choices) -> Self {
        choices.iter().collect()
    }
}
