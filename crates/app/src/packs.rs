//! Starter packs: people and feeds a member recommends together, to be followed with one press.
//!
//! Only those who want to be found can be put into one, each can leave it for good, and who does not want to be
//! found any more is not shown in it.

use crate::lists::most;
use crate::{Actor, App, Error, Feed, FollowOptions, Result};
use model::limits::{FEED_DESCRIPTION_CHARACTERS, FEED_NAME_CHARACTERS, PACK_FEEDS, PACK_PEOPLE, PACKS};
use model::{AccountId, FeedId, PackId};
use store::packs::{self, Pack, Scope};

/// What is to change; `None` stays, or is as usual.
#[derive(Clone, Debug, Default)]
pub struct PackChanges {
    /// Its name.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether others may see it.
    pub shared: Option<bool>,
    /// Who is in it.
    pub people: Option<Vec<AccountId>>,
    /// Which feeds are in it.
    pub feeds: Option<Vec<FeedId>>,
}

impl App {
    /// A pack that whoever asks may see.
    pub async fn pack(&self, viewer: Option<AccountId>, id: PackId) -> Result<Pack> {
        let viewer = AccountId(store::visibility::number(viewer));
        packs::get(&mut self.read().await?, id, viewer).await?.ok_or(Error::NotFound)
    }

    /// Some packs of a scope.
    pub async fn packs_of(
        &self,
        me: AccountId,
        scope: Scope,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<Pack>> {
        Ok(packs::of(&mut self.read().await?, me, scope, offset, limit).await?)
    }

    /// Who is in a pack that whoever asks may see, and which feeds, as far as they may read them.
    pub async fn pack_contents(
        &self,
        viewer: Option<AccountId>,
        id: PackId,
    ) -> Result<(Vec<AccountId>, Vec<Feed>)> {
        self.pack(viewer, id).await?;
        let number = AccountId(store::visibility::number(viewer));
        let (people, ids) = {
            let mut rows = self.read().await?;
            (packs::people(&mut rows, id, number).await?, packs::feeds(&mut rows, id).await?)
        };
        let mut feeds = Vec::with_capacity(ids.len());
        for feed in ids {
            match self.feed(viewer, feed).await {
                Ok(feed) => feeds.push(feed),
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok((people, feeds))
    }

    /// Makes a pack.
    pub async fn create_pack(&self, me: Actor, changes: PackChanges) -> Result<Pack> {
        let now = self.now();
        let blank = Pack {
            id: self.id(),
            owner: me.account,
            name: String::new(),
            description: String::new(),
            shared: false,
            created_at: now,
            changed_at: now,
            people: 0,
        };
        let (people, feeds) = (changes.people.clone(), changes.feeds.clone());
        let pack = changed(blank, changes)?;
        self.check_contents(me.account, people.as_deref(), feeds.as_deref()).await?;
        self.write(move |tx| {
            Box::pin(async move {
                if packs::count(tx, pack.owner).await? >= most(PACKS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: A member may have {PACKS} packs; remove one first"
                    )));
                }
                fill(tx, &pack, people, feeds).await
            })
        })
        .await
    }

    /// Changes a pack of one's own; people and feeds each as a whole.
    pub async fn change_pack(&self, me: Actor, id: PackId, changes: PackChanges) -> Result<Pack> {
        let pack = self.own_pack(me, id).await?;
        let (people, feeds) = (changes.people.clone(), changes.feeds.clone());
        let pack = Pack { changed_at: self.now(), ..changed(pack, changes)? };
        self.check_contents(me.account, people.as_deref(), feeds.as_deref()).await?;
        self.write(move |tx| {
            Box::pin(async move {
                packs::get(tx, id, pack.owner).await?.ok_or(Error::NotFound)?;
                fill(tx, &pack, people, feeds).await
            })
        })
        .await
    }

    /// Removes a pack of one's own.
    pub async fn delete_pack(&self, me: Actor, id: PackId) -> Result<()> {
        self.own_pack(me, id).await?;
        self.write(move |tx| Box::pin(async move { Ok(packs::delete(tx, id).await?) })).await
    }

    /// Leaves a pack one was put into; nobody puts one into it again.
    pub async fn leave_pack(&self, me: Actor, id: PackId) -> Result<()> {
        let me = me.account;
        self.write(move |tx| {
            Box::pin(async move {
                packs::get(tx, id, me).await?.ok_or(Error::NotFound)?;
                if packs::leave(tx, id, me).await? { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
    }

    /// Follows people of a pack: all of them, or those that are named. How many were followed now; those who
    /// cannot be followed are passed over.
    pub async fn follow_pack(&self, me: Actor, id: PackId, named: Option<&[AccountId]>) -> Result<usize> {
        let (people, _) = self.pack_contents(Some(me.account), id).await?;
        let followed = store::relations::follows_of(&mut self.read().await?, me.account).await?;
        let mut count = 0;
        for account in people {
            let wanted = named.is_none_or(|named| named.contains(&account)) && account != me.account;
            if !wanted || followed.iter().any(|follow| follow.target == account) {
                continue;
            }
            match self.follow(me, account, FollowOptions::default()).await {
                Ok(()) => count += 1,
                Err(Error::NotFound | Error::Forbidden(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }

    async fn own_pack(&self, me: Actor, id: PackId) -> Result<Pack> {
        let pack = self.pack(Some(me.account), id).await?;
        if pack.owner == me.account { Ok(pack) } else { Err(Error::NotFound) }
    }

    /// Whether these can be in a pack of a member.
    async fn check_contents(
        &self,
        me: AccountId,
        people: Option<&[AccountId]>,
        feeds: Option<&[FeedId]>,
    ) -> Result<()> {
        let people = people.unwrap_or_default();
        if people.len() > PACK_PEOPLE {
            return Err(refused(
                "accounts",
                "too_many",
                format!("names too many (maximum is {PACK_PEOPLE})"),
            ));
        }
        let known = self.accounts(people).await?;
        for id in people {
            let account = known.iter().find(|account| account.id == *id && account.suspended_at.is_none());
            let blocked = store::relations::blocks(&mut self.read().await?, *id, me).await?;
            let account = account.filter(|_| !blocked);
            let Some(account) = account else {
                return Err(refused("accounts", "invalid", format!("names {id}, who is not here")));
            };
            if !account.discoverable && account.id != me {
                let says = format!("names @{}, who does not want to be found", account.acct());
                return Err(refused("accounts", "invalid", says));
            }
        }
        let feeds = feeds.unwrap_or_default();
        if feeds.len() > PACK_FEEDS {
            return Err(refused("feeds", "too_many", format!("names too many (maximum is {PACK_FEEDS})")));
        }
        for id in feeds {
            let shared = self.feed(Some(me), *id).await.is_ok_and(|feed| feed.shared);
            if !shared {
                return Err(refused("feeds", "invalid", format!("names {id}, which is not shared")));
            }
        }
        Ok(())
    }
}

async fn fill(
    tx: &mut store::Tx,
    pack: &Pack,
    people: Option<Vec<AccountId>>,
    feeds: Option<Vec<FeedId>>,
) -> Result<Pack> {
    packs::put(tx, pack).await?;
    if let Some(people) = people {
        packs::set_people(tx, pack.id, &people).await?;
    }
    if let Some(feeds) = feeds {
        packs::set_feeds(tx, pack.id, &feeds).await?;
    }
    packs::get(tx, pack.id, pack.owner).await?.ok_or(Error::NotFound)
}

fn changed(mut pack: Pack, changes: PackChanges) -> Result<Pack> {
    if let Some(name) = changes.name {
        pack.name = text::input::line(&name).trim().to_owned();
    }
    if let Some(description) = changes.description {
        pack.description = text::input::line(&description).trim().to_owned();
    }
    pack.shared = changes.shared.unwrap_or(pack.shared);
    if pack.name.is_empty() {
        return Err(refused("name", "blank", "can't be blank"));
    }
    for (field, text, most) in [
        ("name", &pack.name, FEED_NAME_CHARACTERS),
        ("description", &pack.description, FEED_DESCRIPTION_CHARACTERS),
    ] {
        if text.chars().count() > most {
            return Err(refused(field, "too_long", format!("is too long (maximum is {most} characters)")));
        }
    }
    Ok(pack)
}

fn refused(field: &'static str, kind: &'static str, says: impl std::fmt::Display) -> Error {
    Error::Fields(vec![(field, kind, format!("{field} {says}"))])
}
