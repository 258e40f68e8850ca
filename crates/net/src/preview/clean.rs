//! A stranger's words and addresses, made fit for a card.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

/// A text on one line, without what is not seen, cut to so many characters; none if nothing is left.
pub(super) fn text(raw: &str, most: usize) -> Option<String> {
    let seen: String =
        raw.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_trick(*c)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    match line.char_indices().nth(most) {
        None => Some(line),
        Some(_) => {
            let end = line.char_indices().nth(most.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
            Some(format!("{}…", line[..end].trim_end()))
        }
    }
}

/// Characters that reorder their neighbours or only hide between them.
fn is_trick(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// An address on the web, made absolute.
pub(super) fn address(raw: &str, base: &Url) -> Option<String> {
    let url = base.join(raw.trim()).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain).then(|| url.into())
}

/// The language of a tag such as `fr-CA` or `fr_FR`.
pub(super) fn language(raw: &str) -> Option<String> {
    let code = raw.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let fits = (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase());
    fits.then_some(code)
}

/// A moment, in milliseconds since 1970.
pub(super) fn time(raw: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(raw.trim(), &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_one_visible_line_of_some_length() {
        assert_eq!(text(" a\n\tb\0 \u{202E}c ", 10).as_deref(), Some("a b c"));
        assert_eq!(text(" \u{200B} ", 10), None);
        assert_eq!(text("abcdef", 6).as_deref(), Some("abcdef"));
        assert_eq!(text("abcdef", 5).as_deref(), Some("abcd…"));
    }

    #[test]
    fn addresses_are_absolute_and_of_the_web() {
        let base = Url::parse("https://a.example/b/").unwrap();
        assert_eq!(address("c.png", &base).as_deref(), Some("https://a.example/b/c.png"));
        assert_eq!(address("//d.example/e", &base).as_deref(), Some("https://d.example/e"));
        for other in ["javascript:x", "data:image/png;base64,x", "https://u:p@a.example/"] {
            assert_eq!(address(other, &base), None);
        }
    }

    #[test]
    fn languages_and_moments() {
        assert_eq!(language("fr_FR").as_deref(), Some("fr"));
        assert_eq!(language("EN-us").as_deref(), Some("en"));
        assert_eq!(language("x1"), None);
        assert_eq!(time("1970-01-01T01:00:01.5+01:00"), Some(1_500));
        assert_eq!(time("yesterday"), None);
    }
}
