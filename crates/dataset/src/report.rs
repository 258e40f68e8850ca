//! How many documents came to each stage, and why some went no further.

use crate::pii::{Counts, KINDS, Kind};
use crate::stages::{Reason, STAGES, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stage's numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageReport {
    /// Which.
    pub stage: Stage,
    /// Documents that came to it.
    pub seen: u64,
    /// Those that went on.
    pub kept: u64,
    /// Those that did not, by reason.
    pub removed: BTreeMap<Reason, u64>,
}

/// What a language has in the release.
#[derive(Clone, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageReport {
    /// Rows.
    pub rows: u64,
    /// Approximate tokens.
    pub tokens: u64,
}

/// The numbers of a release.
#[derive(Clone, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Documents that came in: threads, and posts alone.
    pub documents: u64,
    /// Posts in them.
    pub posts: u64,
    /// Each stage, in order.
    pub stages: Vec<StageReport>,
    /// Rows written.
    pub rows: u64,
    /// Of which threads.
    pub threads: u64,
    /// Posts in the rows.
    pub posts_in_rows: u64,
    /// People who wrote them.
    pub authors: u64,
    /// Rows with a part that a model wrote.
    pub ai_generated: u64,
    /// Characters in the rows.
    pub characters: u64,
    /// Words and marks of punctuation in the rows: about as many as a tokenizer makes.
    pub tokens: u64,
    /// Personal data replaced in the rows, by kind.
    pub personal_data: BTreeMap<Kind, u64>,
    /// By language.
    pub languages: BTreeMap<String, LanguageReport>,
    /// Conversations written as chat messages.
    pub conversations: u64,
    /// Single judgements (KTO).
    pub judgements: u64,
    /// Pairs (DPO).
    pub pairs: u64,
}

/// What was removed, counted as it happens.
#[derive(Clone, Default, Debug)]
pub struct Removed(BTreeMap<Reason, u64>);

impl Removed {
    /// One more.
    pub fn add(&mut self, reason: Reason) {
        *self.0.entry(reason).or_default() += 1;
    }

    /// The stages' numbers, for so many documents.
    pub fn stages(&self, documents: u64) -> Vec<StageReport> {
        let mut seen = documents;
        let of = |stage: Stage| {
            let removed: BTreeMap<Reason, u64> =
                self.0.iter().filter(|(reason, _)| reason.stage() == stage).map(|(r, n)| (*r, *n)).collect();
            let kept = seen - removed.values().sum::<u64>();
            StageReport { stage, seen: std::mem::replace(&mut seen, kept), kept, removed }
        };
        STAGES.into_iter().map(of).collect()
    }
}

impl Report {
    /// Adds what was replaced in a row.
    pub(crate) fn add_personal_data(&mut self, counts: &Counts) {
        for (kind, count) in KINDS.into_iter().zip(counts) {
            if *count > 0 {
                *self.personal_data.entry(kind).or_default() += u64::from(*count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_or_is_counted() {
        let mut removed = Removed::default();
        for reason in [Reason::TooShort, Reason::LanguageUnknown, Reason::TooShort, Reason::Withdrawn] {
            removed.add(reason);
        }
        let stages = removed.stages(10);
        assert_eq!(stages.iter().map(|stage| stage.stage).collect::<Vec<_>>(), STAGES);
        assert_eq!((stages[0].seen, stages[0].kept), (10, 9));
        assert_eq!((stages[2].seen, stages[2].kept, stages[2].removed[&Reason::TooShort]), (9, 7, 2));
        assert_eq!(stages.last().unwrap().kept, 6);
    }
}
