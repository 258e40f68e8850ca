//! Posts that say something like a post: near by what words mean here, or by the rare words they share. Like an
//! answer they come from authors who let their words be compared, and who want to be found.

use super::learned;
use super::vectors::fused;
use crate::find::blocking;
use crate::{App, Result};
use assistant::extract::covered;
use assistant::{Asked, Passage};
use model::{AccountId, PostId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::answers::Reading;

/// Posts looked for each way.
const CANDIDATES: usize = 60;
/// How near a post has to be (cosine) that shares too few words.
const NEAR: f32 = 0.7;
/// What share of a post's words another has to have that is not near, by what they weigh.
const SHARED: f64 = 0.35;
/// Of one author at most.
const OF_ONE: usize = 2;

impl App {
    /// Posts that say something like `post`, the nearest first, without those of its conversation; none where its
    /// author does not let it be compared.
    pub async fn similar_posts(&self, me: AccountId, post: PostId, limit: usize) -> Result<Vec<PostId>> {
        self.assistant_is_on()?;
        let post = self.post(post, Some(me)).await?;
        let post = match post.repost_of {
            Some(original) => self.post(original, Some(me)).await?,
            None => post,
        };
        let may = self.readable_passages(me, vec![post.id], Reading::Quoting, true).await?;
        if may.is_empty() {
            return Ok(Vec::new());
        }
        let near: HashMap<PostId, f32> = self.near_by_meaning(&post.text).await?.into_iter().collect();
        let mut by_meaning: Vec<PostId> = near.keys().copied().collect();
        by_meaning.sort_by(|one, other| near[other].total_cmp(&near[one]).then(other.cmp(one)));
        // Its words as they would be asked for, without names and links.
        let asked = Asked::read(&learned::words(&post.text).join(" "), None);
        let index = self.inner.finder.index().map(Arc::clone);
        let (words, frequencies) = self.wordings_of(index.clone(), &asked).await?;
        let by_words = match index {
            Some(index) => blocking(move || index.find_relevant(&words, me, None, CANDIDATES)).await?,
            None => Vec::new(),
        };
        let mut found = fused(&[by_meaning, by_words]);
        let conversation = self.thread(post.id, Some(me)).await?;
        let conversation: HashSet<PostId> =
            conversation.above.into_iter().chain(conversation.below).chain([post.id]).collect();
        found.retain(|id| !conversation.contains(id));
        let passages = self.readable_passages(me, found, Reading::Quoting, false).await?;
        let alike = |passage: &&Passage| {
            near.get(&passage.post).is_some_and(|cosine| *cosine >= NEAR)
                || covered(&asked, &frequencies, passage) >= SHARED
        };
        let mut of: HashMap<AccountId, usize> = HashMap::new();
        let room = |passage: &&Passage| {
            let known = of.entry(passage.author).or_default();
            *known += 1;
            *known <= OF_ONE
        };
        Ok(passages.iter().filter(alike).filter(room).map(|passage| passage.post).take(limit).collect())
    }

    /// Posts near to a text by what words mean here, of those that everybody may find, with how near they are.
    pub(super) async fn near_by_meaning(&self, text: &str) -> Result<Vec<(PostId, f32)>> {
        let (learned, text) = (Arc::clone(&self.inner.learned), text.to_owned());
        let near = blocking(move || Ok::<_, search::Error>(learned.near(&text, CANDIDATES))).await?;
        let open = self.open_among(near.iter().map(|(post, _)| *post).collect()).await?;
        Ok(near.into_iter().filter(|(post, _)| open.contains(post)).collect())
    }

    /// Those of some posts that everybody may find by their words now and whose authors let these be compared, in
    /// their order.
    pub(super) async fn open_among(&self, posts: Vec<PostId>) -> Result<Vec<PostId>> {
        let open = store::learnable::among(&mut self.read().await?, &posts, self.now()).await?;
        let open: HashSet<PostId> = open.into_iter().map(|one| one.id).collect();
        Ok(posts.into_iter().filter(|post| open.contains(post)).collect())
    }
}
