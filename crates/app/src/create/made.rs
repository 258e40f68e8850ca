//! How a picture was made: what it says of itself, checked, and what we know of it.

use super::RULES;
use crate::signing::Held;
use crate::{App, Error, Result};
use ::credentials::Found;
use model::visibility::Viewer;
use model::{AccountId, Media, MediaId, Post, PostId};

/// The picture one was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFrom {
    /// Which.
    pub media: MediaId,
    /// Whose.
    pub owner: AccountId,
    /// The post it stands in.
    pub post: Option<PostId>,
}

/// How a picture was made.
#[derive(Clone, Debug)]
pub struct HowMade {
    /// The picture.
    pub media: Media,
    /// The post it stands in.
    pub post: Option<Post>,
    /// What it says of itself, checked just now.
    pub found: Option<Found>,
    /// `rules` or a provider, where it was made here.
    pub maker: Option<String>,
    /// The model, where one made it here.
    pub model: Option<String>,
    /// The words it was made from, where this viewer may read them.
    pub words: Option<String>,
    /// What it was made from, where that is still here and this viewer may see it.
    pub from: Option<MadeFrom>,
    /// Whether this viewer may have something made of it.
    pub may_remix: bool,
}

impl App {
    /// How a picture was made: of one's own, or of a post the viewer may see.
    pub async fn how_made(&self, id: MediaId, viewer: Viewer) -> Result<HowMade> {
        let mut rows = self.read().await?;
        let media = store::attached::media_by_id(&mut rows, &[id]).await?.pop().ok_or(Error::NotFound)?;
        let post = match media.post {
            None => None,
            Some(post) => store::posts::visible_to(&mut rows, post, viewer).await?,
        };
        let own = viewer == Some(media.owner);
        if (post.is_none() && !own) || !media.ready {
            return Err(Error::NotFound);
        }
        let creation = store::creations::of_media(&mut rows, &[id]).await?.pop();
        drop(rows);
        let found = match self.media_path(&media.file).filter(|_| media.credentials) {
            None => None,
            Some(path) => self.credentials_in(Held::File(path), &media.mime).await?,
        };
        let may_remix = match viewer {
            Some(me) if self.creates() => self.remixable(me, id).await.is_ok(),
            _ => false,
        };
        let mut made =
            HowMade { media, post, found, maker: None, model: None, words: None, from: None, may_remix };
        let Some(creation) = creation else { return Ok(made) };
        made.words = (creation.shared || viewer == Some(creation.account)).then_some(creation.words);
        made.model = Some(creation.model).filter(|_| creation.maker != RULES);
        made.maker = Some(creation.maker);
        if let Some(parent) = creation.parent {
            made.from = self.made_from(parent, viewer).await?;
        }
        Ok(made)
    }

    async fn made_from(&self, parent: MediaId, viewer: Viewer) -> Result<Option<MadeFrom>> {
        let mut rows = self.read().await?;
        let Some(medium) = store::attached::media_by_id(&mut rows, &[parent]).await?.pop() else {
            return Ok(None);
        };
        let post = match medium.post {
            None => None,
            Some(post) => store::posts::visible_to(&mut rows, post, viewer).await?,
        };
        let seen = post.is_some() || viewer == Some(medium.owner);
        Ok(seen.then(|| MadeFrom { media: parent, owner: medium.owner, post: post.map(|post| post.id) }))
    }
}
