//! Forecasts in the ranking, where the administrator lets them in.
//!
//! A forecast that moves its post up in "For you" helps itself to come true, so this is off unless it is asked for,
//! and the scoreboard says when it is on.

use crate::jobs::look_again_and_again;
use crate::{App, Result};
use std::time::Duration;

/// How often the ranking hears of forecasts.
const EVERY: Duration = Duration::from_secs(60);

impl App {
    /// Whether forecasts move posts in "For you" on this server.
    pub fn forecasts_rank(&self) -> bool {
        self.config().forecasts_rank
    }

    /// Tells the ranking of forecasts for as long as the app is open.
    pub(crate) fn start_foreseeing(&self) {
        look_again_and_again(
            self,
            EVERY,
            "forecasts in the ranking",
            |app| async move { app.foresee().await },
        );
    }

    /// Says how likely what burns is to be among the largest twentieth, where the ranking may know.
    pub(super) async fn foresee(&self) -> Result<()> {
        if !self.forecasts_rank() {
            return Ok(());
        }
        self.watch_fires().await?;
        let burning = self.burning()?;
        let likely: Vec<(i64, f32)> =
            burning.iter().map(|one| (one.fire.post.0, one.fire.told.forecast.p_top5)).collect();
        self.inner.world.known.write().index.foresee(&likely);
        Ok(())
    }
}
