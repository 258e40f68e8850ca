//! What readers preferred, as far as that can be told.
//!
//! An earlier reply has been seen by more people, so that it has more marks says little. Only a *later* reply
//! that nevertheless leads says something about the two. Pairs are made of those alone, and so are single
//! judgements: a reply that outdid an earlier one is good, one that was outdone by a later one is not,
//! and of one that is both nothing is said.

use crate::document::Turn;
use crate::thresholds::PREFERENCE_LEAD;
use serde::Serialize;
use std::collections::BTreeMap;

/// A pair (DPO).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair<'a> {
    /// The post both answer.
    pub prompt: &'a str,
    /// The later reply, with more marks.
    pub chosen: &'a str,
    /// The earlier one.
    pub rejected: &'a str,
    /// The row they come from.
    pub row: &'a str,
}

/// A judgement (KTO).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement<'a> {
    /// The post it answers.
    pub prompt: &'a str,
    /// The reply.
    pub completion: &'a str,
    /// Whether it is a good one.
    pub label: bool,
    /// The row it comes from.
    pub row: &'a str,
}

/// Pairs of replies to the same post: each reply that leads an earlier one, with the strongest it leads.
pub fn pairs<'a>(turns: &'a [Turn], row: &'a str) -> Vec<Pair<'a>> {
    won(turns)
        .into_iter()
        .map(|(parent, winner, loser)| Pair {
            prompt: &turns[parent].text,
            chosen: &turns[winner].text,
            rejected: &turns[loser].text,
            row,
        })
        .collect()
}

/// Judgements on single replies.
pub fn judgements<'a>(turns: &'a [Turn], row: &'a str) -> Vec<Judgement<'a>> {
    let mut labels: BTreeMap<usize, (usize, Option<bool>)> = BTreeMap::new();
    for (parent, siblings) in replies(turns) {
        for (at, later) in siblings.iter().enumerate() {
            for earlier in siblings[..at].iter().filter(|earlier| leads(turns, *later, **earlier)) {
                for (reply, label) in [(*later, true), (*earlier, false)] {
                    let entry = labels.entry(reply).or_insert((parent, Some(label)));
                    if entry.1 != Some(label) {
                        entry.1 = None;
                    }
                }
            }
        }
    }
    let said = |(reply, (parent, label)): (usize, (usize, Option<bool>))| {
        Some(Judgement { prompt: &turns[parent].text, completion: &turns[reply].text, label: label?, row })
    };
    labels.into_iter().filter_map(said).collect()
}

fn won(turns: &[Turn]) -> Vec<(usize, usize, usize)> {
    let mut all = Vec::new();
    for (parent, siblings) in replies(turns) {
        for (at, later) in siblings.iter().enumerate() {
            let led = siblings[..at].iter().filter(|earlier| leads(turns, *later, **earlier));
            // The first of the strongest.
            if let Some(loser) = led.rev().max_by_key(|earlier| turns[**earlier].marks) {
                all.push((parent, *later, *loser));
            }
        }
    }
    all
}

/// Whether `later` outdid `earlier`. What somebody answers himself is no rival.
fn leads(turns: &[Turn], later: usize, earlier: usize) -> bool {
    let (later, earlier) = (&turns[later], &turns[earlier]);
    later.at > earlier.at
        && later.author != earlier.author
        && later.marks >= earlier.marks.saturating_add(PREFERENCE_LEAD)
}

/// The replies of people to each post, by time.
fn replies(turns: &[Turn]) -> BTreeMap<usize, Vec<usize>> {
    let mut replies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, turn) in turns.iter().enumerate() {
        if let Some(parent) = turn.reply_to.filter(|parent| *parent < turns.len() && !turn.ai_generated) {
            replies.entry(parent).or_default().push(at);
        }
    }
    replies.values_mut().for_each(|siblings| siblings.sort_by_key(|at| (turns[*at].at, turns[*at].post)));
    replies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::turn_for_tests as turn;
    use model::Time;

    fn reply(author: i64, at: i64, marks: u32, text: &str) -> Turn {
        Turn { at: Time::from_millis(at), marks, ..turn(author, Some(0), text) }
    }

    #[test]
    fn only_a_later_reply_can_win() {
        let turns = [
            turn(1, None, "question"),
            reply(2, 10, 5, "early"),
            reply(3, 20, 3, "middle"),
            reply(4, 30, 7, "late"),
        ];
        let pairs = pairs(&turns, "r");
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].prompt, pairs[0].chosen, pairs[0].rejected), ("question", "late", "early"));
        let judged: Vec<(&str, bool)> =
            judgements(&turns, "r").into_iter().map(|one| (one.completion, one.label)).collect();
        assert_eq!(judged, [("early", false), ("middle", false), ("late", true)]);
    }

    #[test]
    fn a_lead_of_one_mark_one_author_or_a_model_says_nothing() {
        let question = turn(1, None, "question");
        let model = Turn { ai_generated: true, ..reply(3, 20, 50, "model") };
        for rival in [reply(3, 20, 6, "a lead of one"), reply(2, 20, 50, "the same person"), model] {
            let turns = [question.clone(), reply(2, 10, 5, "early"), rival];
            assert!(pairs(&turns, "r").is_empty() && judgements(&turns, "r").is_empty());
        }
        let apart = [
            question,
            reply(2, 10, 5, "early"),
            Turn { reply_to: Some(1), ..reply(3, 20, 50, "an answer to another post") },
        ];
        assert!(pairs(&apart, "r").is_empty());
    }

    #[test]
    fn of_one_that_won_and_lost_nothing_is_said() {
        let turns =
            [turn(1, None, "question"), reply(2, 10, 0, "a"), reply(3, 20, 4, "b"), reply(4, 30, 9, "c")];
        let judged: Vec<(&str, bool)> =
            judgements(&turns, "r").into_iter().map(|one| (one.completion, one.label)).collect();
        assert_eq!(judged, [("a", false), ("c", true)]);
        assert_eq!(pairs(&turns, "r").len(), 2);
    }
}
