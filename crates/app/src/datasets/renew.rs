//! Lists of withdrawn rows that keep up: whoever takes something back finds it in the list of every release
//! they are in within a minute, without anybody having to run a command.

use crate::jobs::{Job, later};
use crate::{App, Result};
use model::{AccountId, Time};
use store::Tx;

/// What happens within so many milliseconds is put into a list together.
const TOGETHER: i64 = 10_000;
/// After the end of such a while, so that what was begun in it is kept.
const SLACK: i64 = 3_000;

/// Something of an account may no longer be used: the lists of the releases it is in are made anew soon.
pub(crate) async fn renew_later(tx: &mut Tx, account: AccountId, now: Time) -> Result<()> {
    for dataset in store::datasets::holding(tx, account).await? {
        let slot = now.millis().div_euclid(TOGETHER);
        let at = Time::from_millis((slot + 1) * TOGETHER + SLACK);
        // A key a while, so that one job neither puts off another nor stands for what came after it began.
        let unique = format!("revocations-{dataset}-{slot}");
        later(tx, &Job::RenewRevocations { dataset }, Some(&unique), at).await?;
    }
    Ok(())
}

impl App {
    /// Signs the list of a release anew.
    pub(crate) async fn renew_revocations(&self, dataset: i64) -> Result<()> {
        let release = store::datasets::name_of(&mut self.read().await?, dataset).await?;
        let Some(release) = release else { return Ok(()) };
        let list = self.revoke_dataset(&release).await?;
        tracing::info!(release, rows = list.rows.len(), "a list of withdrawn rows has been renewed");
        Ok(())
    }
}
