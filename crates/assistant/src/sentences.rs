//! A text cut into sentences.

use std::ops::Range;

/// What may close a sentence behind its end.
const CLOSING: [char; 5] = ['"', '”', '»', ')', '’'];
/// Abbreviations a full stop belongs to.
const ABBREVIATED: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "st", "no", "nos", "etc", "e.g", "i.e", "m", "mme", "p", "env"];

/// The byte ranges of a text's sentences, without the blanks around them. Linear in the text's length.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = at + letter.len_utf8();
        if letter == '\n' {
            push(text, start..at, &mut found);
            start = after;
            continue;
        }
        if !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = after;
        while let Some((next, closing)) =
            letters.next_if(|(_, c)| CLOSING.contains(c) || matches!(c, '.' | '!' | '?' | '…'))
        {
            end = next + closing.len_utf8();
        }
        // French closes its quotation marks after a blank.
        let rest = &text[end..];
        let blank = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
        if let Some(blank) = blank.filter(|blank| rest[blank.len_utf8()..].starts_with('»')) {
            end += blank.len_utf8() + '»'.len_utf8();
            while letters.next_if(|(next, _)| *next < end).is_some() {}
        }
        let ended = letters.peek().is_none_or(|(_, c)| c.is_whitespace());
        if ended && !(letter == '.' && abbreviated(&text[start..at])) {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn abbreviated(before: &str) -> bool {
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    ABBREVIATED.contains(&last.to_lowercase().as_str())
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut piece = text[range.clone()].trim_start();
    // Whom an answer answers is not what it says.
    while piece.starts_with('@') {
        piece = piece.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim_start());
    }
    let start = range.end - piece.len();
    let trimmed = piece.trim_end();
    if trimmed.chars().any(char::is_alphanumeric) {
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            cut(
                "Line Two stops. Why? \"It sounds like the harbour.\" Dr. Roe left at 4.5 m.\n\nDeux : oui !"
            ),
            [
                "Line Two stops.",
                "Why?",
                "\"It sounds like the harbour.\"",
                "Dr. Roe left at 4.5 m.",
                "Deux : oui !"
            ]
        );
        assert_eq!(cut("« On y entend le port. » Fin"), ["« On y entend le port. »", "Fin"]);
        assert_eq!(cut("@ada @bob@x.example Yes, at noon."), ["Yes, at noon."]);
        assert_eq!(cut(" \n … ! "), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_inside(text in "\\PC{0,200}") {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= last && range.end > range.start && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
