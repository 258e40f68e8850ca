//! Taking notifications out of sight.

use crate::{App, Error, Result};
use model::{AccountId, Event, NotificationId};
use store::notifications::{groups, shown};

impl App {
    /// Takes one notification out of sight.
    pub async fn dismiss_notification(&self, me: AccountId, id: NotificationId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if !shown::remove(tx, me, id).await? {
                    return Err(Error::NotFound);
                }
                tx.log(now, Event::NotificationsChanged { owner: me, merged: false });
                Ok(())
            })
        })
        .await
    }

    /// Takes a group of notifications out of sight. One that is gone already is no mistake.
    pub async fn dismiss_group(&self, me: AccountId, key: &str) -> Result<()> {
        let (now, key) = (self.now(), key.to_owned());
        self.write(move |tx| {
            Box::pin(async move {
                groups::remove(tx, me, &key).await?;
                tx.log(now, Event::NotificationsChanged { owner: me, merged: false });
                Ok(())
            })
        })
        .await
    }

    /// Takes all of a member's notifications out of sight.
    pub async fn clear_notifications(&self, me: AccountId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                shown::clear(tx, me).await?;
                tx.log(now, Event::NotificationsChanged { owner: me, merged: false });
                Ok(())
            })
        })
        .await
    }
}
