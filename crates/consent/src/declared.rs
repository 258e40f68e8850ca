//! What people elsewhere have declared, in whatever words their server speaks.

use crate::{Choice, Choices, Purpose};
use serde::{Deserialize, Serialize};

/// Declarations that came with a post of another server, read back by [`crate::projection`].
/// Where one level was told in several vocabularies, [`Choices::stricter`] of them stands here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Declared {
    /// What the server says of all it serves.
    #[serde(default)]
    pub server: Choices,
    /// What the author says of all they write.
    #[serde(default)]
    pub author: Choices,
    /// What is said of this post.
    #[serde(default)]
    pub post: Choices,
}

impl Declared {
    /// What counts for a purpose: the most specific that was said.
    pub fn choice(&self, purpose: Purpose) -> Choice {
        self.post.get(purpose).or(self.author.get(purpose)).or(self.server.get(purpose))
    }
}
