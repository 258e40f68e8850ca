//! Posts with what is shown inside them, gathered from what is kept and from the rows.

use super::Face;
use super::shown::Shown;
use crate::Api;
use crate::error::Result;
use model::{AccountId, PostId};
use std::collections::HashMap;
use std::sync::Arc;

/// A status within a status (a reblog, a quote) may hold another; beyond that only ids are told.
pub(super) const DEPTH: usize = 2;

/// A post of a page, with what is shown inside it.
pub(super) struct Item {
    pub post: Arc<Shown>,
    pub face: Option<Face>,
    pub original: Option<Box<Item>>,
    pub quoted: Option<Box<Item>>,
}

impl Item {
    /// About how long it is as JSON: what is kept of it, and room for what differs.
    pub(super) fn length(&self) -> usize {
        const FLAGS: usize = 512;
        let inner = self.original.iter().chain(&self.quoted).map(|inner| inner.length()).sum::<usize>();
        self.post.core.len() + self.face.as_ref().map_or(0, |face| face.len()) + FLAGS + inner
    }

    /// Adds the posts quoted in it.
    pub(super) fn quotes<'i>(&'i self, found: &mut Vec<&'i Shown>) {
        found.extend(self.quoted.iter().map(|quoted| &*quoted.post));
        self.original.iter().chain(&self.quoted).for_each(|inner| inner.quotes(found));
    }
}

/// Posts with what is shown inside them, from what is kept; what is not kept is read, as often as
/// something read shows something else.
pub(super) async fn items(api: &Api, ids: &[PostId]) -> Result<Vec<Item>> {
    let mut shelf = Shelf::new(api);
    loop {
        let items = ids.iter().filter_map(|id| shelf.item(*id, 0)).collect();
        if !shelf.lacks() {
            return Ok(items);
        }
        shelf.fetch().await?;
    }
}

/// What is kept, and what had to be read for one page.
struct Shelf<'a> {
    api: &'a Api,
    posts: HashMap<PostId, Option<Arc<Shown>>>,
    faces: HashMap<AccountId, Option<Face>>,
    lacking_posts: Vec<PostId>,
    lacking_faces: Vec<AccountId>,
}

impl<'a> Shelf<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            api,
            posts: HashMap::new(),
            faces: HashMap::new(),
            lacking_posts: Vec::new(),
            lacking_faces: Vec::new(),
        }
    }

    fn item(&mut self, id: PostId, depth: usize) -> Option<Item> {
        let post = self.post(id)?;
        let face = self.face(post.author);
        let mut inner = |id: Option<PostId>| id.and_then(|id| self.item(id, depth + 1)).map(Box::new);
        let (original, quoted) = match depth {
            // One more than is shown, of which only the id is told.
            ..=DEPTH => (inner(post.repost_of), inner(post.quote.and_then(|(quoted, _)| quoted))),
            _ => (None, None),
        };
        Some(Item { post, face, original, quoted })
    }

    fn post(&mut self, id: PostId) -> Option<Arc<Shown>> {
        if let Some(read) = self.posts.get(&id) {
            return read.clone();
        }
        let kept = self.api.render.posts.get(&id);
        if kept.is_none() {
            self.lacking_posts.push(id);
        }
        kept
    }

    fn face(&mut self, id: AccountId) -> Option<Face> {
        if let Some(read) = self.faces.get(&id) {
            return read.clone();
        }
        let kept = self.api.render.faces.get(&id);
        if kept.is_none() {
            self.lacking_faces.push(id);
        }
        kept
    }

    fn lacks(&self) -> bool {
        !(self.lacking_posts.is_empty() && self.lacking_faces.is_empty())
    }

    /// Reads what is lacking; what is not there is known not to be.
    async fn fetch(&mut self) -> Result<()> {
        let posts = std::mem::take(&mut self.lacking_posts);
        let read = self.api.read_posts(&posts).await?;
        // Their authors most likely are lacking as well: one more reading for all, not one each.
        let kept = |author: &AccountId| self.api.render.faces.contains_key(author);
        let mut faces = std::mem::take(&mut self.lacking_faces);
        faces.extend(read.values().map(|post| post.author).filter(|author| !kept(author)));
        self.posts.extend(posts.into_iter().map(|id| (id, read.get(&id).cloned())));
        let read = self.api.read_faces(&faces).await?;
        self.faces.extend(faces.into_iter().map(|id| (id, read.get(&id).cloned())));
        Ok(())
    }
}
