//! A member's lists and filters.

use crate::read::circles::Placed;
use crate::{App, Error, Result};
use model::limits::LIST_ACCOUNTS;
use model::{AccountId, Filter, List, ListId, Page};

impl App {
    /// A member's lists, oldest first.
    pub async fn lists(&self, me: AccountId) -> Result<Vec<List>> {
        Ok(store::lists::of(&mut self.read().await?, me).await?)
    }

    /// One of a member's lists.
    pub async fn list(&self, me: AccountId, id: ListId) -> Result<List> {
        store::lists::get(&mut self.read().await?, me, id).await?.ok_or(Error::NotFound)
    }

    /// A page of a list's accounts; all of them without a page.
    pub async fn list_accounts(
        &self,
        me: AccountId,
        id: ListId,
        page: Option<Page>,
    ) -> Result<Placed<AccountId>> {
        let mut rows = self.read().await?;
        store::lists::get(&mut rows, me, id).await?.ok_or(Error::NotFound)?;
        Ok(store::lists::accounts_page(&mut rows, id, page.unwrap_or(Page::first(LIST_ACCOUNTS))).await?)
    }

    /// Those of a member's lists that hold an account.
    pub async fn lists_holding(&self, me: AccountId, account: AccountId) -> Result<Vec<List>> {
        let mut rows = self.read().await?;
        store::accounts::get(&mut rows, account).await?.ok_or(Error::NotFound)?;
        Ok(store::lists::holding(&mut rows, me, account).await?)
    }

    /// A member's filters with their words and posts, oldest first.
    pub async fn filters(&self, me: AccountId) -> Result<Vec<Filter>> {
        Ok(store::filters::of(&mut self.read().await?, me).await?)
    }
}
