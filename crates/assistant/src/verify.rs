//! What may stand: each span a sentence names has to be in a post the asker may read, and what the
//! sentence counts and names has to be in those spans. Anything else goes, whoever said it.

use crate::reply::SENTENCES;
use crate::words::{self, fold};
use crate::{Answer, Citation, Flag, Passage, Sentence, clean};
use std::collections::HashSet;

/// Characters a quote needs to be one.
pub const QUOTE_LEAST: usize = 12;
/// Characters of a sentence.
const SENTENCE_MOST: usize = 600;
/// Spans of a sentence that are looked at.
const SPANS: usize = 6;

/// What is left of an answer when every sentence without proof is dropped; abstaining if nothing is.
///
/// A span counts when the very characters of its quote stand at its place in a passage; when one of a
/// sentence's spans does not, the sentence goes. What is left is cleaned of links and mark-up.
pub fn verify(sentences: Vec<Sentence>, passages: &[Passage]) -> Answer {
    let sentences: Vec<Sentence> =
        sentences.into_iter().take(SENTENCES).filter_map(|sentence| proven(sentence, passages)).collect();
    let score = if sentences.is_empty() { 0.0 } else { 1.0 };
    Answer { sentences, score }
}

/// A sentence as it may stand, if its spans prove it.
pub(crate) fn proven(sentence: Sentence, passages: &[Passage]) -> Option<Sentence> {
    let text = clean(&sentence.text);
    let spans = &sentence.citations;
    let empty = text.is_empty() || spans.is_empty();
    if empty || text.chars().count() > SENTENCE_MOST || spans.len() > SPANS {
        return None;
    }
    let sources: Option<Vec<&Passage>> = spans.iter().map(|span| source(span, passages)).collect();
    let sources = sources?;
    let quoted: Vec<&str> = spans.iter().map(|span| span.quote.as_str()).collect();
    if !supported(&text, &quoted) {
        return None;
    }
    let authors: HashSet<_> = sources.iter().map(|source| source.author).collect();
    let mut flags = Vec::new();
    if authors.len() < 2 {
        flags.push(Flag::SingleSource);
    }
    if sources.iter().any(|source| source.satire) {
        flags.push(Flag::Satire);
    }
    Some(Sentence { text, citations: sentence.citations, flags })
}

/// The passage a span is in, at its very place.
fn source<'p>(span: &Citation, passages: &'p [Passage]) -> Option<&'p Passage> {
    let long = span.quote.chars().count();
    let passage = passages.iter().find(|passage| passage.post == span.post)?;
    let whole = passage.text.trim().chars().count();
    let sound = span.end.checked_sub(span.start) == Some(long) && long >= QUOTE_LEAST.min(whole) && long > 0;
    (sound && stands(&passage.text, span)).then_some(passage)
}

/// Whether a span's quote stands at its place in a text.
pub fn stands(text: &str, span: &Citation) -> bool {
    let there = text.chars().skip(span.start).take(span.end.saturating_sub(span.start));
    there.eq(span.quote.chars())
}

/// The place of a quote in a passage: as it is, or with other blanks and quotation marks.
pub fn locate(passage: &Passage, quote: &str) -> Option<Citation> {
    let wanted: Vec<char> = quote.trim().chars().map(plain).collect();
    if wanted.is_empty() {
        return None;
    }
    let letters: Vec<char> = passage.text.chars().collect();
    let spelt: Vec<char> = letters.iter().copied().map(plain).collect();
    let start = spelt.windows(wanted.len()).position(|window| window == wanted)?;
    let end = start + wanted.len();
    Some(Citation { post: passage.post, start, end, quote: letters[start..end].iter().collect() })
}

/// Letters models like to change when they quote.
fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '–' | '—' => '-',
        other if other.is_whitespace() => ' ',
        other => other,
    }
}

/// Share of a sentence's words that have to be in its quotes, where both are in one language.
const SHARED: f64 = 0.3;

/// Whether the numbers and names of a sentence are in what it quotes, and some of its words.
fn supported(text: &str, quotes: &[&str]) -> bool {
    let all = quotes.join("\n");
    let stems: HashSet<String> = words::words(&all).into_iter().map(|word| word.stem).collect();
    let folded = fold(&all);
    let said = words::content(text);
    let known = |word: &words::Word| stems.contains(&word.stem) || folded.contains(&word.folded);
    let mut sentence_begins = true;
    let mut last = 0;
    for word in &said {
        sentence_begins |=
            word.range.start == 0 || text[last..word.range.start].contains(['.', ':', '!', '?', '«', '"']);
        let spelt = &text[word.range.clone()];
        let number = spelt.chars().any(|c| c.is_ascii_digit());
        let name = !sentence_begins && spelt.chars().next().is_some_and(char::is_uppercase);
        if (number || name) && !known(word) {
            return false;
        }
        (sentence_begins, last) = (false, word.range.end);
    }
    let one_tongue = match (words::language(text), words::language(&all)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let shared = said.iter().filter(|word| known(word)).count();
    #[allow(clippy::cast_precision_loss)] // a few words
    let share = if said.is_empty() { 1.0 } else { shared as f64 / said.len() as f64 };
    !one_tongue || share >= SHARED
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, PostId};

    fn passage() -> Passage {
        Passage {
            post: PostId(5),
            author: AccountId(1),
            text: "L’école prête soixante vélos. The school lends 60 bicycles to Morvane.".to_owned(),
            language: None,
            satire: false,
            reactions: 0,
        }
    }

    fn sentence(text: &str, quotes: &[&str]) -> Sentence {
        let cite = |quote: &&str| {
            locate(&passage(), quote).unwrap_or(Citation {
                post: PostId(5),
                start: 0,
                end: quote.chars().count(),
                quote: (*quote).to_owned(),
            })
        };
        let citations = quotes.iter().map(cite).collect();
        Sentence { text: text.to_owned(), citations, flags: Vec::new() }
    }

    fn stays(text: &str, quotes: &[&str]) -> bool {
        !verify(vec![sentence(text, quotes)], &[passage()]).abstained()
    }

    #[test]
    fn what_is_proven_stays() {
        assert!(stays("The school lends 60 bicycles.", &["The school lends 60 bicycles"]));
        assert!(stays("The school has bicycles.", &["L'école prête soixante vélos."]), "another language");
        let kept =
            verify(vec![sentence("The school lends bicycles.", &["The school lends 60"])], &[passage()]);
        assert_eq!(kept.sentences[0].flags, [Flag::SingleSource]);
        assert_eq!(kept.sentences[0].citations[0].quote, "The school lends 60");
    }

    #[test]
    fn what_is_not_goes() {
        assert!(!stays("The school lends 60 bicycles.", &[]), "no source");
        assert!(!stays("The school lends 60 bicycles.", &["The school lends 61 bicycles"]), "invented");
        let both = ["The school lends 60 bicycles", "and the moon as well"];
        assert!(!stays("The school lends 60 bicycles.", &both), "one of two invented");
        assert!(!stays("The school lends 61 bicycles.", &["The school lends 60 bicycles"]), "another number");
        assert!(!stays("The school of Paris lends bicycles.", &["The school lends 60 bicycles"]), "a name");
        assert!(!stays("The school lends 60 bicycles.", &["The"]), "hardly a quote");
        assert!(
            !stays("Everybody loves bananas most dearly.", &["The school lends 60 bicycles"]),
            "unrelated"
        );
        let mut elsewhere = sentence("The school lends 60 bicycles.", &["The school lends 60 bicycles"]);
        elsewhere.citations[0].post = PostId(6);
        assert!(verify(vec![elsewhere], &[passage()]).abstained(), "a post that was not given");
        let mut moved = sentence("The school lends 60 bicycles.", &["The school lends 60 bicycles"]);
        moved.citations[0].start += 1;
        moved.citations[0].end += 1;
        assert!(verify(vec![moved], &[passage()]).abstained(), "another place");
    }

    #[test]
    fn links_do_not_come_through() {
        let kept = verify(
            vec![sentence(
                "The school lends bicycles, see https://x.example/?q=1",
                &["The school lends 60 bicycles"],
            )],
            &[passage()],
        );
        assert_eq!(kept.sentences[0].text, "The school lends bicycles, see …");
    }
}
