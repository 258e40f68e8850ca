//! Telling those who asked to hear of every post of somebody.

use crate::jobs::{Job, later};
use crate::notify::{Telling, tell};
use crate::{App, Error, Result};
use model::notification::NotificationKind;
use model::{Post, PostId, Time};
use store::Tx;

/// Sees to it that watchers are told, off the author's path: a post costs its author the same
/// however many watch.
pub(crate) async fn tell_watchers_later(tx: &mut Tx, now: Time, post: &Post) -> Result<()> {
    if post.reply_to_author.is_some_and(|to| to != post.author)
        || !store::relations::is_watched(tx, post.author).await?
    {
        return Ok(());
    }
    later(tx, &Job::TellWatchers { post: post.id }, None, now).await
}

impl App {
    pub(crate) async fn tell_watchers(&self, id: PostId) -> Result<()> {
        let now = self.now();
        let post = store::posts::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        let watchers = store::relations::watchers(&mut self.read().await?, post.author).await?;
        for some in watchers.chunks(100) {
            let (some, post) = (some.to_vec(), post.clone());
            self.write(move |tx| {
                Box::pin(async move {
                    for owner in some {
                        if !store::notifications::told(tx, owner, NotificationKind::Post, post.id).await? {
                            let telling = Telling {
                                owner,
                                kind: NotificationKind::Post,
                                from: post.author,
                                post: Some(&post),
                                report: None,
                            };
                            tell(tx, now, telling).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }
}
