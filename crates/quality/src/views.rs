//! A text as numbers: n-grams of words, n-grams of the characters inside a word, a few plain measures.
//!
//! An n-gram is a hash that is rolled on from the one before it, so none is ever written out.

use crate::reading::{Kind, Reading};

/// How a text is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Words, pairs of words, and words as they were written.
    Words,
    /// Two to six characters inside a word, its ends marked.
    Characters,
}

impl View {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Words, Self::Characters];

    /// The hashes of a text's n-grams, in any order, doubles and all.
    pub fn grams(self, reading: &Reading, into: &mut Vec<u32>) {
        match self {
            Self::Words => words(reading, into),
            Self::Characters => characters(reading, into),
        }
    }
}

const BEGIN: u64 = 0x9E37_79B9_7F4A_7C15;
const TURN: u64 = 0xD6E8_FEB8_6659_FD93;
/// The longest n-gram inside a word.
const LONGEST: usize = 6;

fn step(hash: u64, next: u64) -> u64 {
    (hash.rotate_left(7) ^ next).wrapping_mul(TURN)
}

fn finish(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(BEGIN);
    (mixed >> 32) as u32
}

fn words(reading: &Reading, into: &mut Vec<u32>) {
    let mut before = BEGIN;
    let mut before_that = BEGIN;
    for token in &reading.tokens {
        let word = reading.of(token).iter().fold(BEGIN, |hash, character| step(hash, u64::from(*character)));
        into.push(finish(word));
        into.push(finish(step(before, word)));
        if before_that != before {
            into.push(finish(step(step(before_that, 1), word)));
        }
        if token.shouted || token.tag {
            into.push(finish(step(word, u64::from(token.shouted) + 2 * u64::from(token.tag))));
        }
        before_that = before;
        before = word;
    }
    into.push(finish(step(before, BEGIN)));
}

fn characters(reading: &Reading, into: &mut Vec<u32>) {
    for token in &reading.tokens {
        let word = reading.of(token);
        if token.kind != Kind::Word {
            continue;
        }
        let at = |place: usize| if place == 0 { ' ' } else { word.get(place - 1).copied().unwrap_or(' ') };
        let length = word.len() + 2;
        for start in 0..length - 1 {
            let mut hash = step(BEGIN, u64::from(at(start)));
            for place in start + 1..(start + LONGEST).min(length) {
                hash = step(hash, u64::from(at(place)));
                into.push(finish(hash));
            }
        }
    }
}

/// How many plain measures there are.
pub const MEASURES: usize = 24;

/// Plain measures of a text: length, capitals, figures, signs, addresses.
pub fn measures(reading: &Reading) -> [f32; MEASURES] {
    let raw = reading.raw();
    let length = raw.len().max(1) as f32;
    let share = |test: &dyn Fn(char) -> bool| raw.iter().filter(|one| test(**one)).count() as f32 / length;
    let count = |test: &dyn Fn(char) -> bool| (raw.iter().filter(|one| test(**one)).count() as f32).ln_1p();
    let words: Vec<_> = reading.tokens.iter().filter(|token| token.kind == Kind::Word).collect();
    let many = words.len().max(1) as f32;
    let of_words = |test: &dyn Fn(&crate::reading::Token) -> bool| {
        words.iter().filter(|word| test(word)).count() as f32 / many
    };
    let kinds =
        |kind: Kind| (reading.tokens.iter().filter(|token| token.kind == kind).count() as f32).ln_1p();
    let figures = |word: &crate::reading::Token| reading.of(word).contains(&'0');
    let longest = words.iter().map(|word| word.end - word.start).max().unwrap_or(0) as f32;
    let starts = words.first().is_some_and(|word| figures(word));
    [
        length.ln(),
        many.ln(),
        words.iter().map(|word| (word.end - word.start) as f32).sum::<f32>() / many,
        longest.ln_1p(),
        share(&char::is_uppercase),
        of_words(&|word| word.capital),
        of_words(&|word| word.shouted),
        share(&|one| one.is_ascii_digit()),
        of_words(&figures),
        f32::from(u8::from(starts)),
        count(&|one| one == '!'),
        count(&|one| one == '?'),
        count(&|one| one == '.'),
        count(&|one| one == ','),
        count(&|one| matches!(one, '"' | '“' | '”' | '«' | '»')),
        count(&|one| matches!(one, '£' | '$' | '€')),
        count(&|one| one == '…'),
        share(&|one| !one.is_ascii()),
        kinds(Kind::Mention),
        kinds(Kind::Link),
        kinds(Kind::Sign),
        of_words(&|word| word.tag),
        of_words(&|word| word.drawn),
        of_words(&|word| word.end - word.start <= 2),
    ]
}
