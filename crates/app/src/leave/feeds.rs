//! Feeds and packs a member made. People stand in them by their addresses, feeds by their names: ids mean
//! something on this server alone.

use super::tables::{address, in_order};
use crate::{App, Error, Result};
use archive::{OwnFeed, OwnPack};
use model::AccountId;
use model::limits::{FEEDS, PACKS};
use serde::Serialize;
use store::{packs, recipes};

/// `feeds.json`.
pub(super) async fn feeds(app: &App, me: AccountId) -> Result<String> {
    let mut all = Vec::new();
    for feed in app.feeds_of(me, recipes::Scope::Mine, 0, FEEDS).await? {
        let mut recipe = feed.recipe;
        let authors: Vec<AccountId> = recipe.sources.accounts.drain(..).map(AccountId).collect();
        all.push(OwnFeed {
            name: feed.name,
            description: feed.description,
            shared: feed.shared,
            pinned: feed.pinned,
            people: named(app, &authors).await?,
            recipe: serde_json::to_value(&recipe)
                .map_err(|error| Error::internal("a feed as JSON", error))?,
        });
    }
    as_text(&all)
}

/// `packs.json`. Feeds of others stay where they are.
pub(super) async fn packs(app: &App, me: AccountId) -> Result<String> {
    let mut all = Vec::new();
    for pack in app.packs_of(me, packs::Scope::Mine, 0, PACKS).await? {
        let (people, feeds) = app.pack_contents(Some(me), pack.id).await?;
        let own = feeds.into_iter().filter(|feed| feed.owner == me);
        all.push(OwnPack {
            name: pack.name,
            description: pack.description,
            shared: pack.shared,
            people: named(app, &people).await?,
            feeds: own.map(|feed| feed.name).collect(),
        });
    }
    as_text(&all)
}

async fn named(app: &App, people: &[AccountId]) -> Result<Vec<String>> {
    Ok(in_order(app, people).await?.iter().map(|account| address(app, account)).collect())
}

fn as_text(all: &[impl Serialize]) -> Result<String> {
    serde_json::to_string(all).map_err(|error| Error::internal("a list as JSON", error))
}
