//! Which words get a vector: those that several people use, the commonest first.

use crate::{Corpus, Plan};

/// A word of the corpus that has no vector.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// The words that are known, the most used first.
pub(crate) struct Vocabulary {
    pub words: Vec<Box<str>>,
    /// How often each was written.
    pub counts: Vec<u32>,
    /// The place of each word in `words`, by the alphabet.
    alphabet: Vec<u32>,
}

impl Vocabulary {
    /// The vocabulary of a corpus, and for each of the corpus's words its place there or [`UNKNOWN`].
    pub fn of(corpus: &Corpus, plan: &Plan) -> (Self, Vec<u32>) {
        let words = corpus.words();
        let mut counts = vec![0_u32; words.len()];
        corpus.texts().flat_map(|(_, text)| text).for_each(|word| counts[*word as usize] += 1);
        let authors = authors(corpus, words.len());
        let mut known: Vec<u32> = (0..)
            .zip(&authors)
            .filter(|(_, authors)| **authors as usize >= plan.authors.max(1))
            .map(|(word, _)| word)
            .collect();
        known.sort_unstable_by_key(|word| (std::cmp::Reverse(counts[*word as usize]), words[*word as usize]));
        known.truncate(plan.vocabulary);
        let mut places = vec![UNKNOWN; words.len()];
        (0..).zip(&known).for_each(|(place, word)| places[*word as usize] = place);
        let of = |word: &u32| words[*word as usize].into();
        let (words, counts): (Vec<Box<str>>, _) =
            known.iter().map(|word| (of(word), counts[*word as usize])).unzip();
        let mut alphabet: Vec<u32> = (0..).take(words.len()).collect();
        alphabet.sort_unstable_by_key(|place| &words[*place as usize]);
        (Self { words, counts, alphabet }, places)
    }

    /// Where a word stands, if it is known.
    pub fn place(&self, word: &str) -> Option<usize> {
        let found = self.alphabet.binary_search_by_key(&word, |place| &self.words[*place as usize]);
        found.ok().map(|at| self.alphabet[at] as usize)
    }

    /// Roughly what it holds in memory.
    pub fn bytes(&self) -> usize {
        let letters: usize = self.words.iter().map(|word| word.len()).sum();
        letters + self.words.len() * (size_of::<Box<str>>() + 2 * size_of::<u32>())
    }
}

/// How many different authors used each word.
fn authors(corpus: &Corpus, words: usize) -> Vec<u32> {
    let mut uses: Vec<(u32, u64)> =
        corpus.texts().flat_map(|(author, text)| text.iter().map(move |word| (*word, author))).collect();
    uses.sort_unstable();
    uses.dedup();
    let mut authors = vec![0; words];
    uses.iter().for_each(|(word, _)| authors[*word as usize] += 1);
    authors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_once_several_use_it() {
        let mut corpus = Corpus::default();
        corpus.add(1, &["tram", "secret", "secret", "bread"]);
        corpus.add(2, &["tram", "bread", "bread"]);
        corpus.add(1, &["secret", "tram"]);
        corpus.add(3, &["tram", "comet"]);
        let known = |authors, vocabulary| {
            let plan = Plan { authors, vocabulary, ..Plan::default() };
            let (vocabulary, places) = Vocabulary::of(&corpus, &plan);
            (vocabulary.words.iter().map(ToString::to_string).collect::<Vec<_>>(), places)
        };
        assert_eq!(known(2, 9), (vec!["tram".into(), "bread".into()], vec![0, UNKNOWN, 1, UNKNOWN]));
        assert_eq!(known(3, 9).0, ["tram"]);
        assert_eq!(known(1, 3).0, ["tram", "bread", "secret"]);
        assert_eq!(known(2, 0).0, Vec::<String>::new());
        let (vocabulary, _) = Vocabulary::of(&corpus, &Plan { authors: 1, ..Plan::default() });
        for (place, word) in vocabulary.words.iter().enumerate() {
            assert_eq!(vocabulary.place(word), Some(place));
        }
        assert_eq!(vocabulary.place("lighthouse"), None);
    }
}
