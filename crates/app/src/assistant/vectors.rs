//! Posts found by what they say rather than by their words, with vectors of the server's first model. Only
//! posts of authors who let them be compared are sent to it; what is found goes through every check like
//! anything else. Vectors of different models, or of different lengths, are never compared.

use super::offered::Model;
use crate::views::Observer;
use crate::{App, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::{AccountId, Event, Logged, PostId};
use models::embeddings::AT_ONCE;
use parking_lot::RwLock;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Vectors that are compared: those of the newest posts.
const COMPARED: usize = 10_000;
/// Posts found by their vectors.
const NEAREST: usize = 100;
/// How often posts without one are looked for.
const LOOK: Duration = Duration::from_secs(5);
/// How long a question may wait for its own.
const PATIENCE: Duration = Duration::from_secs(2);
/// Characters of a text that count.
const CHARACTERS: usize = 2_000;
/// What tells ranks apart when two lists are merged (reciprocal rank fusion, Cormack et al., 2009).
const RANKS: f64 = 60.0;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What is in memory of them.
#[derive(Default)]
pub(crate) struct Vectors {
    known: RwLock<BTreeMap<PostId, Vec<f32>>>,
    /// The last post that was looked at.
    at: RwLock<PostId>,
    /// Somebody said something about the use of their words since they were last gone through.
    stale: AtomicBool,
}

impl Observer for Vectors {
    fn observe(&self, logged: &Logged) {
        match &logged.event {
            Event::Deleted(facts) => drop(self.known.write().remove(&facts.id)),
            Event::Edited(facts) => {
                self.known.write().remove(&facts.id);
                self.stale.store(true, Ordering::Release);
            }
            Event::ConsentChanged { .. } | Event::AccountSuspended { .. } => {
                self.stale.store(true, Ordering::Release);
            }
            _ => {}
        }
    }
}

impl Vectors {
    fn add(&self, post: PostId, mut vector: Vec<f32>) {
        let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
        if !length.is_finite() || length <= 0.0 {
            return;
        }
        vector.iter_mut().for_each(|number| *number /= length);
        let mut known = self.known.write();
        known.insert(post, vector);
        if known.len() > COMPARED {
            known.pop_first();
        }
    }

    /// The posts nearest to a vector, the nearest first.
    fn nearest(&self, vector: &[f32]) -> Vec<PostId> {
        let known = self.known.read();
        let near = |other: &[f32]| other.iter().zip(vector).map(|(one, other)| one * other).sum::<f32>();
        let same = known.iter().filter(|(_, other)| other.len() == vector.len());
        let mut all: Vec<(PostId, f32)> = same.map(|(post, other)| (*post, near(other))).collect();
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        all.truncate(NEAREST);
        all.into_iter().map(|(post, _)| post).collect()
    }
}

impl App {
    /// The server's first model and what it calls the one that makes vectors.
    fn embedder(&self) -> Option<(Arc<Model>, String)> {
        let first = self.inner.models.first()?;
        let name = first.config.embeddings.clone()?;
        first.client.profile().embeddings.then(|| (Arc::clone(first), name))
    }

    /// Makes vectors of new posts for as long as the app is open, where there is a model for that.
    pub(crate) fn start_vectors(&self) {
        if self.embedder().is_none() {
            return;
        }
        let app = self.clone();
        tokio::spawn(async move {
            if let Err(error) = app.load_vectors().await {
                tracing::warn!(?error, "vectors could not be read");
            }
            let look = |app: Self| async move {
                match app.make_vectors().await {
                    // The provider may rest; nothing waits for it.
                    Err(Error::Unavailable(error)) => {
                        tracing::info!(%error, "vectors are made later");
                        Ok(())
                    }
                    other => other,
                }
            };
            crate::jobs::look_again_and_again(&app, LOOK, "vectors", look);
        });
    }

    async fn load_vectors(&self) -> Result<()> {
        let Some((_, name)) = self.embedder() else { return Ok(()) };
        let rows = store::embeddings::newest(&mut self.read().await?, &name, COMPARED).await?;
        for (post, dimension, text) in rows.into_iter().rev() {
            if let Some(vector) = unpacked(&text).filter(|vector| vector.len() == dimension) {
                self.inner.vectors.add(post, vector);
            }
        }
        Ok(())
    }

    /// Lets go of the vectors of posts that may not be compared any more, and looks at all posts anew.
    async fn forget_vectors(&self) -> Result<()> {
        let now = self.now();
        self.write(move |tx| Box::pin(async move { Ok(store::embeddings::forget(tx, now).await?) })).await?;
        self.inner.vectors.known.write().clear();
        self.load_vectors().await?;
        *self.inner.vectors.at.write() = PostId::default();
        Ok(())
    }

    async fn make_vectors(&self) -> Result<()> {
        let Some((model, name)) = self.embedder() else { return Ok(()) };
        if self.inner.vectors.stale.swap(false, Ordering::AcqRel) {
            self.forget_vectors().await?;
        }
        loop {
            let after = *self.inner.vectors.at.read();
            let mut rows = self.read().await?;
            let posts = store::embeddings::missing(&mut rows, &name, after, self.now(), AT_ONCE).await?;
            drop(rows);
            let Some((last, _)) = posts.last() else { return Ok(()) };
            let last = *last;
            let texts: Vec<String> = posts.iter().map(|(_, text)| beginning(text)).collect();
            if !self.pays_for(&model, &texts).await? {
                return Ok(());
            }
            let vectors = model.client.embed(&name, &texts, rand::random::<f64>).await;
            let vectors = vectors.map_err(|error| Error::unavailable("the model of vectors", error))?;
            let made: Vec<(PostId, Vec<f32>)> = posts.iter().map(|(post, _)| *post).zip(vectors).collect();
            let (kept, by) = (made.clone(), name.clone());
            self.write(move |tx| {
                Box::pin(async move {
                    for (post, vector) in &kept {
                        store::embeddings::keep(tx, *post, &by, vector.len(), &packed(vector)).await?;
                    }
                    Ok(())
                })
            })
            .await?;
            for (post, vector) in made {
                self.inner.vectors.add(post, vector);
            }
            *self.inner.vectors.at.write() = last;
        }
    }

    /// Counts what vectors take towards what all members together may use a day; false where there is no
    /// room for it.
    async fn pays_for(&self, model: &Model, texts: &[String]) -> Result<bool> {
        let day = self.now().millis().div_euclid(DAY);
        let bytes: usize = texts.iter().map(String::len).sum();
        let tokens = i64::try_from(bytes / 2).unwrap_or(i64::MAX);
        let most = model.config.all_tokens;
        self.write(move |tx| {
            Box::pin(async move {
                let (spent, _) = store::answers::spent(tx, None, day).await?;
                let fits = spent.saturating_add(tokens) <= most;
                if fits {
                    // Nobody's own.
                    store::answers::spend(tx, AccountId(0), day, tokens, 0).await?;
                }
                Ok(fits)
            })
        })
        .await
    }

    /// What was found by words, and what a vector of the question finds, as one list. A question goes to the
    /// provider of vectors only where it goes there anyway.
    pub(super) async fn with_nearest(
        &self,
        me: AccountId,
        question: &str,
        found: Vec<PostId>,
    ) -> Vec<PostId> {
        let nearest = async {
            let (model, name) = self.embedder()?;
            let asked = self.model_of(me).await.ok()??;
            let theirs = Arc::ptr_eq(&asked, &model) && !self.inner.vectors.known.read().is_empty();
            if !theirs || !self.pays_for(&model, &[question.to_owned()]).await.ok()? {
                return None;
            }
            let texts = [beginning(question)];
            let vector = model.client.embed(&name, &texts, rand::random::<f64>);
            let vector = tokio::time::timeout(PATIENCE, vector).await.ok()?.ok()?.pop()?;
            let app = self.clone();
            let find = move || Ok::<_, search::Error>(app.inner.vectors.nearest(&vector));
            let nearest = crate::find::blocking(find).await.ok()?;
            self.open_among(nearest).await.ok()
        };
        match nearest.await {
            Some(nearest) => fused(&[found, nearest]),
            None => found,
        }
    }
}

/// Lists in one: what stands high in several stands highest.
pub(super) fn fused(lists: &[Vec<PostId>]) -> Vec<PostId> {
    let mut scores: Vec<(PostId, f64)> = Vec::new();
    for list in lists {
        for (rank, post) in (1_u32..).zip(list) {
            let score = 1.0 / (RANKS + f64::from(rank));
            match scores.iter_mut().find(|(known, _)| known == post) {
                Some((_, sum)) => *sum += score,
                None => scores.push((*post, score)),
            }
        }
    }
    scores.sort_by(|one, other| other.1.total_cmp(&one.1));
    scores.into_iter().map(|(post, _)| post).collect()
}

fn beginning(text: &str) -> String {
    text.chars().take(CHARACTERS).collect()
}

fn packed(vector: &[f32]) -> String {
    STANDARD.encode(vector.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>())
}

fn unpacked(text: &str) -> Option<Vec<f32>> {
    let bytes = STANDARD.decode(text).ok()?;
    let number = |four: &[u8]| Some(f32::from_le_bytes(four.try_into().ok()?));
    bytes.chunks(4).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_come_back_as_they_were_kept() {
        let vector = vec![0.5, -1.25, 3.0e-9];
        assert_eq!(unpacked(&packed(&vector)), Some(vector));
        assert_eq!(unpacked("AAA="), None);
        assert_eq!(unpacked("no"), None);
    }

    #[test]
    fn only_vectors_of_one_length_are_compared() {
        let vectors = Vectors::default();
        vectors.add(PostId(1), vec![2.0, 0.0]);
        vectors.add(PostId(2), vec![1.0, 1.0]);
        vectors.add(PostId(3), vec![1.0, 0.0, 0.0]);
        vectors.add(PostId(4), vec![0.0, 0.0]);
        assert_eq!(vectors.nearest(&[1.0, 0.0]), [PostId(1), PostId(2)]);
        vectors.add(PostId(1), vec![0.0, 9.0]);
        assert_eq!(vectors.nearest(&[1.0, 0.0]), [PostId(2), PostId(1)]);
    }

    #[test]
    fn what_stands_high_in_both_lists_stands_highest() {
        let ids = |numbers: &[i64]| numbers.iter().copied().map(PostId).collect::<Vec<_>>();
        assert_eq!(fused(&[ids(&[1, 2, 3]), ids(&[3, 4])])[0], PostId(3));
        assert_eq!(fused(&[ids(&[1, 2]), Vec::new()]), ids(&[1, 2]));
    }
}
