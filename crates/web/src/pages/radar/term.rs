//! What a forecast is made of, in words.

use crate::texts::Speech;
use app::radar::Reasons;

/// Terms told one by one: those that moved the forecast most.
const TERMS: usize = 8;
/// What holds for any post.
const ANY_POST: &str = "any post";
/// All terms that are not told one by one.
const THE_REST: &str = "the rest";

/// Why a forecast is what it is, a line each; their sum is that of all terms.
pub(super) fn ledger(reasons: &Reasons) -> Vec<(&'static str, f32)> {
    let (most, rest) = reasons.terms.split_at(reasons.terms.len().min(TERMS));
    let mut lines = vec![(ANY_POST, reasons.start)];
    lines.extend(most.iter().map(|(name, _, delta)| (*name, *delta)));
    if !rest.is_empty() {
        lines.push((THE_REST, rest.iter().map(|(_, _, delta)| delta).sum()));
    }
    lines
}

/// What a term is called on a page. Its name, which is the same in all languages, leads to the text.
pub(super) fn told(speech: Speech, name: &str) -> String {
    speech.say(&id(name)).to_owned()
}

fn id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold("term".to_owned(), |id, word| id + "-" + word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn what_is_told_sums_to_the_forecast() {
        for count in [0, 3, TERMS, 40] {
            let terms = (0..count).map(|at| ("count", 0.0, 1.0 / (at + 1) as f32)).collect();
            let reasons = Reasons { start: 2.5, terms };
            let whole = reasons.start + reasons.terms.iter().map(|(_, _, delta)| delta).sum::<f32>();
            let lines = ledger(&reasons);
            let told = lines.iter().map(|(_, delta)| delta).sum::<f32>();
            assert!((told - whole).abs() < 1e-4 && lines.len() <= TERMS + 2, "{count}: {told} {whole}");
        }
    }

    #[test]
    fn every_term_has_words_in_every_language() {
        assert_eq!(id("author's size above"), "term-author-s-size-above");
        for name in app::radar::terms().chain([ANY_POST, THE_REST]) {
            for language in Language::ALL {
                assert_ne!(told(Speech(language), name), id(name), "{name}");
            }
        }
    }
}
