//! Rows whose consent has ended since their release was signed.

use crate::{App, Error, Result};
use consent::{Purpose, Purposes};
use dataset::release::Manifest;
use dataset::release::revocation::Revocations;
use model::{PostId, Time};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::consent::Wanted;
use store::datasets::Release;

/// Posts asked about at once.
const CHUNK: usize = 500;

impl App {
    /// Looks at every post of a release again and signs the list of rows to be left out from now on. A row
    /// is withdrawn when one of its posts may no longer be used, is gone, or was edited, or when of two who
    /// answered each other in it one has blocked the other.
    pub async fn revoke_dataset(&self, release: &str) -> Result<Revocations> {
        let dataset = self.dataset(release).await?;
        let now = self.now();
        self.note_withdrawn(&dataset, now).await?;
        let rows = store::datasets::revoked(&mut self.read().await?, dataset.id).await?;
        let wrong = |error: serde_json::Error| Error::internal("a manifest", error);
        let manifest: Manifest = serde_json::from_str(&dataset.manifest).map_err(wrong)?;
        let mut list = Revocations {
            release: dataset.release.clone(),
            merkle_root: manifest.merkle_root,
            at: now.iso(),
            rows,
            signature: None,
        };
        list.sign(&self.dataset_signer()?)?;
        let text = serde_json::to_string(&list).map_err(wrong)?;
        let id = dataset.id;
        self.write(move |tx| {
            Box::pin(async move { Ok(store::datasets::set_revocations(tx, id, &text).await?) })
        })
        .await?;
        Ok(list)
    }

    async fn note_withdrawn(&self, dataset: &Release, now: Time) -> Result<()> {
        let words: Vec<Purpose> = dataset.purposes.split(',').filter_map(|word| word.parse().ok()).collect();
        let wanted = Wanted {
            purposes: words.into_iter().collect::<Purposes>(),
            cutoff: now,
            since: None,
            until: None,
        };
        let (id, mut after) = (dataset.id, PostId(0));
        loop {
            let mut conn = self.read().await?;
            let rows = store::datasets::rows_after(&mut conn, id, after, CHUNK).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.post;
            let posts: Vec<PostId> = rows.iter().map(|row| row.post).collect();
            let still = store::datasets::still(&mut conn, &wanted, &posts).await?;
            let parted: HashSet<PostId> =
                store::datasets::parted_since(&mut conn, id, &posts).await?.into_iter().collect();
            drop(conn);
            let versions: HashMap<PostId, i64> =
                still.into_iter().map(|one| (one.id, one.edited_at.map_or(0, Time::millis))).collect();
            let gone: BTreeSet<String> = rows
                .into_iter()
                .filter(|row| versions.get(&row.post) != Some(&row.version) || parted.contains(&row.post))
                .map(|row| row.row)
                .collect();
            let gone: Vec<String> = gone.into_iter().collect();
            self.write(move |tx| {
                Box::pin(async move { Ok(store::datasets::revoke(tx, id, &gone, now).await.map(|_| ())?) })
            })
            .await?;
        }
    }
}
