//! What a feed shows to whoever reads it: their own signals, what they may see, what they hide.

use super::{Feed, FeedChanges};
use crate::for_you::{LONGEST, PAGE, SITTING, SITTINGS, SPARE, Watch};
use crate::lapsing::Lapsing;
use crate::{App, Error, Recommended, Result};
use feed::{Asked, Explained, Ledger, Placed, Reason, Recipe, Steering};
use model::{AccountId, FeedId, PostId};
use std::sync::Arc;

/// A page of a feed.
#[derive(Clone, Debug, Default)]
pub struct FeedPage {
    /// In order.
    pub items: Vec<Recommended>,
    /// What leads to the next page; none where there is no more.
    pub cursor: Option<String>,
    /// What went otherwise than the feed wants.
    pub note: Option<FeedNote>,
}

/// Why a page is not as the feed wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedNote {
    /// Who makes its list elsewhere did not answer: its own sources stand in.
    NoList,
    /// Who puts it in order elsewhere did not answer: this is our own order.
    NoOrder,
    /// The reader has not let anybody elsewhere put it in order: this is our own order.
    NotLet,
    /// The server has just started and is still learning from what was written before: the page is made from the
    /// newest posts alone.
    Learning,
}

impl FeedNote {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoList => "generator_failed",
            Self::NoOrder => "ranker_failed",
            Self::NotLet => "ranker_not_allowed",
            Self::Learning => "learning",
        }
    }
}

/// What members were shown of which feed.
pub(crate) struct Sittings(Lapsing<(AccountId, FeedId), Arc<Sitting>>);

/// What a member was shown of a feed in one sitting.
#[derive(Clone, Default)]
struct Sitting {
    id: u64,
    shown: Vec<i64>,
    /// Where a list made elsewhere goes on, after so many posts: its cursor, and how many it held by then.
    onward: Vec<(usize, String, usize)>,
    /// The places of posts where somebody elsewhere had a say.
    told: Vec<(i64, Ledger)>,
}

impl Default for Sittings {
    fn default() -> Self {
        Self(Lapsing::when_idle(SITTING, SITTINGS))
    }
}

impl Sittings {
    /// What was shown before a cursor; with one that is not known any more a new sitting begins.
    fn before(&self, who: (AccountId, FeedId), cursor: Option<&str>) -> Sitting {
        let place = cursor.and_then(|cursor| cursor.split_once('.'));
        let place =
            place.and_then(|(id, count)| Some((id.parse::<u64>().ok()?, count.parse::<usize>().ok()?)));
        match (self.0.get(&who), place) {
            (Some(sitting), Some((id, count))) if sitting.id == id => {
                let mut sitting = (*sitting).clone();
                sitting.shown.truncate(count);
                let shown = &sitting.shown;
                sitting.told.retain(|(post, _)| shown.contains(post));
                sitting.onward.retain(|(after, ..)| *after <= count);
                sitting
            }
            _ => Sitting { id: u64::from(rand::random::<u32>()), ..Sitting::default() },
        }
    }

    /// The cursor that goes on after a post that was shown in this sitting.
    pub(super) fn after(&self, who: (AccountId, FeedId), post: i64) -> Option<String> {
        let sitting = self.0.get(&who)?;
        let place = sitting.shown.iter().position(|shown| *shown == post)?;
        Some(format!("{}.{}", sitting.id, place + 1))
    }

    /// A post's place where somebody elsewhere had a say in it, the first being 1.
    fn told(&self, who: (AccountId, FeedId), post: i64) -> Option<(usize, Ledger)> {
        let sitting = self.0.get(&who)?;
        let (_, ledger) = sitting.told.iter().find(|(told, _)| *told == post)?;
        let place = sitting.shown.iter().position(|shown| *shown == post)?;
        Some((place + 1, ledger.clone()))
    }
}

/// A list made elsewhere, and how many of it were on the pages before.
type Given = (Vec<i64>, usize);

impl App {
    /// A page of a feed. `cursor` is what the page before ended with; one that is not known any more begins
    /// anew.
    pub async fn feed_page(
        &self,
        me: AccountId,
        id: FeedId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<FeedPage> {
        let feed = self.feed(Some(me), id).await?;
        let limit = limit.min(PAGE);
        let mut sitting = self.inner.feed_sittings.before((me, id), cursor);
        let (mut placed, mut note, more) = self.feed_after(me, &feed, &mut sitting, limit).await?;
        if let Some(ranker) = &feed.recipe.outside.ranker {
            match self.feed_pseudonym(me, &feed).await? {
                Some(pseudonym) => {
                    let (ranked, answered) = self.ranked_outside(ranker, &pseudonym, placed).await?;
                    placed = ranked;
                    note = note.or((!answered).then_some(FeedNote::NoOrder));
                }
                None => note = note.or(Some(FeedNote::NotLet)),
            }
        }
        note = note.or(self.is_learning().then_some(FeedNote::Learning));
        {
            let now = self.now().millis();
            let mut known = self.inner.world.known.write();
            placed.iter().for_each(|placed| known.index.view(me.0, placed.post, now));
        }
        let outside = feed.recipe.outside.generator.is_some() || feed.recipe.outside.ranker.is_some();
        if outside {
            sitting.told.extend(placed.iter().map(|placed| (placed.post, placed.ledger.clone())));
        }
        sitting.shown.extend(placed.iter().map(|placed| placed.post));
        let more = more && sitting.shown.len() < LONGEST;
        let cursor = more.then(|| format!("{}.{}", sitting.id, sitting.shown.len()));
        self.inner.feed_sittings.0.insert((me, id), Arc::new(sitting));
        Ok(FeedPage { items: placed.into_iter().map(Recommended::from).collect(), cursor, note })
    }

    /// What comes next in a sitting, and whether there is more after it.
    async fn feed_after(
        &self,
        me: AccountId,
        feed: &Feed,
        sitting: &mut Sitting,
        limit: usize,
    ) -> Result<(Vec<Placed>, Option<FeedNote>, bool)> {
        let Some(generator) = &feed.recipe.outside.generator else {
            let placed = self.feed_ranked(Some(me), &feed.recipe, None, &sitting.shown, limit).await?;
            let more = placed.len() == limit;
            return Ok((placed, None, more));
        };
        let at = sitting.onward.last().filter(|(after, ..)| *after == sitting.shown.len());
        let (mut cursor, mut before) =
            at.map_or((None, 0), |(_, cursor, before)| (Some(cursor.clone()), *before));
        // What is hidden from the reader, or unknown here, may leave nothing of a list: then the next is asked.
        for _ in 0..LISTS {
            let Some(list) = self.listed(generator, cursor.as_deref(), limit).await else {
                let placed = self.feed_ranked(Some(me), &feed.recipe, None, &sitting.shown, limit).await?;
                let more = placed.len() == limit;
                return Ok((placed, Some(FeedNote::NoList), more));
            };
            let count = list.posts.len();
            let given = Some((list.posts, before));
            let placed = self.feed_ranked(Some(me), &feed.recipe, given, &sitting.shown, limit).await?;
            before += count;
            match list.cursor {
                Some(next) if placed.is_empty() => cursor = Some(next),
                Some(next) => {
                    sitting.onward.push((sitting.shown.len() + placed.len(), next, before));
                    return Ok((placed, None, true));
                }
                None => return Ok((placed, None, false)),
            }
        }
        Ok((Vec::new(), None, false))
    }

    /// What a feed would show now, before it is kept. Nothing is remembered of it, and no ranker is asked.
    pub async fn feed_preview(&self, me: AccountId, changes: FeedChanges, limit: usize) -> Result<FeedPage> {
        let recipe = self.checked_recipe(me, changes).await?;
        let limit = limit.min(PAGE);
        let mut note = None;
        let mut given = None;
        if let Some(generator) = &recipe.outside.generator {
            match self.listed(generator, None, limit).await {
                Some(list) => given = Some((list.posts, 0)),
                None => note = Some(FeedNote::NoList),
            }
        }
        let placed = self.feed_ranked(Some(me), &recipe, given, &[], limit).await?;
        Ok(FeedPage { items: placed.into_iter().map(Recommended::from).collect(), cursor: None, note })
    }

    /// Why a post stands where it does in a feed, or why it does not.
    pub async fn why_in_feed(&self, me: AccountId, id: FeedId, post: PostId) -> Result<(Feed, Explained)> {
        let feed = self.feed(Some(me), id).await?;
        if !store::visibility::may_see(&mut self.read().await?, post, Some(me)).await? {
            return Err(Error::NotFound);
        }
        // What somebody elsewhere said is not asked again: it is told as it was shown.
        if let Some((place, ledger)) = self.inner.feed_sittings.told((me, id), post.0) {
            return Ok((feed, Explained { ledger, place: Some(place), removed: None }));
        }
        self.learn_the_world(me).await?;
        let list = match &feed.recipe.outside.generator {
            Some(generator) => self.listed(generator, None, PAGE).await,
            None => None,
        };
        let steering = feed.recipe.steering(&self.steering(me).await?);
        let known = self.inner.world.known.read();
        let mut ready = feed.recipe.ready(|language| known.languages.lock().known(language));
        if let Some(list) = list {
            ready = ready.with_list(list.posts, 0);
        }
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
    pub(super) async fn feed_ranked(
        &self,
        reader: Option<AccountId>,
        recipe: &Recipe,
        given: Option<Given>,
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
            let mut ready = recipe.ready(|language| known.languages.lock().known(language));
            if let Some((posts, before)) = given {
                ready = ready.with_list(posts, before);
            }
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

/// Lists asked for to make one page.
const LISTS: usize = 3;
