//! People to meet: suggestions, the directory, common friends.

use crate::read::circles::Placed;
use crate::{Actor, App, Error, Result};
use model::visibility::Viewer;
use model::{AccountId, Page};
use std::time::Duration;
use store::relations::Circle;

pub use store::suggestions::Directory;

/// How recently somebody suggested for being active must have posted.
const ACTIVE: Duration = Duration::from_secs(30 * 86_400);

/// Why an account is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The member followed it elsewhere, as it says of itself where it is found.
    KnownElsewhere,
    /// Those the member follows follow it.
    FriendsOfFriends,
    /// It is followed by many here, and active.
    Active,
}

impl App {
    /// People a member may like to meet: never those they follow, hide or dismissed.
    pub async fn suggestions(&self, me: AccountId, limit: usize) -> Result<Vec<(Reason, AccountId)>> {
        let mut rows = self.read().await?;
        let friends = store::suggestions::friends_of_friends(&mut rows, me, limit).await?;
        let elsewhere = store::imports::met_again(&mut rows, me, limit).await?;
        let elsewhere = elsewhere.into_iter().map(|(account, ..)| (Reason::KnownElsewhere, account));
        let friends = friends.into_iter().map(|account| (Reason::FriendsOfFriends, account));
        let mut found: Vec<(Reason, AccountId)> = Vec::new();
        for (reason, account) in elsewhere.chain(friends) {
            if found.len() < limit && found.iter().all(|(_, known)| *known != account) {
                found.push((reason, account));
            }
        }
        if found.len() < limit {
            let since = self.now().minus(ACTIVE);
            for account in store::suggestions::active(&mut rows, me, since, limit).await? {
                if found.len() < limit && found.iter().all(|(_, known)| *known != account) {
                    found.push((Reason::Active, account));
                }
            }
        }
        Ok(found)
    }

    /// Leaves an account out of a member's suggestions from now on.
    pub async fn dismiss_suggestion(&self, me: Actor, account: AccountId) -> Result<()> {
        let me = me.account;
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, account).await?.ok_or(Error::NotFound)?;
                Ok(store::suggestions::dismiss(tx, me, account).await?)
            })
        })
        .await
    }

    /// Accounts that want to be found, without those the viewer hides.
    pub async fn directory(&self, viewer: Viewer, show: Directory) -> Result<Vec<AccountId>> {
        let viewer = store::visibility::number(viewer);
        Ok(store::suggestions::directory(&mut self.read().await?, viewer, show).await?)
    }

    /// Of each account, those of its followers whom the member follows.
    pub async fn familiar_followers(
        &self,
        me: AccountId,
        accounts: &[AccountId],
    ) -> Result<Vec<(AccountId, Vec<AccountId>)>> {
        let mut rows = self.read().await?;
        let known = store::accounts::get_many(&mut rows, accounts).await?;
        let pairs = store::suggestions::familiar(&mut rows, me, accounts).await?;
        let mut found: Vec<(AccountId, Vec<AccountId>)> = Vec::new();
        for account in accounts.iter().filter(|id| known.iter().any(|known| known.id == **id)) {
            if found.iter().all(|(id, _)| id != account) {
                let of = pairs.iter().filter(|(id, _)| id == account).map(|(_, follower)| *follower);
                found.push((*account, of.collect()));
            }
        }
        Ok(found)
    }

    /// A page of whom an account shows on its profile, as far as it lets the viewer see it.
    pub async fn endorsed_by(&self, of: AccountId, viewer: Viewer, page: Page) -> Result<Placed<AccountId>> {
        if !self.shows_itself(of, viewer).await? {
            return Ok(Vec::new());
        }
        let mut rows = self.read().await?;
        Ok(store::relations::circle(&mut rows, Circle::Endorsements, of, self.now(), page).await?)
    }
}
