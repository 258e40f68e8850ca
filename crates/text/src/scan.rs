//! Where the entities of a text begin and end.
//!
//! One pass from left to right; what an entity has taken is never looked at again, so the walk is
//! linear and entities never overlap. Links are found first and nothing is found inside them.

mod emoji;
mod hashtag;
mod link;
mod mention;

use std::ops::Range;

pub(crate) use hashtag::is_name as is_tag_name;
pub(crate) use link::parse as parse_link;

/// One entity and the bytes it occupies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity<'t> {
    /// The bytes of the text it occupies, sigils included.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind<'t>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'t> {
    /// `@user` or `@user@host`.
    Mention {
        /// The name before the second `@`, as written.
        user: &'t str,
        /// The server after it, as written.
        host: Option<&'t str>,
    },
    /// `#tag`, without its sigil, as written.
    Tag(&'t str),
    /// An `http` or `https` address, as written.
    Link(&'t str),
    /// `:shortcode:`, without its colons.
    Emoji(&'t str),
}

/// All entities of a text, in order.
pub fn scan(text: &str) -> Vec<Entity<'_>> {
    let mut found = Vec::new();
    let mut plain_from = 0;
    for range in link::ranges(text) {
        plain(text, plain_from..range.start, &mut found);
        plain_from = range.end;
        let address = &text[range.clone()];
        // An address we refuse to link is still an address: nothing inside it is a mention.
        if link::is_linkable(address) {
            found.push(Entity { range, kind: Kind::Link(address) });
        }
    }
    plain(text, plain_from..text.len(), &mut found);
    found
}

/// Finds what is not a link in one stretch between links.
fn plain<'t>(text: &'t str, stretch: Range<usize>, found: &mut Vec<Entity<'t>>) {
    let mut at = stretch.start;
    let mut before = text[..at].chars().next_back();
    while let Some(c) = text[at..stretch.end].chars().next() {
        let rest = &text[at..stretch.end];
        let entity = match c {
            '@' if mention::may_follow(before) => mention::at_start(rest),
            '#' | '＃' if hashtag::may_follow(before) => hashtag::at_start(rest),
            ':' if emoji::may_follow(before) => emoji::at_start(rest),
            _ => None,
        };
        let step = match entity {
            Some((length, kind)) => {
                found.push(Entity { range: at..at + length, kind });
                length
            }
            None => c.len_utf8(),
        };
        at += step;
        before = text[..at].chars().next_back();
    }
}

/// Letters, digits, marks and the underscore, in any script.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests;
