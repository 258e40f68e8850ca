//! A post as it is kept: its shared JSON, and what is needed to finish it for a viewer.

use crate::entities::status::Core;
use app::{Config, EmojiMap, PostView};
use model::{Account, AccountId, Poll, PostId, QuotePolicy, QuoteState, Visibility};

/// A post, written as far as it is the same for everybody.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The object's JSON without its last brace.
    pub core: Box<[u8]>,
    /// What filters look at: warning, words, descriptions, poll answers.
    pub plain: Box<str>,
    pub id: PostId,
    pub author: AccountId,
    pub thread: PostId,
    pub visibility: Visibility,
    pub quote_policy: QuotePolicy,
    pub repost_of: Option<PostId>,
    pub quote: Option<(Option<PostId>, QuoteState)>,
    pub poll: Option<Poll>,
    pub pinned: bool,
    /// A model made one of its pictures.
    pub made: bool,
}

impl Shown {
    pub(super) fn new(config: &Config, emojis: &EmojiMap, view: PostView, author: &Account) -> Self {
        let mut core = serde_json::to_vec(&Core::new(config, emojis, &view, author)).unwrap_or_default();
        core.pop();
        let post = &view.post;
        Self {
            core: core.into(),
            plain: view.plain_words().into(),
            id: post.id,
            author: post.author,
            thread: post.thread,
            visibility: post.visibility,
            quote_policy: post.quote_policy,
            repost_of: post.repost_of,
            quote: post.quote_state.map(|state| (post.quote_of, state)),
            pinned: post.pinned_at.is_some(),
            made: view.media.iter().any(|medium| medium.ai_generated),
            poll: view.poll,
        }
    }

    /// Bytes held.
    pub(super) fn size(&self) -> usize {
        self.core.len() + self.plain.len() + size_of::<Self>() + 96
    }
}
