//! Posts with everything that hangs on them.

use crate::{App, Error, Result};
use model::post::{LinkCard, Tag};
use model::visibility::Viewer;
use model::{Media, Mention, Poll, Post, PostId};
use std::collections::HashMap;

/// A post as it is shown, before anybody in particular looks at it.
#[derive(Clone, Debug)]
pub struct PostView {
    /// The post.
    pub post: Post,
    /// Its media, in order.
    pub media: Vec<Media>,
    /// Whom it mentions.
    pub mentions: Vec<Mention>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its poll.
    pub poll: Option<Poll>,
    /// The preview of a page it links to.
    pub card: Option<LinkCard>,
    /// What it was written with: name and page.
    pub app: Option<(String, Option<String>)>,
}

impl PostView {
    /// Everything of it that can be read, without mark-up: what filters look at.
    pub fn plain_words(&self) -> String {
        let mut words = vec![self.post.spoiler.as_str(), self.post.text.as_str()];
        words.extend(self.media.iter().map(|media| media.alt.as_str()));
        words.extend(self.poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.as_str()));
        words.retain(|part| !part.is_empty());
        words.join("\n\n")
    }
}

impl App {
    /// Several posts with what hangs on them, in no order. Whoever asks has chosen posts the viewer
    /// may see.
    pub async fn post_views(&self, ids: &[PostId]) -> Result<Vec<PostView>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.read().await?;
        let posts = store::posts::get_many(&mut rows, ids).await?;
        let mut media: HashMap<PostId, Vec<Media>> = HashMap::new();
        for medium in store::attached::media(&mut rows, ids).await? {
            media.entry(medium.post.unwrap_or_default()).or_default().push(medium);
        }
        let mut mentions: HashMap<PostId, Vec<Mention>> = HashMap::new();
        for (post, mention) in store::attached::mentions(&mut rows, ids).await? {
            mentions.entry(post).or_default().push(mention);
        }
        let mut tags: HashMap<PostId, Vec<Tag>> = HashMap::new();
        for (post, tag) in store::attached::tags(&mut rows, ids).await? {
            tags.entry(post).or_default().push(tag);
        }
        let polls = store::attached::polls(&mut rows, ids).await?;
        let mut polls: HashMap<PostId, Poll> = polls.into_iter().map(|poll| (poll.post, poll)).collect();
        let mut cards: HashMap<PostId, LinkCard> =
            store::attached::cards(&mut rows, ids).await?.into_iter().collect();
        let app_ids: Vec<_> = posts.iter().filter_map(|post| post.app).collect();
        let apps = store::auth::apps(&mut rows, &app_ids).await?;
        let apps: HashMap<_, _> = apps.into_iter().map(|app| (app.id, (app.name, app.website))).collect();
        let view = |post: Post| PostView {
            media: media.remove(&post.id).unwrap_or_default(),
            mentions: mentions.remove(&post.id).unwrap_or_default(),
            tags: tags.remove(&post.id).unwrap_or_default(),
            poll: polls.remove(&post.id),
            card: cards.remove(&post.id),
            app: post.app.and_then(|app| apps.get(&app).cloned()),
            post,
        };
        Ok(posts.into_iter().map(view).collect())
    }

    /// A post the viewer may see.
    pub async fn post(&self, id: PostId, viewer: Viewer) -> Result<Post> {
        store::posts::visible_to(&mut self.read().await?, id, viewer).await?.ok_or(Error::NotFound)
    }

    /// Those of `ids` the viewer may see, in their order.
    pub async fn visible_posts(&self, ids: &[PostId], viewer: Viewer) -> Result<Vec<PostId>> {
        Ok(store::visibility::visible_among(&mut self.read().await?, ids, viewer).await?)
    }

    /// A post's earlier states and then its present one.
    pub async fn history(&self, id: PostId, viewer: Viewer) -> Result<(Post, Vec<model::post::Revision>)> {
        let mut rows = self.read().await?;
        let post = store::posts::visible_to(&mut rows, id, viewer).await?.ok_or(Error::NotFound)?;
        let revisions = store::attached::revisions(&mut rows, id).await?;
        Ok((post, revisions))
    }
}
