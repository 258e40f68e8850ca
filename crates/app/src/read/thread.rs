//! A post's thread.

use crate::{App, Error, Result};
use model::PostId;
use model::limits::{THREAD_ANCESTORS, THREAD_DESCENDANTS};
use model::visibility::Viewer;
use std::collections::HashMap;

/// How much of a thread a visitor without an account is shown, as on servers of this kind: threads
/// are costly, and strangers can wait for a log-in.
const VISITOR: usize = 60;

/// What is above and below a post.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// What it answers, first of the thread first.
    pub above: Vec<PostId>,
    /// What answers it, each before its own answers.
    pub below: Vec<PostId>,
}

impl App {
    /// The thread around a post, as far as the viewer may see it and does not hide it.
    pub async fn thread(&self, id: PostId, viewer: Viewer) -> Result<Thread> {
        let (most_above, most_below) =
            if viewer.is_some() { (THREAD_ANCESTORS, THREAD_DESCENDANTS) } else { (VISITOR, VISITOR) };
        let mut rows = self.read().await?;
        let post = store::posts::visible_to(&mut rows, id, viewer).await?.ok_or(Error::NotFound)?;
        let above = store::posts::ancestors(&mut rows, &post, viewer, most_above).await?;
        let below = store::posts::descendants(&mut rows, id, viewer, most_below).await?;
        drop(rows);
        let below = in_reading_order(id, &below);
        Ok(Thread { above: self.unhidden(above, viewer).await?, below: self.unhidden(below, viewer).await? })
    }

    /// Leaves out posts of accounts the viewer hides.
    pub(crate) async fn unhidden(&self, posts: Vec<PostId>, viewer: Viewer) -> Result<Vec<PostId>> {
        let Some(viewer) = viewer else { return Ok(posts) };
        let state = self.reader(viewer).await?;
        let mut rows = self.read().await?;
        let authors: HashMap<PostId, model::AccountId> =
            store::posts::authors(&mut rows, &posts).await?.into_iter().collect();
        let (feeds, now) = (self.feeds().read(), self.now());
        let shown = |post: &PostId| {
            authors.get(post).is_some_and(|author| !state.reader.hides_account(&feeds, *author, now))
        };
        Ok(posts.into_iter().filter(shown).collect())
    }
}

/// Depth first: every answer is followed by its own answers before the next one.
fn in_reading_order(root: PostId, below: &[(PostId, PostId)]) -> Vec<PostId> {
    let mut answers: HashMap<PostId, Vec<PostId>> = HashMap::new();
    for (post, to) in below {
        answers.entry(*to).or_default().push(*post);
    }
    let mut order = Vec::with_capacity(below.len());
    let mut waiting: Vec<PostId> = answers.remove(&root).unwrap_or_default().into_iter().rev().collect();
    while let Some(post) = waiting.pop() {
        order.push(post);
        waiting.extend(answers.remove(&post).unwrap_or_default().into_iter().rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_before_the_next_answer() {
        let below = [(2, 1), (3, 1), (4, 2), (5, 3), (6, 4)].map(|(post, to)| (PostId(post), PostId(to)));
        let order: Vec<i64> = in_reading_order(PostId(1), &below).iter().map(|post| post.0).collect();
        assert_eq!(order, [2, 4, 6, 3, 5]);
    }
}
