//! A member's lists: making, changing and filling them.

use crate::{Actor, App, Error, Result};
use model::limits::{LIST_ACCOUNTS, LIST_TITLE_CHARACTERS, LISTS};
use model::{AccountId, Event, List, ListId, RepliesPolicy};
use store::Tx;

/// What is to change; `None` stays, or is as usual.
#[derive(Clone, Debug, Default)]
pub struct ListChanges {
    /// Its name.
    pub title: Option<String>,
    /// Which replies it shows.
    pub replies: Option<RepliesPolicy>,
    /// Its accounts are left out of home.
    pub exclusive: Option<bool>,
}

impl App {
    /// Makes a list.
    pub async fn create_list(&self, me: Actor, changes: ListChanges) -> Result<List> {
        let list = changed(List { id: self.id(), owner: me.account, ..List::default() }, changes)?;
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if store::lists::count(tx, list.owner).await? >= most(LISTS) {
                    return Err(Error::invalid(
                        "Validation failed: You have reached the maximum number of lists",
                    ));
                }
                store::lists::put(tx, &list).await?;
                tx.log(now, Event::ListChanged { owner: list.owner, list: list.id });
                Ok(list)
            })
        })
        .await
    }

    /// Changes a list.
    pub async fn change_list(&self, me: Actor, id: ListId, changes: ListChanges) -> Result<List> {
        let (now, owner) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let list = changed(own(tx, owner, id).await?, changes)?;
                store::lists::put(tx, &list).await?;
                tx.log(now, Event::ListChanged { owner, list: id });
                Ok(list)
            })
        })
        .await
    }

    /// Removes a list.
    pub async fn delete_list(&self, me: Actor, id: ListId) -> Result<()> {
        let (now, owner) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, owner, id).await?;
                store::lists::delete(tx, id).await?;
                tx.log(now, Event::ListChanged { owner, list: id });
                Ok(())
            })
        })
        .await
    }

    /// Puts accounts into a list, followed or not: of those not followed it shows what is open to
    /// everybody. Accounts that block the member, or are suspended, cannot be found.
    pub async fn add_to_list(&self, me: Actor, id: ListId, accounts: Vec<AccountId>) -> Result<()> {
        let (now, owner) = (self.now(), me.account);
        let entries: Vec<(i64, AccountId)> =
            accounts.into_iter().map(|account| (self.id::<i64>(), account)).collect();
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, owner, id).await?;
                let held = store::lists::accounts_count(tx, id).await?;
                if held.saturating_add(most(entries.len())) > most(LIST_ACCOUNTS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: A list holds at most {LIST_ACCOUNTS} accounts"
                    )));
                }
                for (entry, account) in entries {
                    let found = store::accounts::get(tx, account).await?;
                    found.filter(|account| account.suspended_at.is_none()).ok_or(Error::NotFound)?;
                    if store::relations::blocks(tx, account, owner).await? {
                        return Err(Error::NotFound);
                    }
                    if !store::lists::add_account(tx, entry, id, account).await? {
                        return Err(Error::invalid("Validation failed: Account has already been taken"));
                    }
                }
                tx.log(now, Event::ListChanged { owner, list: id });
                Ok(())
            })
        })
        .await
    }

    /// Takes accounts out of a list.
    pub async fn remove_from_list(&self, me: Actor, id: ListId, accounts: Vec<AccountId>) -> Result<()> {
        let (now, owner) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, owner, id).await?;
                for account in accounts {
                    store::lists::remove_account(tx, id, account).await?;
                }
                tx.log(now, Event::ListChanged { owner, list: id });
                Ok(())
            })
        })
        .await
    }
}

async fn own(tx: &mut Tx, owner: AccountId, id: ListId) -> Result<List> {
    store::lists::get(tx, owner, id).await?.ok_or(Error::NotFound)
}

fn changed(mut list: List, changes: ListChanges) -> Result<List> {
    if let Some(title) = changes.title {
        list.title = text::input::line(&title).trim().to_owned();
    }
    list.replies = changes.replies.unwrap_or(list.replies);
    list.exclusive = changes.exclusive.unwrap_or(list.exclusive);
    if list.title.is_empty() {
        return Err(Error::invalid("Validation failed: Title can't be blank"));
    }
    if list.title.chars().count() > LIST_TITLE_CHARACTERS {
        return Err(Error::invalid(format!(
            "Validation failed: Title is too long (maximum is {LIST_TITLE_CHARACTERS} characters)"
        )));
    }
    Ok(list)
}

/// A limit as rows count.
pub(crate) fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
