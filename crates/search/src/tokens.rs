//! Text cut into the words one searches for.
//!
//! Works for English and French alike and harms no other language: words in any script, lower case,
//! accents folded (`é` is found by `e`), French elisions left out (`l'été` is `ete`), writing without
//! spaces cut into overlapping pairs, each emoji a word. No stemming: a post may mix languages.

use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, TextAnalyzer, Token, TokenStream, Tokenizer,
};

/// Bytes of the longest word worth indexing; longer ones are noise.
const LONGEST: usize = 100;

/// What French contracts before an apostrophe.
const ELIDED: [&str; 13] =
    ["l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// The analyser of every text field, and of the words asked for.
pub(crate) fn analyser() -> TextAnalyzer {
    TextAnalyzer::builder(Words)
        .filter(RemoveLongFilter::limit(LONGEST))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// The words of a text, as the index knows them.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    analyser().token_stream(text).process(&mut |token| words.push(token.text.clone()));
    words
}

/// A text as one piece, in the same spelling: for names and tags.
pub fn folded(text: &str) -> String {
    let mut whole = TextAnalyzer::builder(tantivy::tokenizer::RawTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    let mut stream = whole.token_stream(text);
    if stream.advance() { stream.token().text.clone() } else { String::new() }
}

#[derive(Clone)]
struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, at: 0, pairing: false, token: Token::default() }
    }
}

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    /// Whether the last token was a pair whose second half may begin the next.
    pairing: bool,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            let next = start + c.len_utf8();
            if unspaced(c) {
                let after = self.text[next..].chars().next().filter(|after| unspaced(*after));
                self.at = next;
                let alone = !std::mem::replace(&mut self.pairing, after.is_some());
                if let Some(after) = after {
                    return self.emit(start, next + after.len_utf8());
                }
                if alone {
                    return self.emit(start, next);
                }
                continue;
            }
            self.pairing = false;
            if pictured(c) {
                self.at = next;
                return self.emit(start, next);
            }
            if !c.is_alphanumeric() {
                self.at = next;
                continue;
            }
            let rest = &self.text[start..];
            let length = rest.find(|c| !continues(c)).unwrap_or(rest.len());
            self.at = start + length;
            if !self.elided(start) {
                return self.emit(start, self.at);
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl WordStream<'_> {
    fn emit(&mut self, from: usize, to: usize) -> bool {
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.text.clear();
        // An accent typed as a character of its own folds away like the others.
        self.token.text.extend(self.text[from..to].chars().filter(|c| !combining(*c)));
        true
    }

    /// Whether the word from `start` to here is an article cut short before another word.
    fn elided(&self, start: usize) -> bool {
        let mut after = self.text[self.at..].chars();
        matches!(after.next(), Some('\'' | '’'))
            && after.next().is_some_and(char::is_alphabetic)
            && ELIDED.iter().any(|article| self.text[start..self.at].eq_ignore_ascii_case(article))
    }
}

fn continues(c: char) -> bool {
    (c.is_alphanumeric() && !unspaced(c)) || combining(c)
}

fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Scripts written without spaces, or (Hangul) with words that change at their end.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e01}'..='\u{0e3a}' | '\u{0e40}'..='\u{0e4e}'
        | '\u{3041}'..='\u{309f}' | '\u{30a0}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{323af}')
}

fn pictured(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
        // Skin tones belong to the picture before them.
        && !matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn words_are_folded() {
        check("The Élan of ŒUVRES, café!", &["the", "elan", "of", "oeuvres", "cafe"]);
        check("cafe\u{301} Straße Ночь", &["cafe", "strasse", "ночь"]);
        check("#été2026 @alice_b", &["ete2026", "alice", "b"]);
    }

    #[test]
    fn french_articles_fall_away() {
        check("L'été d’abord, qu'il vienne", &["ete", "abord", "il", "vienne"]);
        check("don't rock'n'roll l' O'Brien", &["don", "t", "rock", "roll", "l", "o", "brien"]);
    }

    #[test]
    fn scripts_without_spaces_go_in_pairs() {
        check("東京都 x 火", &["東京", "京都", "x", "火"]);
        check("ok東京ok", &["ok", "東京", "ok"]);
    }

    #[test]
    fn pictures_are_words() {
        check("feu🔥🔥!", &["feu", "🔥", "🔥"]);
        check("👍🏽", &["👍"]);
    }

    #[test]
    fn a_name_is_one_piece() {
        assert_eq!(folded("Élan_Vital@Example.org"), "elan_vital@example.org");
        assert_eq!(folded(""), "");
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in ".{0,200}") {
            for word in words(&text) {
                prop_assert!(!word.is_empty() || text.chars().any(combining));
            }
        }
    }
}
