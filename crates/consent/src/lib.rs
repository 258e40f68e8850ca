//! Who may use a member's words for what.
//!
//! A member decides for each [`Purpose`] by account, and differently for a post or a picture where
//! they wish. What they decided is an [`Entry`] of their [`chain`]: dated, with its reason, never
//! changed. [`Consents`] is what a chain comes to, and [`allows`] is the one rule everything asks
//! before it uses a post: retrieval, embeddings, datasets, federation. [`projection`] says the same
//! in the words of other worlds, and reads theirs.
//!
//! Pure: no I/O, no clock. It knows what was decided, never who may see what.
//!
//! To add a purpose: a variant of [`Purpose`], its place in every [`projection`], its plain words in
//! both languages. A purpose that no member has heard of is unset for all of them, so it is a no.

pub mod chain;
mod choice;
mod choices;
mod consents;
mod declared;
mod entry;
mod hash;
pub mod projection;
mod purpose;
mod rule;
mod subject;

pub use chain::{Broken, Head, verify};
pub use choice::Choice;
pub use choices::Choices;
pub use consents::Consents;
pub use declared::Declared;
pub use entry::{Entry, NotAnEntry, Said};
pub use hash::{Hash, NotAHash};
pub use purpose::{Purpose, Purposes, UnknownPurpose};
pub use rule::{Author, Because, Decision, allows};
pub use subject::{NotASubject, Subject};

#[cfg(test)]
mod tests;
