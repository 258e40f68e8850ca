//! An answer while it is being written: each sentence as soon as it is whole, and proven.

use crate::reply::{MOST, SENTENCES, one};
use crate::{Passage, Sentence, verify};

/// What came of an answer so far. What it gives out is what [`crate::reply::read`] and
/// [`crate::verify()`] find at the end, in the same order: an answer in another form than the one
/// that was asked for gives out nothing before its end.
#[derive(Debug, Default)]
pub struct Partial {
    text: String,
    /// The byte that is looked at next.
    at: usize,
    state: State,
    /// Sentences seen, proven or not.
    seen: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// The list has not begun.
    #[default]
    Before,
    /// Between two sentences.
    Between,
    /// In one that began at this byte.
    Within { start: usize, depth: usize, quoted: bool, escaped: bool },
    /// There is nothing more to give out.
    Over,
}

impl Partial {
    /// Takes what a model said next; the sentences that became whole with it and stand.
    pub fn push(&mut self, words: &str, passages: &[Passage]) -> Vec<Sentence> {
        self.text.push_str(words);
        if self.text.len() > MOST {
            self.state = State::Over;
        }
        let mut whole = Vec::new();
        if self.state == State::Before {
            self.begin();
        }
        if self.state == State::Before {
            return whole;
        }
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            self.state = match self.state {
                State::Over | State::Before => return whole,
                State::Between => match byte {
                    b'{' => State::Within { start: self.at, depth: 1, quoted: false, escaped: false },
                    b',' | b' ' | b'\n' | b'\r' | b'\t' => State::Between,
                    _ => State::Over,
                },
                State::Within { start, depth, quoted, escaped } => {
                    let within = |depth, quoted, escaped| State::Within { start, depth, quoted, escaped };
                    match byte {
                        _ if escaped => within(depth, quoted, false),
                        b'\\' if quoted => within(depth, quoted, true),
                        b'"' => within(depth, !quoted, false),
                        b'{' if !quoted => within(depth + 1, false, false),
                        b'}' if !quoted && depth == 1 => {
                            whole.extend(self.proven(start, passages));
                            if self.seen == SENTENCES { State::Over } else { State::Between }
                        }
                        b'}' if !quoted => within(depth - 1, false, false),
                        _ => within(depth, quoted, false),
                    }
                }
            };
            self.at += 1;
        }
        whole
    }

    /// Finds where the list begins: the first thing in the object.
    fn begin(&mut self) {
        let Some(open) = self.text.find('{') else { return };
        let mut rest = &self.text[open + 1..];
        for piece in ["\"sentences\"", ":", "["] {
            rest = rest.trim_start();
            match rest.strip_prefix(piece) {
                Some(after) => rest = after,
                // It may still come.
                None if piece.starts_with(rest) => return,
                None => {
                    self.state = State::Over;
                    return;
                }
            }
        }
        self.at = self.text.len() - rest.len();
        self.state = State::Between;
    }

    fn proven(&mut self, start: usize, passages: &[Passage]) -> Option<Sentence> {
        self.seen += 1;
        let said = serde_json::from_str(&self.text[start..=self.at]).ok()?;
        verify::proven(one(&said, passages)?, passages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{reply, verify};
    use model::{AccountId, PostId};
    use proptest::prelude::*;

    fn passages() -> Vec<Passage> {
        let text = "The \"old\" oven {of brick} bakes again from Saturday.".to_owned();
        vec![Passage {
            post: PostId(7),
            author: AccountId(1),
            text,
            language: None,
            satire: false,
            reactions: 0,
        }]
    }

    const ANSWER: &str = r#"Here: {"sentences" : [
        {"text": "The \"old\" oven bakes again.", "citations": [{"source": 1, "quote": "The \"old\" oven {of brick} bakes"}]},
        {"text": "Bread is free.", "citations": [{"source": 1, "quote": "Bread is free for all of us"}]},
        {"text": "It bakes from Saturday.", "citations": [{"source": 1, "quote": "bakes again from Saturday."}]}
    ]} and "sentences": [{"text": "no"}]"#;

    fn said(answer: &str, size: usize) -> Vec<Sentence> {
        let letters: Vec<char> = answer.chars().collect();
        let mut partial = Partial::default();
        let pieces = letters.chunks(size).map(|piece| piece.iter().collect::<String>());
        pieces.flat_map(|piece| partial.push(&piece, &passages())).collect()
    }

    #[test]
    fn a_sentence_is_given_out_once_it_is_whole_and_proven() {
        let end = verify(reply::read(ANSWER, &passages()).unwrap(), &passages()).sentences;
        assert_eq!(end.len(), 2);
        for size in [1, 2, 3, 7, 50, 1_000] {
            assert_eq!(said(ANSWER, size), end, "in pieces of {size}");
        }
        let mut partial = Partial::default();
        let half = ANSWER.find("},\n").unwrap();
        assert!(partial.push(&ANSWER[..half], &passages()).is_empty(), "not whole yet");
        assert_eq!(partial.push(&ANSWER[half..=half], &passages()).len(), 1);
    }

    #[test]
    fn another_form_waits_for_its_end() {
        let sentence = r#"{"text": "It bakes from Saturday.", "citations": [{"source": 1, "quote": "bakes again from Saturday."}]}"#;
        for answer in [
            format!("{{\"mood\": \"x\", \"sentences\": [{sentence}]}}"),
            format!("{{\"sentences\": {{\"a\": [{sentence}]}}}}"),
            format!("{{\"sentences\": [5, {sentence}]}}"),
        ] {
            assert_eq!(said(&answer, 3), [], "{answer}");
        }
    }

    proptest! {
        #[test]
        fn any_pieces_are_survived(answer in "(\\{|\\}|\"|\\\\|\\[|sentences|:|é){0,60}", size in 1usize..9) {
            let _ = said(&answer, size);
            let _ = said(&format!("{{\"sentences\":[{answer}"), size);
        }
    }
}
