//! A small fictional bilingual world, grown from a seed: the island of Morvane and its town
//! Port-Cendre, with a tram that breaks down, a bread contest, a comet and a lighthouse whose
//! firmware is free software.
//!
//! Pure: a seed and a moment go in, plain structs come out. It knows nothing of the rest of
//! Braise; whoever fills a server with it turns each [`Happening`] into the matching use case, in
//! order. The same seed gives the same world.
//!
//! ```
//! let mut world = braise_demo::World::grow(7, 60, 1_800_000_000_000);
//! assert_eq!(world.members.len(), 60);
//! let later = world.next(1_800_000_030_000);
//! assert_eq!(later.at(), 1_800_000_030_000);
//! ```
//!
//! What the town makes beside its posts is grown apart ([`World::commons`]), from lines in `commons/lines.rs`.
//!
//! To add a subject people talk about: a file in `words/`, both languages side by side, and its
//! line in `words.rs`. The tests say what is missing. No line ends in an exclamation mark, no
//! person or brand is real.

mod commons;
mod dice;
mod grow;
mod happening;
mod language;
mod member;
mod moving;
mod picture;
mod words;
mod world;

pub use commons::{Commons, Drawing, Feed, Note, Pack, Question, Rating};
pub use happening::{Edit, Follow, Happening, Poll, Post, Reaction, Visibility, Vote};
pub use language::Language;
pub use member::{List, Member};
pub use picture::{PictureKind, PictureSpec, is_png, picture};
pub use world::World;

/// How many members the demo has when nobody says otherwise.
pub const MEMBERS: usize = 300;
/// How far back a grown world reaches, in milliseconds.
pub const SPAN_MILLIS: i64 = 14 * DAY;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
