//! Every number a document is judged by, with where it comes from.
//!
//! The order of the stages and most numbers are those of FineWeb (Penedo et al., 2024), which took
//! quality and repetition from Gopher (Rae et al., 2021, table A1) and its line rules from C4
//! (Raffel et al., 2020). Those were made for web pages. What is scaled here for posts is under
//! [`SHORT`]; it applies to documents below [`GOPHER_WORDS`]`.0` words.

use serde::Serialize;

/// A language must be told with at least this score (FineWeb).
pub const LANGUAGE_SCORE: f64 = 0.65;
/// What an author's own word on the language is worth, as a probability that it is right, when the
/// detector agrees (ours).
pub const DECLARED_PRIOR: f64 = 0.5;
/// The detector reads no more characters of a document than this (ours: trigrams settle long before).
pub const LANGUAGE_SAMPLE: usize = 400;

/// Share of lines that repeat an earlier one (Gopher).
pub const DUPLICATE_LINES: f64 = 0.30;
/// Share of characters in such lines (Gopher).
pub const DUPLICATE_LINE_CHARACTERS: f64 = 0.20;
/// Share of characters in the most frequent 2-, 3- and 4-gram (Gopher).
pub const TOP_GRAMS: [(usize, f64); 3] = [(2, 0.20), (3, 0.18), (4, 0.16)];

/// Fewest and most words (Gopher).
pub const GOPHER_WORDS: (usize, usize) = (50, 100_000);
/// Shortest and longest mean length of a word, in characters (Gopher).
pub const MEAN_WORD: (f64, f64) = (3.0, 10.0);
/// Hash signs, and ellipses, for each word (Gopher).
pub const SYMBOLS_A_WORD: f64 = 0.1;
/// Share of words with a letter in them (Gopher).
pub const ALPHABETIC_WORDS: f64 = 0.8;
/// How many different ones of the language's eight stop words have to be there (Gopher).
pub const STOP_WORDS: usize = 2;

/// A line is one from this many words on (C4).
pub const LINE_WORDS: usize = 3;
/// Share of the words that has to stand in such lines (ours: C4 strikes short lines out; here a
/// filter keeps a person's text or leaves it, and never rewrites it).
pub const WORDS_IN_LINES: f64 = 0.5;

/// Words in a shingle (FineWeb).
pub const SHINGLE: usize = 5;
/// Bands of a signature (FineWeb).
pub const BANDS: usize = 14;
/// Hashes in a band (FineWeb); two documents alike in 0.8 of their shingles meet in a band with
/// probability 1 − (1 − 0.8⁸)¹⁴ = 0.924.
pub const BAND_ROWS: usize = 8;

/// Fewer authors than this, and a language's rows are left out (small-cell suppression as
/// statistical offices do it; 5 is their usual lowest).
pub const MIN_AUTHORS: usize = 5;

/// A reply has to lead by so many marks before one is called better than another (ours: one may be chance).
pub const PREFERENCE_LEAD: u32 = 2;

/// What is asked of a document shorter than Gopher's floor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Short {
    /// Fewest words.
    pub words: usize,
    /// Shortest and longest mean length of a word.
    pub mean_word: (f64, f64),
    /// Hash signs, and ellipses, for each word.
    pub symbols_a_word: f64,
    /// Share of words with a letter in them.
    pub alphabetic_words: f64,
    /// Different stop words, of the language's longer list.
    pub stop_words: usize,
    /// An n-gram counts as repeated from this many times on.
    pub gram_repeats: usize,
}

/// The scaled rules (ours).
pub const SHORT: Short = Short {
    words: 6,
    mean_word: (2.5, 12.0),
    symbols_a_word: 0.34,
    alphabetic_words: 0.6,
    stop_words: 1,
    gram_repeats: 3,
};

/// All of the above as it goes into a manifest.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    language_score: f64,
    declared_prior: f64,
    language_sample_characters: usize,
    duplicate_lines: f64,
    duplicate_line_characters: f64,
    top_2_gram: f64,
    top_3_gram: f64,
    top_4_gram: f64,
    words_min: usize,
    words_max: usize,
    mean_word_min: f64,
    mean_word_max: f64,
    symbols_a_word: f64,
    alphabetic_words: f64,
    stop_words: usize,
    line_words: usize,
    words_in_lines: f64,
    short_words_min: usize,
    short_mean_word_min: f64,
    short_mean_word_max: f64,
    short_symbols_a_word: f64,
    short_alphabetic_words: f64,
    short_stop_words: usize,
    short_gram_repeats: usize,
    shingle_words: usize,
    bands: usize,
    band_rows: usize,
    preference_lead: u32,
}

/// The thresholds of this version.
pub fn published() -> Published {
    Published {
        language_score: LANGUAGE_SCORE,
        declared_prior: DECLARED_PRIOR,
        language_sample_characters: LANGUAGE_SAMPLE,
        duplicate_lines: DUPLICATE_LINES,
        duplicate_line_characters: DUPLICATE_LINE_CHARACTERS,
        top_2_gram: TOP_GRAMS[0].1,
        top_3_gram: TOP_GRAMS[1].1,
        top_4_gram: TOP_GRAMS[2].1,
        words_min: GOPHER_WORDS.0,
        words_max: GOPHER_WORDS.1,
        mean_word_min: MEAN_WORD.0,
        mean_word_max: MEAN_WORD.1,
        symbols_a_word: SYMBOLS_A_WORD,
        alphabetic_words: ALPHABETIC_WORDS,
        stop_words: STOP_WORDS,
        line_words: LINE_WORDS,
        words_in_lines: WORDS_IN_LINES,
        short_words_min: SHORT.words,
        short_mean_word_min: SHORT.mean_word.0,
        short_mean_word_max: SHORT.mean_word.1,
        short_symbols_a_word: SHORT.symbols_a_word,
        short_alphabetic_words: SHORT.alphabetic_words,
        short_stop_words: SHORT.stop_words,
        short_gram_repeats: SHORT.gram_repeats,
        shingle_words: SHINGLE,
        bands: BANDS,
        band_rows: BAND_ROWS,
        preference_lead: PREFERENCE_LEAD,
    }
}
