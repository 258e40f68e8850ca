//! `:shortcode:`.

use super::Kind;

/// A colon after a letter, a digit or another colon opens no shortcode.
pub(super) fn may_follow(before: Option<char>) -> bool {
    !before.is_some_and(|c| c.is_alphanumeric() || c == ':')
}

/// The shortcode that begins at the colon which begins `rest`.
pub(super) fn at_start(rest: &str) -> Option<(usize, Kind<'_>)> {
    let text = &rest[1..];
    let run = text.find(|c: char| !is_name_char(c)).unwrap_or(text.len());
    let name = &text[..run];
    let after = text[run..].strip_prefix(':')?;
    let closed = !after.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    (is_shortcode(name) && closed).then_some((name.len() + 2, Kind::Emoji(name)))
}

/// Whether a whole string may name an emoji.
fn is_shortcode(name: &str) -> bool {
    name.len() >= 2 && name.chars().all(is_name_char)
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
