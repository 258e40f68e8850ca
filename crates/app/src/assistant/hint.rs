//! What a provider's moderation says of reported posts: a hint beside the report, and nothing else follows
//! from it. Only posts that everybody may read are shown to it.

use super::offered::Model;
use crate::{App, Error, Result};
use std::collections::HashMap;
use std::sync::Arc;

pub use store::reports::Hint as ReportHint;

/// Characters that are looked at.
const CHARACTERS: usize = 8_000;

impl App {
    fn moderation(&self) -> Option<&Arc<Model>> {
        self.inner.models.first().filter(|model| model.config.moderates && model.client.profile().moderations)
    }

    /// Whether a hint about reports is looked for.
    pub(crate) fn has_hints(&self) -> bool {
        self.moderation().is_some()
    }

    /// Asks about a report.
    pub(crate) async fn hint_report(&self, id: i64) -> Result<()> {
        let Some(model) = self.moderation() else { return Ok(()) };
        let Some(report) = self.reports(&[id]).await?.pop() else { return Ok(()) };
        let open = self.visible_posts(&report.posts, None).await?;
        let views = self.post_views(&open).await?;
        let words: Vec<String> = views.iter().map(crate::PostView::plain_words).collect();
        let words: String = words.join("\n\n").chars().take(CHARACTERS).collect();
        if words.trim().is_empty() {
            return Ok(());
        }
        let said = model.client.moderate(&words, rand::random::<f64>).await;
        let said = said.map_err(|error| Error::unavailable("the moderation of the model", error))?;
        let hint =
            ReportHint { flagged: said.flagged, scores: said.scores, provider: model.provider().to_owned() };
        let now = self.now();
        self.write(move |tx| Box::pin(async move { Ok(store::reports::hint(tx, id, &hint, now).await?) }))
            .await
    }

    /// Hints about reports, for the moderators who are told of these.
    pub async fn report_hints(&self, reports: &[i64]) -> Result<HashMap<i64, ReportHint>> {
        Ok(store::reports::hints(&mut self.read().await?, reports).await?.into_iter().collect())
    }
}
