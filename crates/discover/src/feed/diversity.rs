//! What stands together, and what was shown before: the best by marginal relevance.
//!
//! After Carbonell and Goldstein (SIGIR 1998): each place goes to the post whose score is highest once what
//! it repeats is taken off. What was shown lately counts as well, fading, so that the next page does not
//! begin where the last one began.

use super::filters::{Reason, Removed};
use super::ledger::{Ledger, Term};
use super::sources::Candidate;
use super::steering::Steering;
use super::{Shown, Viewer};
use std::collections::{HashMap, HashSet};

/// Only so many of the best are compared.
pub const DEEP: usize = 150;
/// What was shown counts half as much after so many posts.
const MEMORY: f64 = 30.0;
/// What the same author costs, and the same topic.
const AUTHOR: f64 = -0.3;
const TOPIC: f64 = -0.05;

/// A candidate with its ledger.
pub struct Valued<'a> {
    /// The candidate.
    pub candidate: Candidate<'a>,
    /// Its ledger so far.
    pub ledger: Ledger,
}

/// How often authors and topics were shown.
#[derive(Default)]
struct Memory {
    authors: HashMap<u64, f64>,
    topics: HashMap<u32, f64>,
    conversations: HashSet<u64>,
}

impl Memory {
    fn new(shown: &[Shown]) -> Self {
        let mut memory = Self::default();
        for (ago, shown) in shown.iter().rev().take(DEEP).enumerate() {
            // Lately is not here: a whole page of memory weighs about as much as one post beside it.
            memory.add(*shown, 0.3 * 0.5_f64.powf(ago as f64 / MEMORY));
        }
        memory
    }

    fn add(&mut self, shown: Shown, weight: f64) {
        *self.authors.entry(shown.author).or_default() += weight;
        *self.topics.entry(shown.topic).or_default() += weight;
        self.conversations.insert(shown.conversation);
    }

    fn again(&self, candidate: &Candidate<'_>) -> (f64, f64) {
        let post = candidate.post;
        let topic = if post.topic == 0 { None } else { self.topics.get(&post.topic) };
        (self.authors.get(&post.author).copied().unwrap_or_default(), topic.copied().unwrap_or_default())
    }
}

/// The best `most` in the order they are shown. What is left out is named.
pub fn choose<'a>(
    mut valued: Vec<Valued<'a>>,
    viewer: &Viewer,
    steering: &Steering,
    most: usize,
    late: &mut dyn FnMut() -> bool,
    removed: &mut Vec<Removed>,
) -> Vec<Valued<'a>> {
    valued.sort_by_key(|one| (std::cmp::Reverse(one.ledger.score()), one.candidate.post.id));
    let mut out = |one: &Valued<'_>, reason| removed.push(Removed { post: one.candidate.post.id, reason });
    valued.drain(DEEP.min(valued.len())..).for_each(|one| out(&one, Reason::Outranked));
    let weights = [AUTHOR * steering.slider(Term::AuthorAgain), TOPIC * steering.slider(Term::TopicAgain)];
    let mut memory = Memory::new(&viewer.shown);
    let mut chosen: Vec<Valued<'a>> = Vec::with_capacity(most);
    let mut plain = false;
    while chosen.len() < most && !valued.is_empty() {
        // Out of time, the rest comes by score.
        plain = plain || late();
        let place = if plain { 0 } else { best(&valued, &memory, weights) };
        let mut one = valued.remove(place);
        let post = one.candidate.post;
        if memory.conversations.contains(&post.conversation) {
            out(&one, Reason::Conversation);
            continue;
        }
        let (author, topic) = memory.again(&one.candidate);
        one.ledger.add(Term::AuthorAgain, author, weights[0]);
        one.ledger.add(Term::TopicAgain, topic, weights[1]);
        memory.add(Shown { author: post.author, topic: post.topic, conversation: post.conversation }, 1.0);
        chosen.push(one);
    }
    valued.iter().for_each(|one| out(one, Reason::Outranked));
    chosen
}

fn best(valued: &[Valued<'_>], memory: &Memory, weights: [f64; 2]) -> usize {
    let mut best = (f64::NEG_INFINITY, 0);
    for (place, one) in valued.iter().enumerate() {
        let score = one.ledger.score().number();
        // They come by score, and nothing is added here: no later one can be better.
        if score <= best.0 {
            break;
        }
        let (author, topic) = memory.again(&one.candidate);
        let score = score + author * weights[0] + topic * weights[1];
        if score > best.0 {
            best = (score, place);
        }
    }
    best.1
}
