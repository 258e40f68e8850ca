//! What a conversation says, in its own sentences: those with the words several people use, in the
//! order they were said.

use super::choose::sentence;
use super::question::Asked;
use super::weigh::Span;
use crate::sentences::sentences;
use crate::words::{self, content};
use crate::{Answer, Flag, Passage};
use model::AccountId;
use std::collections::{HashMap, HashSet};

/// Sentences of a summary.
const MOST: usize = 4;
/// Words a sentence needs to say something.
const WORDS: usize = 3;

pub(super) fn summary(asked: &Asked, passages: &[Passage]) -> Answer {
    let mut users: HashMap<String, HashSet<AccountId>> = HashMap::new();
    let mut spans = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        for range in sentences(&passage.text) {
            let text = &passage.text[range.clone()];
            let stems: HashSet<String> = content(text).into_iter().map(|word| word.stem).collect();
            for stem in &stems {
                users.entry(stem.clone()).or_default().insert(passage.author);
            }
            if stems.len() >= WORDS && speaks(asked, text) {
                spans.push(Span { passage: number, range, stems, score: 0.0 });
            }
        }
    }
    for span in &mut spans {
        #[allow(clippy::cast_precision_loss)] // a few words and people
        let shared: f64 = span
            .stems
            .iter()
            .map(|stem| (users.get(stem).map_or(0, HashSet::len) as f64).ln_1p())
            .sum::<f64>()
            / (span.stems.len() as f64).max(6.0);
        let first = if span.passage == 0 { 1.4 } else { 1.0 };
        let asks = if passages[span.passage].text[span.range.clone()].ends_with('?') { 0.6 } else { 1.0 };
        span.score = shared * first * asks;
    }
    spans.sort_by(|one, other| other.score.total_cmp(&one.score));
    let mut chosen: Vec<Span> = Vec::new();
    for span in spans {
        let of_author = chosen
            .iter()
            .filter(|kept| passages[kept.passage].author == passages[span.passage].author)
            .count();
        let again =
            chosen.iter().any(|kept| kept.stems.intersection(&span.stems).count() * 3 > span.stems.len() * 2);
        let several = passages.iter().any(|passage| passage.author != passages[span.passage].author);
        if chosen.len() < MOST && !again && (!several || of_author < 2) {
            chosen.push(span);
        }
    }
    let score = chosen.first().map_or(0.0, |span| span.score.min(1.0));
    chosen.sort_by_key(|span| (span.passage, span.range.start));
    let quoted = |span: &Span| {
        let mut sentence = sentence(span, &[], passages);
        // Everybody speaks for themself in a conversation.
        sentence.flags.retain(|flag| *flag != Flag::SingleSource);
        sentence
    };
    Answer { sentences: chosen.iter().map(quoted).collect(), score }
}

pub(super) fn speaks(asked: &Asked, text: &str) -> bool {
    match (asked.language.as_deref(), words::language(text)) {
        (Some(wanted @ ("en" | "fr")), Some(language)) => wanted == language,
        _ => true,
    }
}
