//! What others made with a model, on streams: no more of it than the listener wants in their feeds.

use super::{Channel, Subscription};
use model::event::PostFacts;
use model::limits::CREATED_APART;
use model::{CreatedShown, PostId};
use std::collections::VecDeque;

/// Posts a channel remembers to have told, so that their edits are told too.
const REMEMBERED: usize = 64;

/// What a channel told of what was made with a model.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// Other posts since the last one; nothing before the first.
    since: Option<usize>,
    told: VecDeque<PostId>,
}

impl Share {
    /// Whether a post may be told to somebody who wants few.
    fn lets(&mut self, post: PostId, made: bool, fresh: bool) -> bool {
        match (made, fresh) {
            (false, true) => {
                self.since = self.since.map(|since| since + 1);
                true
            }
            (false, false) => true,
            // Of one that was not told, no edit is told either.
            (true, false) => self.told.contains(&post),
            (true, true) => {
                let room = self.since.is_none_or(|since| since >= CREATED_APART);
                if room {
                    self.since = Some(0);
                    self.told.push_back(post);
                    if self.told.len() > REMEMBERED {
                        self.told.pop_front();
                    }
                }
                room
            }
        }
    }
}

impl Subscription {
    /// Whether the listener's choice leaves a post on a channel; `fresh` when it appears there now.
    pub(super) async fn shares(&mut self, channel: &Channel, post: &PostFacts, fresh: bool) -> bool {
        let Some((_, state)) = self.reader().await else { return true };
        let made = match state.created {
            CreatedShown::All => return true,
            _ => self.is_made(post).await,
        };
        match state.created {
            CreatedShown::None => !made,
            _ => self.made.entry(channel.clone()).or_default().lets(post.id, made, fresh),
        }
    }

    /// Whether somebody else made a picture of the post, or of the one passed on, with a model. What cannot be
    /// looked at any more is no picture.
    async fn is_made(&self, post: &PostFacts) -> bool {
        if !post.media && post.repost_of.is_none() {
            return false;
        }
        let shown = post.repost_of.unwrap_or(post.id);
        let views = match self.app.post_views(&[shown]).await {
            Ok(views) => views,
            // Who wants no such picture rather misses a post than sees one.
            Err(why) => {
                tracing::warn!(post = shown.0, %why, "a stream could not look at a post's pictures");
                return true;
            }
        };
        views.iter().any(|view| {
            Some(view.post.author) != self.viewer && view.media.iter().any(|medium| medium.ai_generated)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_is_one_among_as_many_as_a_page_has() {
        let mut share = Share::default();
        assert!(share.lets(PostId(1), true, true) && !share.lets(PostId(2), true, true));
        for n in 0..CREATED_APART {
            assert!(!share.lets(PostId(3), true, true), "after {n}");
            assert!(share.lets(PostId(4), false, true));
            // What is only changed is no other post.
            assert!(share.lets(PostId(4), false, false));
        }
        assert!(share.lets(PostId(5), true, true) && !share.lets(PostId(6), true, true));
        assert!(share.lets(PostId(5), true, false) && !share.lets(PostId(2), true, false));
    }
}
