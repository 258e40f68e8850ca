//! Signals that need no training.

use super::Language;
use crate::reading::{Kind, Reading};
use std::collections::HashSet;

/// Signals between 0 and 1 that follow from how a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plain {
    /// How much was written: several sentences of several words. A line of thanks has little, which is no
    /// fault; nobody has to read more of it.
    pub effort: f32,
    /// Whether it says where it has something from: addresses, "according to", quotations.
    pub sources: f32,
    /// How easily it reads: Flesch's formula for English (1948), Kandel and Moles' for French (1958), in
    /// hundredths.
    pub readable: f32,
    /// Capitals and exclamation marks.
    pub shouting: f32,
    /// How many of its words are different ones, for its length.
    pub varied: f32,
}

/// Words before which somebody is named as a source.
const NAMED: [&str; 12] = [
    "according",
    "source",
    "sources",
    "study",
    "report",
    "via",
    "selon",
    "d'après",
    "étude",
    "rapport",
    "paper",
    "cited",
];

impl Plain {
    /// The signals of a text that was read.
    pub fn of(reading: &Reading, language: Language) -> Self {
        let words: Vec<&[char]> = reading
            .tokens
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| reading.of(token))
            .collect();
        let different: HashSet<&[char]> = words.iter().copied().collect();
        let many = words.len().max(1) as f32;
        let ends = reading.tokens.iter().filter(|token| ends_sentence(reading.of(token))).count();
        let sentences = ends.clamp(1, words.len().max(1)) as f32;
        Self {
            effort: (1.0 - (-(different.len() as f32) / 30.0).exp())
                * (0.5 + 0.5 * (sentences / 3.0).min(1.0)),
            sources: sources(reading, &words),
            readable: readable(&words, sentences, language),
            shouting: shouting(reading, words.len()),
            // A text of n words repeats some by nature (Heaps' law, exponent about 0.7).
            varied: (different.len() as f32 / many.powf(0.85)).min(1.0),
        }
    }
}

fn ends_sentence(sign: &[char]) -> bool {
    matches!(sign.first(), Some('.' | '!' | '?' | '…'))
}

fn sources(reading: &Reading, words: &[&[char]]) -> f32 {
    let links = reading.tokens.iter().filter(|token| token.kind == Kind::Link).count();
    let same = |word: &[char], known: &str| word.iter().copied().eq(known.chars());
    let named = words.iter().any(|word| NAMED.iter().any(|known| same(word, known)));
    let quoted = reading.raw().iter().filter(|sign| matches!(sign, '"' | '“' | '«' | '”' | '»')).count() > 1;
    let enough = words.len() >= 5;
    let of = |is: bool, worth: f32| if is && enough { worth } else { 0.0 };
    (of(links > 0, 0.5) + of(links > 1, 0.1) + of(named, 0.25) + of(quoted, 0.15)).min(1.0)
}

fn shouting(reading: &Reading, words: usize) -> f32 {
    let loud =
        reading.tokens.iter().filter(|token| token.shouted && token.end - token.start > 2).count() as f32;
    let cries = reading.raw().iter().filter(|sign| **sign == '!').count() as f32;
    let share = loud / words.max(4) as f32;
    (1.4 * share + 0.12 * (cries - 1.0).max(0.0)).clamp(0.0, 1.0)
}

fn readable(words: &[&[char]], sentences: f32, language: Language) -> f32 {
    if words.is_empty() {
        return 0.5;
    }
    let many = words.len() as f32;
    let (long, syllables) = (many / sentences, words.iter().map(|word| syllables(word)).sum::<f32>() / many);
    let score = match language {
        Language::French => 207.0 - 1.015 * long - 73.6 * syllables,
        Language::English | Language::Other => 206.835 - 1.015 * long - 84.6 * syllables,
    };
    (score / 100.0).clamp(0.0, 1.0)
}

/// Runs of vowels, one left out for a silent `e` at the end.
fn syllables(word: &[char]) -> f32 {
    let vowel = |letter: &char| "aeiouyàâäéèêëîïôöùûüœæ".contains(*letter);
    let runs = (0..word.len()).filter(|at| vowel(&word[*at]) && (*at == 0 || !vowel(&word[at - 1]))).count();
    let silent = runs > 1 && word.last() == Some(&'e');
    (runs - usize::from(silent)).max(1) as f32
}

/// A text reduced to 64 bits, so that near-duplicates differ in few of them (SimHash, Charikar 2002).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness(pub u64);

impl Likeness {
    /// Of a text, by its pairs of words.
    pub fn of(text: &str) -> Self {
        let mut reading = Reading::default();
        reading.read(text);
        let mut grams = Vec::new();
        crate::views::View::Words.grams(&reading, &mut grams);
        let mut sums = [0_i32; 64];
        for gram in grams {
            let wide = u64::from(gram).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let wide = (wide ^ (wide >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            for (bit, sum) in sums.iter_mut().enumerate() {
                *sum += if wide >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        Self(sums.iter().enumerate().fold(0, |bits, (bit, sum)| bits | u64::from(*sum > 0) << bit))
    }

    /// How original one is beside another: 0 for the same text, 1 for texts that have nothing in common.
    pub fn originality(self, other: Self) -> f32 {
        // Texts with nothing in common differ in half of the bits, give or take some.
        ((self.0 ^ other.0).count_ones() as f32 / 24.0).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Plain {
        let mut reading = Reading::default();
        reading.read(text);
        Plain::of(&reading, Language::English)
    }

    #[test]
    fn each_signal_follows_what_it_is_about() {
        let long = "The river rose two metres overnight. According to the mayor nobody was hurt. \
                    The bridge stays closed until Friday; see https://town.example/bridge for a map.";
        assert!(of(long).effort > 0.4 && of("ok").effort < 0.1);
        assert!(of(long).sources >= 0.75 && of("look https://a.example").sources == 0.0);
        assert!(of("WAKE UP PEOPLE!!! THIS IS BIG!!!").shouting > 0.9);
        assert!(
            of("NASA and the EU agreed. Good!").shouting == 0.0
                || of("NASA and the EU agreed.").shouting < 0.35
        );
        assert!(
            of("The cat sat on the mat.").readable
                > of("Institutional interoperability necessitates harmonisation.").readable
        );
        assert!(of("buy buy buy buy buy buy buy buy").varied < 0.3);
    }

    #[test]
    fn near_duplicates_are_found() {
        let text = "The river rose two metres overnight and the bridge stays closed until Friday";
        let near = "The river rose two metres overnight, and the bridge stays closed until Monday";
        let other = "Fresh bread is best eaten with salted butter while it is still warm";
        let [text, near, other] = [text, near, other].map(Likeness::of);
        assert_eq!(text.originality(text), 0.0);
        assert!(text.originality(near) < 0.6 && text.originality(other) > 0.8);
    }
}
