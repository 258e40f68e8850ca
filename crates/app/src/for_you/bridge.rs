//! Which posts people who usually disagree both find good, reckoned now and then from a sample in memory.

use crate::jobs::look_again_and_again;
use crate::{App, Error, Result};
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(10 * 60);

impl App {
    /// Reckons it for as long as the app is open. A server where nobody asks for "For you" pays nothing.
    pub(crate) fn start_bridging(&self) {
        look_again_and_again(self, EVERY, "posts that bridge", |app| async move { app.bridge_posts().await });
    }

    async fn bridge_posts(&self) -> Result<()> {
        let ratings = feed::bridging::posts::ratings(&self.inner.world.known.read().index);
        if ratings.is_empty() {
            return Ok(());
        }
        let reckoned = tokio::task::spawn_blocking(move || feed::bridging::posts::approved(&ratings));
        let agreed = reckoned.await.map_err(|error| Error::internal("posts that bridge", error))?;
        tracing::debug!(posts = agreed.len(), "posts that both sides find good");
        self.inner.world.known.write().index.bridge(&agreed);
        Ok(())
    }
}
