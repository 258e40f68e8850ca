//! Keeps Markdown's marks out of addresses and names.
//!
//! `https://a.example/_x_` and `@snake_` are entities first: their underscores mean no emphasis.
//! So a first reading finds where code and written links lie, and everywhere else the marks inside
//! an entity are escaped before the text is read for good.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::scan::{Kind, scan};

/// The text with the marks inside its entities escaped.
pub(super) fn protect(text: &str, options: Options) -> String {
    let verbatim = verbatim(text, options);
    let mut verbatim = verbatim.iter().peekable();
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for entity in scan(text) {
        while verbatim.next_if(|range| range.end <= entity.range.start).is_some() {}
        if verbatim.peek().is_some_and(|range| range.start < entity.range.end) {
            continue;
        }
        let end = match entity.kind {
            // Marks that close around an address are not its last letters.
            Kind::Link(address) => entity.range.start + address.trim_end_matches(['*', '_', '~']).len(),
            _ => entity.range.end,
        };
        out.push_str(&text[at..entity.range.start]);
        for c in text[entity.range.start..end].chars() {
            if is_mark(c) {
                out.push('\\');
            }
            out.push(c);
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// What can open or close something in the middle of a line.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '[' | ']' | '!' | '`' | '\\' | '&')
}

/// Where code, written links and raw HTML lie, in order and apart from each other.
fn verbatim(text: &str, options: Options) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let keeps = matches!(
            event,
            Event::Code(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
        );
        if keeps && ranges.last().is_none_or(|last| last.end <= range.start) {
            ranges.push(range);
        }
    }
    ranges
}
