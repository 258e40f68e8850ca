//! Going on: something every few seconds.

use super::stage::{Slot, Stage};
use demo::Happening;
use std::time::Duration;

/// The mean time between two happenings.
const PACE: Duration = Duration::from_secs(4);

impl Stage {
    /// Lets things happen for as long as it is polled.
    pub async fn go_on(mut self) {
        let mut waits = 0_u64;
        loop {
            // Not as a clock ticks: between a half and one and a half of the pace.
            waits = waits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            tokio::time::sleep(PACE / 2 + PACE * u32::try_from(waits >> 48).unwrap_or_default() / 65_536)
                .await;
            let now = self.app.now();
            let happening = self.world.next(now.millis());
            let slot = matches!(happening, Happening::Post(_)).then(|| self.posts.len());
            if slot.is_some() {
                self.posts.push(Slot::new());
            }
            let id = self.post_id(now);
            let done = self.act(&happening, id).await;
            if let Err(error) = &done {
                tracing::debug!(%error, "something of the world was refused");
            }
            if let Some(slot) = slot.and_then(|slot| self.posts.get(slot)) {
                slot.set(done.ok().map(|()| id)).ok();
            }
        }
    }
}
