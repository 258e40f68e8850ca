//! The ledger in the words of other worlds, and theirs read back.
//!
//! A vocabulary a file, each with what it loses. None can say more than the ledger: whatever is read
//! back from what was written allows nothing the ledger does not allow (a property test holds all of
//! them to it).
//!
//! Where a vocabulary knows silence, unset is silence. Where silence would be taken for leave – a
//! page without a header, a picture without an assertion – unset is said as no. Where one word
//! stands for several purposes it says yes only when each is a yes, and no as soon as one is.

pub mod aipref;
pub mod bluesky;
pub mod cawg;
pub mod community;
pub mod tdmrep;
