//! Feeds that members make: what each is made of, who may read it, who likes it and keeps it at hand.
//!
//! What a feed shows is in [`page`]; a recipe is checked in [`check`]; how apps read it, in [`lists`];
//! what other servers are asked, in [`outside`]; and what they may ask, in [`skeleton`].

mod check;
mod lists;
mod outside;
mod page;
mod skeleton;

use crate::lists::most;
use crate::{Actor, App, Error, Result};
use feed::Recipe;
use feed::recipe::{Filters, Order, Outside, Sources};
use model::limits::{FEED_PINS, FEEDS};
use model::{AccountId, Event, FeedId, Time};
use std::collections::BTreeMap;
use store::Tx;
use store::recipes::{self, Scope};

pub use lists::FOR_YOU_LIST;
pub(crate) use outside::Outsiders;
pub(crate) use page::Sittings;
pub use page::{FeedNote, FeedPage};

/// A feed, as far as one who may read it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// Who made it.
    pub owner: AccountId,
    /// Its name.
    pub name: String,
    /// What it is, in its owner's words.
    pub description: String,
    /// What it is made of.
    pub recipe: Recipe,
    /// Whether others may read it.
    pub shared: bool,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub changed_at: Time,
    /// How many like it.
    pub likes: i64,
    /// Whether whoever asks does.
    pub liked: bool,
    /// Whether whoever asks keeps it at hand.
    pub pinned: bool,
}

/// What is to change; `None` stays, or is as usual.
#[derive(Clone, Debug, Default)]
pub struct FeedChanges {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether others may read it.
    pub shared: Option<bool>,
    /// Where its posts come from.
    pub sources: Option<Sources>,
    /// What it leaves out.
    pub filters: Option<Filters>,
    /// What terms count.
    pub weights: Option<BTreeMap<feed::Term, f64>>,
    /// In which order.
    pub order: Option<Order>,
    /// What is asked of other servers.
    pub outside: Option<Outside>,
}

impl App {
    /// A feed that whoever asks may read: their own, or one that is shared.
    pub async fn feed(&self, viewer: Option<AccountId>, id: FeedId) -> Result<Feed> {
        let viewer = AccountId(store::visibility::number(viewer));
        let row = recipes::get(&mut self.read().await?, id, viewer).await?.ok_or(Error::NotFound)?;
        Feed::read(row)
    }

    /// Some of a member's own feeds, of those they keep at hand, or of those others share.
    pub async fn feeds_of(
        &self,
        me: AccountId,
        scope: Scope,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<Feed>> {
        let rows = recipes::of(&mut self.read().await?, me, scope, offset, limit).await?;
        rows.into_iter().map(Feed::read).collect()
    }

    /// Makes a feed.
    pub async fn create_feed(&self, me: Actor, changes: FeedChanges) -> Result<Feed> {
        let now = self.now();
        let blank = Feed {
            id: self.id(),
            owner: me.account,
            name: String::new(),
            description: String::new(),
            recipe: Recipe::default(),
            shared: false,
            created_at: now,
            changed_at: now,
            likes: 0,
            liked: false,
            pinned: false,
        };
        let feed = self.changed(blank, changes).await?;
        self.write(move |tx| {
            Box::pin(async move {
                if recipes::count(tx, feed.owner).await? >= most(FEEDS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: A member may have {FEEDS} feeds; remove one first"
                    )));
                }
                recipes::put(tx, &feed.row()?).await?;
                Ok(feed)
            })
        })
        .await
    }

    /// Changes a feed of one's own.
    pub async fn change_feed(&self, me: Actor, id: FeedId, changes: FeedChanges) -> Result<Feed> {
        let feed = self.feed(Some(me.account), id).await?;
        if feed.owner != me.account {
            return Err(Error::NotFound);
        }
        let before = (feed.name.clone(), feed.shared);
        let feed = Feed { changed_at: self.now(), ..self.changed(feed, changes).await? };
        self.write(move |tx| {
            Box::pin(async move {
                // It may have been removed while it was looked at.
                own(tx, feed.owner, id).await?;
                recipes::put(tx, &feed.row()?).await?;
                tx.log(feed.changed_at, Event::ReaderChanged { account: feed.owner, filters: false });
                // Others may keep it too, under the name it had.
                if before.1 && before != (feed.name.clone(), feed.shared) {
                    tx.log(feed.changed_at, Event::FeedChanged { feed: id });
                }
                Ok(feed)
            })
        })
        .await
    }

    /// Removes a feed of one's own, from everybody who keeps it too.
    pub async fn delete_feed(&self, me: Actor, id: FeedId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, me.account, id).await?;
                recipes::delete(tx, id).await?;
                tx.log(now, Event::ReaderChanged { account: me.account, filters: false });
                tx.log(now, Event::FeedChanged { feed: id });
                Ok(())
            })
        })
        .await
    }

    /// Likes a feed that is shared, or one's own; or no longer.
    pub async fn set_feed_liked(&self, me: Actor, id: FeedId, liked: bool) -> Result<Feed> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                recipes::get(tx, id, me).await?.ok_or(Error::NotFound)?;
                recipes::set_liked(tx, id, me, liked, now).await?;
                Feed::read(recipes::get(tx, id, me).await?.ok_or(Error::NotFound)?)
            })
        })
        .await
    }

    /// Keeps a feed at hand: a tab at home, and a list in apps where the member wants that; or no longer.
    pub async fn set_feed_pinned(&self, me: Actor, id: FeedId, pinned: bool) -> Result<Feed> {
        let (me, now) = (me.account, self.now());
        self.write(move |tx| {
            Box::pin(async move {
                let feed = recipes::get(tx, id, me).await?.ok_or(Error::NotFound)?;
                if pinned && !feed.pinned && recipes::pins(tx, me).await? >= most(FEED_PINS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: A member may keep {FEED_PINS} feeds at hand; let go of one first"
                    )));
                }
                recipes::set_pinned(tx, id, me, pinned).await?;
                tx.log(now, Event::ReaderChanged { account: me, filters: false });
                Feed::read(recipes::get(tx, id, me).await?.ok_or(Error::NotFound)?)
            })
        })
        .await
    }

    /// Whether For you and the feeds a member keeps at hand are among the lists of their apps. They are not
    /// until the member says so.
    pub async fn feeds_as_lists(&self, me: AccountId) -> Result<bool> {
        Ok(recipes::as_lists(&mut self.read().await?, me).await?)
    }

    /// Says whether they are.
    pub async fn set_feeds_as_lists(&self, me: Actor, on: bool) -> Result<()> {
        let me = me.account;
        self.write(move |tx| Box::pin(async move { Ok(recipes::set_as_lists(tx, me, on).await?) })).await
    }

    /// A feed with changes, when they are possible.
    async fn changed(&self, feed: Feed, changes: FeedChanges) -> Result<Feed> {
        let feed = check::changed(feed, changes)?;
        self.check_outside(&feed.recipe.outside)?;
        let named = &feed.recipe.sources.accounts;
        let ids: Vec<AccountId> = named.iter().map(|id| AccountId(*id)).collect();
        let known = self.accounts(&ids).await?;
        if let Some(unknown) = ids.iter().find(|id| known.iter().all(|account| account.id != **id)) {
            return Err(check::refused(
                "sources.accounts",
                "invalid",
                format!("names {unknown}, who is not here"),
            ));
        }
        Ok(feed)
    }

    /// A recipe that is only tried out, when it is possible.
    pub(crate) async fn checked_recipe(&self, me: AccountId, changes: FeedChanges) -> Result<Recipe> {
        let blank = Feed {
            id: FeedId(0),
            owner: me,
            name: "-".to_owned(),
            description: String::new(),
            recipe: Recipe::default(),
            shared: false,
            created_at: Time::default(),
            changed_at: Time::default(),
            likes: 0,
            liked: false,
            pinned: false,
        };
        let changes = FeedChanges { name: None, description: None, shared: None, ..changes };
        Ok(self.changed(blank, changes).await?.recipe)
    }
}

async fn own(tx: &mut Tx, owner: AccountId, id: FeedId) -> Result<()> {
    let feed = recipes::get(tx, id, owner).await?.filter(|feed| feed.owner == owner);
    feed.map(|_| ()).ok_or(Error::NotFound)
}

impl Feed {
    fn read(row: recipes::Feed) -> Result<Self> {
        let recipe = serde_json::from_str(&row.recipe)
            .map_err(|error| Error::internal("what a feed is made of", error))?;
        Ok(Self {
            id: row.id,
            owner: row.owner,
            name: row.name,
            description: row.description,
            recipe,
            shared: row.shared,
            created_at: row.created_at,
            changed_at: row.changed_at,
            likes: row.likes,
            liked: row.liked,
            pinned: row.pinned,
        })
    }

    fn row(&self) -> Result<recipes::Feed> {
        let recipe = serde_json::to_string(&self.recipe)
            .map_err(|error| Error::internal("what a feed is made of", error))?;
        Ok(recipes::Feed {
            id: self.id,
            owner: self.owner,
            name: self.name.clone(),
            description: self.description.clone(),
            recipe,
            shared: self.shared,
            created_at: self.created_at,
            changed_at: self.changed_at,
            likes: self.likes,
            liked: self.liked,
            pinned: self.pinned,
        })
    }
}
