//! A document cut into words and lines, once, for all the filters.

use std::ops::Range;

/// A run of characters between spaces.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// A stable hash of its letters and digits in lower case; 0 where it has none.
    pub hash: u64,
    /// Characters, all of them.
    pub characters: u32,
    /// Whether one is a letter.
    pub alphabetic: bool,
}

/// Words and lines of a text. Kept by the caller and filled again, so that a document costs no memory.
#[derive(Default, Debug)]
pub struct Words {
    /// In order.
    pub words: Vec<Word>,
    /// The words of each line that has some.
    pub lines: Vec<Range<usize>>,
    /// Characters that are not space.
    pub characters: usize,
    /// Hash signs.
    pub hashes: usize,
    /// `…` and `...`.
    pub ellipses: usize,
    /// Words, and marks of punctuation that stand after or before them: about what a tokenizer counts.
    pub tokens: usize,
}

impl Words {
    /// Cuts `text`.
    pub fn fill(&mut self, text: &str) {
        self.words.clear();
        self.lines.clear();
        (self.characters, self.hashes, self.ellipses, self.tokens) = (0, 0, 0, 0);
        for line in text.split('\n') {
            let from = self.words.len();
            for word in line.split_whitespace() {
                self.word(word);
            }
            if self.words.len() > from {
                self.lines.push(from..self.words.len());
            }
        }
        self.characters = self.words.iter().map(|word| word.characters as usize).sum();
    }

    fn word(&mut self, word: &str) {
        let mut hash = Hash::new();
        let mut characters = 0_u32;
        let mut alphabetic = false;
        let mut marks = 0;
        let mut dots = 0;
        for char in word.chars() {
            characters += 1;
            if char.is_ascii_alphanumeric() {
                alphabetic |= !char.is_ascii_digit();
                hash.add(u64::from(char.to_ascii_lowercase() as u32));
                dots = 0;
                continue;
            }
            if !char.is_ascii() && char.is_alphanumeric() {
                alphabetic |= char.is_alphabetic();
                // What two letters become in lower case is the same everywhere they are compared.
                hash.add(u64::from(char.to_lowercase().next().unwrap_or(char) as u32));
                dots = 0;
                continue;
            }
            marks += 1;
            dots = if char == '.' { dots + 1 } else { 0 };
            self.hashes += usize::from(char == '#');
            self.ellipses += usize::from(char == '…' || dots == 3);
        }
        let letters = marks < characters;
        self.tokens += usize::from(letters) + marks as usize;
        self.words.push(Word { hash: if letters { hash.end() } else { 0 }, characters, alphabetic });
    }
}

/// The hash of a word as [`Words`] makes it.
pub fn hash_of(word: &str) -> u64 {
    let mut words = Words::default();
    words.fill(word);
    words.words.first().map_or(0, |word| word.hash)
}

/// A hash that is the same on every machine and in every version: what is a near-duplicate may not
/// depend on where the build ran. It guards against nothing but chance.
#[derive(Clone, Copy)]
pub(crate) struct Hash(u64);

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hash {
    pub(crate) const fn new() -> Self {
        Self(0x243F_6A88_85A3_08D3)
    }

    pub(crate) const fn add(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(MULTIPLIER);
        self.0 = mixed ^ (mixed >> 29);
    }

    /// Never 0.
    pub(crate) const fn end(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (mixed ^ (mixed >> 32)) | 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_letters() {
        assert_eq!(hash_of("Élan,"), hash_of("(élan)"));
        assert_eq!(hash_of("rock'n'roll"), hash_of("ROCKNROLL!"));
        assert_ne!(hash_of("élan"), hash_of("elan"));
        assert_eq!(hash_of("…"), 0);
    }

    #[test]
    fn everything_is_counted_once() {
        let mut words = Words::default();
        words.fill("# Un mot... deux…\n\n  \n3 #quatre ....");
        assert_eq!(words.words.len(), 7);
        assert_eq!(words.lines, [0..4, 4..7]);
        assert_eq!((words.hashes, words.ellipses), (2, 3));
        assert_eq!(words.words.iter().filter(|word| word.alphabetic).count(), 4);
        assert_eq!(words.tokens, 1 + 1 + 4 + 2 + 1 + 2 + 4);
        words.fill("");
        assert!(words.words.is_empty() && words.lines.is_empty() && words.tokens == 0);
    }
}
