//! For you and the feeds a member keeps at hand as lists, for apps that know nothing of feeds. Only where the
//! member switched that on.

use super::Feed;
use crate::{App, Result};
use model::limits::FEED_PINS;
use model::{AccountId, FeedId, List, ListId, Page, PostId};
use store::recipes::Scope;

/// The list that is For you. Ids are made of the time; none is this one.
pub const FOR_YOU_LIST: ListId = ListId(1);

impl App {
    /// What stands among a member's lists without being one. `for_you` is what For you is called.
    pub async fn feed_lists(&self, me: AccountId, for_you: &str) -> Result<Vec<List>> {
        if !self.feeds_as_lists(me).await? {
            return Ok(Vec::new());
        }
        let mut lists = vec![list(me, FOR_YOU_LIST, for_you.to_owned())];
        let feeds = self.feeds_of(me, Scope::Pinned, 0, FEED_PINS).await?;
        lists.extend(feeds.into_iter().map(|feed: Feed| list(me, ListId(feed.id.0), feed.name)));
        Ok(lists)
    }

    /// The one of them with an id.
    pub async fn feed_list(&self, me: AccountId, id: ListId, for_you: &str) -> Result<Option<List>> {
        Ok(self.feed_lists(me, for_you).await?.into_iter().find(|list| list.id == id))
    }

    /// A page of one of them; none where there is none. Apps go on by the last post they were shown, which is
    /// found again in what the member was shown in this sitting; when that is over, nothing comes after it.
    pub async fn feed_list_timeline(
        &self,
        me: AccountId,
        id: ListId,
        page: Page,
    ) -> Result<Option<Vec<PostId>>> {
        if self.feed_list(me, id, "").await?.is_none() {
            return Ok(None);
        }
        let is_for_you = id == FOR_YOU_LIST;
        let feed = FeedId(id.0);
        let cursor = match page.cursor.max {
            None => None,
            Some(post) => {
                let known = if is_for_you {
                    self.inner.sittings.after(me, post)
                } else {
                    self.inner.feed_sittings.after((me, feed), post)
                };
                let Some(cursor) = known else { return Ok(Some(Vec::new())) };
                Some(cursor)
            }
        };
        let items = if is_for_you {
            self.for_you(me, cursor.as_deref(), page.limit).await?.items
        } else {
            self.feed_page(me, feed, cursor.as_deref(), page.limit).await?.items
        };
        let newer = page.cursor.lower();
        let posts = items.into_iter().map(|item| item.post).filter(|post| post.0 > newer);
        Ok(Some(posts.collect()))
    }
}

fn list(owner: AccountId, id: ListId, title: String) -> List {
    List { id, owner, title, ..List::default() }
}
