//! Words of somebody, or of a model, made harmless: no links, no pictures, nobody called, no mark-up and
//! no letters that turn or hide others. What stays is plain text, still to be escaped where it is shown.

use text::scan::{Kind, scan};

/// What stands where an address stood.
const ELSEWHERE: &str = "…";

/// A text without anything that does something.
pub fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !hidden(*c)).collect();
    let plain = without_tags(&without_marks(&visible));
    let mut out = String::with_capacity(plain.len());
    let mut at = 0;
    for entity in scan(&plain) {
        let (before, itself) = (&plain[at..entity.range.start], &plain[entity.range.clone()]);
        out.push_str(before);
        match entity.kind {
            Kind::Link(_) => out.push_str(ELSEWHERE),
            Kind::Mention { user, .. } => out.push_str(user),
            Kind::Tag(_) | Kind::Emoji(_) => out.push_str(itself),
        }
        at = entity.range.end;
    }
    out.push_str(&plain[at..]);
    let words: Vec<&str> =
        out.split_whitespace().map(|word| if leads(word) { ELSEWHERE } else { word }).collect();
    words.join(" ").replace('@', "").replace("](", "] (")
}

/// Letters that are not seen, or that change how others are.
fn hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{00ad}' | '\u{061c}' | '\u{e0000}'..='\u{e007f}')
}

/// `![picture](address)` and `[words](address)` become their words.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let inside = &rest[open + 1..];
        let linked = inside.find("](").and_then(|close| {
            let end = inside[close + 2..].find(')').map_or(inside.len(), |end| close + 2 + end + 1);
            (!inside[..close].contains('\n')).then_some((close, end))
        });
        let Some((close, end)) = linked else {
            out.push_str(&rest[..=open]);
            rest = inside;
            continue;
        };
        out.push_str(rest[..open].strip_suffix('!').unwrap_or(&rest[..open]));
        out.push_str(&inside[..close]);
        rest = &inside[end..];
    }
    out.push_str(rest);
    out
}

/// Tags go with everything in them; a lone bracket becomes a harmless one.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        match inside.find('>') {
            Some(close) if tag => rest = &inside[close + 1..],
            _ => {
                out.push('‹');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out.replace('>', "›")
}

/// Whether a word would lead somewhere in an app that makes links of what looks like one.
fn leads(word: &str) -> bool {
    let small = word.to_lowercase();
    let bare = small.trim_start_matches(|c: char| !c.is_alphanumeric());
    small.contains("://")
        || ["www.", "javascript:", "data:", "mailto:", "file:", "xmpp:", "magnet:"]
            .iter()
            .any(|begin| bare.starts_with(begin))
        || bare.split_once('/').is_some_and(|(host, _)| {
            host.rsplit_once('.').is_some_and(|(name, top)| {
                !name.is_empty() && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphanumeric())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_in_it_does_anything() {
        for (text, expected) in [
            ("See https://evil.example/?d=1 now", "See … now"),
            ("![x](https://evil.example/a.png?d=secret) ok", "x ok"),
            ("[click](javascript:alert(1)) ok", "click) ok"),
            ("[click]\n(https://evil.example)", "[click] (…)"),
            ("<img src=x onerror=alert(1)>Hello <b>you</b>", "Hello you"),
            ("1 < 2 and 3 > 2", "1 ‹ 2 and 3 › 2"),
            ("ask @ada@elsewhere.example or @bob", "ask ada or bob"),
            ("a\u{202e}b\u{200b}c", "abc"),
            ("evil.example/path?x=1 www.evil.example", "… …"),
            ("The tail measured 4.5 m and/or more.", "The tail measured 4.5 m and/or more."),
        ] {
            assert_eq!(clean(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_never_leads_anywhere(text in "([a-z]{0,3}(https://|www\\.|<img |\\]\\(|!\\[|@|\\[|x\\.yz/)?){0,12}\\PC{0,20}") {
            let once = clean(&text);
            prop_assert!(!once.contains("://") && !once.contains('<') && !once.contains("](") && !once.contains('@'), "{once}");
        }
    }
}
