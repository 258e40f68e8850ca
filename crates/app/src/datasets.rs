//! Releases of consented posts: made, withdrawn from, looked at.
//!
//! Who agreed is asked in SQL, by the one predicate of the ledger; what a row is and which texts are left out
//! is the business of the `dataset` crate. Here the two meet: [`build`] streams one into the other and asks
//! again, before it signs, whether every consent still stands.

mod build;
mod folder;
mod keys;
pub mod place;
mod renew;
mod revoke;
mod threads;

pub use build::{BuiltDataset, DatasetOrder, DatasetProgress};
pub use folder::Folder as DatasetFolder;
pub(crate) use renew::renew_later;
pub(crate) use threads::ASK_REASON;

pub use dataset::Report as DatasetReport;
pub use store::datasets::{Mine as DatasetRow, Release as DatasetRelease, Standing as DatasetStanding};

use crate::{Actor, App, Error, Result};
use model::{PostId, Time};

impl App {
    /// Releases made before the one numbered `before`, the newest first.
    pub async fn datasets(&self, before: Option<i64>, limit: usize) -> Result<Vec<DatasetRelease>> {
        let mut conn = self.read().await?;
        Ok(store::datasets::all(&mut conn, before.unwrap_or(i64::MAX), limit).await?)
    }

    /// A release by its name.
    pub async fn dataset(&self, release: &str) -> Result<DatasetRelease> {
        store::datasets::named(&mut self.read().await?, release).await?.ok_or(Error::NotFound)
    }

    /// The numbers of a release.
    pub fn dataset_report(&self, release: &DatasetRelease) -> Result<DatasetReport> {
        serde_json::from_str(&release.report).map_err(|error| Error::internal("a release's report", error))
    }

    /// A member's own posts in a release, the newest first, and how many there are in all.
    pub async fn mine_in_dataset(
        &self,
        me: Actor,
        release: &str,
        before: Option<PostId>,
        limit: usize,
    ) -> Result<(Vec<DatasetRow>, i64)> {
        let dataset = self.dataset(release).await?.id;
        let before = before.unwrap_or(PostId(i64::MAX));
        let mut conn = self.read().await?;
        Ok(store::datasets::mine(&mut conn, dataset, me.account, before, limit).await?)
    }

    /// How a row of a release stands.
    pub async fn dataset_row(&self, release: &str, row: &str) -> Result<DatasetStanding> {
        let dataset = self.dataset(release).await?.id;
        store::datasets::standing(&mut self.read().await?, dataset, row).await?.ok_or(Error::NotFound)
    }
}

/// A release's own clock reading, for names nobody chose.
fn default_release(now: Time) -> String {
    let moment: String = now.iso().chars().filter(char::is_ascii_digit).take(14).collect();
    format!("r{moment}")
}

impl From<dataset::Error> for Error {
    fn from(error: dataset::Error) -> Self {
        match error {
            dataset::Error::Empty(_) | dataset::Error::Wrong(_) => Self::invalid(error.to_string()),
            other => Self::unavailable("the dataset", other),
        }
    }
}
