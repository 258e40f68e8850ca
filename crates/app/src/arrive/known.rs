//! What is here already of what an archive names.

use super::bring::Bringing;
use crate::Result;
use archive::Post;
use model::PostId;
use std::collections::HashMap;

impl Bringing {
    /// Which of the posts, and of those they name, are here.
    pub(super) async fn known(&self, batch: &[Post]) -> Result<HashMap<String, PostId>> {
        let named = |post: &Post| [Some(post.key.clone()), post.reply_to.clone(), post.quote.clone()];
        let mut keys: Vec<String> = batch.iter().flat_map(named).flatten().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut rows = self.app.read().await?;
        let refs: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut known: HashMap<String, PostId> =
            store::imports::known(&mut rows, self.me.account, &refs).await?.into_iter().collect();
        // An export that comes back to where it was made.
        let own: Vec<(&String, PostId)> =
            keys.iter().filter_map(|key| Some((key, self.own_id(key)?))).collect();
        if !own.is_empty() {
            let ids: Vec<PostId> = own.iter().map(|(_, id)| *id).collect();
            let authors: HashMap<_, _> = store::posts::authors(&mut rows, &ids).await?.into_iter().collect();
            let mine = own.into_iter().filter(|(_, id)| authors.get(id) == Some(&self.me.account));
            known.extend(mine.map(|(key, id)| (key.clone(), id)));
        }
        Ok(known)
    }

    /// The id of a post of the member's own, told from its address here.
    fn own_id(&self, key: &str) -> Option<PostId> {
        let rest = key.strip_prefix(&self.app.config().url)?.strip_prefix("/users/")?;
        rest.strip_prefix(&self.username)?.strip_prefix("/statuses/")?.parse().ok()
    }

    /// The post of an address, as far as it can be one that is known here.
    pub(super) async fn post_at(&self, address: &str) -> Result<Option<PostId>> {
        let known = store::imports::known(&mut self.app.read().await?, self.me.account, &[address]).await?;
        if let Some((_, id)) = known.into_iter().next() {
            return Ok(Some(id));
        }
        let here = address.strip_prefix(&self.app.config().url).and_then(|path| path.rsplit('/').next());
        let Some(id) = here.and_then(|id| id.parse::<PostId>().ok()) else { return Ok(None) };
        Ok(self.app.visible_posts(&[id], Some(self.me.account)).await?.pop())
    }
}
