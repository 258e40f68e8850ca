//! People in the order they were asked for.

use crate::problem::Result;
use crate::show::person::Person;
use crate::visit::Visit;
use model::{Account, AccountId};
use std::collections::HashMap;

/// These accounts in their order; who is gone meanwhile is left out.
pub(crate) async fn accounts(visit: &Visit, ids: &[AccountId]) -> Result<Vec<Account>> {
    let found = visit.app().accounts(ids).await?;
    let mut found: HashMap<AccountId, Account> = found.into_iter().map(|one| (one.id, one)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The same, ready to show.
pub(crate) async fn people(visit: &Visit, ids: &[AccountId]) -> Result<Vec<Person>> {
    Ok(accounts(visit, ids).await?.iter().map(Person::new).collect())
}
