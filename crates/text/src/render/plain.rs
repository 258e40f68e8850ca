//! Plain text: an empty line ends a paragraph, a line break is one.

use super::escape;
use super::inline::Found;

/// The text as paragraphs.
pub(super) fn render(text: &str, found: &mut Found<'_>) -> String {
    let text = text.trim_matches('\n').trim_end();
    let mut html = String::with_capacity(text.len() * 2);
    for paragraph in text.split("\n\n").map(|p| p.trim_matches('\n')).filter(|p| !p.is_empty()) {
        html.push_str("<p>");
        found.push_with(&mut html, paragraph, &mut push_lines);
        html.push_str("</p>");
    }
    html
}

/// Escaped text with its line breaks.
pub(super) fn push_lines(out: &mut String, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<br />");
        }
        escape::push(out, line);
    }
}
