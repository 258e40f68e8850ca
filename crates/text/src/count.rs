//! How long a post is, as Mastodon and its clients count.

use model::limits::LINK_CHARACTERS;
use unicode_segmentation::UnicodeSegmentation;

use crate::scan::{Kind, scan};

/// Characters of a post and its content warning: what a reader sees as one character is one, every
/// link counts the same, and a mention counts without its server.
pub fn count(text: &str, spoiler: &str) -> usize {
    characters(spoiler) + body(&crate::input::lines(text))
}

/// What a reader sees as characters.
pub fn characters(text: &str) -> usize {
    text.graphemes(true).count()
}

fn body(text: &str) -> usize {
    let mut total = 0;
    let mut at = 0;
    for entity in scan(text) {
        let short = match entity.kind {
            Kind::Link(_) => LINK_CHARACTERS,
            Kind::Mention { user, .. } => 1 + user.len(),
            Kind::Tag(_) | Kind::Emoji(_) => continue,
        };
        total += characters(&text[at..entity.range.start]) + short;
        at = entity.range.end;
    }
    total + characters(&text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(count(text, ""), expected, "{text:?}");
    }

    #[test]
    fn characters_are_what_is_seen() {
        check("abc", 3);
        check("👩‍👧é\u{301}🇫🇷", 3);
        check("a\r\nb", 3);
        check("", 0);
    }

    #[test]
    fn links_count_the_same_and_mentions_without_server() {
        check("https://a.example", 23);
        check(&format!("x https://a.example/{} y", "z".repeat(500)), 27);
        check("@ada@a-long-name.example hi", 7);
        check("@ada #rust :cat:", 16);
    }

    #[test]
    fn the_warning_counts() {
        assert_eq!(count("abc", "de"), 5);
    }
}
