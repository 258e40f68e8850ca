//! Keeping the index in step with the log.

use super::changes::Changes;
use super::documents::{account_document, tag_document};
use crate::{App, Error, Result};
use model::{Account, AccountId, PostId};
use search::Index;
use std::sync::Arc;
use std::time::Duration;

/// How long changes are gathered before they are committed together.
const GATHER: Duration = Duration::from_millis(400);
/// How long to wait after a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// Events followed in one commit.
const EVENTS: usize = 1_000;
/// How often a wait for the index looks at it.
const LOOKS: usize = 150;
/// Rows read at once.
const ROWS: usize = 200;
/// Posts taken in between two commits while the index is filled.
const FILL: usize = 20_000;

impl App {
    /// Opens the search index and keeps it in step for as long as the app is open. Called once, by
    /// the program that serves.
    pub fn start_search(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            let index = app.open_index().await;
            app.inner.finder.index.set(Arc::clone(&index)).ok();
            loop {
                let Err(error) = app.keep_index(&index).await else { return };
                tracing::warn!(?error, "the search index waits");
                let stale = Arc::clone(&index);
                if let Err(error) = blocking(move || stale.rollback()).await {
                    tracing::warn!(?error, "the search index could not be set back");
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
    }

    async fn open_index(&self) -> Arc<Index> {
        let folder = self.config().search_folder();
        loop {
            let place = folder.clone();
            match blocking(move || Index::open(&place)).await {
                Ok(index) => return Arc::new(index),
                Err(error) => tracing::warn!(?error, "no search until the index can be opened"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until the index has taken in the log up to a number.
    pub(crate) async fn index_reaches(&self, seq: i64) -> Result<()> {
        let behind = || Error::Unavailable("the search index is behind the log".to_owned());
        let index = self.inner.finder.index.get().ok_or_else(behind)?;
        for _ in 0..LOOKS {
            if index.position() >= seq {
                return Ok(());
            }
            tokio::time::sleep(GATHER).await;
        }
        Err(behind())
    }

    /// Removes tags from the index and has it write its files without whatever was removed.
    pub(crate) async fn purge_index(&self, tags: Vec<String>) -> Result<()> {
        let Some(index) = self.inner.finder.index.get().map(Arc::clone) else { return Ok(()) };
        blocking(move || {
            tags.iter().for_each(|tag| index.remove_tag(tag));
            // What is being taken in may be committed with it; it is taken in again, to the same end.
            index.commit(index.position())?;
            index.purge()
        })
        .await
    }

    /// Follows the log; ends when the app does.
    async fn keep_index(&self, index: &Arc<Index>) -> Result<()> {
        let mut position = self.inner.views.watch();
        if index.position() == 0 || index.position() > self.position() {
            self.fill_index(index).await?;
        }
        loop {
            let done = index.position();
            if position.wait_for(|position| *position > done).await.is_err() {
                return Ok(());
            }
            tokio::time::sleep(GATHER).await;
            self.follow_log(index).await?;
        }
    }

    /// Takes in one batch of the log.
    async fn follow_log(&self, index: &Arc<Index>) -> Result<()> {
        let position = index.position();
        let events = store::events::after(&mut self.read().await?, position, EVENTS).await?;
        let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(()) };
        if first.seq != position + 1 {
            // The log no longer reaches back to where the index stands.
            return self.fill_index(index).await;
        }
        let mut changes = Changes::default();
        events.iter().for_each(|logged| changes.note(&logged.event));
        self.take_in(index, changes).await?;
        self.commit(index, last.seq).await
    }

    async fn take_in(&self, index: &Arc<Index>, changes: Changes) -> Result<()> {
        let posts: Vec<PostId> = changes.posts.into_iter().collect();
        for some in posts.chunks(ROWS) {
            self.take_posts(index, some).await?;
        }
        let accounts: Vec<AccountId> =
            changes.accounts.into_iter().chain(changes.authors.iter().copied()).collect();
        for some in accounts.chunks(ROWS) {
            let found = self.accounts(some).await?;
            let gone: Vec<AccountId> =
                some.iter().filter(|id| !found.iter().any(|account| account.id == **id)).copied().collect();
            let to = Arc::clone(index);
            blocking(move || {
                for account in gone {
                    to.remove_account(account);
                    to.remove_posts_of(account);
                }
                Ok(())
            })
            .await?;
            take_accounts(index, found).await?;
        }
        for author in changes.authors {
            self.take_author(index, author).await?;
        }
        let tags: Vec<&str> = changes.tags.iter().map(String::as_str).collect();
        for some in tags.chunks(ROWS) {
            let found = store::finding::tags_named(&mut self.read().await?, some).await?;
            let to = Arc::clone(index);
            let asked: Vec<String> = some.iter().map(|name| (*name).to_owned()).collect();
            blocking(move || {
                asked.iter().for_each(|name| to.remove_tag(name));
                found.iter().try_for_each(|tag| to.add_tag(&tag_document(tag)))
            })
            .await?;
        }
        Ok(())
    }

    async fn take_posts(&self, index: &Arc<Index>, ids: &[PostId]) -> Result<()> {
        let (documents, ids, to) = (self.post_documents(ids).await?, ids.to_vec(), Arc::clone(index));
        blocking(move || {
            ids.iter().for_each(|id| to.remove_post(*id));
            documents.iter().try_for_each(|document| to.add_post(document))
        })
        .await
    }

    /// Takes in all posts of an author anew.
    async fn take_author(&self, index: &Arc<Index>, author: AccountId) -> Result<()> {
        let mut after = PostId(0);
        loop {
            let some = store::finding::posts_of_after(&mut self.read().await?, author, after, ROWS).await?;
            let Some(last) = some.last() else { return Ok(()) };
            after = *last;
            self.take_posts(index, &some).await?;
        }
    }

    /// Fills the index from the rows. What happens meanwhile is followed afterwards.
    async fn fill_index(&self, index: &Arc<Index>) -> Result<()> {
        let to = Arc::clone(index);
        blocking(move || to.clear()).await?;
        let seq = store::events::last(&mut self.read().await?).await?;
        let mut after = AccountId(0);
        loop {
            let some = store::finding::accounts_after(&mut self.read().await?, after, ROWS).await?;
            let Some(last) = some.last() else { break };
            after = last.id;
            take_accounts(index, some).await?;
        }
        let mut after = String::new();
        loop {
            let some = store::finding::tags_after(&mut self.read().await?, &after, ROWS).await?;
            let Some((last, _)) = some.last() else { break };
            after.clone_from(&last.name);
            let to = Arc::clone(index);
            blocking(move || some.iter().try_for_each(|tag| to.add_tag(&tag_document(tag)))).await?;
        }
        let (mut after, mut taken) = (PostId(0), 0);
        loop {
            let some = store::finding::posts_after(&mut self.read().await?, after, ROWS).await?;
            let Some(last) = some.last() else { break };
            after = *last;
            self.take_posts(index, &some).await?;
            taken += some.len();
            if taken % FILL == 0 {
                // Position 0 still: should the filling be cut short, it begins again.
                self.commit(index, 0).await?;
            }
        }
        self.commit(index, seq).await?;
        tracing::info!(posts = taken, "the search index has been filled");
        Ok(())
    }

    async fn commit(&self, index: &Arc<Index>, seq: i64) -> Result<()> {
        let to = Arc::clone(index);
        blocking(move || to.commit(seq)).await
    }
}

async fn take_accounts(index: &Arc<Index>, accounts: Vec<Account>) -> Result<()> {
    let to = Arc::clone(index);
    blocking(move || {
        accounts.iter().try_for_each(|account| {
            if account.suspended_at.is_some() {
                to.remove_account(account.id);
                return Ok(());
            }
            to.add_account(&account_document(account))
        })
    })
    .await
}

/// Runs what blocks where blocking is allowed.
pub(crate) async fn blocking<T, F>(work: F) -> Result<T>
where
    F: FnOnce() -> Result<T, search::Error> + Send + 'static,
    T: Send + 'static,
{
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::internal("work on the search index", error))??)
}
