//! What a feed shows to whoever reads it: their own signals, what they may see, what they hide.

use super::{Feed, FeedChanges};
use crate::for_you::{LONGEST, PAGE, SITTING, SITTINGS, SPARE, Watch};
use crate::{App, Error, ForYou, Recommended, Result};
use feed::{Asked, Explained, Ledger, Placed, Reason, Recipe, Steering};
use model::{AccountId, FeedId, PostId};
use moka::sync::Cache;
use std::sync::Arc;

/// What members were shown of which feed.
pub(crate) struct Sittings(Cache<(AccountId, FeedId), Arc<Sitting>>);

/// What a member was shown of a feed in one sitting.
struct Sitting {
    id: u64,
    shown: Vec<i64>,
}

impl Default for Sittings {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(SITTINGS).time_to_idle(SITTING).build())
    }
}

impl Sittings {
    /// What was shown before a cursor; with one that is not known any more a new sitting begins.
    fn before(&self, who: (AccountId, FeedId), cursor: Option<&str>) -> (u64, Vec<i64>) {
        let place = cursor.and_then(|cursor| cursor.split_once('.'));
        let place =
            place.and_then(|(id, count)| Some((id.parse::<u64>().ok()?, count.parse::<usize>().ok()?)));
        match (self.0.get(&who), place) {
            (Some(sitting), Some((id, count))) if sitting.id == id => {
                (id, sitting.shown.iter().take(count).copied().collect())
            }
            _ => (u64::from(rand::random::<u32>()), Vec::new()),
        }
    }
}

impl Sittings {
    /// The cursor that goes on after a post that was shown in this sitting.
    pub(super) fn after(&self, who: (AccountId, FeedId), post: i64) -> Option<String> {
        let sitting = self.0.get(&who)?;
        let place = sitting.shown.iter().position(|shown| *shown == post)?;
        Some(format!("{}.{}", sitting.id, place + 1))
    }
}

impl App {
    /// A page of a feed. `cursor` is what the page before ended with; one that is not known any more begins
    /// anew.
    pub async fn feed_page(
        &self,
        me: AccountId,
        id: FeedId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<ForYou> {
        let feed = self.feed(Some(me), id).await?;
        let limit = limit.min(PAGE);
        let (sitting, mut shown) = self.inner.feed_sittings.before((me, id), cursor);
        let placed = self.feed_ranked(Some(me), &feed.recipe, &shown, limit).await?;
        {
            let mut known = self.inner.world.known.write();
            placed.iter().for_each(|placed| known.index.view(me.0, placed.post));
        }
        shown.extend(placed.iter().map(|placed| placed.post));
        let more = placed.len() == limit && shown.len() < LONGEST;
        let cursor = more.then(|| format!("{sitting}.{}", shown.len()));
        self.inner.feed_sittings.0.insert((me, id), Arc::new(Sitting { id: sitting, shown }));
        Ok(ForYou { items: placed.into_iter().map(Recommended::from).collect(), cursor })
    }

    /// What a feed would show now, before it is kept. Nothing is remembered of it.
    pub async fn feed_preview(&self, me: AccountId, changes: FeedChanges, limit: usize) -> Result<ForYou> {
        let recipe = self.checked_recipe(me, changes).await?;
        let placed = self.feed_ranked(Some(me), &recipe, &[], limit.min(PAGE)).await?;
        Ok(ForYou { items: placed.into_iter().map(Recommended::from).collect(), cursor: None })
    }

    /// Why a post stands where it does in a feed, or why it does not.
    pub async fn why_in_feed(&self, me: AccountId, id: FeedId, post: PostId) -> Result<(Feed, Explained)> {
        let feed = self.feed(Some(me), id).await?;
        if !store::visibility::may_see(&mut self.read().await?, post, Some(me)).await? {
            return Err(Error::NotFound);
        }
        self.learn_the_world(me).await?;
        let steering = feed.recipe.steering(&self.steering(me).await?);
        let known = self.inner.world.known.read();
        let ready = feed.recipe.ready(|language| known.languages.known(language));
        let asked = Asked {
            who: me.0,
            now: self.now().millis(),
            limit: PAGE,
            served: &[],
            steering: &steering,
            oldest: None,
            recipe: Some(&ready),
        };
        let explained = if known.index.holds(post.0) {
            feed::explain(&known.index, &known.heads, &asked, post.0, &Watch::start())
        } else {
            Explained { ledger: Ledger::default(), place: None, removed: Some(Reason::Gone) }
        };
        Ok((feed, explained))
    }

    /// The posts of a recipe for a reader, or for nobody in particular, after those that were shown.
    async fn feed_ranked(
        &self,
        reader: Option<AccountId>,
        recipe: &Recipe,
        served: &[i64],
        limit: usize,
    ) -> Result<Vec<Placed>> {
        self.learn_the_world(reader).await?;
        let steering = match reader {
            Some(reader) => self.steering(reader).await?,
            None => Steering::default(),
        };
        let steering = recipe.steering(&steering);
        let ranking = {
            let known = self.inner.world.known.read();
            let ready = recipe.ready(|language| known.languages.known(language));
            let asked = Asked {
                who: store::visibility::number(reader),
                now: self.now().millis(),
                limit: limit + SPARE,
                served,
                steering: &steering,
                oldest: None,
                recipe: Some(&ready),
            };
            feed::rank(&known.index, &known.heads, &asked, &Watch::start())
        };
        let ids: Vec<PostId> = ranking.placed.iter().map(|placed| PostId(placed.post)).collect();
        let seen = store::visibility::visible_among(&mut self.read().await?, &ids, reader).await?;
        let mut placed = ranking.placed;
        placed.retain(|placed| seen.contains(&PostId(placed.post)));
        placed.truncate(limit);
        Ok(placed)
    }
}
