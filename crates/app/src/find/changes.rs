//! What a stretch of the log makes stale in the index.

use model::{AccountId, Event, PostId};
use std::collections::BTreeSet;

/// What has to be taken in again: each is read from its rows, and removed when it has none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Posts.
    pub posts: BTreeSet<PostId>,
    /// Accounts.
    pub accounts: BTreeSet<AccountId>,
    /// Accounts with all their posts: whether these can be found depends on the account.
    pub authors: BTreeSet<AccountId>,
    /// Tags, folded.
    pub tags: BTreeSet<String>,
}

impl Changes {
    /// Notes what an event makes stale.
    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::Published(post) | Event::Edited(post) | Event::Deleted(post) => {
                // A repost is in nobody's way: it puts the original into its author's library.
                let itself = post.repost_of.unwrap_or(post.id);
                self.posts.extend([Some(itself), post.reply_to].into_iter().flatten());
                self.tags.extend(post.tags.iter().cloned());
            }
            Event::PostChanged { post }
            | Event::Liked { post, .. }
            | Event::Unliked { post, .. }
            | Event::Bookmarked { post, .. }
            | Event::Unbookmarked { post, .. }
            | Event::Voted { post, .. } => {
                self.posts.insert(*post);
            }
            Event::RelationChanged { target, .. } => {
                self.accounts.insert(*target);
            }
            Event::AccountCreated { account } => {
                self.accounts.insert(*account);
            }
            Event::AccountChanged { account } | Event::AccountSuspended { account, .. } => {
                self.authors.insert(*account);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::event::PostFacts;

    fn after(event: Event) -> Changes {
        let mut changes = Changes::default();
        changes.note(&event);
        changes
    }

    #[test]
    fn an_answer_changes_what_it_answers() {
        let answer = PostFacts {
            id: PostId(2),
            reply_to: Some(PostId(1)),
            tags: vec!["ash".to_owned()],
            ..PostFacts::default()
        };
        let changes = after(Event::Published(answer));
        assert_eq!(changes.posts, BTreeSet::from([PostId(1), PostId(2)]));
        assert_eq!(changes.tags, BTreeSet::from(["ash".to_owned()]));
    }

    #[test]
    fn a_repost_is_not_found_itself() {
        let repost = PostFacts { id: PostId(2), repost_of: Some(PostId(1)), ..PostFacts::default() };
        assert_eq!(after(Event::Published(repost)).posts, BTreeSet::from([PostId(1)]));
    }

    #[test]
    fn a_profile_takes_its_posts_along() {
        let changes = after(Event::AccountChanged { account: AccountId(5) });
        assert_eq!(changes.authors, BTreeSet::from([AccountId(5)]));
        let changes = after(Event::RelationChanged { source: AccountId(1), target: AccountId(5) });
        assert_eq!(changes.accounts, BTreeSet::from([AccountId(5)]));
    }
}
