//! Content credentials: how a picture, film or sound was made, signed into it and read back (C2PA 2).
//!
//! [`Authority::sign`] writes a [`Statement`] into a picture: that a model made it, that rules drew it, from
//! which picture it comes, what its author allows. [`read()`] says what a picture says of itself and whether
//! its signature holds. What a picture brought along is kept: it is an ingredient of what is signed here.
//!
//! Nothing here reaches a network, and what is read is a stranger's: its size is bounded by whoever calls, what
//! it unpacks to is bounded here, and it stops when the caller's patience ends. It knows no account and no row.
//!
//! `c2pa` is a heavy library, so it stands behind the feature of that name. Without it nothing is signed and
//! nothing is found, and everything else works.

mod content;
mod error;
mod found;
mod statement;

#[cfg(feature = "c2pa")]
mod authority;
#[cfg(feature = "c2pa")]
mod make;
#[cfg(feature = "c2pa")]
mod read;
#[cfg(not(feature = "c2pa"))]
mod without;

pub use content::Content;
pub use error::Error;
pub use found::{Found, Ingredient, State, Step};
pub use statement::{Carried, Maker, Parent, Source, Statement, Story};

#[cfg(feature = "c2pa")]
pub use authority::Authority;
#[cfg(feature = "c2pa")]
pub use make::make;
#[cfg(feature = "c2pa")]
pub use read::read;
#[cfg(not(feature = "c2pa"))]
pub use without::{Authority, make, read};

/// An authority of one's own, as files keep it.
#[derive(Clone)]
pub struct Keys {
    /// The authority's certificate and key, PEM. Only needed to make another leaf: it may be kept elsewhere.
    pub authority: String,
    /// The certificates that go into pictures, the one that signs first, and that one's key, PEM.
    pub leaf: String,
}

#[cfg(test)]
mod tests;
