//! What comes in: a thread of consented posts, or one post alone.

use model::Time;
use serde::{Deserialize, Serialize};

/// A post its author agreed to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The post.
    pub post: i64,
    /// Where among the turns of the document the post it answers stands.
    pub reply_to: Option<usize>,
    /// Its author's account; leaves this crate only as a pseudonym.
    pub author: i64,
    /// When it was written.
    pub at: Time,
    /// When it was last edited, in milliseconds; 0 for never. Another edit makes it another text.
    pub version: i64,
    /// The text as it was typed.
    pub text: String,
    /// The language its author, or the client, said it is in: ISO 639-1.
    pub language: Option<String>,
    /// Likes and reposts together, at the cutoff.
    pub marks: u32,
    /// Whether a model wrote it, as its author says.
    pub ai_generated: bool,
    /// The hash of the ledger's entry that allows it.
    pub consent: String,
    /// The terms that entry was made under.
    pub terms: String,
}

/// Posts that belong together, in the order they are read. The first turn answers none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// At least one.
    pub turns: Vec<Turn>,
}

impl Document {
    /// Whether it is more than one post.
    pub fn is_thread(&self) -> bool {
        self.turns.len() > 1
    }

    /// The texts, an empty line between two.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.turns.iter().map(|turn| turn.text.as_str()).collect();
        texts.join(BETWEEN)
    }

    /// What the author of the most turns' text said the language is; the first turn's on a tie.
    pub fn declared_language(&self) -> Option<&str> {
        let said: Vec<&str> = self.turns.iter().filter_map(|turn| turn.language.as_deref()).collect();
        let count = |code: &str| said.iter().filter(|other| **other == code).count();
        said.iter().copied().rev().max_by_key(|code| count(code))
    }
}

/// What stands between two turns in a document's text.
pub const BETWEEN: &str = "\n\n";

/// A turn with what most tests don't look at filled in.
#[cfg(test)]
pub(crate) fn turn_for_tests(author: i64, reply_to: Option<usize>, text: &str) -> Turn {
    Turn {
        post: 1,
        reply_to,
        author,
        at: Time::from_millis(0),
        version: 0,
        text: text.to_owned(),
        language: None,
        marks: 0,
        ai_generated: false,
        consent: "00".to_owned(),
        terms: "1".to_owned(),
    }
}
