//! Polls.

use crate::{PollId, PostId, Time};
use serde::{Deserialize, Serialize};

/// One answer to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PollOption {
    /// The words.
    pub title: String,
    /// How often it was chosen.
    pub votes: i64,
}

/// A question with answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Poll {
    /// Its id.
    pub id: PollId,
    /// The post that asks.
    pub post: PostId,
    /// When it ends; never for some from elsewhere.
    pub expires_at: Option<Time>,
    /// Several answers may be chosen.
    pub multiple: bool,
    /// Counts are hidden until it ends.
    pub hide_totals: bool,
    /// The answers.
    pub options: Vec<PollOption>,
    /// How many people voted.
    pub voters: i64,
}

impl Poll {
    /// Whether it has ended at `now`.
    pub fn ended(&self, now: Time) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// All votes together.
    pub fn votes(&self) -> i64 {
        self.options.iter().map(|option| option.votes).sum()
    }
}
