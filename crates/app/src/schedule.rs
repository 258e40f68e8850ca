//! Posts that wait for their hour.

use crate::jobs::{Job, later};
use crate::{Actor, App, Error, NewPost, Result};
use model::limits::{SCHEDULE_AHEAD_MILLIS, SCHEDULED, SCHEDULED_A_DAY};
use model::{AccountId, AppId, Media, Page, ScheduledId, Time};
use std::time::Duration;
use store::Tx;

/// A post that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    /// Its id.
    pub id: ScheduledId,
    /// When it is published.
    pub at: Time,
    /// What is published.
    pub post: NewPost,
    /// What it was written with.
    pub app: Option<AppId>,
    /// Its media.
    pub media: Vec<Media>,
}

impl App {
    /// Keeps a post until `at`, at least five minutes from now.
    pub async fn schedule(&self, me: Actor, post: NewPost, at: Time) -> Result<Scheduled> {
        check_ahead(self.now(), at)?;
        crate::publish::check_shape(&post)?;
        let id = self.id::<ScheduledId>();
        let draft =
            serde_json::to_string(&post).map_err(|error| Error::internal("a scheduled post", error))?;
        self.write(move |tx| {
            Box::pin(async move {
                check_room(tx, me.account, at).await?;
                crate::publish::check_media(tx, me.account, &post.media, None).await?;
                store::scheduled::insert(tx, id, me.account, at, &draft, me.app).await?;
                hold_media(tx, &post.media, true).await?;
                later(tx, &Job::PublishScheduled { scheduled: id }, Some(&key(id)), at).await?;
                Ok(())
            })
        })
        .await?;
        self.scheduled(me, id).await
    }

    /// A page of what a member has waiting, last made first.
    pub async fn scheduled_posts(&self, me: Actor, page: Page) -> Result<Vec<Scheduled>> {
        let rows = store::scheduled::page(&mut self.read().await?, me.account, page).await?;
        let mut posts = Vec::new();
        for row in rows {
            posts.push(self.read_scheduled(row).await?);
        }
        Ok(posts)
    }

    /// One of them.
    pub async fn scheduled(&self, me: Actor, id: ScheduledId) -> Result<Scheduled> {
        let row = store::scheduled::get(&mut self.read().await?, id).await?;
        self.read_scheduled(row.filter(|row| row.account == me.account).ok_or(Error::NotFound)?).await
    }

    /// Moves one to another hour.
    pub async fn reschedule(&self, me: Actor, id: ScheduledId, at: Time) -> Result<Scheduled> {
        self.scheduled(me, id).await?;
        check_ahead(self.now(), at)?;
        self.write(move |tx| {
            Box::pin(async move {
                store::scheduled::set_time(tx, id, at).await?;
                later(tx, &Job::PublishScheduled { scheduled: id }, Some(&key(id)), at).await
            })
        })
        .await?;
        self.scheduled(me, id).await
    }

    /// Takes one back.
    pub async fn unschedule(&self, me: Actor, id: ScheduledId) -> Result<()> {
        let scheduled = self.scheduled(me, id).await?;
        self.write(move |tx| {
            Box::pin(async move {
                hold_media(tx, &scheduled.post.media, false).await?;
                store::scheduled::delete(tx, id).await?;
                Ok(store::jobs::remove(tx, &key(id)).await?)
            })
        })
        .await
    }

    /// Publishes one whose hour has come. What no longer can be published is dropped, with a line in
    /// the log, so that it is not tried for ever.
    pub(crate) async fn publish_scheduled(&self, id: ScheduledId) -> Result<()> {
        let row = store::scheduled::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        if row.at > self.now() {
            return Ok(());
        }
        let me = Actor { account: row.account, app: row.app };
        let mut post = self.read_scheduled(row).await?.post;
        let media = post.media.clone();
        self.write(move |tx| Box::pin(async move { hold_media(tx, &media, false).await })).await?;
        // The key makes a job that is done twice publish once.
        post.idempotency = Some(format!("scheduled-{id}"));
        match self.publish(me, post).await {
            Ok(_) => {}
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            Err(error) => {
                tracing::info!(scheduled = %id, %error, "a scheduled post can no longer be published");
            }
        }
        self.write(move |tx| Box::pin(async move { Ok(store::scheduled::delete(tx, id).await?) })).await
    }

    async fn read_scheduled(&self, row: store::scheduled::Row) -> Result<Scheduled> {
        let post: NewPost =
            serde_json::from_str(&row.draft).map_err(|error| Error::internal("a scheduled post", error))?;
        let mut media = store::attached::media_by_id(&mut self.read().await?, &post.media).await?;
        media.sort_by_key(|medium| post.media.iter().position(|id| *id == medium.id));
        Ok(Scheduled { id: row.id, at: row.at, post, app: row.app, media })
    }
}

fn key(id: ScheduledId) -> String {
    format!("scheduled-{id}")
}

fn check_ahead(now: Time, at: Time) -> Result<()> {
    if at.millis() < now.millis() + SCHEDULE_AHEAD_MILLIS {
        return Err(Error::invalid("Validation failed: The scheduled date must be in the future"));
    }
    Ok(())
}

async fn check_room(tx: &mut Tx, me: AccountId, at: Time) -> Result<()> {
    let day = at.start_of_day();
    let (all, that_day) =
        store::scheduled::count(tx, me, day, day.plus(Duration::from_secs(24 * 3_600))).await?;
    if all >= i64::try_from(SCHEDULED).unwrap_or(i64::MAX) {
        return Err(Error::invalid(format!(
            "Validation failed: You have exceeded the limit of {SCHEDULED} scheduled posts"
        )));
    }
    if that_day >= i64::try_from(SCHEDULED_A_DAY).unwrap_or(i64::MAX) {
        return Err(Error::invalid(format!(
            "Validation failed: You have exceeded the limit of {SCHEDULED_A_DAY} scheduled posts for that day"
        )));
    }
    Ok(())
}

/// Media of waiting posts are not swept.
async fn hold_media(tx: &mut Tx, media: &[model::MediaId], held: bool) -> Result<()> {
    for id in media {
        store::attached::set_held(tx, *id, held).await?;
    }
    Ok(())
}
