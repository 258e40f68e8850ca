//! Deleting a post, and what is needed to write it anew.

use crate::{Actor, App, Error, PostView, Result, Standing};
use consent::Subject;
use model::event::PostFacts;
use model::{Event, Post, PostId, QuoteState, Visibility};
use store::Tx;
use store::posts::Count;

/// What was deleted, for a client that offers to write it again.
#[derive(Clone, Debug)]
pub struct Removed {
    /// The post as it was.
    pub view: PostView,
}

impl App {
    /// Deletes one of the member's own posts (or, of a repost, the repost). Its media stay for a
    /// day, loose, so that a new post can take them up, and with them what was said of their use
    /// ([`crate::redraft`]).
    pub async fn delete(&self, me: Actor, id: PostId) -> Result<Removed> {
        let post = self.post(id, Some(me.account)).await?;
        if post.author != me.account {
            return Err(Error::NotFound);
        }
        let view = self.post_views(&[id]).await?.pop().ok_or(Error::NotFound)?;
        let standing = match post.repost_of {
            None => self.standing(me, Subject::Post(id)).await?,
            Some(_) => Standing::default(),
        };
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let post = store::posts::get(tx, id).await?.ok_or(Error::NotFound)?;
                match post.repost_of {
                    Some(original) => match store::posts::get(tx, original).await? {
                        Some(original) => crate::repost::remove_repost(tx, now, &post, &original).await,
                        None => Ok(store::posts::delete(tx, id).await?),
                    },
                    None => remove(tx, now, &post).await,
                }
            })
        })
        .await?;
        let media = view.media.iter().map(|medium| medium.id).collect();
        self.inner.redrafts.remember(&post, media, &standing, now);
        Ok(Removed { view })
    }
}

/// Removes a post with its reposts; quotes of it stay and say that it is gone.
pub(crate) async fn remove(tx: &mut Tx, now: model::Time, post: &Post) -> Result<()> {
    for repost in store::posts::reposts_of(tx, post.id).await? {
        crate::repost::remove_repost(tx, now, &repost, post).await?;
    }
    for quote in store::posts::orphan_quotes(tx, post.id).await? {
        tx.log(now, Event::PostChanged { post: quote });
    }
    if let Some(parent) = post.reply_to {
        store::posts::count(tx, parent, Count::Replies, -1).await?;
    }
    if let (Some(quoted), Some(QuoteState::Accepted)) = (post.quote_of, post.quote_state) {
        store::posts::count(tx, quoted, Count::Quotes, -1).await?;
    }
    let tags = store::attached::tags(tx, &[post.id]).await?.into_iter().map(|(_, tag)| tag.name).collect();
    for reply in store::talk::replies_quoting(tx, post.id).await? {
        if let Some(reply) = store::posts::get(tx, reply).await? {
            Box::pin(remove(tx, now, &reply)).await?;
        }
    }
    crate::conversations::forget(tx, now, post.id).await?;
    store::posts::delete(tx, post.id).await?;
    crate::datasets::renew_later(tx, post.author, now).await?;
    store::accounts::count_post(tx, post.author, -i64::from(post.visibility != Visibility::Direct), None)
        .await?;
    tx.log(
        now,
        Event::Deleted(PostFacts {
            id: post.id,
            author: post.author,
            visibility: post.visibility,
            reply_to: post.reply_to,
            reply_to_author: post.reply_to_author,
            quote_of: post.quote_of,
            tags,
            local: true,
            ..PostFacts::default()
        }),
    );
    Ok(())
}
