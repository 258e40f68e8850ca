//! A feed that is worth the time, explains itself, and obeys.
//!
//! [`rank`] takes what the sources offer and hands back a page in typed stages: [`Offer`]s become
//! candidates, [`features`] say what is known of each, [`filters`] drop some with a reason, [`heads`] guess
//! what the member would do, [`value`] makes a score of it – quality and satisfaction less regret, not
//! engagement – and [`diversity`] chooses, remembering what was shown before. Each stage has a deadline;
//! one that runs out of time leaves the rest as it is, and says so.
//!
//! Every change of a score is a line of the [`ledger`], and the lines sum to the score exactly.
//!
//! A new term needs a row in [`Term`], its weight in [`value`], and words where it is shown. A new
//! feature needs a row in [`features::Feature`] with the [`Signal`] it belongs to, so that members can
//! switch it off.

pub mod diversity;
pub mod features;
pub mod filters;
pub mod graph;
pub mod heads;
pub mod ledger;
mod rank;
pub mod sources;
pub mod steering;
pub mod taste;
pub mod trust;
pub mod value;
pub mod wording;

pub use features::Signal;
pub use filters::{Reason, Removed};
pub use heads::{Action, Heads};
pub use ledger::{Entry, Ledger, Score, Term};
pub use rank::{Item, Page, Query, Stage, rank};
pub use sources::{Offer, Source};
pub use steering::{Preset, Steering, Wish};
pub use taste::Taste;

use std::collections::HashSet;

/// What is known of a post. Numbers only: the words stay where they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Post {
    /// Its number.
    pub id: u64,
    /// Whose it is.
    pub author: u64,
    /// The conversation it stands in; its own number where it begins one.
    pub conversation: u64,
    /// What it is about; zero for nothing known.
    pub topic: u32,
    /// When it was published, in milliseconds.
    pub created: i64,
    /// What its text is like.
    pub text: Text,
    /// How many saw it.
    pub views: f32,
    /// By [`Action`], how many did it, each weighed by [`trust`].
    pub actions: [f32; Action::COUNT],
    /// Its author.
    pub by: Author,
}

/// What a post's text is like; shares between 0 and 1, as the text signals say it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Text {
    /// All in all.
    pub quality: f32,
    /// How probably it insults.
    pub toxicity: f32,
    /// How probably it was written to be clicked.
    pub clickbait: f32,
    /// How much was written.
    pub effort: f32,
    /// Capitals and exclamation marks.
    pub shouting: f32,
}

/// What is known of an author.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Author {
    /// How many follow them.
    pub followers: f32,
    /// How often they post.
    pub posts_a_day: f32,
    /// How long they have been here, in days.
    pub days: f32,
    /// How many views all of their posts had.
    pub views: f32,
    /// By [`Action`], what was done with all of their posts.
    pub actions: [f32; Action::COUNT],
}

/// Who reads.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// Their number.
    pub id: u64,
    /// Whom they follow.
    pub follows: HashSet<u64>,
    /// Whom they never want to see, whichever way.
    pub muted: HashSet<u64>,
    /// Posts they have seen.
    pub seen: HashSet<u64>,
    /// What they were shown lately, oldest first.
    pub shown: Vec<Shown>,
    /// What they like, from what they did.
    pub taste: Taste,
}

/// A post that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Whose it was.
    pub author: u64,
    /// What it was about.
    pub topic: u32,
    /// Where it stood.
    pub conversation: u64,
}
