//! Muting accounts, for a time or for good.

use crate::{Actor, App, Error, Result};
use model::{AccountId, Event};
use std::time::Duration;

impl App {
    /// Mutes an account: its posts stay out of the member's timelines, and its notifications too
    /// unless they are wanted. `lasting` none is for good.
    pub async fn mute(
        &self,
        me: Actor,
        target: AccountId,
        notifications: bool,
        lasting: Option<Duration>,
    ) -> Result<()> {
        let (now, id, me) = (self.now(), self.id::<i64>(), me.account);
        if me == target {
            return Err(Error::forbidden());
        }
        let until = lasting.map(|lasting| now.plus(lasting));
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                store::relations::put_mute(tx, id, me, target, notifications, until).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await?;
        self.noticed(me, target, &[], feed::Kind::Mute);
        Ok(())
    }

    /// Ends a mute.
    pub async fn unmute(&self, me: Actor, target: AccountId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                store::relations::remove_mute(tx, me, target).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await
    }
}
