//! The way out: what waited becomes the files of a release.

pub mod card;
pub mod conversation;
pub mod croissant;
pub mod diff;
pub mod manifest;
mod measured;
pub mod preference;
pub mod revocation;
mod shards;
pub mod sign;
pub mod verify;
mod write;

pub use manifest::{Ask, FileEntry, Manifest};
pub use sign::{Signature, Signer};
pub use write::{MEMBERS, Member, Terms, Written, members, write};

/// Where the manifest stands.
pub const MANIFEST: &str = "manifest.json";
/// Where the report stands.
pub const REPORT: &str = "report.json";
/// Where the card stands.
pub const CARD: &str = "README.md";
/// Where the Croissant description stands.
pub const CROISSANT: &str = "croissant.json";
/// Where the conversations stand.
pub const MESSAGES: &str = "messages.jsonl";
/// Where the judgements stand.
pub const KTO: &str = "preferences/kto.jsonl";
/// Where the pairs stand.
pub const DPO: &str = "preferences/dpo.jsonl";
/// Where the list of withdrawn rows stands. It comes after the manifest and is signed by itself.
pub const REVOCATIONS: &str = "revocations.json";
