//! Near-duplicates: MinHash over word 5-grams, 14 bands of 8 hashes.
//!
//! A document is one too many when an earlier one shares a band with it. That is asked of each band by
//! itself and not of whole clusters: of two documents that share nothing with each other, neither
//! falls because a third resembles both.

mod bands;
mod signature;

pub use bands::{Bands, Marked};
pub use signature::{BandKeys, Signer};
