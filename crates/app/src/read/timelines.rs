//! Timelines: from memory, and from the rows where memory ends.

use crate::{App, Error, Result};
use model::visibility::Viewer;
use model::{AccountId, ListId, Page, PostId};
use std::sync::Arc;
use timeline::Timeline;

pub use timeline::account::Show as AccountShow;
pub use timeline::public::{Show, Tags};

impl App {
    /// A page of a member's home.
    pub async fn home(&self, me: AccountId, page: Page) -> Result<Vec<PostId>> {
        let state = self.reader(me).await?;
        let now = self.now();
        let found = timeline::home::home(&self.feeds().read(), &state.reader, now, page);
        if found.complete {
            return Ok(found.posts);
        }
        Ok(store::feeds::deep_home(&mut self.read().await?, me, now, page).await?)
    }

    /// A page of one of a member's lists.
    pub async fn list_timeline(&self, me: AccountId, id: ListId, page: Page) -> Result<Vec<PostId>> {
        let state = self.reader(me).await?;
        let mut rows = self.read().await?;
        let list = store::lists::get(&mut rows, me, id).await?.ok_or(Error::NotFound)?;
        let accounts = store::lists::accounts(&mut rows, id).await?;
        let found =
            timeline::list::list(&self.feeds().read(), &state.reader, &list, &accounts, self.now(), page);
        if found.complete {
            return Ok(found.posts);
        }
        Ok(store::feeds::deep_by(&mut rows, me, &accounts, page).await?)
    }

    /// A page of what is public.
    pub async fn public_timeline(&self, viewer: Viewer, show: &Show, page: Page) -> Result<Vec<PostId>> {
        let state = self.reader_of(viewer).await?;
        let reader = state.as_ref().map(|state| &state.reader);
        let found = timeline::public::public(&self.feeds().read(), reader, show, self.now(), page);
        self.public_or_deeper(found, viewer, show, &[], page).await
    }

    /// A page of public posts with tags.
    pub async fn tag_timeline(
        &self,
        viewer: Viewer,
        tags: &Tags,
        show: &Show,
        page: Page,
    ) -> Result<Vec<PostId>> {
        let state = self.reader_of(viewer).await?;
        let reader = state.as_ref().map(|state| &state.reader);
        let found = timeline::public::tagged(&self.feeds().read(), reader, tags, show, self.now(), page);
        self.public_or_deeper(found, viewer, show, &tags.any, page).await
    }

    /// A page of an account's posts.
    pub async fn account_timeline(
        &self,
        of: AccountId,
        viewer: Viewer,
        show: AccountShow,
        page: Page,
    ) -> Result<Vec<PostId>> {
        let state = self.reader_of(viewer).await?;
        let reader = state.as_ref().map(|state| &state.reader);
        let found = timeline::account::account(&self.feeds().read(), reader, of, show, self.now(), page);
        if found.complete {
            return Ok(found.posts);
        }
        let show = store::posts::AccountTimeline {
            only_media: show.only_media,
            exclude_replies: show.exclude_replies,
            exclude_reposts: show.exclude_reposts,
            tagged: None,
        };
        Ok(store::posts::of_account(&mut self.read().await?, of, viewer, &show, page).await?)
    }

    /// A page of all a member wrote and reposted, whoever it reaches.
    pub async fn own_posts(&self, me: AccountId, page: Page) -> Result<Vec<PostId>> {
        let all = store::posts::AccountTimeline::default();
        Ok(store::posts::of_account(&mut self.read().await?, me, Some(me), &all, page).await?)
    }

    /// A page of an account's posts with a tag.
    pub async fn account_tagged(
        &self,
        of: AccountId,
        viewer: Viewer,
        tag: &str,
        page: Page,
    ) -> Result<Vec<PostId>> {
        let show =
            store::posts::AccountTimeline { tagged: Some(text::tag::normalize(tag)), ..Default::default() };
        Ok(store::posts::of_account(&mut self.read().await?, of, viewer, &show, page).await?)
    }

    /// An account's pinned posts.
    pub async fn pinned_posts(&self, of: AccountId, viewer: Viewer) -> Result<Vec<PostId>> {
        Ok(store::posts::pinned(&mut self.read().await?, of, viewer).await?)
    }

    async fn public_or_deeper(
        &self,
        found: Timeline,
        viewer: Viewer,
        show: &Show,
        tags: &[String],
        page: Page,
    ) -> Result<Vec<PostId>> {
        if found.complete {
            return Ok(found.posts);
        }
        let wanted = store::feeds::Public {
            local: show.local,
            remote: show.remote,
            only_media: show.only_media,
            tags: tags.to_vec(),
        };
        let viewer = store::visibility::number(viewer);
        Ok(store::feeds::deep_public(&mut self.read().await?, viewer, &wanted, page).await?)
    }

    async fn reader_of(&self, viewer: Viewer) -> Result<Option<Arc<crate::ReaderState>>> {
        match viewer {
            Some(viewer) => Ok(Some(self.reader(viewer).await?)),
            None => Ok(None),
        }
    }
}
