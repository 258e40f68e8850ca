//! Posts and accounts as JSON, written once and shown many times.
//!
//! What is the same for everybody is kept as bytes; what differs from viewer to viewer (their marks,
//! their votes, their filters) is appended while a page is put together. A page whose posts are all
//! kept costs no query and no serialization beyond copying. Whatever an event touches is dropped and
//! written anew when somebody asks.

mod item;
pub(crate) mod json;
mod page;
mod shown;
mod told;

use crate::error::Result;
use crate::{Api, entities};
use app::Observer;
use app::fresh::Changes;
use entities::account::AccountEntity;
use model::{AccountId, Event, FilterContext, Logged, PostId};
use quick_cache::Weighter;
use quick_cache::sync::Cache as Kept;
use serde_json::Value;
use shown::Shown;
use std::collections::HashMap;
use std::sync::Arc;

/// Bytes of posts kept.
const POST_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of accounts kept.
const ACCOUNT_BYTES: u64 = 4 * 1024 * 1024;

/// An account's JSON.
pub(crate) type Face = Arc<[u8]>;

/// What is kept.
pub(crate) struct Cache {
    posts: Kept<PostId, Arc<Shown>, Bytes>,
    faces: Kept<AccountId, Face, Bytes>,
    post_changes: Changes<PostId>,
    face_changes: Changes<AccountId>,
}

/// Weighs what is kept in bytes.
#[derive(Clone)]
struct Bytes;

impl Weighter<PostId, Arc<Shown>> for Bytes {
    fn weight(&self, _: &PostId, post: &Arc<Shown>) -> u64 {
        post.size() as u64
    }
}

impl Weighter<AccountId, Face> for Bytes {
    fn weight(&self, _: &AccountId, face: &Face) -> u64 {
        face.len() as u64 + 64
    }
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            posts: Kept::with_weighter(8_000, POST_BYTES, Bytes),
            faces: Kept::with_weighter(4_000, ACCOUNT_BYTES, Bytes),
            post_changes: Changes::default(),
            face_changes: Changes::default(),
        }
    }
}

impl Observer for Cache {
    fn observe(&self, logged: &Logged) {
        for post in logged.event.posts() {
            self.post_changes.note(post, |post| drop(self.posts.remove(post)));
        }
        if logged.event == Event::ServerChanged {
            // An emoji may have come or gone, and nobody knows which texts name it.
            self.post_changes.note_all(|| self.posts.clear());
            self.face_changes.note_all(|| self.faces.clear());
        }
        for account in logged.event.accounts() {
            self.face_changes.note(account, |account| drop(self.faces.remove(account)));
        }
    }
}

impl Api {
    /// A JSON array of statuses as the viewer sees them. Whoever calls has chosen posts they may see.
    pub(crate) async fn statuses(
        &self,
        viewer: Option<AccountId>,
        ids: &[PostId],
        context: Option<FilterContext>,
    ) -> Result<Vec<u8>> {
        let page = page::Page::gather(self, viewer, ids, context).await?;
        Ok(page.array())
    }

    /// One status as JSON; not found when it is gone.
    pub(crate) async fn status(
        &self,
        viewer: Option<AccountId>,
        id: PostId,
        context: Option<FilterContext>,
    ) -> Result<Vec<u8>> {
        let page = page::Page::gather(self, viewer, &[id], context).await?;
        page.first().ok_or_else(crate::error::Error::not_found)
    }

    /// Statuses as JSON, to put into something else; those that are gone are left out.
    pub(crate) async fn each_status(
        &self,
        viewer: Option<AccountId>,
        ids: &[PostId],
        context: Option<FilterContext>,
    ) -> Result<HashMap<PostId, Vec<u8>>> {
        Ok(page::Page::gather(self, viewer, ids, context).await?.each().collect())
    }

    /// A JSON array of accounts, in the order asked; those that are gone are left out.
    pub(crate) async fn accounts(&self, ids: &[AccountId]) -> Result<Vec<u8>> {
        let faces = self.faces(ids).await?;
        Ok(json::array(ids.iter().filter_map(|id| faces.get(id))))
    }

    /// One account as JSON.
    pub(crate) async fn account(&self, id: AccountId) -> Result<Vec<u8>> {
        let faces = self.faces(&[id]).await?;
        Ok(faces.get(&id).ok_or_else(crate::error::Error::not_found)?.to_vec())
    }

    /// Accounts to put into something else.
    pub(crate) async fn account_values(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Value>> {
        let faces = self.faces(ids).await?;
        Ok(faces
            .into_iter()
            .filter_map(|(id, face)| Some((id, serde_json::from_slice(&face).ok()?)))
            .collect())
    }

    /// Accounts' JSON, to put into something else.
    pub(crate) async fn faces(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Face>> {
        let mut faces = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        for id in ids {
            match self.render.faces.get(id) {
                Some(face) => drop(faces.insert(*id, face)),
                None => missing.push(*id),
            }
        }
        faces.extend(self.read_faces(&missing).await?);
        Ok(faces)
    }

    /// Accounts' JSON written now, and kept.
    async fn read_faces(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Face>> {
        let mut faces = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(faces);
        }
        let ids = once_each(ids);
        let place = self.render.face_changes.place();
        let emojis = self.app.emoji_map().await?;
        for account in self.app.accounts(&ids).await? {
            let entity = AccountEntity::new(self.app.config(), &account).with_emojis(
                self.app.config(),
                &emojis,
                &account,
            );
            let face: Face = serde_json::to_vec(&entity).unwrap_or_default().into();
            let keep = || self.render.faces.insert(account.id, Arc::clone(&face));
            self.render.face_changes.keep_if_fresh(place, &account.id, keep);
            faces.insert(account.id, face);
        }
        Ok(faces)
    }

    /// Posts' shared JSON written now, and kept.
    async fn read_posts(&self, ids: &[PostId]) -> Result<HashMap<PostId, Arc<Shown>>> {
        let mut found = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(found);
        }
        let ids = once_each(ids);
        let place = self.render.post_changes.place();
        let emojis = self.app.emoji_map().await?;
        let views = self.app.post_views(&ids).await?;
        let authors: Vec<AccountId> = views.iter().map(|view| view.post.author).collect();
        let authors: HashMap<_, _> =
            self.app.accounts(&authors).await?.into_iter().map(|author| (author.id, author)).collect();
        for view in views {
            let Some(author) = authors.get(&view.post.author) else { continue };
            let id = view.post.id;
            let shown = Arc::new(Shown::new(self.app.config(), &emojis, view, author));
            let keep = || self.render.posts.insert(id, Arc::clone(&shown));
            self.render.post_changes.keep_if_fresh(place, &id, keep);
            found.insert(id, shown);
        }
        Ok(found)
    }
}

fn once_each<T: Ord + Copy>(ids: &[T]) -> Vec<T> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}
