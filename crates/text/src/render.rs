//! A post's text as HTML, in the shape Mastodon's clients expect, and what was found in it.

mod escape;
pub(crate) mod inline;
mod link;
mod markdown;
mod plain;

use std::cell::RefCell;

/// How the text of a post is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Line breaks count, nothing else does.
    #[default]
    Plain,
    /// CommonMark with strikethrough, without pictures and raw HTML.
    Markdown,
}

/// The account a mention turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionTarget {
    /// The profile page the mention links to.
    pub url: String,
    /// The name shown after the `@`.
    pub username: String,
    /// The full address: `user` for a member of this server, `user@host` for others.
    pub acct: String,
}

/// Answers what a text cannot know: who is meant, and where a tag's page lies.
pub trait Resolve {
    /// The account of this name; `host` is the one written, or none. `None` leaves the text as it is.
    fn mention(&self, user: &str, host: Option<&str>) -> Option<MentionTarget>;
    /// The page of a tag, by its normalized name.
    fn tag(&self, name: &str) -> String;
}

/// What a text became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe to put in a page as it is.
    pub html: String,
    /// Accounts mentioned, each once, in order.
    pub mentions: Vec<Mention>,
    /// Tags, each once, in order.
    pub tags: Vec<Tag>,
    /// Addresses linked, each once, in order.
    pub links: Vec<String>,
    /// Shortcodes of custom emoji, without colons, each once, in order; whether such emoji exist is
    /// for the caller to see.
    pub emoji: Vec<String>,
}

/// An account the text mentions.
pub type Mention = MentionTarget;

/// A tag of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The name it is filed under.
    pub name: String,
    /// The name as it was written.
    pub display: String,
}

/// A mention as it was written, before anybody knows who is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The name before the second `@`.
    pub user: String,
    /// The server after it.
    pub host: Option<String>,
}

/// Renders a text.
///
/// Past [`model::limits::POST_TAGS`] and [`model::limits::POST_MENTIONS`], further ones stay text.
pub fn render(input: &str, format: Format, resolve: &dyn Resolve) -> Rendered {
    let input = crate::input::lines(input);
    let mut found = inline::Found::new(resolve);
    let html = match format {
        Format::Plain => plain::render(&input, &mut found),
        Format::Markdown => markdown::render(&input, &mut found),
    };
    found.into_rendered(html)
}

/// The mentions a rendering would ask about, each once, so that a caller whose answers take time can
/// look them up first.
pub fn mentioned(input: &str, format: Format) -> Vec<Handle> {
    let asked = Asked::default();
    render(input, format, &asked);
    asked.0.into_inner()
}

/// Appends a link to the author's own page, if the text is one address and nothing else.
pub(crate) fn push_own_link(out: &mut String, text: &str) -> bool {
    let whole = matches!(crate::scan::scan(text).as_slice(), [only] if only.range == (0..text.len()));
    match link::target(text).filter(|_| whole) {
        Some(target) => {
            link::push(out, &target, true);
            true
        }
        None => false,
    }
}

/// Knows nobody, and remembers who was asked for.
#[derive(Default)]
struct Asked(RefCell<Vec<Handle>>);

impl Resolve for Asked {
    fn mention(&self, user: &str, host: Option<&str>) -> Option<MentionTarget> {
        let handle = Handle { user: user.to_owned(), host: host.map(str::to_owned) };
        let mut asked = self.0.borrow_mut();
        if !asked.contains(&handle) {
            asked.push(handle);
        }
        None
    }

    fn tag(&self, _: &str) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests;
