//! What people say, from the tables in `words/`: every line in both languages side by side, so
//! that a reply may come in the other language and still speak of the same thing.
//!
//! A line of a subject is `kind: English || French`. `{loaf}` is filled from the subject's
//! `@loaf` list, the same entry throughout a thread; `{Loaf}` begins with a capital; `{=loaf}`
//! may be used only where the thread has named one already.

mod library;
mod parse;
mod tell;

pub use library::library;
pub use tell::{Bound, tell};

use crate::PictureKind;
use std::collections::BTreeMap;

/// English, then French.
pub type Pair = [String; 2];

/// A subject people talk about.
#[derive(Debug, Default)]
pub struct Topic {
    pub tags: [Vec<String>; 2],
    pub picture: PictureKind,
    pub story: Option<Story>,
    /// The account that tells the news.
    pub voice: Option<String>,
    pub slots: Vec<(String, Vec<Pair>)>,
    pub lines: BTreeMap<String, Vec<Line>>,
}

/// When a subject is what everybody talks about, in days from the beginning.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    pub start: f64,
    /// After this, `say2` lines take over from `say1`.
    pub turn: f64,
    pub end: f64,
}

/// Something that can be said.
#[derive(Debug, Default)]
pub struct Line {
    pub text: Pair,
    pub spoiler: Option<Pair>,
    pub options: Vec<Pair>,
    /// For news: the day it is told.
    pub day: f64,
    /// Slots that must be bound already.
    pub needs: Vec<usize>,
}

impl Topic {
    /// All lines of one kind.
    pub fn lines(&self, kind: &str) -> &[Line] {
        self.lines.get(kind).map_or(&[], Vec::as_slice)
    }

    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|(slot, _)| slot.eq_ignore_ascii_case(name))
    }
}
