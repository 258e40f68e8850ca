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
    let posts = over_by(&mut app.read().await?, before, REMEMBERED).await?;
    read(app, &posts, |one, _| home.remember(&one)).await
}

/// The newest so many posts that were forecast and began before a moment, the oldest first: who was in several cascades
/// is known best by the last.
pub(super) async fn over_by(rows: &mut store::Conn, before: Time, most: usize) -> Result<Vec<PostId>> {
    let mut posts = store::radar::posts_before(rows, model::id::first_at(before), most).await?;
    posts.reverse();
    Ok(posts)
}

/// Tells of the cascades of posts, in the order given, with all that happened.
pub(super) async fn read(
    app: &App,
    posts: &[PostId],
    mut tell: impl FnMut(Tracked, Vec<Event>),
) -> Result<()> {
    let mut rows = app.read().await?;
    let first = first_joined(&mut rows).await?;
    for some in posts.chunks(BATCH) {
        let roots = store::radar::roots(&mut rows, some).await?;
        let mut over: HashMap<PostId, (Tracked, Vec<Event>)> =
            roots.iter().map(|root| (root.id, (Tracked::new(root), Vec::new()))).collect();
        for step in &store::radar::steps_of(&mut rows, first, some).await? {
            if let Some((one, events)) = over.get_mut(&step.root) {
                events.extend(one.take(step));
            }
        }
        for post in some {
            if let Some((one, events)) = over.remove(post) {
                tell(one, events);
            }
        }
    }
    Ok(())
}
