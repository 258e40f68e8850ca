//! What was over when the program began: forecasts ask whom a cascade began with and who passes it on.

use super::home::Home;
use super::live::{Tracked, first_joined};
use crate::{App, Result};
use ::radar::cascade::Event;
use model::{PostId, Time};
use std::collections::HashMap;

/// Cascades read again at the start, the newest first.
const REMEMBERED: usize = 1_000;
/// Of these so many at once.
const BATCH: usize = 100;

/// Has the cascades that were over by a moment remembered, of posts that were forecast.
pub(super) async fn remember(app: &App, home: &mut Home, before: Time) -> Result<()> {
    over(app, before, REMEMBERED, |one, _| home.remember(&one)).await
}

/// Tells of the newest so many cascades of posts that were forecast and were over by a moment, with all that happened,
/// the oldest first: who was in several is known best by the last.
pub(super) async fn over(
    app: &App,
    before: Time,
    most: usize,
    mut tell: impl FnMut(Tracked, Vec<Event>),
) -> Result<()> {
    let mut rows = app.read().await?;
    let first = first_joined(&mut rows).await?;
    let posts = store::radar::posts_before(&mut rows, model::id::first_at(before), most).await?;
    for some in posts.rchunks(BATCH) {
        let roots = store::radar::roots(&mut rows, some).await?;
        let mut over: HashMap<PostId, (Tracked, Vec<Event>)> = roots
            .iter()
            .filter(|root| root.at < before)
            .map(|root| (root.id, (Tracked::new(root), Vec::new())))
            .collect();
        for step in &store::radar::steps_of(&mut rows, first, some).await? {
            if let Some((one, events)) = over.get_mut(&step.root) {
                events.extend(one.take(step));
            }
        }
        let mut over: Vec<(PostId, (Tracked, Vec<Event>))> = over.into_iter().collect();
        over.sort_by_key(|(post, _)| *post);
        over.into_iter().for_each(|(_, (one, events))| tell(one, events));
    }
    Ok(())
}
