//! Telephone numbers: international ones, and as they are written in France, Belgium, Switzerland,
//! Britain and North America.

use super::digits::{Gap, Group, groups};
use super::{Kind, Span, word_at, word_before};

/// Finds them.
pub fn find(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'0'..=b'9' | b'+' | b'(') {
            at += 1;
        } else if let Some(end) = number(text, at) {
            spans.push((at..end, Kind::Phone));
            at = end;
        } else {
            at += 1;
            while bytes[at - 1].is_ascii_digit() && at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
        }
    }
}

/// Where the number that begins at `at` ends.
fn number(text: &str, at: usize) -> Option<usize> {
    let plus = text.as_bytes()[at] == b'+';
    if stands_in_something(text, at) {
        return None;
    }
    let groups = groups(text, at + usize::from(plus));
    // The longest that is one: more digits may follow that are no part of it.
    (1..=groups.len()).rev().find_map(|count| {
        let groups = &groups[..count];
        let end = groups.last()?.end;
        let right = if plus { international(groups) } else { national(groups) };
        (right && !goes_on(text, end)).then_some(end)
    })
}

/// A number inside a link, a decimal or a longer name is none.
fn stands_in_something(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    word_before(text, at) || before.is_some_and(|char| "./,-+@=&#$€£".contains(char))
}

fn goes_on(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let mut chars = rest.chars();
    let decimal = chars.next().is_some_and(|char| matches!(char, '.' | ',' | '-' | '/'))
        && chars.next().is_some_and(|char| char.is_ascii_digit());
    word_at(text, end) || decimal || rest.starts_with(['%', '€', '@'])
}

fn all_digits(groups: &[Group<'_>]) -> String {
    groups.iter().map(|group| group.digits).collect()
}

fn lengths(groups: &[Group<'_>]) -> Vec<usize> {
    groups.iter().map(|group| group.digits.len()).collect()
}

/// After a plus: a country's code and its number, 8 to 15 digits in all (E.164).
fn international(groups: &[Group<'_>]) -> bool {
    let digits = all_digits(groups);
    (8..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && groups.iter().all(|group| group.before != Gap::Slash)
}

fn national(groups: &[Group<'_>]) -> bool {
    let digits = all_digits(groups);
    if let Some(number) = digits.strip_prefix("00") {
        return groups.len() > 1
            && groups[0].digits.len() <= 4
            && (9..=15).contains(&number.len())
            && !number.starts_with('0');
    }
    match digits.as_bytes() {
        [b'0', b'1'..=b'9', ..] => with_zero(groups, &digits),
        [b'1' | b'2'..=b'9', ..] => north_american(groups, &digits),
        _ => false,
    }
}

/// Europe's national numbers begin with a zero.
fn with_zero(groups: &[Group<'_>], digits: &str) -> bool {
    let one_gap =
        groups.iter().skip(2).all(|group| group.before == groups[1].before || groups[1].before == Gap::Slash);
    let slash_late = groups.iter().skip(2).any(|group| group.before == Gap::Slash);
    let mixed_dates = groups.len() > 1 && groups[1].before == Gap::Slash && groups[0].digits.len() < 3;
    if !one_gap || slash_late || mixed_dates {
        return false;
    }
    match lengths(groups).as_slice() {
        [10] => true,
        [11] => digits.starts_with("07"),
        [1, 3, 3, 3] => true,
        [2, 2, 2, 2, 2] => true,
        [first @ 2..=5, rest @ ..] if !rest.is_empty() => {
            (9..=11).contains(&digits.len())
                && rest.iter().all(|length| (2..=7).contains(length))
                && (*first > 2 || rest.len() > 1)
        }
        _ => false,
    }
}

/// Ten digits in three groups, a 1 before them or not.
fn north_american(groups: &[Group<'_>], digits: &str) -> bool {
    let (groups, digits) = match groups {
        [one, rest @ ..] if one.digits == "1" => (rest, &digits[1..]),
        _ => (groups, digits),
    };
    let starts = |group: &str| group.starts_with(|digit| ('2'..='9').contains(&digit));
    lengths(groups) == [3, 3, 4]
        && groups.iter().all(|group| group.before != Gap::Slash)
        && starts(digits)
        && starts(&digits[3..])
}
