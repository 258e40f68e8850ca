//! Accounts whose address was never confirmed: whoever joined with a slip in the address, or with somebody else's,
//! holds a name and an address that nobody uses. After a while they go as an account that is erased does, and both
//! are free again.

use crate::{App, Result};
use model::limits::{UNCONFIRMED_AT_ONCE, UNCONFIRMED_DAYS};
use std::time::Duration;

/// How long an address may wait to be confirmed.
const WAITS: Duration = Duration::from_secs(UNCONFIRMED_DAYS * 24 * 3_600);
/// How often they are looked for.
const LOOK: Duration = Duration::from_secs(3_600);

impl App {
    /// Has accounts erased that were never confirmed, now and then, for as long as the app is open.
    pub(crate) fn start_sweeping_unconfirmed(&self) {
        let look = |app: Self| async move { app.sweep_unconfirmed().await.map(|_| ()) };
        crate::jobs::look_again_and_again(self, LOOK, "accounts that were never confirmed", look);
    }

    /// Begins to erase the accounts that were to be confirmed long ago and have no link left to do so; how many.
    /// Where no mail is sent nobody is asked to confirm anything, and nobody goes.
    pub async fn sweep_unconfirmed(&self) -> Result<usize> {
        if !self.sends_mail() {
            return Ok(0);
        }
        let (now, mut swept) = (self.now(), 0);
        loop {
            let mut rows = self.read().await?;
            let some =
                store::members::unconfirmed(&mut rows, now.minus(WAITS), now, UNCONFIRMED_AT_ONCE).await?;
            drop(rows);
            if some.is_empty() {
                return Ok(swept);
            }
            for account in some {
                self.erase_unconfirmed(account).await?;
                swept += 1;
            }
        }
    }
}
