//! What words mean here, learned from what members wrote and let be compared, once somebody looks for something
//! that way: without a model of anybody's, in memory alone, anew now and then, and without what was taken back.
//!
//! Learning reads the newest texts twice: once for the words ([`meaning::Meaning`]), once for the vector of each
//! post ([`meaning::Shelf`]). From then on new posts are put on the shelf as they come, and what must not be there
//! any more is taken away; whatever is found is held against the rows besides.

use crate::jobs::look_again_and_again;
use crate::views::Observer;
use crate::{App, Error, Result};
use assistant::words::content;
use meaning::{Corpus, Meaning, Plan, Shelf};
use model::{AccountId, Event, Logged, PostId};
use parking_lot::{Mutex, RwLock};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::learnable::{self, Learnable};
use text::scan::{Kind, scan};

/// Texts words are learned from, the newest.
const TEXTS: usize = 25_000;
/// Posts with a vector, the newest.
const SHELF: usize = 50_000;
/// Posts looked at for those, whether they may be used or not.
const LOOKED_AT: usize = 200_000;
/// Posts looked at at once.
const PAGE: usize = 500;
/// How often it is looked for what is new.
const LOOK: Duration = Duration::from_secs(5);
/// After learning there is a rest of so many times as long as it took.
const REST: u32 = 100;
/// And of this at least, once there is more than a village's worth to learn from.
const PAUSE: Duration = Duration::from_secs(600);
/// Texts of a village: there it is learned anew as soon as something happened.
const FEW: usize = 500;
/// Learned anew once so many texts have come for each one it was learned from: a tenth.
const GROWN: usize = 10;

/// What was learned last, and what has changed since.
#[derive(Default)]
pub(crate) struct Learned {
    known: RwLock<Option<Known>>,
    changed: Mutex<Changed>,
    /// Somebody looked for something by what it means: where nobody does, nothing is learned.
    wanted: AtomicBool,
}

struct Known {
    meaning: Arc<Meaning>,
    shelf: Shelf,
    /// The last post that was looked at.
    at: PostId,
    /// How many texts it was learned from, and how many came since.
    texts: usize,
    since: usize,
    /// Whether something it was learned from was taken back since.
    outdated: bool,
    /// Not before this is anything learned anew.
    rests_until: Instant,
}

/// What has to be looked at again.
#[derive(Default)]
struct Changed {
    posts: HashSet<PostId>,
    /// People who said something about their words, or who may be found or not.
    authors: HashSet<AccountId>,
}

impl Observer for Learned {
    fn observe(&self, logged: &Logged) {
        if !self.wanted.load(Ordering::Relaxed) {
            return;
        }
        match &logged.event {
            // Looked at again as well: what is being learned just now may hold it.
            Event::Deleted(facts) | Event::Edited(facts) => {
                self.take_away(facts.id);
                self.changed.lock().posts.insert(facts.id);
            }
            Event::ConsentChanged { account, .. }
            | Event::AccountSuspended { account, .. }
            | Event::AccountChanged { account } => {
                self.changed.lock().authors.insert(*account);
            }
            _ => {}
        }
    }
}

impl Learned {
    fn take_away(&self, post: PostId) {
        if let Some(known) = self.known.write().as_mut() {
            known.outdated |= known.shelf.remove(post.0);
        }
    }

    /// The posts nearest to a text, the nearest first, each with how near it is (cosine); none where too little
    /// is known.
    pub(super) fn near(&self, text: &str, most: usize) -> Vec<(PostId, f32)> {
        self.wanted.store(true, Ordering::Relaxed);
        let known = self.known.read();
        let Some(known) = known.as_ref() else { return Vec::new() };
        let Some(vector) = known.meaning.vector(&words(text)) else { return Vec::new() };
        let near = known.shelf.nearest(&vector, most);
        near.into_iter().map(|(id, cosine)| (PostId(id), cosine)).collect()
    }
}

impl App {
    /// Learns for as long as the app is open, where there is an assistant.
    pub(crate) fn start_learning_words(&self) {
        if self.has_assistant() {
            look_again_and_again(self, LOOK, "what words mean", |app| async move { app.learn_words().await });
        }
    }

    async fn learn_words(&self) -> Result<()> {
        if !self.inner.learned.wanted.load(Ordering::Relaxed) {
            return Ok(());
        }
        if self.inner.learned.known.read().as_ref().is_none_or(Known::is_old) {
            return self.learn_words_anew().await;
        }
        self.look_at_changes().await?;
        loop {
            let Some(at) = self.inner.learned.known.read().as_ref().map(|known| known.at) else {
                return Ok(());
            };
            let (found, last) = learnable::after(&mut self.read().await?, at, self.now(), PAGE).await?;
            let Some(last) = last else { return Ok(()) };
            self.shelve(found, last).await?;
        }
    }

    async fn learn_words_anew(&self) -> Result<()> {
        let begun = Instant::now();
        // What changes from here on is looked at again afterwards.
        *self.inner.learned.changed.lock() = Changed::default();
        let newest = learnable::newest(&mut self.read().await?).await?;
        let mut corpus = Corpus::default();
        self.each_page(newest, |found| {
            for one in found {
                corpus.add(one.author.0.unsigned_abs(), &words(&one.text));
            }
            corpus.len() < TEXTS
        })
        .await?;
        let texts = corpus.len();
        let learn = move || Meaning::learn(&corpus, &Plan::default());
        let learned = tokio::task::spawn_blocking(learn).await;
        let meaning = Arc::new(learned.map_err(|error| Error::internal("what words mean", error))?);
        let mut shelf = Shelf::new(meaning.dimensions(), SHELF);
        self.each_page(newest, |found| {
            for one in found {
                if let Some(vector) = meaning.vector(&words(&one.text)) {
                    shelf.add(one.id.0, &vector);
                }
            }
            shelf.len() < SHELF
        })
        .await?;
        let took = begun.elapsed();
        let pause = if texts < FEW { Duration::ZERO } else { PAUSE };
        let rests_until = Instant::now() + (took * REST).max(pause);
        tracing::debug!(texts, posts = shelf.len(), ?took, "what words mean has been learned");
        let known = Known { meaning, shelf, at: newest, texts, since: 0, outdated: false, rests_until };
        *self.inner.learned.known.write() = Some(known);
        Ok(())
    }

    /// Goes through what may be learned from, newest first, until `take` has enough.
    async fn each_page(&self, newest: PostId, mut take: impl FnMut(Vec<Learnable>) -> bool) -> Result<()> {
        let mut before = PostId(newest.0.saturating_add(1));
        for _ in 0..LOOKED_AT / PAGE {
            let (found, next) = learnable::before(&mut self.read().await?, before, self.now(), PAGE).await?;
            let more = take(found);
            let Some(next) = next.filter(|_| more) else { break };
            before = next;
            // Reading words takes its time; others are let in between pages.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Puts new posts on the shelf.
    async fn shelve(&self, found: Vec<Learnable>, last: PostId) -> Result<()> {
        let learned = Arc::clone(&self.inner.learned);
        let put = move || {
            let mut known = learned.known.write();
            let Some(known) = known.as_mut() else { return };
            known.at = known.at.max(last);
            for one in found {
                known.since += 1;
                if let Some(vector) = known.meaning.vector(&words(&one.text)) {
                    known.shelf.add(one.id.0, &vector);
                }
            }
        };
        tokio::task::spawn_blocking(put).await.map_err(|error| Error::internal("new posts", error))
    }

    /// Looks again at what was edited, and at all of whoever said something about their words.
    async fn look_at_changes(&self) -> Result<()> {
        let Changed { mut posts, authors } = std::mem::take(&mut *self.inner.learned.changed.lock());
        let mut rows = self.read().await?;
        for author in authors {
            posts.extend(learnable::of_author(&mut rows, author, SHELF).await?);
        }
        let posts: Vec<PostId> = posts.into_iter().collect();
        for some in posts.chunks(PAGE) {
            let found = learnable::among(&mut rows, some, self.now()).await?;
            let allowed: HashSet<PostId> = found.iter().map(|one| one.id).collect();
            some.iter()
                .filter(|post| !allowed.contains(post))
                .for_each(|post| self.inner.learned.take_away(*post));
            self.shelve(found, PostId::default()).await?;
        }
        Ok(())
    }
}

impl Known {
    /// Whether it is time to learn anew.
    fn is_old(&self) -> bool {
        let enough = if self.texts < FEW { 0 } else { self.texts / GROWN };
        (self.outdated || self.since > enough) && Instant::now() >= self.rests_until
    }
}

/// The words of a text that carry its meaning, as stems: without links and names.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    let mut from = 0;
    let mut take = |piece: &str| stems.extend(content(piece).into_iter().map(|word| word.stem));
    for entity in scan(text) {
        if matches!(entity.kind, Kind::Link(_) | Kind::Mention { .. }) {
            take(&text[from..entity.range.start]);
            from = entity.range.end;
        }
    }
    take(&text[from..]);
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_names_say_nothing_about_meaning() {
        assert_eq!(
            words("@ada The #GoldenCrust loaves, see https://bread.example/recipes please"),
            ["golden", "crust", "loaf", "see"]
        );
    }
}
