//! Where a score comes from, line by line.
//!
//! Scores are whole millionths, so that a sum of lines is the score itself and not nearly so, in whichever
//! order it is taken.

use super::heads::Action;

/// A score in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub i64);

/// Millionths in one.
const ONE: f64 = 1e6;
/// No single line counts for more than this, either way.
const MOST: f64 = 1e6;

impl Score {
    /// The nearest score to a number; none for what is no number.
    pub fn new(number: f64) -> Self {
        if number.is_finite() { Self((number.clamp(-MOST, MOST) * ONE).round() as i64) } else { Self(0) }
    }

    /// As a number.
    pub fn number(self) -> f64 {
        self.0 as f64 / ONE
    }
}

impl std::iter::Sum for Score {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.fold(0, |sum, score| sum.saturating_add(score.0)))
    }
}

/// What a line of the ledger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// What the text is like.
    Text,
    /// How the author's posts were received, by those who were asked or read long.
    Standing,
    /// How probable it is that the member does something with it; what they would regret counts against.
    Chance(Action),
    /// What is new is preferred.
    Fresh,
    /// By somebody the member follows.
    Followed,
    /// Liked by people who like what they like.
    Neighbours,
    /// About something the member has liked before.
    Topic,
    /// A first audience for a new post or a newcomer.
    FirstAudience,
    /// By somebody who posts rarely.
    Quiet,
    /// From outside what they usually see.
    Outside,
    /// The member asked for more or less of the topic.
    WishTopic,
    /// The member asked for more or less of the author.
    WishAuthor,
    /// The member asked for less of a tone.
    WishTone,
    /// The same author stands further up, or was shown lately.
    AuthorAgain,
    /// The same topic stands further up, or was shown lately.
    TopicAgain,
}

/// A change of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// What it is about.
    pub term: Term,
    /// What was seen.
    pub input: f64,
    /// What it counts.
    pub weight: f64,
    /// By how much the score changed: input × weight, in whole millionths.
    pub delta: Score,
}

/// All changes of one score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
    score: Score,
}

impl Ledger {
    /// Writes a line; what changes nothing is left out.
    pub fn add(&mut self, term: Term, input: f64, weight: f64) {
        let delta = Score::new(input * weight);
        if delta != Score(0) {
            self.score.0 += delta.0;
            self.entries.push(Entry { term, input, weight, delta });
        }
    }

    /// The lines, in the order they were written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sum of all lines.
    pub fn score(&self) -> Score {
        self.score
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_sum_to_the_score_exactly(
            lines in proptest::collection::vec((proptest::num::f64::ANY, -1e9..1e9_f64), 0..200),
        ) {
            let mut ledger = Ledger::default();
            lines.iter().for_each(|(input, weight)| ledger.add(Term::Text, *input, *weight));
            let forth: Score = ledger.entries().iter().map(|entry| entry.delta).sum();
            let back: Score = ledger.entries().iter().rev().map(|entry| entry.delta).sum();
            prop_assert_eq!(forth, ledger.score());
            prop_assert_eq!(back, ledger.score());
        }
    }

    #[test]
    fn a_line_is_its_input_times_its_weight() {
        let mut ledger = Ledger::default();
        ledger.add(Term::Fresh, 0.5, 0.25);
        ledger.add(Term::Fresh, f64::NAN, 1.0);
        ledger.add(Term::Fresh, 0.0, 1.0);
        assert_eq!(ledger.entries().len(), 1);
        assert_eq!(ledger.score(), Score(125_000));
        assert!((ledger.score().number() - 0.125).abs() < 1e-12);
    }
}
