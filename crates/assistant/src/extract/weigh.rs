//! What each sentence of each passage is worth to a question.

use super::question::{Asked, Frequencies, Kind};
use crate::Passage;
use crate::concepts::group;
use crate::sentences::sentences;
use crate::words::{self, Word, content};
use std::collections::HashSet;
use std::ops::Range;

/// A span of a passage that may be quoted.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// Which passage.
    pub passage: usize,
    /// Its bytes.
    pub range: Range<usize>,
    /// Its words, to tell what says the same.
    pub stems: HashSet<String>,
    /// 0 to 1.
    pub score: f64,
}

/// What a word that says the same is worth beside the word itself.
const ALIKE: f64 = 0.85;
/// How much of a score is the span's own; the rest is what the whole post covers.
const OWN: f64 = 0.72;
/// Two sentences are quoted where one would do only if they are clearly better.
const PAIR: f64 = 0.92;
/// What an answer is worth where the rarest word of the question is not in the post.
const MISSING: f64 = 0.75;
/// What it is worth where one word of several is all they share.
const ALONE: f64 = 0.8;
/// Words from which a span begins to lose: long ones cover much by chance.
const LONG: usize = 30;

/// Every span that covers anything, in the order of the passages.
pub(super) fn all(asked: &Asked, frequencies: &Frequencies, passages: &[Passage]) -> Vec<Span> {
    let weights: Vec<f64> = asked.terms.iter().map(|term| frequencies.weight(term)).collect();
    let whole: f64 = weights.iter().sum();
    if whole <= 0.0 {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        let cut = sentences(&passage.text);
        let read: Vec<(Range<usize>, Vec<Word>)> =
            cut.into_iter().map(|range| (range.clone(), content(&passage.text[range]))).collect();
        let covered = |words: &mut dyn Iterator<Item = &Word>| -> Vec<f64> {
            let stems: Vec<&str> = words.map(|word| word.stem.as_str()).collect();
            asked.terms.iter().map(|term| found(&term.stem, &stems)).collect()
        };
        let of_post = covered(&mut read.iter().flat_map(|(_, words)| words));
        let share = |found: &[f64]| {
            found.iter().zip(&weights).map(|(found, weight)| found * weight).sum::<f64>() / whole
        };
        let missing_name = asked.terms.iter().zip(&of_post).any(|(term, found)| term.name && *found == 0.0);
        let heaviest = weights.iter().copied().fold(0.0, f64::max);
        // The rarest word of a claim may be its author's own.
        let missing_most = !asked.checks
            && weights.iter().zip(&of_post).any(|(weight, found)| *weight >= heaviest && *found == 0.0);
        let alone = asked.terms.len() > 1 && of_post.iter().filter(|found| **found > 0.0).count() < 2;
        let post_share = share(&of_post);
        for first in 0..read.len() {
            for last in first..read.len().min(first + 2) {
                let range = read[first].0.start..read[last].0.end;
                let text = &passage.text[range.clone()];
                if last > first && text.contains('\n') {
                    continue;
                }
                let own = covered(&mut read[first..=last].iter().flat_map(|(_, words)| words));
                let own = share(&own);
                if own <= 0.0 {
                    continue;
                }
                let stems: HashSet<String> = read[first..=last]
                    .iter()
                    .flat_map(|(_, words)| words.iter().map(|word| word.stem.clone()))
                    .collect();
                let mut score = (OWN * own + (1.0 - OWN) * post_share)
                    * fits(asked.kind, text)
                    * speaks(asked, passage, text)
                    * long(stems.len());
                if last > first {
                    score *= PAIR;
                }
                if text.trim_end().ends_with('?') {
                    score *= 0.3;
                }
                if missing_name {
                    score *= 0.6;
                }
                if missing_most {
                    score *= MISSING;
                }
                if alone {
                    score *= ALONE;
                }
                spans.push(Span { passage: number, range, stems, score });
            }
        }
    }
    spans
}

/// What share of what is asked a passage has, by what its words weigh: 0 to 1.
pub fn covered(asked: &Asked, frequencies: &Frequencies, passage: &Passage) -> f64 {
    let words = content(&passage.text);
    let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
    let (mut had, mut whole) = (0.0, 0.0);
    for term in &asked.terms {
        let weight = frequencies.weight(term);
        whole += weight;
        had += weight * found(&term.stem, &stems);
    }
    if whole > 0.0 { had / whole } else { 0.0 }
}

/// How far a term is found: itself, or what says the same.
fn found(term: &str, stems: &[&str]) -> f64 {
    if stems.contains(&term) {
        return 1.0;
    }
    let alike = group(term).is_some_and(|wanted| stems.iter().any(|stem| group(stem) == Some(wanted)));
    if alike { ALIKE } else { 0.0 }
}

fn long(words: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)] // a few words
    let over = words.saturating_sub(LONG) as f64;
    1.0 / (1.0 + over / 30.0)
}

/// Less for what the asker may not read.
fn speaks(asked: &Asked, passage: &Passage, text: &str) -> f64 {
    let Some(wanted) = asked.language.as_deref() else { return 1.0 };
    match words::language(text).or(passage.language.as_deref()) {
        Some(language) if language != wanted => 0.75,
        _ => 1.0,
    }
}

const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half dozen \
    deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente \
    quarante cinquante soixante cent cents mille demi demie douzaine";
const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight morning \
    noon afternoon evening night midnight week weekend month year spring summer autumn winter hour hours minute minutes \
    day days january february march april june july august september october november december since until sunset \
    lundi mardi mercredi jeudi vendredi samedi dimanche aujourd demain hier matin midi soir nuit minuit semaine \
    mois annee printemps ete automne hiver heure heures jour jours janvier fevrier mars avril mai juin juillet \
    aout septembre octobre novembre decembre depuis jusqu coucher";
const PLACES: &str = "at in on near under over between behind beside above below from to a au aux dans sur sous pres \
    entre derriere chez devant depuis";

/// Less where the kind of thing that is asked for is not there.
fn fits(kind: Kind, text: &str) -> f64 {
    let words = words::words(text);
    let has = |list: &str| words.iter().any(|word| list.split_whitespace().any(|one| one == word.folded));
    let digits = || text.bytes().any(|byte| byte.is_ascii_digit());
    match kind {
        Kind::Quantity if digits() || has(NUMBERS) => 1.0,
        Kind::Quantity => 0.5,
        Kind::Year if words.iter().any(|word| year(&word.folded)) => 1.0,
        Kind::Year => 0.5,
        Kind::Time if digits() || has(TIMES) => 1.0,
        Kind::Time => 0.65,
        Kind::Place if has(PLACES) => 1.0,
        Kind::Place => 0.7,
        Kind::Person if named(text, &words) => 1.0,
        Kind::Person => 0.8,
        Kind::Reason if text.contains(':') || because(text) => 1.0,
        Kind::Reason => 0.95,
        Kind::Other => 1.0,
    }
}

fn year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn because(text: &str) -> bool {
    let folded = words::fold(text);
    ["because", "cause", "since", "parce", "puisque", "reason", "raison"]
        .iter()
        .any(|word| folded.contains(word))
}

/// Whether somebody or something is named in the middle of it.
fn named(text: &str, words: &[Word]) -> bool {
    words.iter().skip(1).any(|word| text[word.range.clone()].chars().next().is_some_and(char::is_uppercase))
}
