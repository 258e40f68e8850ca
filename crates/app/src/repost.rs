//! Reposting.

use crate::notify::{Telling, tell};
use crate::react::seen;
use crate::{Actor, App, Error, Result};
use model::event::PostFacts;
use model::notification::NotificationKind;
use model::{AccountId, Event, Post, PostId, Visibility};
use store::Tx;
use store::posts::Count;

impl App {
    /// Reposts a post; answers the repost's id. Reposting twice is reposting once.
    pub async fn repost(&self, me: Actor, post: PostId, visibility: Option<Visibility>) -> Result<PostId> {
        let (now, id, app) = (self.now(), self.id::<PostId>(), me.app);
        let me = me.account;
        self.write(move |tx| {
            Box::pin(async move {
                let original = seen(tx, post, me).await?;
                if let Some(known) = store::posts::repost_by(tx, original.id, me).await? {
                    return Ok(known);
                }
                let repost = Post {
                    id,
                    author: me,
                    created_at: now,
                    visibility: reach(&original, me, visibility)?,
                    local_only: original.local_only,
                    thread: id,
                    repost_of: Some(original.id),
                    language: original.language.clone(),
                    app,
                    ..Post::default()
                };
                store::posts::insert(tx, &repost).await?;
                store::posts::count(tx, original.id, Count::Reposts, 1).await?;
                store::accounts::count_post(tx, me, 1, Some(now)).await?;
                tx.log(now, Event::Published(facts(&repost, &original)));
                let telling = Telling {
                    owner: original.author,
                    kind: NotificationKind::Repost,
                    from: me,
                    post: Some(&original),
                    report: None,
                };
                tell(tx, now, telling).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Takes a repost back; answers the original's id.
    pub async fn unrepost(&self, me: Actor, post: PostId) -> Result<PostId> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let original = seen(tx, post, me).await?;
                if let Some(id) = store::posts::repost_by(tx, original.id, me).await?
                    && let Some(repost) = store::posts::get(tx, id).await?
                {
                    remove_repost(tx, now, &repost, &original).await?;
                }
                Ok(original.id)
            })
        })
        .await
    }
}

pub(crate) async fn remove_repost(
    tx: &mut Tx,
    now: model::Time,
    repost: &Post,
    original: &Post,
) -> Result<()> {
    store::posts::delete(tx, repost.id).await?;
    store::posts::count(tx, original.id, Count::Reposts, -1).await?;
    store::accounts::count_post(tx, repost.author, -1, None).await?;
    store::notifications::forget(
        tx,
        original.author,
        NotificationKind::Repost,
        repost.author,
        Some(original.id),
    )
    .await?;
    tx.log(now, Event::Deleted(facts(repost, original)));
    Ok(())
}

pub(crate) fn facts(repost: &Post, original: &Post) -> PostFacts {
    PostFacts {
        id: repost.id,
        author: repost.author,
        visibility: repost.visibility,
        repost_of: Some(original.id),
        repost_author: Some(original.author),
        language: original.language.clone(),
        local: true,
        ..PostFacts::default()
    }
}

/// How far a repost reaches: never further than the original. A post for followers can be reposted
/// by its author alone.
pub(crate) fn reach(original: &Post, me: AccountId, wanted: Option<Visibility>) -> Result<Visibility> {
    match original.visibility {
        Visibility::Direct => Err(Error::forbidden()),
        Visibility::Followers if original.author != me => Err(Error::forbidden()),
        least => Ok(wanted.filter(|wanted| *wanted != Visibility::Direct).unwrap_or(least).max(least)),
    }
}
