//! Markdown, with mentions, tags and links in its text but not in its code.

mod protect;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::inline::Found;
use super::{escape, link, plain};
use crate::input::is_invisible;
use crate::sanitize;

/// Deeper quotes and lists than this are written at this depth.
const DEEPEST: usize = 8;

/// The text as HTML.
pub(super) fn render(text: &str, found: &mut Found<'_>) -> String {
    let source = protect::protect(text, options());
    let mut writer =
        Writer { found, html: String::with_capacity(text.len() * 2), open: Vec::new(), label: None };
    for event in TextMergeStream::new(Parser::new_ext(&source, options())) {
        writer.event(event);
    }
    // The writer escapes everything itself; the policy makes a mistake there harmless.
    sanitize::own(&writer.html)
}

fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH
}

struct Writer<'f, 'r> {
    found: &'f mut Found<'r>,
    html: String,
    /// Closing tags of the elements we are in; an empty one is an element left out.
    open: Vec<&'static str>,
    /// The link we are in and the text gathered for it.
    label: Option<Label>,
}

struct Label {
    address: String,
    text: String,
    /// Links in labels of pictures in links: only the outer one counts.
    depth: usize,
}

impl Writer<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
        if self.label.is_some() {
            return self.label_event(&event);
        }
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.open.contains(&"</code></pre>") => escape::push(&mut self.html, &text),
            Event::Text(text) => self.found.push(&mut self.html, &text),
            Event::Code(text) => self.code(&text),
            Event::Html(text) => self.raw_block(&text),
            Event::InlineHtml(text) => self.raw(&text),
            Event::SoftBreak | Event::HardBreak => self.html.push_str("<br />"),
            Event::Rule => self.html.push_str("<p>⁂</p>"),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let (start, end) = match tag {
            Tag::Paragraph | Tag::HtmlBlock => ("<p>", "</p>"),
            Tag::Heading { .. } => ("<p><strong>", "</strong></p>"),
            Tag::BlockQuote(_) => ("<blockquote>", "</blockquote>"),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                ("<pre><code>", "</code></pre>")
            }
            Tag::List(None) => ("<ul>", "</ul>"),
            Tag::List(Some(_)) => ("<ol>", "</ol>"),
            Tag::Item => ("<li>", "</li>"),
            Tag::Emphasis => ("<em>", "</em>"),
            Tag::Strong => ("<strong>", "</strong>"),
            Tag::Strikethrough => ("<del>", "</del>"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => return self.start_label(dest_url),
            _ => ("", ""),
        };
        let nests = matches!(end, "</blockquote>" | "</ul>" | "</ol>" | "</li>");
        if nests && self.open.iter().filter(|open| **open == end).count() >= DEEPEST {
            self.open.push("");
            return;
        }
        self.html.push_str(start);
        self.open.push(end);
    }

    fn end(&mut self, _: TagEnd) {
        if let Some(end) = self.open.pop() {
            self.html.push_str(end);
        }
    }

    fn code(&mut self, text: &str) {
        self.html.push_str("<code>");
        escape::push(&mut self.html, text);
        self.html.push_str("</code>");
    }

    /// HTML is not taken as such; the author sees what was typed.
    fn raw(&mut self, text: &str) {
        self.found.push_with(&mut self.html, text, &mut plain::push_lines);
    }

    /// A line, or several, of a block of it.
    fn raw_block(&mut self, text: &str) {
        if !self.html.ends_with("<p>") {
            self.html.push_str("<br />");
        }
        self.raw(text.trim_end_matches('\n'));
    }

    fn start_label(&mut self, address: &CowStr<'_>) {
        self.label = Some(Label { address: address.to_string(), text: String::new(), depth: 1 });
    }

    /// Inside a link only the text is kept, so that the label can be weighed as a whole.
    fn label_event(&mut self, event: &Event<'_>) {
        let Some(label) = &mut self.label else { return };
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => label.depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => label.depth -= 1,
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => label.text.push_str(text),
            Event::SoftBreak | Event::HardBreak => label.text.push(' '),
            _ => {}
        }
        if label.depth == 0
            && let Some(label) = self.label.take()
        {
            self.link(&label);
        }
    }

    /// A link under its label, or under its address when the label would hide where it leads.
    fn link(&mut self, label: &Label) {
        let text: String = label.text.chars().filter(|c| !is_invisible(*c)).collect();
        let text = text.trim();
        let Some(target) = link::target(&label.address) else {
            return escape::push(&mut self.html, text);
        };
        self.found.note_link(&target);
        if text.is_empty() || poses_as_address(text) {
            return link::push(&mut self.html, &target, false);
        }
        link::open(&mut self.html, &target, false);
        escape::push(&mut self.html, text);
        self.html.push_str("</a>");
    }
}

/// Whether a label looks like an address itself: then the reader takes it for the one it leads to.
fn poses_as_address(label: &str) -> bool {
    label.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let host =
            word.split("//").last().unwrap_or(word).split(['/', '?', '#', ':']).next().unwrap_or_default();
        let top = host.rsplit(['.', '。', '．', '｡', '\u{2024}']).next().unwrap_or_default();
        word.contains("://")
            || (top.len() < host.len() && top.chars().count() > 1 && top.chars().all(char::is_alphabetic))
    })
}
