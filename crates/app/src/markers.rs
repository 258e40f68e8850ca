//! Remembering how far a member has read.

use crate::{Actor, App, Result};
use model::Event;
use store::markers::Marker;

/// The timelines a place is remembered in.
pub const MARKED: [&str; 2] = ["home", "notifications"];

impl App {
    /// A member's markers in the timelines named.
    pub async fn markers(&self, me: Actor, timelines: &[String]) -> Result<Vec<Marker>> {
        let markers = store::markers::of(&mut self.read().await?, me.account).await?;
        Ok(markers.into_iter().filter(|marker| timelines.contains(&marker.timeline)).collect())
    }

    /// Moves markers, each a timeline of [`MARKED`] and the last id read; answers those moved.
    /// Writes come one at a time, so two devices never conflict: the later one wins.
    pub async fn mark_read(&self, me: Actor, places: Vec<(&'static str, i64)>) -> Result<Vec<Marker>> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let mut moved = Vec::new();
                for (timeline, last) in places {
                    moved.push(store::markers::put(tx, me, timeline, last, now).await?);
                }
                // What is unread is counted from there.
                tx.log(now, Event::NotificationsChanged { owner: me, merged: false });
                Ok(moved)
            })
        })
        .await
    }
}
