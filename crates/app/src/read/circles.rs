//! Pages of accounts: followers, who liked a post, whom a member mutes.

use crate::{App, Error, Result};
use model::visibility::Viewer;
use model::{AccountId, Page, PostId};
use store::reactions::Pile;

pub use store::relations::Circle;

/// A page of accounts or posts, each with the id its place in the page is told by.
pub type Placed<T> = Vec<(i64, T)>;

impl App {
    /// A page of who follows an account or whom it follows, if it lets the viewer see that.
    pub async fn connections(
        &self,
        which: Circle,
        of: AccountId,
        viewer: Viewer,
        page: Page,
    ) -> Result<Placed<AccountId>> {
        let mut rows = self.read().await?;
        let account = store::accounts::get(&mut rows, of).await?.ok_or(Error::NotFound)?;
        let hidden = account.hide_collections && viewer != Some(of);
        let blocked = match viewer {
            Some(viewer) => store::relations::blocks(&mut rows, of, viewer).await?,
            None => false,
        };
        if hidden || blocked || account.suspended_at.is_some() {
            return Ok(Vec::new());
        }
        Ok(store::relations::circle(&mut rows, which, of, self.now(), page).await?)
    }

    /// A page of a member's own circle.
    pub async fn own_circle(&self, which: Circle, me: AccountId, page: Page) -> Result<Placed<AccountId>> {
        Ok(store::relations::circle(&mut self.read().await?, which, me, self.now(), page).await?)
    }

    /// A page of who liked a post.
    pub async fn liked_by(&self, post: PostId, viewer: Viewer, page: Page) -> Result<Placed<AccountId>> {
        self.post(post, viewer).await?;
        Ok(store::reactions::likers(&mut self.read().await?, post, viewer, page).await?)
    }

    /// A page of who reposted a post.
    pub async fn reposted_by(&self, post: PostId, viewer: Viewer, page: Page) -> Result<Placed<AccountId>> {
        self.post(post, viewer).await?;
        Ok(store::posts::reposters(&mut self.read().await?, post, viewer, page).await?)
    }

    /// A page of the posts a member liked.
    pub async fn liked(&self, me: AccountId, page: Page) -> Result<Placed<PostId>> {
        Ok(store::reactions::page(&mut self.read().await?, Pile::Likes, me, page).await?)
    }

    /// A page of the posts a member put aside.
    pub async fn bookmarked(&self, me: AccountId, page: Page) -> Result<Placed<PostId>> {
        Ok(store::reactions::page(&mut self.read().await?, Pile::Bookmarks, me, page).await?)
    }
}
