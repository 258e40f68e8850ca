//! From HTML back to plain text, for search, previews, feeds and notifications.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use unicode_segmentation::UnicodeSegmentation;

/// The words of an HTML text, with an empty line between paragraphs.
pub fn text(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let words = tokenizer.sink.0.take().out;
    crate::input::lines(words.trim())
}

/// The beginning of an HTML text on one line, at most so many characters, cut between words where
/// that is possible.
pub fn excerpt(html: &str, characters: usize) -> String {
    let words = text(html).split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&words, characters)
}

/// The beginning of a plain text, at most so many characters with the ellipsis that shows the cut.
pub fn cut(text: &str, characters: usize) -> String {
    if text.graphemes(true).nth(characters).is_none() {
        return text.to_owned();
    }
    let room = characters.saturating_sub(1);
    let end = text.grapheme_indices(true).nth(room).map_or(text.len(), |(at, _)| at);
    let kept = &text[..end];
    // A word is not worth more than a third of the room.
    let at_word = kept.rfind(char::is_whitespace).filter(|at| at * 3 >= kept.len() * 2);
    format!("{}…", kept[..at_word.unwrap_or(end)].trim_end())
}

/// Gathers text as tags go by. It keeps no tree, so no depth can exhaust it.
#[derive(Default)]
struct Words(RefCell<State>);

#[derive(Default)]
struct State {
    out: String,
    /// The element whose text is not for readers, while we are in it.
    skipping: Option<String>,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.skipping.is_none() => state.out.push_str(&text),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match (tag.kind, name) {
            (TagKind::StartTag, "script" | "style" | "title" | "textarea" | "iframe" | "noscript") => {
                self.skipping = Some(name.to_owned());
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            (TagKind::EndTag, name) if self.skipping.as_deref() == Some(name) => self.skipping = None,
            (TagKind::StartTag, "br") => self.break_line(1),
            (TagKind::EndTag, "li" | "tr" | "dt" | "dd" | "div") => self.ensure_breaks(1),
            (_, "p" | "blockquote" | "pre" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.ensure_breaks(2);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn break_line(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n('\n', count));
    }

    /// Ends the line, or the paragraph, unless that has been done.
    fn ensure_breaks(&mut self, wanted: usize) {
        let there = self.out.len() - self.out.trim_end_matches('\n').len();
        if !self.out.is_empty() {
            self.break_line(wanted.saturating_sub(there));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_breaks_and_entities() {
        assert_eq!(text("<p>a<br />b</p><p>c &amp; d&#39;s &lt;e&gt;</p>"), "a\nb\n\nc & d's <e>");
        assert_eq!(text("<ul><li>a</li><li>b</li></ul>c"), "a\nb\n\nc");
        assert_eq!(text("plain"), "plain");
    }

    #[test]
    fn links_are_whole_again() {
        let html = "<a href=\"x\"><span class=\"invisible\">https://</span><span>a.example</span></a>";
        assert_eq!(text(html), "https://a.example");
    }

    #[test]
    fn scripts_are_no_words() {
        assert_eq!(text("a<script>b<p></script>c<style>d</style>"), "ac");
        assert_eq!(text("a<script>b"), "a");
    }

    #[test]
    fn broken_and_deep_documents_are_survived() {
        assert_eq!(text("a<b"), "a");
        assert_eq!(text(&"<div>".repeat(50_000)), "");
    }

    #[test]
    fn excerpts_end_between_words() {
        assert_eq!(excerpt("<p>one two</p><p>three</p>", 50), "one two three");
        assert_eq!(excerpt("one two three", 11), "one two…");
        assert_eq!(cut("aaaaaaaaaa", 5), "aaaa…");
        assert_eq!(cut("👩‍👧👩‍👧👩‍👧", 2), "👩‍👧…");
        assert_eq!(cut("abc", 3), "abc");
    }
}
