//! Feeds and packs that come along: made anew where there is none of that name.

use super::bring::Bringing;
use crate::{Error, FeedChanges, PackChanges, Result};
use archive::{OwnFeed, OwnPack, Person};
use feed::Recipe;
use model::AccountId;
use model::limits::{FEEDS, PACKS};
use store::{packs, recipes};

impl Bringing {
    pub(super) async fn take_feed(&mut self, feed: OwnFeed) -> Result<()> {
        let own = self.app.feeds_of(self.me.account, recipes::Scope::Mine, 0, FEEDS).await?;
        if own.iter().any(|own| own.name == feed.name) {
            return Ok(());
        }
        let mut recipe: Recipe = match serde_json::from_value(feed.recipe) {
            Ok(recipe) => recipe,
            Err(error) => {
                self.report.find(feed.name, error.to_string());
                return Ok(());
            }
        };
        recipe.sources.accounts = self.known_people(&feed.people).await?.iter().map(|id| id.0).collect();
        let changes = FeedChanges {
            name: Some(feed.name.clone()),
            description: Some(feed.description),
            shared: Some(feed.shared),
            sources: Some(recipe.sources),
            filters: Some(recipe.filters),
            weights: Some(recipe.weights),
            order: Some(recipe.order),
            outside: Some(recipe.outside),
        };
        match self.app.create_feed(self.me, changes).await {
            Ok(made) => {
                self.report.feeds += 1;
                if feed.pinned {
                    self.app.set_feed_pinned(self.me, made.id, true).await?;
                }
            }
            Err(Error::Invalid(why)) => self.report.find(feed.name, why),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    pub(super) async fn take_pack(&mut self, pack: OwnPack) -> Result<()> {
        let me = self.me.account;
        let own = self.app.packs_of(me, packs::Scope::Mine, 0, PACKS).await?;
        if own.iter().any(|own| own.name == pack.name) {
            return Ok(());
        }
        let feeds = self.app.feeds_of(me, recipes::Scope::Mine, 0, FEEDS).await?;
        let feeds = pack.feeds.iter().filter_map(|name| feeds.iter().find(|feed| feed.name == *name));
        let changes = PackChanges {
            name: Some(pack.name.clone()),
            description: Some(pack.description),
            shared: Some(pack.shared),
            people: Some(self.known_people(&pack.people).await?),
            feeds: Some(feeds.map(|feed| feed.id).collect()),
        };
        match self.app.create_pack(self.me, changes).await {
            Ok(_) => self.report.packs += 1,
            Err(Error::Invalid(why)) => self.report.find(pack.name, why),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Those of some people who are known here.
    async fn known_people(&self, names: &[String]) -> Result<Vec<AccountId>> {
        let mut known = Vec::new();
        for person in names.iter().filter_map(|name| Person::at(&format!("@{name}"))) {
            known.extend(self.app.known_person(&person).await?.map(|account| account.id));
        }
        Ok(known)
    }
}
