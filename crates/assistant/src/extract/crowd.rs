//! What many say, each for themselves, in a few of their sentences: those that cover most of what several
//! of them speak of, one an author, without saying a thing twice. A greedy choice under a coverage with
//! diminishing returns, as in Lin and Bilmes (2011), "A class of submodular functions for document
//! summarization".

use super::choose::{SAME, SOURCES, nearness, sentence};
use super::question::{Asked, Frequencies, Term};
use super::summary::speaks;
use super::weigh::Span;
use crate::sentences::sentences;
use crate::words::content;
use crate::{Answer, Passage};
use model::AccountId;
use std::collections::{HashMap, HashSet};

/// Sentences of a summary.
const MOST: usize = 5;
/// Words a sentence needs to say something.
const WORDS: usize = 4;
/// Words of it that somebody else has to use too: what nobody echoes is not what they speak of.
const ECHOED: usize = 2;
/// People it takes: what one alone says needs no summary, and nobody else stands for it.
const VOICES: usize = 2;
/// What a word weighs that only one of them used.
const UNSHARED: f64 = 0.15;
/// What a word is still worth once a chosen sentence has it.
const AGAIN: f64 = 0.1;
/// A sentence is as long as this many words at least: a short one covers little and seems dense.
const SHORTEST: usize = 8;
/// How much length counts against what is covered: nothing at 0, wholly at 1.
const DENSITY: f64 = 0.7;
/// What a question is worth beside a statement.
const ASKS: f64 = 0.5;
/// Whatever covers less than this share of the first adds nothing.
const LEAST: f64 = 0.15;

pub(super) fn summary(asked: &Asked, frequencies: &Frequencies, passages: &[Passage]) -> Answer {
    let authors: HashSet<AccountId> = passages.iter().map(|passage| passage.author).collect();
    if authors.len() < VOICES {
        return Answer::default();
    }
    let all = spans(passages);
    let own = echoed(readable(asked, all.clone(), passages), passages);
    let mut chosen = cover(&own, frequencies, passages);
    if chosen.len() < VOICES {
        // Better in another language than not at all.
        chosen = cover(&echoed(all.clone(), passages), frequencies, passages);
    }
    let quoted = |span: &Span| {
        let same = |other: &&Span| {
            passages[other.passage].author != passages[span.passage].author && nearness(span, other) >= SAME
        };
        let others: Vec<Span> = all.iter().filter(same).take(SOURCES - 1).cloned().collect();
        sentence(span, &others, passages)
    };
    let score = if chosen.is_empty() { 0.0 } else { 1.0 };
    Answer { sentences: chosen.iter().map(quoted).collect(), score }
}

/// The sentences that together cover most, the one that adds most each time.
fn cover(spans: &[Span], frequencies: &Frequencies, passages: &[Passage]) -> Vec<Span> {
    let mut worth = weights(spans, frequencies, passages);
    let (mut chosen, mut first): (Vec<Span>, f64) = (Vec::new(), 0.0);
    while chosen.len() < MOST {
        let fresh = spans.iter().filter(|span| fits(span, &chosen, passages));
        let gains = fresh.map(|span| (gain(span, &worth, passages), span));
        let Some((gain, best)) = gains.max_by(|one, other| one.0.total_cmp(&other.0)) else { break };
        if gain <= LEAST * first {
            break;
        }
        first = first.max(gain);
        for stem in &best.stems {
            worth.entry(stem.clone()).and_modify(|worth| *worth *= AGAIN);
        }
        chosen.push(best.clone());
    }
    chosen
}

/// Every sentence that could stand in a summary.
fn spans(passages: &[Passage]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        for range in sentences(&passage.text) {
            let text = &passage.text[range.clone()];
            let stems: HashSet<String> = content(text).into_iter().map(|word| word.stem).collect();
            if content(&without_signs(text)).len() >= WORDS {
                spans.push(Span { passage: number, range, stems, score: 0.0 });
            }
        }
    }
    spans
}

/// Those in the asker's language.
fn readable(asked: &Asked, mut spans: Vec<Span>, passages: &[Passage]) -> Vec<Span> {
    spans.retain(|span| speaks(asked, &passages[span.passage].text[span.range.clone()]));
    spans
}

/// Those of which somebody else uses some words too.
fn echoed(spans: Vec<Span>, passages: &[Passage]) -> Vec<Span> {
    let users = users(&spans, passages);
    let shared = |span: &Span| {
        let by_others = |stem: &&String| users.get(*stem).is_some_and(|who| who.len() >= VOICES);
        span.stems.iter().filter(by_others).count() >= ECHOED
    };
    let kept: Vec<bool> = spans.iter().map(shared).collect();
    spans.into_iter().zip(kept).filter_map(|(span, kept)| kept.then_some(span)).collect()
}

/// Who uses each word.
fn users(spans: &[Span], passages: &[Passage]) -> HashMap<String, HashSet<AccountId>> {
    let mut users: HashMap<String, HashSet<AccountId>> = HashMap::new();
    for span in spans {
        for stem in &span.stems {
            users.entry(stem.clone()).or_default().insert(passages[span.passage].author);
        }
    }
    users
}

/// A sentence without tags and names: a row of tags says nothing.
fn without_signs(text: &str) -> String {
    let plain = text.split_whitespace().filter(|word| !word.starts_with(['#', '@']));
    plain.collect::<Vec<_>>().join(" ")
}

/// What each word is worth: how rare it is here, and how many of these people use it.
fn weights(spans: &[Span], frequencies: &Frequencies, passages: &[Passage]) -> HashMap<String, f64> {
    let weight = |(stem, who): (String, HashSet<AccountId>)| {
        #[allow(clippy::cast_precision_loss)] // people
        let shared = if who.len() < VOICES { UNSHARED } else { (who.len() as f64).ln_1p() };
        let rare = frequencies.weight(&Term { stem: stem.clone(), name: false });
        (stem, shared * rare)
    };
    users(spans, passages).into_iter().map(weight).collect()
}

/// Whether a sentence may be added to those chosen: another author's, and something else.
fn fits(span: &Span, chosen: &[Span], passages: &[Passage]) -> bool {
    let author = passages[span.passage].author;
    chosen.iter().all(|kept| passages[kept.passage].author != author && nearness(kept, span) < SAME)
}

/// What a sentence adds to those chosen, for its length, the more for what others made of its post.
fn gain(span: &Span, worth: &HashMap<String, f64>, passages: &[Passage]) -> f64 {
    let passage = &passages[span.passage];
    // In one order always: sums of the same numbers have to be the same.
    let mut parts: Vec<f64> = span.stems.iter().filter_map(|stem| worth.get(stem)).copied().collect();
    parts.sort_by(f64::total_cmp);
    #[allow(clippy::cast_precision_loss)] // a few words
    let length = (span.stems.len().max(SHORTEST) as f64).powf(DENSITY);
    let asks = if passage.text[span.range.clone()].trim_end().ends_with('?') { ASKS } else { 1.0 };
    let made_of_it = 1.0 + f64::from(passage.reactions).ln_1p() / 4.0;
    parts.iter().sum::<f64>() / length * asks * made_of_it
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flag;
    use model::PostId;

    fn post(number: i64, author: i64, text: &str, reactions: u32) -> Passage {
        Passage {
            post: PostId(number),
            author: AccountId(author),
            text: text.to_owned(),
            language: None,
            satire: false,
            reactions,
        }
    }

    fn crowd() -> Vec<Passage> {
        vec![
            post(1, 1, "Line Two is interrupted between the Salt Gate and Observatory Hill.", 9),
            post(2, 2, "Line Two is interrupted from the Salt Gate to Observatory Hill, says the driver.", 0),
            post(3, 3, "No tram on Line Two this morning, so I walked up Observatory Hill.", 1),
            post(4, 4, "The comet stands above the harbour tonight, tail and all.", 5),
            post(5, 5, "Anybody else watching the comet above the harbour?", 0),
            post(6, 6, "My sourdough starter has finally got a name.", 0),
            post(7, 4, "I photographed the comet above the harbour for an hour last night.", 0),
        ]
    }

    fn sum_up(passages: &[Passage]) -> Answer {
        let frequencies = Frequencies { posts: 1_000, ..Frequencies::of_passages(passages) };
        summary(&Asked::read("What did I miss?", Some("en")), &frequencies, passages)
    }

    #[test]
    fn what_several_speak_of_is_said_once() {
        let answer = sum_up(&crowd());
        let said: Vec<&str> = answer.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        assert!(said[..2].iter().any(|text| text.contains("Salt Gate")), "{said:?}");
        assert!(said[..2].iter().any(|text| text.contains("comet")), "{said:?}");
        assert_eq!(said.iter().filter(|text| text.contains("Salt Gate")).count(), 1, "{said:?}");
        let tram = answer.sentences.iter().find(|sentence| sentence.text.contains("Salt Gate")).unwrap();
        assert_eq!((tram.citations.len(), tram.flags.as_slice()), (2, &[][..]), "{tram:?}");
    }

    #[test]
    fn neither_a_row_of_tags_nor_what_nobody_echoes_is_quoted() {
        let mut passages = crowd();
        passages.push(post(8, 7, "#tramway #harbour #comet #hill #line", 90));
        passages.push(post(9, 8, "Whistling is learned late, by streetlamps and empty benches.", 90));
        let answer = sum_up(&passages);
        let quoted =
            |post| answer.sentences.iter().any(|sentence| sentence.citations[0].post == PostId(post));
        assert!(!answer.abstained() && !quoted(8) && !quoted(9) && !quoted(6), "{answer:?}");
    }

    #[test]
    fn nobody_speaks_twice() {
        let answer = sum_up(&crowd());
        let first = |sentence: &crate::Sentence| sentence.citations[0].post;
        let authors: Vec<PostId> = answer.sentences.iter().map(first).collect();
        assert!(!(authors.contains(&PostId(4)) && authors.contains(&PostId(7))), "{authors:?}");
    }

    #[test]
    fn what_only_one_says_is_told_so() {
        let answer = sum_up(&crowd());
        let comet = answer.sentences.iter().find(|sentence| sentence.text.contains("comet")).unwrap();
        assert_eq!(comet.flags, [Flag::SingleSource]);
    }

    #[test]
    fn another_language_is_better_than_nothing() {
        let frequencies = Frequencies { posts: 1_000, ..Frequencies::of_passages(&crowd()) };
        let answer = summary(&Asked::read("Quoi de neuf ?", Some("fr")), &frequencies, &crowd());
        assert!(!answer.abstained());
    }

    #[test]
    fn one_alone_is_no_crowd() {
        let alone: Vec<Passage> =
            crowd().into_iter().map(|passage| Passage { author: AccountId(1), ..passage }).collect();
        assert!(sum_up(&alone).abstained());
        assert!(sum_up(&[]).abstained());
    }

    #[test]
    fn it_is_the_same_each_time() {
        for _ in 0..20 {
            assert_eq!(sum_up(&crowd()), sum_up(&crowd()));
        }
    }
}
