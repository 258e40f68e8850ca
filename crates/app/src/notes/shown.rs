//! The notes that are shown under posts, in memory: pages look them up as they look up nothing else.
//!
//! Filled when first asked for; events say which post to look at again.

use crate::views::Observer;
use crate::{App, Result};
use model::limits::NOTES_KEPT;
use model::{Event, Logged, NoteId, PostId, Time};
use parking_lot::{Mutex, RwLock};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::notes::{Note, Numbers};
use tokio::sync::Mutex as Turn;

/// A note as it is shown under its post.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownNote {
    /// Its id.
    pub id: NoteId,
    /// What it says.
    pub text: String,
    /// Where that can be looked up.
    pub sources: Vec<String>,
    /// Since when it is shown.
    pub since: Time,
    /// What that rests on.
    pub numbers: Numbers,
}

/// The notes that are shown.
#[derive(Default)]
pub(crate) struct ShownNotes {
    by_post: RwLock<HashMap<PostId, Arc<ShownNote>>>,
    /// Whether anything is to be read before the map is right.
    behind: AtomicBool,
    stale: Mutex<Stale>,
    turn: Turn<()>,
    /// Notes are judged by one at a time.
    pub(super) judging: Turn<()>,
}

#[derive(Default)]
struct Stale {
    /// Whether it was ever filled, and need not be filled anew.
    filled: bool,
    posts: HashSet<PostId>,
}

impl Observer for ShownNotes {
    fn observe(&self, logged: &Logged) {
        match &logged.event {
            Event::NoteChanged { post } => {
                self.stale.lock().posts.insert(*post);
            }
            Event::Deleted(post) => {
                self.by_post.write().remove(&post.id);
                return;
            }
            // Their notes are not shown any more, or again.
            Event::AccountSuspended { .. } => self.stale.lock().filled = false,
            _ => return,
        }
        self.behind.store(true, Ordering::Release);
    }
}

impl App {
    /// The notes shown under some posts.
    pub async fn notes_shown(&self, posts: &[PostId]) -> Result<HashMap<PostId, Arc<ShownNote>>> {
        let shown = &self.inner.notes;
        if shown.behind.load(Ordering::Acquire) || !shown.stale.lock().filled {
            self.read_shown_notes().await?;
        }
        let by_post = shown.by_post.read();
        if by_post.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(posts.iter().filter_map(|post| Some((*post, Arc::clone(by_post.get(post)?)))).collect())
    }

    async fn read_shown_notes(&self) -> Result<()> {
        let shown = &self.inner.notes;
        let _turn = shown.turn.lock().await;
        // What happens from here on is looked at the next time.
        shown.behind.store(false, Ordering::Release);
        let (filled, stale) = {
            let mut stale = shown.stale.lock();
            let filled = std::mem::replace(&mut stale.filled, true);
            (filled, std::mem::take(&mut stale.posts).into_iter().collect::<Vec<PostId>>())
        };
        let read = self.read_notes_of(filled, &stale).await;
        match read {
            Ok(notes) => {
                let mut by_post = shown.by_post.write();
                if filled {
                    stale.iter().for_each(|post| drop(by_post.remove(post)));
                } else {
                    by_post.clear();
                }
                keep_best(&mut by_post, notes);
                Ok(())
            }
            Err(error) => {
                shown.stale.lock().filled = false;
                Err(error)
            }
        }
    }

    async fn read_notes_of(&self, filled: bool, stale: &[PostId]) -> Result<Vec<Note>> {
        let mut rows = self.read().await?;
        if !filled {
            return Ok(store::notes::helpful(&mut rows, None, NOTES_KEPT).await?);
        }
        let mut notes = Vec::new();
        for some in stale.chunks(500) {
            notes.extend(store::notes::helpful(&mut rows, Some(some), NOTES_KEPT).await?);
        }
        Ok(notes)
    }
}

/// Under each post, the note that is most helpful to either side.
fn keep_best(by_post: &mut HashMap<PostId, Arc<ShownNote>>, notes: Vec<Note>) {
    for note in notes {
        let better = by_post.get(&note.post).is_none_or(|kept| kept.numbers.helpful < note.numbers.helpful);
        if better {
            let Note { id, post, text, sources, since, numbers, .. } = note;
            by_post.insert(post, Arc::new(ShownNote { id, text, sources, since, numbers }));
        }
    }
}
