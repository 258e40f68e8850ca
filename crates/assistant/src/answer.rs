//! What goes in and what comes out.

use model::{AccountId, PostId};
use serde::{Deserialize, Serialize};

/// A post as far as it may be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which post.
    pub post: PostId,
    /// Who wrote it: two posts of one author are one source.
    pub author: AccountId,
    /// Its text, as written.
    pub text: String,
    /// Its language, as its author said.
    pub language: Option<String>,
    /// Whether its author calls it satire.
    pub satire: bool,
    /// How often it was liked, passed on and answered.
    pub reactions: u32,
}

/// An answer, before anybody is told who gave it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What it says, in order; nothing where it abstains.
    pub sentences: Vec<Sentence>,
    /// How sure the best sentence is, 0 to 1.
    pub score: f64,
}

impl Answer {
    /// Whether it says that it does not know.
    pub fn abstained(&self) -> bool {
        self.sentences.is_empty()
    }
}

/// A sentence and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// The sentence, plain text.
    pub text: String,
    /// Where it stands; never empty in an answer.
    pub citations: Vec<Citation>,
    /// What a reader should know about it.
    #[serde(default)]
    pub flags: Vec<Flag>,
}

/// A span of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Which post.
    #[serde(rename = "status_id", with = "as_text")]
    pub post: PostId,
    /// Where it begins, in characters (Unicode scalar values) of the post's source text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What stands there.
    pub quote: String,
}

/// What a reader should know about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Only one author says so.
    SingleSource,
    /// Its source calls itself satire.
    Satire,
}

/// Ids are text on the wire: they do not fit a JSON number everywhere.
mod as_text {
    use model::PostId;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(id: &PostId, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&id.to_string())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PostId, D::Error> {
        String::deserialize(from)?.parse().map_err(|_| D::Error::custom("not an id"))
    }
}
