//! Groups of digits as people write numbers: with spaces, dots, hyphens and brackets between.

/// A group.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// Its digits.
    pub digits: &'a str,
    /// What stands between the group before and this one.
    pub before: Gap,
    /// Where it ends in the text, a closing bracket included.
    pub end: usize,
}

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the first.
    None,
    /// A space of some kind, or a bracket.
    Space,
    /// `.`
    Dot,
    /// `-`
    Hyphen,
    /// `/`
    Slash,
}

/// No number has more groups.
const MOST: usize = 12;

/// The groups from `at` on, where a digit or an opening bracket stands.
pub fn groups(text: &str, at: usize) -> Vec<Group<'_>> {
    let mut found: Vec<Group<'_>> = Vec::new();
    let mut from = at;
    let mut gap = Gap::None;
    while found.len() < MOST {
        let open = text[from..].starts_with('(');
        let start = from + usize::from(open);
        let length = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let close = open && text[start + length..].starts_with(')');
        if length == 0 || open != close {
            break;
        }
        let end = start + length + usize::from(close);
        let before = if open && gap != Gap::None { Gap::Space } else { gap };
        found.push(Group { digits: &text[start..start + length], before, end });
        let Some((next, length)) = gap_at(&text[end..], close) else { break };
        (gap, from) = (next, end + length);
    }
    found
}

fn gap_at(text: &str, after_bracket: bool) -> Option<(Gap, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let gap = match first {
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Gap::Space,
        '.' => Gap::Dot,
        '-' | '‑' | '–' => Gap::Hyphen,
        '/' => Gap::Slash,
        '(' => return Some((Gap::Space, 0)),
        char if after_bracket && char.is_ascii_digit() => return Some((Gap::Space, 0)),
        _ => return None,
    };
    Some((gap, first.len_utf8()))
}
