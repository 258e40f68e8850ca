//! The index: taking documents in.

use crate::account::AccountDoc;
use crate::error::Error;
use crate::folder;
use crate::post::PostDoc;
use crate::schema::{self, Fields, VERSION};
use crate::tag::{self, TagDoc};
use model::{AccountId, PostId};
use parking_lot::Mutex;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Posts, accounts and tags, ready to be found.
///
/// What is added or removed shows after the next [`commit`](Self::commit), all at once. Searching
/// never waits for writing. Both block: an asynchronous owner calls them where blocking is allowed.
pub struct Index {
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    writer: Mutex<IndexWriter>,
    position: AtomicI64,
}

/// The share of replaced documents at which a part of the index is written anew.
const DEAD: f32 = 0.3;
/// Tries to write parts anew, which the engine may be at already.
const PURGES: u32 = 100;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(50);

impl Index {
    /// Opens the index in `folder`, making it when it is not there. An index of another version or
    /// a damaged one is emptied; then [`position`](Self::position) is 0 and the owner starts over.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::open_version(folder, VERSION)
    }

    /// An index that lives as long as this value does, for tests.
    pub fn in_memory() -> Result<Self, Error> {
        let (schema, fields) = schema::build(VERSION);
        let index = tantivy::Index::create_in_ram(schema);
        schema::register(&index, VERSION);
        Self::over(&index, fields)
    }

    pub(crate) fn open_version(folder: &Path, version: u32) -> Result<Self, Error> {
        let (schema, fields) = schema::build(version);
        Self::over(&folder::open(folder, &schema, version)?, fields)
    }

    fn over(index: &tantivy::Index, fields: Fields) -> Result<Self, Error> {
        // One thread with the least memory the engine accepts: the index must cost nothing at rest.
        let frugal = IndexWriterOptions::builder().num_worker_threads(1).num_merge_threads(1).build();
        let writer = index.writer_with_options::<TantivyDocument>(frugal)?;
        // Every like replaces its post, so what was replaced must not pile up.
        let mut tidy = LogMergePolicy::default();
        tidy.set_del_docs_ratio_before_merge(DEAD);
        writer.set_merge_policy(Box::new(tidy));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(1)
            .num_warming_threads(1)
            .try_into()?;
        let payload = index.load_metas()?.payload;
        let position = payload.and_then(|position| position.parse().ok()).unwrap_or(0);
        Ok(Self { reader, fields, writer: Mutex::new(writer), position: AtomicI64::new(position) })
    }

    /// The position of the log up to which everything is in; 0 when nothing is.
    pub fn position(&self) -> i64 {
        self.position.load(Ordering::Acquire)
    }

    /// Makes what was added and removed durable and visible, together with the log position it
    /// stands for.
    pub fn commit(&self, position: i64) -> Result<(), Error> {
        let mut writer = self.writer.lock();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&position.to_string());
        commit.commit()?;
        self.reader.reload()?;
        self.position.store(position, Ordering::Release);
        Ok(())
    }

    /// Forgets what was added or removed since the last commit.
    pub fn rollback(&self) -> Result<(), Error> {
        self.writer.lock().rollback()?;
        Ok(())
    }

    /// Forgets everything, position included, at once.
    pub fn clear(&self) -> Result<(), Error> {
        self.writer.lock().delete_all_documents()?;
        self.commit(0)
    }

    /// Writes every part anew that still holds something removed, so that its files no longer do.
    /// Takes as long as writing those parts does.
    pub fn purge(&self) -> Result<(), Error> {
        let mut writer = self.writer.lock();
        let mut tries = 0;
        loop {
            // Files stay as long as anything knows of their part, so none is kept in hand.
            let parts = writer.index().searchable_segment_metas()?.into_iter();
            let stale: Vec<_> =
                parts.filter(|part| part.num_deleted_docs() > 0).map(|part| part.id()).collect();
            if stale.is_empty() {
                break;
            }
            tries += 1;
            match writer.merge(&stale).wait() {
                Ok(_) => {}
                // The engine itself was merging some of them; it is done soon.
                Err(_) if tries < PURGES => std::thread::sleep(PAUSE),
                Err(error) => return Err(error.into()),
            }
        }
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// Adds or replaces a post.
    pub fn add_post(&self, post: &PostDoc) -> Result<(), Error> {
        self.replace(self.post_term(post.id), post.document(&self.fields))
    }

    /// Removes a post.
    pub fn remove_post(&self, post: PostId) {
        self.remove(self.post_term(post));
    }

    /// Removes every post of an author, as when he leaves.
    pub fn remove_posts_of(&self, author: AccountId) {
        self.remove(Term::from_field_i64(self.fields.author, author.0));
    }

    /// Adds or replaces an account.
    pub fn add_account(&self, account: &AccountDoc) -> Result<(), Error> {
        self.replace(self.account_term(account.id), account.document(&self.fields))
    }

    /// Removes an account; its posts stay.
    pub fn remove_account(&self, account: AccountId) {
        self.remove(self.account_term(account));
    }

    /// Adds or replaces a tag.
    pub fn add_tag(&self, tag: &TagDoc) -> Result<(), Error> {
        self.replace(self.tag_term(&tag.name), tag.document(&self.fields))
    }

    /// Removes a tag, in any spelling.
    pub fn remove_tag(&self, name: &str) {
        self.remove(self.tag_term(name));
    }

    fn replace(&self, term: Term, document: TantivyDocument) -> Result<(), Error> {
        let writer = self.writer.lock();
        writer.delete_term(term);
        writer.add_document(document)?;
        Ok(())
    }

    fn remove(&self, term: Term) {
        self.writer.lock().delete_term(term);
    }

    fn post_term(&self, post: PostId) -> Term {
        Term::from_field_i64(self.fields.post, post.0)
    }

    fn account_term(&self, account: AccountId) -> Term {
        Term::from_field_i64(self.fields.account, account.0)
    }

    fn tag_term(&self, name: &str) -> Term {
        Term::from_field_text(self.fields.tag_key, &tag::key(name))
    }
}

#[cfg(test)]
mod tests;
