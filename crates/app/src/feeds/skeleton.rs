//! Shared feeds for other servers, in the shape of Bluesky's feed generators: what strangers may see, for nobody
//! in particular, without asking anybody elsewhere.

use crate::for_you::LONGEST;
use crate::{App, Error, Result};
use feed::Recipe;
use feed::recipe::Outside;
use model::limits::OUTSIDE_POSTS;
use model::{AccountId, FeedId, PostId};
use store::recipes::Scope;

impl App {
    /// A page of a shared feed: posts in order, and what leads to the next page.
    pub async fn feed_skeleton(
        &self,
        id: FeedId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<PostId>, Option<String>)> {
        let feed = self.feed(None, id).await?;
        let from = match cursor {
            Some(cursor) => {
                cursor.parse::<usize>().map_err(|_| Error::invalid("cursor is not one of ours"))?
            }
            None => 0,
        };
        let limit = limit.clamp(1, OUTSIDE_POSTS);
        let end = (from + limit).min(LONGEST);
        if from >= end {
            return Ok((Vec::new(), None));
        }
        // Whoever asks may be asked by us: a feed given out is made of what is here.
        let recipe = Recipe { outside: Outside::default(), ..feed.recipe };
        let placed = self.feed_ranked(None, &recipe, None, &[], end).await?;
        let more = placed.len() >= end && end < LONGEST;
        let posts = placed.iter().skip(from).map(|placed| PostId(placed.post)).collect();
        Ok((posts, more.then(|| end.to_string())))
    }

    /// Feeds that are shared with everybody, best liked first.
    pub async fn open_feeds(&self, limit: usize) -> Result<Vec<FeedId>> {
        let feeds = self.feeds_of(AccountId(0), Scope::Open, 0, limit).await?;
        Ok(feeds.into_iter().map(|feed| feed.id).collect())
    }
}
