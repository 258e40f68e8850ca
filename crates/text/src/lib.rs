//! What a post's text means: mentions, tags, links, Markdown, language, length.
//!
//! Text goes in, HTML and lists of names come out. This crate knows no account, no database and no
//! network: who a mention is and where a tag's page lies, the caller answers through [`Resolve`].
//! It takes nothing from the air, so the same text always renders the same way.
//!
//! Every walk over a text is linear in its length, whoever wrote it. A new kind of entity is a file
//! in `scan` (where it begins and ends), a variant of [`scan::Kind`], and an arm in
//! `render::inline` (what it looks like); the property tests in `scan` then hold it to the rules.

pub mod clean;
pub mod count;
pub mod filtering;
pub mod input;
pub mod language;
pub mod profile;
pub mod render;
pub mod sanitize;
pub mod scan;
pub mod tag;
pub mod username;

pub use count::count;
pub use filtering::{FilterMatch, Filters};
pub use render::{Format, Handle, Mention, MentionTarget, Rendered, Resolve, Tag, mentioned, render};
