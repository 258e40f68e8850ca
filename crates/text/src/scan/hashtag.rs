//! `#tag`.

use super::{Kind, is_word};

/// A number sign inside a word or an address is not a tag's.
pub(super) fn may_follow(before: Option<char>) -> bool {
    !before.is_some_and(|c| is_word(c) || matches!(c, '/' | ')' | '=' | '&'))
}

/// The tag that begins at the number sign which begins `rest`.
pub(super) fn at_start(rest: &str) -> Option<(usize, Kind<'_>)> {
    let sigil = rest.chars().next()?.len_utf8();
    let text = &rest[sigil..];
    let run = text.find(|c| !is_word(c) && !joins(c)).unwrap_or(text.len());
    let name = text[..run].trim_end_matches(joins);
    is_name(name).then_some((sigil + name.len(), Kind::Tag(name)))
}

/// Whether a whole string is a tag's name: what a scan would find after a number sign.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(is_word)
        && name.ends_with(is_word)
        && name.chars().all(|c| is_word(c) || joins(c))
        && name.chars().any(char::is_alphanumeric)
        && name.chars().any(|c| !c.is_numeric())
}

/// What may stand between the letters of a tag: the middle dot of Catalan, the Katakana one, and
/// the non-joiner that Persian spelling needs.
fn joins(c: char) -> bool {
    matches!(c, '\u{00B7}' | '\u{30FB}' | '\u{200C}')
}
