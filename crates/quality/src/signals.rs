//! What a text is like to read: the signals ranking asks for.

mod plain;
mod shipped;

pub use plain::{Likeness, Plain};
pub use shipped::{TASKS, Task};

use crate::model::Reader;

/// The languages the models were made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Any other, or not known: what has to be learned is not asked.
    Other,
}

impl Language {
    /// From a language tag, such as `fr-CA`.
    pub fn from_tag(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Self::English,
            "fr" => Self::French,
            _ => Self::Other,
        }
    }
}

/// What a text is like; every signal is between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signals {
    /// The probability that it is written to be clicked rather than read. English only.
    pub clickbait: Option<f32>,
    /// The probability that it is advertising nobody asked for. English only.
    pub spam: Option<f32>,
    /// The probability that it insults. English and French.
    pub toxicity: Option<f32>,
    /// What needs no training.
    pub plain: Plain,
}

impl Signals {
    /// The signals of a text. Reading many texts, use [`Signals::read`] with one reader.
    pub fn of(text: &str, language: Language) -> Self {
        Self::read(text, language, &mut Reader::default())
    }

    /// As [`Signals::of`], with buffers that are used again.
    pub fn read(text: &str, language: Language, reader: &mut Reader) -> Self {
        reader.read(text);
        let plain = Plain::of(reader.reading(), language);
        let learned = shipped::learned(language, reader);
        Self { clickbait: learned.clickbait, spam: learned.spam, toxicity: learned.toxicity, plain }
    }

    /// One number for ranking, between 0 and 1: what took effort, names sources and is calm, less what
    /// insults, advertises, baits or shouts. A product, so that one bad side is not paid for by another.
    pub fn quality(&self) -> f32 {
        let kept = |chance: Option<f32>, share: f32| 1.0 - share * chance.unwrap_or(0.0);
        let worth = 0.45 + 0.25 * self.plain.effort + 0.15 * self.plain.sources + 0.15 * self.plain.readable;
        worth
            * kept(self.toxicity, 0.8)
            * kept(self.spam, 0.9)
            * kept(self.clickbait, 0.4)
            * (1.0 - 0.5 * self.plain.shouting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_models_know_the_plain_cases() {
        let english = |text: &str| Signals::of(text, Language::English);
        let bait = english("17 Things Only People Who Hate Mornings Will Understand");
        let news = english("Parliament passes budget after three weeks of talks");
        assert!(bait.clickbait > Some(0.8) && news.clickbait < Some(0.2), "{bait:?} {news:?}");
        let prize = english("URGENT! You have WON a £2000 prize. Call 09061701461 now to claim. 16+");
        let lunch = english("Are you coming for lunch or shall I eat without you?");
        assert!(prize.spam > Some(0.8) && lunch.spam < Some(0.1), "{prize:?} {lunch:?}");
        let insult = english("shut up you stupid bitch");
        assert!(insult.toxicity > Some(0.8) && lunch.toxicity < Some(0.5), "{insult:?} {lunch:?}");
        assert!(insult.quality() < lunch.quality());
    }

    #[test]
    fn what_was_not_learned_for_a_language_is_not_said() {
        let french = Signals::of("Quel beau matin sur la rivière", Language::from_tag("fr-CA"));
        assert!(french.clickbait.is_none() && french.spam.is_none() && french.toxicity.is_some());
        assert!(Signals::of("Guten Morgen", Language::from_tag("de")).toxicity.is_none());
        let insult = Signals::of("@user ferme ta gueule sale arabe de merde", Language::French);
        assert!(insult.toxicity > french.toxicity, "{insult:?} {french:?}");
    }

    proptest::proptest! {
        #[test]
        fn every_signal_is_a_share(text in ".{0,300}", english in proptest::bool::ANY) {
            let signals = Signals::of(&text, if english { Language::English } else { Language::French });
            let learned = [signals.clickbait, signals.spam, signals.toxicity].into_iter().flatten();
            let plain = signals.plain;
            let all = learned.chain([plain.effort, plain.sources, plain.readable, plain.shouting, plain.varied]);
            for signal in all.chain([signals.quality()]) {
                assert!((0.0..=1.0).contains(&signal), "{signals:?}");
            }
        }
    }
}
