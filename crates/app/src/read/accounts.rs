//! Accounts.

use crate::{App, Error, Result};
use model::account::Member;
use model::{Account, AccountId, Relationship};

impl App {
    /// An account, suspended ones too (they show as such).
    pub async fn account(&self, id: AccountId) -> Result<Account> {
        store::accounts::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)
    }

    /// Several accounts, in no order.
    pub async fn accounts(&self, ids: &[AccountId]) -> Result<Vec<Account>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(store::accounts::get_many(&mut self.read().await?, ids).await?)
    }

    /// The account of `name` or `name@domain`; this server's own domain may be named or left out.
    pub async fn account_named(&self, acct: &str) -> Result<Account> {
        let acct = acct.trim().trim_start_matches('@');
        let (name, domain) = match acct.split_once('@') {
            Some((name, domain)) if !domain.eq_ignore_ascii_case(&self.config().domain) => {
                (name, Some(domain))
            }
            Some((name, _)) => (name, None),
            None => (acct, None),
        };
        store::accounts::by_name(&mut self.read().await?, name, domain).await?.ok_or(Error::NotFound)
    }

    /// A member's private side.
    pub async fn member(&self, id: AccountId) -> Result<Member> {
        store::members::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)
    }

    /// How an account stands to others, in their order.
    pub async fn relationships(&self, me: AccountId, others: &[AccountId]) -> Result<Vec<Relationship>> {
        Ok(store::relations::relationships(&mut self.read().await?, me, others, self.now()).await?)
    }

    /// How an account stands to another.
    pub async fn relationship(&self, me: AccountId, other: AccountId) -> Result<Relationship> {
        self.relationships(me, &[other]).await?.pop().ok_or(Error::NotFound)
    }
}
