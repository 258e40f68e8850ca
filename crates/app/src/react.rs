//! Likes, bookmarks, pins, and muting a thread.

use crate::notify::{Telling, tell};
use crate::{Actor, App, Error, Result};
use model::limits::PINS;
use model::notification::NotificationKind;
use model::{AccountId, Event, Post, PostId, Visibility};
use store::posts::Count;
use store::reactions::Pile;

impl App {
    /// Likes a post. Liking twice is liking once.
    pub async fn like(&self, me: Actor, post: PostId) -> Result<()> {
        let (now, id, me) = (self.now(), self.id::<i64>(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let post = seen(tx, post, me).await?;
                if store::reactions::add(tx, Pile::Likes, id, me, post.id).await? {
                    store::posts::count(tx, post.id, Count::Likes, 1).await?;
                    tx.log(now, Event::Liked { account: me, post: post.id });
                    let telling = Telling {
                        owner: post.author,
                        kind: NotificationKind::Like,
                        from: me,
                        post: Some(&post),
                        report: None,
                    };
                    tell(tx, now, telling).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Likes a post as the member did long ago, in the place `id` among others: its author is not told now.
    pub(crate) async fn like_quietly(&self, me: Actor, post: PostId, id: i64) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let post = seen(tx, post, me).await?;
                if store::reactions::add(tx, Pile::Likes, id, me, post.id).await? {
                    store::posts::count(tx, post.id, Count::Likes, 1).await?;
                    tx.log(now, Event::Liked { account: me, post: post.id });
                }
                Ok(())
            })
        })
        .await
    }

    /// Takes a like back.
    pub async fn unlike(&self, me: Actor, post: PostId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let post = seen(tx, post, me).await?;
                if store::reactions::remove(tx, Pile::Likes, me, post.id).await? {
                    store::posts::count(tx, post.id, Count::Likes, -1).await?;
                    store::notifications::forget(tx, post.author, NotificationKind::Like, me, Some(post.id))
                        .await?;
                    tx.log(now, Event::Unliked { account: me, post: post.id });
                }
                Ok(())
            })
        })
        .await
    }

    /// Puts a post aside, or takes it out again.
    pub async fn set_bookmarked(&self, me: Actor, post: PostId, bookmarked: bool) -> Result<()> {
        self.bookmark_as(me, post, bookmarked, self.id()).await
    }

    /// The same, in the place `id` among others.
    pub(crate) async fn bookmark_as(&self, me: Actor, post: PostId, bookmarked: bool, id: i64) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                seen(tx, post, account).await?;
                if bookmarked {
                    store::reactions::add(tx, Pile::Bookmarks, id, account, post).await?;
                    tx.log(now, Event::Bookmarked { account, post });
                } else {
                    store::reactions::remove(tx, Pile::Bookmarks, account, post).await?;
                    tx.log(now, Event::Unbookmarked { account, post });
                }
                Ok(())
            })
        })
        .await
    }

    /// Pins one of the member's own posts to the profile, or takes it down.
    pub async fn set_pinned(&self, me: Actor, post: PostId, pinned: bool) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let post = seen(tx, post, me).await?;
                if pinned {
                    check_may_pin(tx, &post, me).await?;
                }
                store::posts::set_pinned(tx, post.id, pinned.then_some(now)).await?;
                tx.log(now, Event::PostChanged { post: post.id });
                Ok(())
            })
        })
        .await
    }

    /// Stops (or starts again) notifications from a post's thread.
    pub async fn set_thread_muted(&self, me: Actor, post: PostId, muted: bool) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let thread = seen(tx, post, account).await?.thread;
                store::reactions::mute_thread(tx, account, thread, muted).await?;
                tx.log(now, Event::ThreadMuted { account, thread, muted });
                Ok(())
            })
        })
        .await
    }
}

/// The post a reaction means: the one named, if the member may see it; of a repost, the original.
pub(crate) async fn seen(tx: &mut store::Tx, post: PostId, me: AccountId) -> Result<Post> {
    let post = store::posts::visible_to(tx, post, Some(me)).await?.ok_or(Error::NotFound)?;
    match post.repost_of {
        Some(original) => store::posts::visible_to(tx, original, Some(me)).await?.ok_or(Error::NotFound),
        None => Ok(post),
    }
}

async fn check_may_pin(tx: &mut store::Tx, post: &Post, me: AccountId) -> Result<()> {
    let invalid = |reason: &str| Err(Error::invalid(format!("Validation failed: {reason}")));
    if post.author != me {
        return invalid("Someone else's post cannot be pinned");
    }
    if post.visibility == Visibility::Direct {
        return invalid("Posts that are only visible to mentioned users cannot be pinned");
    }
    if post.pinned_at.is_none()
        && store::posts::pins(tx, me).await? >= i64::try_from(PINS).unwrap_or(i64::MAX)
    {
        return invalid("You have already pinned the maximum number of posts");
    }
    Ok(())
}
