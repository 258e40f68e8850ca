//! What was so before: ties that come along when members arrive. Nobody is told of them.

use crate::{App, Result};
use model::{AccountId, Event, Time};
use store::relations::Follow;

/// Ties written together.
const AT_ONCE: usize = 512;

impl App {
    /// Follows that began at `at`, each of one account by another: who follows, whom. Those that are
    /// known already stay as they are. Who is locked is asked nothing; that is for whoever brings them
    /// to know.
    pub async fn bring_follows(&self, follows: &[(AccountId, AccountId)], at: Time) -> Result<()> {
        for some in follows.chunks(AT_ONCE) {
            let follow = |(source, target): &(AccountId, AccountId)| Follow {
                id: self.id(),
                source: *source,
                target: *target,
                accepted: true,
                reposts: true,
                notify: false,
                languages: Vec::new(),
            };
            let some: Vec<Follow> = some.iter().map(follow).collect();
            self.write(move |tx| {
                Box::pin(async move {
                    for (source, target) in store::relations::insert_follows(tx, &some, at).await? {
                        tx.log(at, Event::RelationChanged { source, target });
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }
}
