//! How a link looks: without its scheme, cut after thirty characters, whole when copied.

use unicode_segmentation::UnicodeSegmentation;

use super::escape;
use crate::scan::parse_link;

/// Characters shown of an address.
const SHOWN: usize = 30;
/// What a link tells the browser: no credit, no handle on our window, no word of where it came from.
const REL: &str = "nofollow noopener noreferrer";

/// The address a link leads to, or nothing if it must not be one. An international host is written
/// in its ASCII form, where letters of two alphabets cannot pass for each other.
pub(super) fn target(address: &str) -> Option<String> {
    let url = parse_link(address)?;
    let host = address.split("//").nth(1)?.split(['/', '?', '#']).next()?;
    Some(if host.is_ascii() { address.to_owned() } else { url.to_string() })
}

/// Appends a link to an address that [`target`] returned; `me` says that it is the author's own page.
pub(crate) fn push(out: &mut String, address: &str, me: bool) {
    let (prefix, shown, rest) = parts(address);
    open(out, address, me);
    out.push_str("<span class=\"invisible\">");
    escape::push(out, prefix);
    out.push_str(if rest.is_empty() {
        "</span><span class=\"\">"
    } else {
        "</span><span class=\"ellipsis\">"
    });
    escape::push(out, shown);
    out.push_str("</span><span class=\"invisible\">");
    escape::push(out, rest);
    out.push_str("</span></a>");
}

/// Appends the opening tag alone.
pub(super) fn open(out: &mut String, address: &str, me: bool) {
    out.push_str("<a href=\"");
    escape::push(out, address);
    out.push_str("\" target=\"_blank\" rel=\"");
    out.push_str(REL);
    out.push_str(if me { " me\" translate=\"no\">" } else { "\" translate=\"no\">" });
}

/// Scheme, the part shown, and the rest.
fn parts(address: &str) -> (&str, &str, &str) {
    let scheme = address.find("//").map_or(0, |at| at + 2);
    let www = if address[scheme..].starts_with("www.") { 4 } else { 0 };
    let (prefix, text) = address.split_at(scheme + www);
    // An ellipsis takes a character itself, so one character too many is no reason for it.
    let cut = match text.grapheme_indices(true).nth(SHOWN + 1) {
        Some(_) => text.grapheme_indices(true).nth(SHOWN).map_or(text.len(), |(at, _)| at),
        None => text.len(),
    };
    let (shown, rest) = text.split_at(cut);
    (prefix, shown, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_addresses_are_whole() {
        assert_eq!(parts("https://a.example/b"), ("https://", "a.example/b", ""));
        assert_eq!(parts("https://www.a.example"), ("https://www.", "a.example", ""));
    }

    #[test]
    fn long_ones_are_cut_unless_by_one_character() {
        let thirty = "a.example/".to_owned() + &"x".repeat(20);
        assert_eq!(parts(&format!("http://{thirty}")).2, "");
        assert_eq!(parts(&format!("http://{thirty}y")).2, "");
        assert_eq!(parts(&format!("http://{thirty}yz")), ("http://", thirty.as_str(), "yz"));
    }

    #[test]
    fn lookalike_hosts_are_spelled_out() {
        assert_eq!(
            target("https://раypal.example/é").as_deref(),
            Some("https://xn--ypal-43d9g.example/%C3%A9")
        );
        assert_eq!(target("https://a.example/é").as_deref(), Some("https://a.example/é"));
        assert_eq!(target("https://a@b.example"), None);
        assert_eq!(target("javascript:alert(1)"), None);
    }
}
