//! People to meet: suggestions, the directory, common friends.

use crate::read::circles::Placed;
use crate::{Actor, App, Error, Result};
use model::visibility::Viewer;
use model::{AccountId, Page};
use std::collections::HashSet;
use std::time::Duration;
use store::relations::Circle;

pub use store::suggestions::Directory;

/// How recently somebody suggested for being active must have posted.
const ACTIVE: Duration = Duration::from_secs(30 * 86_400);

/// Why an account is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The member followed it elsewhere, as it says of itself where it is found.
    KnownElsewhere,
    /// The member liked several of its posts.
    Liked,
    /// Somebody the member follows shows it on their profile.
    Featured(AccountId),
    /// Those the member follows follow it.
    FriendsOfFriends,
    /// It writes under a tag the member follows.
    Tag(String),
    /// It is followed by many here, and active.
    Active,
}

impl App {
    /// People a member may like to meet: never those they follow, hide or dismissed.
    pub async fn suggestions(&self, me: AccountId, limit: usize) -> Result<Vec<(Reason, AccountId)>> {
        // What they like says nothing here either where they switched that off.
        let likes = self.steering(me).await?.signals().uses(feed::Kind::Like);
        let mut rows = self.read().await?;
        let since = self.now().minus(ACTIVE);
        let elsewhere = store::imports::met_again(&mut rows, me, limit).await?;
        let liked = match likes {
            true => store::suggestions::liked(&mut rows, me, since, limit).await?,
            false => Vec::new(),
        };
        let featured = store::suggestions::featured(&mut rows, me, limit).await?;
        let friends = store::suggestions::friends_of_friends(&mut rows, me, limit).await?;
        let tagged = store::suggestions::of_followed_tags(&mut rows, me, since, limit).await?;
        let mut found: Vec<(Reason, AccountId)> =
            elsewhere.into_iter().map(|(account, ..)| (Reason::KnownElsewhere, account)).collect();
        // The others take turns, so that no reason crowds out the rest.
        found.extend(in_turn([
            liked.into_iter().map(|account| (Reason::Liked, account)).collect(),
            featured.into_iter().map(|(account, by)| (Reason::Featured(by), account)).collect(),
            friends.into_iter().map(|account| (Reason::FriendsOfFriends, account)).collect(),
            tagged.into_iter().map(|(account, tag)| (Reason::Tag(tag), account)).collect(),
        ]));
        let mut known = HashSet::new();
        found.retain(|(_, account)| known.insert(*account));
        found.truncate(limit);
        if found.len() < limit {
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

/// The first of each, then the second of each, until there are none.
fn in_turn<T, const N: usize>(lists: [Vec<T>; N]) -> Vec<T> {
    let mut lists = lists.map(Vec::into_iter);
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(lists.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            return all;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_take_turns() {
        assert_eq!(in_turn([vec![1, 2, 3], vec![], vec![10, 20]]), [1, 10, 2, 20, 3]);
        assert!(in_turn::<i32, 2>([vec![], vec![]]).is_empty());
    }
}
