//! Which spans are quoted: the best, others that are nearly as good and say something else, of several
//! authors rather than one. What says the same becomes one sentence with several sources.

use super::weigh::Span;
use super::{LEAST, SENTENCES};
use crate::{Answer, Citation, Flag, Passage, Sentence};
use std::collections::HashSet;

/// How near to the best another sentence has to be.
const NEARLY: f64 = 0.82;
/// Share of common words from which two sentences say the same.
pub(super) const SAME: f64 = 0.6;
/// What a second sentence of the same author is worth.
const AGAIN: f64 = 0.9;
/// Sources named for one sentence.
pub(super) const SOURCES: usize = 3;

pub(super) fn best(mut spans: Vec<Span>, passages: &[Passage]) -> Answer {
    // The newest first among equals: passages come newest or nearest first.
    spans.sort_by(|one, other| other.score.total_cmp(&one.score));
    let top = spans.first().map_or(0.0, |span| span.score);
    if top < LEAST {
        return Answer { sentences: Vec::new(), score: top };
    }
    let mut chosen: Vec<(Span, Vec<Span>)> = Vec::new();
    let mut authors = HashSet::new();
    for span in spans.into_iter().take_while(|span| span.score >= (NEARLY * top).max(LEAST)) {
        let passage = &passages[span.passage];
        if let Some((_, others)) = chosen.iter_mut().find(|(kept, _)| nearness(kept, &span) >= SAME) {
            let known = others.iter().any(|other| other.passage == span.passage);
            if !known && others.len() + 1 < SOURCES {
                others.push(span);
            }
            continue;
        }
        let quoted = chosen.iter().any(|(kept, _)| kept.passage == span.passage);
        let again = if authors.contains(&passage.author) { AGAIN } else { 1.0 };
        if quoted || chosen.len() >= SENTENCES || span.score * again < NEARLY * top {
            continue;
        }
        authors.insert(passage.author);
        chosen.push((span, Vec::new()));
    }
    let sentences = chosen.into_iter().map(|(span, others)| sentence(&span, &others, passages)).collect();
    Answer { sentences, score: top }
}

pub(super) fn nearness(one: &Span, other: &Span) -> f64 {
    let shared = one.stems.intersection(&other.stems).count();
    let all = one.stems.len() + other.stems.len() - shared;
    #[allow(clippy::cast_precision_loss)] // a few words
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

pub(super) fn sentence(span: &Span, others: &[Span], passages: &[Passage]) -> Sentence {
    let text = crate::clean(&passages[span.passage].text[span.range.clone()]);
    let all = std::iter::once(span).chain(others.iter().filter(|other| other.passage != span.passage));
    let mut citations: Vec<Citation> = Vec::new();
    let mut authors = HashSet::new();
    let mut satire = false;
    for span in all {
        let passage = &passages[span.passage];
        authors.insert(passage.author);
        satire |= passage.satire;
        citations.push(cite(passage, span));
    }
    let mut flags = Vec::new();
    if authors.len() < 2 {
        flags.push(Flag::SingleSource);
    }
    if satire {
        flags.push(Flag::Satire);
    }
    Sentence { text, citations, flags }
}

fn cite(passage: &Passage, span: &Span) -> Citation {
    let start = passage.text[..span.range.start].chars().count();
    let quote = &passage.text[span.range.clone()];
    Citation { post: passage.post, start, end: start + quote.chars().count(), quote: quote.to_owned() }
}
