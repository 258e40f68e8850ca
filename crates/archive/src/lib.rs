//! Archives of other networks, read as one stream of items; and the way into a zip file.
//!
//! [`Archive::open`] tells from what an upload holds which network it is from: a zip file or a
//! folder as the network hands it out, a single script, table or repository out of one. It then
//! reads it from the beginning to its end and hands each [`Item`] to whoever asked. Whatever is not
//! understood is an item too, so that it can be reported; only an upload that is no archive at all
//! is an error.
//!
//! Archives come from strangers. Nothing in them names a place on our disk, nothing in them is
//! evaluated, and all of them is bounded ([`Limits`]): the number of files, what they unpack to, the
//! size of one item. What is held in memory does not grow with the number of posts, but for what
//! says so.
//!
//! This crate knows no account and no store; who may read an item, and what becomes of it, is for
//! its caller to say. To add a network: a file in `networks` with its `read`, a variant of
//! [`Network`], a mark in `recognise`, a writer in the tests.

mod dates;
mod error;
mod item;
mod json;
mod networks;
mod pack;
mod recognise;
mod source;

pub use error::ArchiveError;
pub use item::{
    Audience, Choices, Filter, Item, Medium, Mentioned, Network, OldPoll, Own, OwnFeed, OwnPack, Person,
    Post, Profile, Repost, Text, Version,
};
pub use pack::Pack;
pub use source::Limits;

use source::Source;
use std::ops::ControlFlow;
use std::path::Path;

/// Where items go. Whoever has enough breaks off.
pub type Sink<'s> = dyn FnMut(Item) -> ControlFlow<()> + 's;

/// An archive of which it is known what it is.
pub struct Archive {
    source: Source,
    network: Network,
}

impl Archive {
    /// Opens a file or a folder. `name` is what it was called where it came from: of a table without
    /// a heading it tells what is in it.
    pub fn open(path: &Path, name: Option<&str>, limits: Limits) -> Result<Self, ArchiveError> {
        let mut source = Source::open(path, name, limits)?;
        let network = recognise::network(&mut source)?;
        Ok(Self { source, network })
    }

    /// Whose it is.
    pub const fn network(&self) -> Network {
        self.network
    }

    /// Reads everything in it.
    pub fn read(&mut self, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
        for (place, why) in self.source.take_refused() {
            if sink(Item::NotUnderstood { place, why }).is_break() {
                return Ok(());
            }
        }
        // Breaking off is how the caller ends, not a failure.
        match networks::read(self.network, &mut self.source, sink) {
            Err(ArchiveError::BrokenOff) => Ok(()),
            other => other,
        }
    }

    /// The bytes of a medium, at most `most` of them.
    pub fn medium(&mut self, entry: &str, most: u64) -> Result<Vec<u8>, ArchiveError> {
        self.source.bytes(entry, most)
    }
}
