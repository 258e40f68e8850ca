//! What words and pictures can be used for.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// A use somebody may or may not make of a post.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum Purpose {
            $($(#[$doc])* #[serde(rename = $word)] $name),*
        }

        impl Purpose {
            /// All of them, in the order they are asked.
            pub const ALL: [Self; 8] = [$(Self::$name),*];

            /// Its name in rows, on the wire and in the ledger.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

purposes! {
    /// Training a model that writes or draws.
    GenerativeTraining = "generative_training",
    /// Training a model that sorts, recognises or counts.
    OtherTraining = "other_training",
    /// Being read by an assistant while it answers somebody.
    AssistantContext = "assistant_context",
    /// Being turned into vectors, so that what is alike is found.
    EmbeddingsSearch = "embeddings_search",
    /// Having something new made from it: a remix, an imitation.
    SyntheticContent = "synthetic_content",
    /// Being part of a copy of the network that is given out.
    PublicSnapshot = "public_snapshot",
    /// Being kept by an archive.
    Archive = "archive",
    /// Being carried over to other kinds of networks.
    Bridge = "bridge",
}

impl Purpose {
    /// Its place in [`Purpose::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no purpose.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is not a purpose")]
pub struct UnknownPurpose(pub String);

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        let named = Self::ALL.into_iter().find(|purpose| purpose.word() == text);
        named.ok_or_else(|| UnknownPurpose(text.to_owned()))
    }
}

/// Several purposes, such as those a release is for: a use with several is allowed when each is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Purposes(u8);

impl Purposes {
    /// Those named, separated by commas. Naming none is refused: a use without a purpose has no
    /// consent to ask for.
    pub fn parse(text: &str) -> Result<Self, UnknownPurpose> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        let purposes: Self = words.map(str::parse).collect::<Result<_, _>>()?;
        if purposes == Self::default() { Err(UnknownPurpose(text.to_owned())) } else { Ok(purposes) }
    }

    /// Whether a purpose is among them.
    pub const fn has(self, purpose: Purpose) -> bool {
        self.0 & (1 << purpose.index()) != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Purpose> {
        Purpose::ALL.into_iter().filter(move |purpose| self.has(*purpose))
    }
}

impl FromIterator<Purpose> for Purposes {
    fn from_iter<T: IntoIterator<Item = Purpose>>(purposes: T) -> Self {
        Self(purposes.into_iter().fold(0, |all, purpose| all | (1 << purpose.index())))
    }
}

impl From<Purpose> for Purposes {
    fn from(purpose: Purpose) -> Self {
        Self::from_iter([purpose])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_have_one_name_everywhere() {
        for purpose in Purpose::ALL {
            assert_eq!(purpose.word().parse(), Ok(purpose));
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.word());
        }
        assert_eq!("training".parse::<Purpose>(), Err(UnknownPurpose("training".to_owned())));
        assert!("Archive".parse::<Purpose>().is_err());
    }

    #[test]
    fn several_are_named_with_commas() {
        let purposes = Purposes::parse("archive, generative_training").unwrap();
        let named: Vec<Purpose> = purposes.iter().collect();
        assert_eq!(named, [Purpose::GenerativeTraining, Purpose::Archive]);
        for bad in ["", " , ", "archive, all", "everything"] {
            assert!(Purposes::parse(bad).is_err(), "{bad:?}");
        }
    }
}
