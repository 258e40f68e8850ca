//! Where else people say they are found: what their profiles link to, filed so that those who knew
//! them there find them.

use crate::{App, Result};
use archive::Person;
use model::{Account, AccountId};
use std::collections::BTreeMap;
use store::Tx;

/// Accounts filed in one transaction.
const AT_ONCE: usize = 200;

/// Files what a profile links to now.
pub(crate) async fn declare(tx: &mut Tx, account: &Account) -> Result<()> {
    Ok(store::imports::declare(tx, account.id, &places(account)).await?)
}

/// Network, name there, and whether the page there links back.
fn places(account: &Account) -> Vec<(String, String, bool)> {
    let mut places = BTreeMap::new();
    for field in &account.fields {
        let Some(person) = Person::at(&field.value) else { continue };
        let verified = places.entry((person.network.word().to_owned(), person.key())).or_insert(false);
        *verified |= field.verified_at.is_some();
    }
    places.into_iter().map(|((network, handle), verified)| (network, handle, verified)).collect()
}

impl App {
    /// Files what all profiles link to: those of before this was filed as they changed.
    pub(super) async fn file_declared(&self) -> Result<()> {
        let mut after = AccountId(0);
        loop {
            let some = store::accounts::local_after(&mut self.read().await?, after, AT_ONCE).await?;
            let Some(last) = some.last() else { return Ok(()) };
            after = last.id;
            let some: Vec<Account> = some.into_iter().filter(|account| !places(account).is_empty()).collect();
            if some.is_empty() {
                continue;
            }
            self.write(move |tx| {
                Box::pin(async move {
                    for account in &some {
                        declare(tx, account).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
    }
}
