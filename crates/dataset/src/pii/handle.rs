//! E-mail addresses and handles: everything around an `@`, and the ways people write one around.

use super::{Kind, Span, word_before};

/// Finds them.
pub fn find(text: &str, spans: &mut Vec<Span>) {
    for (at, char) in text.char_indices() {
        match char {
            '@' => spans.extend(handle(text, at).or_else(|| email(text, at))),
            '(' | '[' | '{' => spans.extend(written_out(text, at)),
            _ => {}
        }
    }
}

/// `@name`, `@name@server`.
fn handle(text: &str, at: usize) -> Option<Span> {
    if text[..at].chars().next_back().is_some_and(|char| is_local(char) || char == '@') {
        return None;
    }
    let name = taken(&text[at + 1..], |char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '-'));
    let name = name.trim_end_matches(['.', '-']);
    if !name.starts_with(|char: char| char.is_ascii_alphanumeric() || char == '_') {
        return None;
    }
    let end = at + 1 + name.len();
    let server = text[end..].strip_prefix('@').and_then(domain);
    Some((at..end + server.map_or(0, |server| server.len() + 1), Kind::Handle))
}

fn email(text: &str, at: usize) -> Option<Span> {
    let local = local_before(&text[..at])?;
    let domain = domain(&text[at + 1..])?;
    // The second half of @name@server was taken with the first.
    if text[..at - local.len()].ends_with('@') {
        return None;
    }
    Some((at - local.len()..at + 1 + domain.len(), Kind::Email))
}

/// `name (at) domain (dot) org`, in both languages.
fn written_out(text: &str, open: usize) -> Option<Span> {
    let after = open + bracketed(&text[open..], &["at", "arobase", "@", "chez", "arobas"])?;
    let before = text[..open].trim_end_matches(' ');
    let local = local_before(before)?;
    let mut end = after + spaces(&text[after..]);
    let mut labels = 0;
    loop {
        let label = taken(&text[end..], is_domain);
        let label = label.trim_end_matches(['.', '-']);
        if label.is_empty() {
            return None;
        }
        labels += label.split('.').count();
        end += label.len();
        let gap = spaces(&text[end..]);
        match bracketed(&text[end + gap..], &["dot", "point", "."]) {
            Some(dot) => end += gap + dot + spaces(&text[end + gap + dot..]),
            None => break,
        }
    }
    (labels >= 2).then(|| (before.len() - local.len()..end, Kind::Email))
}

/// The length of a bracket that holds one of `words`, brackets included.
fn bracketed(text: &str, words: &[&str]) -> Option<usize> {
    let close = match text.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        b'{' => '}',
        _ => return None,
    };
    let inside =
        text.get(1..text.len().min(16)).or_else(|| text.get(1..)).and_then(|rest| rest.split_once(close))?.0;
    words.iter().any(|word| inside.trim().eq_ignore_ascii_case(word)).then_some(inside.len() + 2)
}

/// The local part that ends where `before` ends.
fn local_before(before: &str) -> Option<&str> {
    let start =
        before.char_indices().rev().take_while(|(_, char)| is_local(*char)).last().map(|(at, _)| at)?;
    let local = before[start..].trim_start_matches(['.', '-', '%', '+']);
    (!local.is_empty() && !word_before(before, before.len() - local.len())).then_some(local)
}

/// A domain with a dot and an ending of letters that `text` begins with.
fn domain(text: &str) -> Option<&str> {
    let found = taken(text, is_domain).trim_end_matches(['.', '-']);
    let (_, ending) = found.rsplit_once('.')?;
    let right = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
    (right && !found.starts_with(['.', '-'])).then_some(found)
}

fn taken(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    text.char_indices().find(|(_, char)| !wanted(*char)).map_or(text, |(end, _)| &text[..end])
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

fn is_local(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '.' | '_' | '%' | '+' | '-')
}

fn is_domain(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '.' | '-')
}
