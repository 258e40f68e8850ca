//! `@user` and `@user@host`.

use super::{Kind, is_word};

/// An `@` inside a word is an e-mail address, after a slash part of a path.
pub(super) fn may_follow(before: Option<char>) -> bool {
    !before.is_some_and(|c| is_word(c) || c == '/' || c == '=')
}

/// The mention that begins at the `@` which begins `rest`.
pub(super) fn at_start(rest: &str) -> Option<(usize, Kind<'_>)> {
    let user = user(&rest[1..])?;
    let mut length = 1 + user.len();
    let host = rest[length..].strip_prefix('@').and_then(host);
    if let Some(host) = host {
        length += 1 + host.len();
    }
    Some((length, Kind::Mention { user, host }))
}

/// Begins and ends with a letter, digit or underscore; dots and hyphens only between.
fn user(text: &str) -> Option<&str> {
    let is_edge = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let run = text.find(|c: char| !is_edge(c) && c != '.' && c != '-').unwrap_or(text.len());
    bounded(&text[..run], is_edge)
}

/// A host name, international or not, perhaps with a port.
fn host(text: &str) -> Option<&str> {
    let run = text.find(|c: char| !is_word(c) && c != '.' && c != '-').unwrap_or(text.len());
    let name = bounded(&text[..run], is_word)?;
    let port = text[name.len()..].strip_prefix(':').map_or(0, |after| {
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        if (1..=5).contains(&digits) { digits + 1 } else { 0 }
    });
    Some(&text[..name.len() + port])
}

/// The run up to its last edge character, if it begins with one.
fn bounded(run: &str, is_edge: impl Fn(char) -> bool) -> Option<&str> {
    if !run.starts_with(&is_edge) {
        return None;
    }
    let (last, c) = run.char_indices().rev().find(|(_, c)| is_edge(*c))?;
    Some(&run[..last + c.len_utf8()])
}
