//! What became of an archive.

use model::limits::IMPORT_FINDINGS;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of what came, and what did not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// The network's word.
    pub network: String,
    /// Posts that are here now.
    pub posts: usize,
    /// Posts that were here already.
    pub known: usize,
    /// Of the new ones, answers to posts of the member's own.
    pub replies: usize,
    /// Pictures, films and sounds.
    pub media: usize,
    /// People followed from now on, or asked whether one may.
    pub follows: usize,
    /// People who are not known here; they are suggested once they say where else they are found.
    pub remembered: usize,
    /// People blocked.
    pub blocks: usize,
    /// People muted.
    pub mutes: usize,
    /// Servers blocked.
    pub domains: usize,
    /// People put into lists.
    pub listed: usize,
    /// Posts put aside.
    pub bookmarks: usize,
    /// Posts liked.
    pub likes: usize,
    /// Posts that were passed on there. Those known here are again; of the others the address is kept.
    pub reposts: usize,
    /// Filters.
    pub filters: usize,
    /// Feeds.
    pub feeds: usize,
    /// Starter packs.
    pub packs: usize,
    /// Addresses kept of posts that were liked, put aside or passed on and are not known here.
    pub kept: usize,
    /// The first of these addresses.
    pub elsewhere: Vec<String>,
    /// Posts that were not for everybody, and were left out as the member chose.
    pub private: usize,
    /// Posts that were kept or liked there and are not known here.
    pub not_here: usize,
    /// What was left out for other reasons, and how often.
    pub left_out: BTreeMap<String, usize>,
    /// How much was not understood.
    pub not_understood: usize,
    /// The first of it, with place and reason.
    pub findings: Vec<Finding>,
}

/// Something that was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where in the archive.
    pub place: String,
    /// Why.
    pub why: String,
}

/// Why an address was not kept.
pub(super) const TOO_MANY: &str = "addresses of posts beyond what is kept";

impl ImportReport {
    pub(super) fn find(&mut self, place: impl Into<String>, why: impl Into<String>) {
        self.not_understood += 1;
        if self.findings.len() < IMPORT_FINDINGS {
            self.findings.push(Finding { place: place.into(), why: why.into() });
        }
    }
}
