//! The same line, or the same words, over and over (Gopher).

use super::{Reason, Verdict};
use crate::thresholds::{DUPLICATE_LINE_CHARACTERS, DUPLICATE_LINES, GOPHER_WORDS, SHORT, TOP_GRAMS};
use crate::words::{Hash, Word, Words};

/// Counts how often each hash came. Kept between documents, so that clearing costs nothing.
#[derive(Default, Debug)]
pub struct Counter {
    slots: Vec<(u64, u32, u32)>,
    round: u32,
}

impl Counter {
    /// Forgets everything and makes room for `items`.
    fn start(&mut self, items: usize) {
        let size = (items * 2).next_power_of_two().max(64);
        self.round = self.round.wrapping_add(1);
        if self.slots.len() < size || self.round == 0 {
            self.slots = vec![(0, 0, 0); size];
            self.round = 1;
        }
    }

    /// Counts one more; answers how many that makes.
    fn add(&mut self, hash: u64) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.2 != self.round {
                *slot = (hash, 1, self.round);
                return 1;
            }
            if slot.0 == hash {
                slot.1 += 1;
                return slot.1;
            }
            at = (at + 1) & mask;
        }
    }
}

/// The verdict on a document's words.
pub fn judge(words: &Words, counter: &mut Counter) -> Verdict {
    lines(words, counter).then(|| grams(words, counter))
}

fn lines(words: &Words, counter: &mut Counter) -> Verdict {
    if words.lines.len() < 2 {
        return Verdict::Kept;
    }
    counter.start(words.lines.len());
    let (mut repeated, mut characters) = (0, 0);
    for line in &words.lines {
        let line = &words.words[line.clone()];
        if counter.add(gram(line)) > 1 {
            repeated += 1;
            characters += length(line);
        }
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    Verdict::unless(share(repeated, words.lines.len()) > DUPLICATE_LINES, Reason::DuplicateLines).then(|| {
        Verdict::unless(
            share(characters, words.characters) > DUPLICATE_LINE_CHARACTERS,
            Reason::DuplicateLineCharacters,
        )
    })
}

fn grams(words: &Words, counter: &mut Counter) -> Verdict {
    let least = if words.words.len() < GOPHER_WORDS.0 { SHORT.gram_repeats } else { 2 };
    let reasons = [Reason::Top2Gram, Reason::Top3Gram, Reason::Top4Gram];
    for ((size, most), reason) in TOP_GRAMS.into_iter().zip(reasons) {
        if top(&words.words, size, least, counter) as f64 > most * words.characters as f64 {
            return Verdict::Removed(reason);
        }
    }
    Verdict::Kept
}

/// Characters in all occurrences of the most frequent run of `size` words, if it comes `least` times.
fn top(words: &[Word], size: usize, least: usize, counter: &mut Counter) -> usize {
    counter.start(words.len());
    let (mut most, mut characters) = (0, 0);
    for run in words.windows(size) {
        let count = counter.add(gram(run)) as usize;
        if count > most {
            (most, characters) = (count, length(run));
        } else if count == most {
            characters = characters.max(length(run));
        }
    }
    if most >= least { most * characters } else { 0 }
}

fn gram(words: &[Word]) -> u64 {
    let mut hash = Hash::new();
    words.iter().for_each(|word| hash.add(word.hash));
    hash.end()
}

fn length(words: &[Word]) -> usize {
    words.iter().map(|word| word.characters as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Verdict {
        let mut words = Words::default();
        words.fill(text);
        judge(&words, &mut Counter::default())
    }

    #[test]
    fn what_repeats_itself_is_left_out() {
        let lines =
            "Buy this now\nIt is a fine day today\nBuy this now\nAnd so are many others\nBuy this now";
        assert_eq!(verdict(lines), Verdict::Removed(Reason::DuplicateLines));
        let long = "a line that is long enough to hold most of the characters there are";
        let text = format!("{long}\none\ntwo\nthree\nfour\nfive\nsix\n{long}");
        assert_eq!(verdict(&text), Verdict::Removed(Reason::DuplicateLineCharacters));
        assert_eq!(verdict(&"spam eggs ".repeat(30)), Verdict::Removed(Reason::Top2Gram));
        let three = "one two three and then ".repeat(3) + "quite another thing with many words around it";
        assert_eq!(verdict(&three), Verdict::Removed(Reason::Top2Gram));
    }

    #[test]
    fn a_phrase_said_twice_in_a_post_is_not_repetition() {
        assert_eq!(verdict("la mer, la mer, toujours recommencée"), Verdict::Kept);
        assert_eq!(verdict("one line\nanother line\nand a third"), Verdict::Kept);
        assert_eq!(verdict(""), Verdict::Kept);
    }

    #[test]
    fn a_counter_forgets_between_documents() {
        let mut counter = Counter::default();
        for _ in 0..3 {
            counter.start(4);
            assert_eq!((counter.add(7), counter.add(7), counter.add(9)), (1, 2, 1));
        }
        counter.round = u32::MAX;
        counter.start(4);
        assert_eq!(counter.add(7), 1, "the round's number has run over");
    }
}
