//! The filters, a file each, in the order they are asked. A filter answers [`Kept`](Verdict::Kept) or
//! why not; it changes nothing.

pub mod c4;
pub mod language;
pub mod quality;
pub mod repetition;
pub mod stop_words;

use serde::{Deserialize, Serialize};

/// A step on the way from posts to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Which language it is.
    Language,
    /// The same over and over.
    Repetition,
    /// Gopher's rules, or the scaled ones.
    Quality,
    /// C4's rules.
    C4,
    /// Near-duplicates.
    Duplicates,
    /// Rows of too few authors.
    Suppression,
    /// Consent that ended while the release was made.
    Withdrawal,
}

impl Stage {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Repetition => "repetition",
            Self::Quality => "quality",
            Self::C4 => "c4",
            Self::Duplicates => "duplicates",
            Self::Suppression => "suppression",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// All stages, in order.
pub const STAGES: [Stage; 7] = [
    Stage::Language,
    Stage::Repetition,
    Stage::Quality,
    Stage::C4,
    Stage::Duplicates,
    Stage::Suppression,
    Stage::Withdrawal,
];

/// Why a document was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The language could not be told.
    LanguageUnknown,
    /// The language is none of those asked for.
    LanguageUnwanted,
    /// Too many lines repeat others.
    DuplicateLines,
    /// Too much of the text stands in such lines.
    DuplicateLineCharacters,
    /// One pair of words makes up too much of it.
    Top2Gram,
    /// One triple of words does.
    Top3Gram,
    /// One run of four words does.
    Top4Gram,
    /// Too few words.
    TooShort,
    /// Too many.
    TooLong,
    /// The words are unlike words: too short or too long on average.
    MeanWord,
    /// More hash signs than text.
    HashSigns,
    /// More ellipses than text.
    Ellipses,
    /// Numbers and signs rather than words.
    NotAlphabetic,
    /// None of the words a sentence needs.
    NoStopWords,
    /// Mostly lines of one or two words.
    ShortLines,
    /// Filler or a site's own notices.
    Boilerplate,
    /// Nearly the same as an earlier document.
    NearDuplicate,
    /// Too few authors write in its language.
    FewAuthors,
    /// The consent of one of its authors ended, or the post changed, before the release was signed.
    Withdrawn,
}

impl Reason {
    /// The stage that gives it.
    pub const fn stage(self) -> Stage {
        match self {
            Self::LanguageUnknown | Self::LanguageUnwanted => Stage::Language,
            Self::DuplicateLines
            | Self::DuplicateLineCharacters
            | Self::Top2Gram
            | Self::Top3Gram
            | Self::Top4Gram => Stage::Repetition,
            Self::TooShort
            | Self::TooLong
            | Self::MeanWord
            | Self::HashSigns
            | Self::Ellipses
            | Self::NotAlphabetic
            | Self::NoStopWords => Stage::Quality,
            Self::ShortLines | Self::Boilerplate => Stage::C4,
            Self::NearDuplicate => Stage::Duplicates,
            Self::FewAuthors => Stage::Suppression,
            Self::Withdrawn => Stage::Withdrawal,
        }
    }
}

/// What a filter answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// On to the next.
    Kept,
    /// Left out.
    Removed(Reason),
}

impl Verdict {
    /// Removed for `reason` when `wrong`.
    pub(crate) const fn unless(wrong: bool, reason: Reason) -> Self {
        if wrong { Self::Removed(reason) } else { Self::Kept }
    }

    /// This verdict, or the next one's when this one keeps.
    pub(crate) fn then(self, next: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Kept => next(),
            removed @ Self::Removed(_) => removed,
        }
    }
}
