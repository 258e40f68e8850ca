//! Texts to learn from, as numbers of words: a word is kept once, however often it is written.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Texts of one corpus.
pub const TEXTS: usize = 200_000;
/// Words of one text that are read; what comes after them is not learned from.
pub const TEXT_WORDS: usize = 200;
/// Words of all texts together.
pub const TOKENS: usize = 4_000_000;
/// Different words; further ones are passed over.
pub const WORDS: usize = 400_000;

/// Texts to learn from. About 4 bytes a word written, 40 a different word and 30 a text.
#[derive(Default)]
pub struct Corpus {
    numbers: HashMap<Box<str>, u32>,
    /// The words of all texts, one text after the other.
    tokens: Vec<u32>,
    /// Who wrote each text, and where it ends in `tokens`.
    texts: Vec<(u64, usize)>,
    /// Prints of author and words: what somebody says again word for word is learned once.
    said: HashSet<u64>,
}

impl Corpus {
    /// Adds a text: its stems in order, without words that every sentence has, and an opaque number for
    /// whoever wrote it. False when it was not taken: it is empty, its author said the same before, or the
    /// corpus is full. Give the newest first.
    pub fn add(&mut self, author: u64, words: &[impl AsRef<str>]) -> bool {
        if self.texts.len() >= TEXTS || self.tokens.len() + TEXT_WORDS > TOKENS {
            return false;
        }
        let start = self.tokens.len();
        for word in words.iter().take(TEXT_WORDS) {
            let number = self.number(word.as_ref());
            self.tokens.extend(number);
        }
        let text = &self.tokens[start..];
        if text.is_empty() || !self.said.insert(print(author, text)) {
            self.tokens.truncate(start);
            return false;
        }
        self.texts.push((author, self.tokens.len()));
        true
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Who wrote what, by numbers of words.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let starts = std::iter::once(0).chain(self.texts.iter().map(|(_, end)| *end));
        starts.zip(&self.texts).map(|(start, (author, end))| (*author, &self.tokens[start..*end]))
    }

    /// All words, by their numbers.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words = vec![""; self.numbers.len()];
        for (word, number) in &self.numbers {
            words[*number as usize] = word;
        }
        words
    }

    fn number(&mut self, word: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(word) {
            return Some(*number);
        }
        let next = u32::try_from(self.numbers.len()).ok().filter(|next| (*next as usize) < WORDS)?;
        self.numbers.insert(word.into(), next);
        Some(next)
    }
}

fn print(author: u64, words: &[u32]) -> u64 {
    // Without a key of its own, so that the same texts are learned from each time.
    let mut hasher = DefaultHasher::new();
    (author, words).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_repeats_counts_once() {
        let mut corpus = Corpus::default();
        assert!(corpus.add(1, &["tide", "table"]));
        assert!(!corpus.add(1, &["tide", "table"]), "again");
        assert!(corpus.add(2, &["tide", "table"]), "somebody else");
        assert!(corpus.add(1, &["table", "tide"]), "in other words");
        assert!(!corpus.add(3, &[] as &[&str]), "nothing said");
        let texts: Vec<(u64, &[u32])> = corpus.texts().collect();
        assert_eq!(texts, [(1, &[0, 1][..]), (2, &[0, 1]), (1, &[1, 0])]);
        assert_eq!(corpus.words(), ["tide", "table"]);
    }

    #[test]
    fn a_long_text_is_read_to_its_limit() {
        let mut corpus = Corpus::default();
        let words: Vec<String> = (0..TEXT_WORDS + 5).map(|number| number.to_string()).collect();
        assert!(corpus.add(1, &words));
        assert_eq!(corpus.words().len(), TEXT_WORDS);
        assert_eq!(corpus.len(), 1);
    }
}
