//! Answers without a model: the sentences that fit a question best, quoted, or nothing.
//!
//! A sentence's score is the share of the question it covers: the weights (inverse document frequencies,
//! as in BM25) of the question's words found in it, over the weights of all. A word nobody here ever wrote
//! weighs most, which is what makes a question about elsewhere go unanswered. What kind of thing is asked
//! for (a number, a time, a person) has to be there, questions are no answers, and a sentence in
//! the asker's language comes first.

mod choose;
mod crowd;
mod question;
mod summary;
mod weigh;

pub use question::{Asked, Frequencies, Kind, Term};
pub use weigh::covered;

use crate::{Answer, Passage};

/// Whoever scores less is not quoted. Calibrated on two sets of questions over made-up worlds (the
/// end-to-end tests hold the program to one of them).
pub const LEAST: f64 = 0.5;
/// Sentences of an answer.
pub const SENTENCES: usize = 3;
/// The version of this way to answer; it stands on the answer as a model's name does.
pub const MODEL: &str = "extractive-1";

/// What passages are together, and so what a summary of them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summing {
    /// Whatever fits the question: there is nothing to sum up.
    Nothing,
    /// One conversation, in the order it was held.
    Conversation,
    /// What many said, each for themselves: about a trend, or of whom somebody follows.
    Crowd,
}

/// Answers from passages. A question that asks for no word in particular ("What is this about?") gets a
/// summary of them.
pub fn extract(asked: &Asked, frequencies: &Frequencies, passages: &[Passage], summing: Summing) -> Answer {
    if !asked.terms.is_empty() {
        return choose::best(weigh::all(asked, frequencies, passages), passages);
    }
    match summing {
        Summing::Nothing => Answer::default(),
        Summing::Conversation => summary::summary(asked, passages),
        Summing::Crowd => crowd::summary(asked, frequencies, passages),
    }
}

#[cfg(test)]
mod tests;
