//! Asking the index. What it answers are candidates: who may see them is asked of the rows.

use super::follow::blocking;
use super::link::{Named, named};
use crate::{App, Error, Result};
use model::post::Tag;
use model::visibility::Viewer;
use model::{Account, AccountId, PostId};
use search::{DEEPEST, Question, Within};
use std::collections::HashMap;
use std::sync::Arc;

/// Candidates asked for at once.
const CANDIDATES: usize = 100;
/// Accounts looked through when only followed ones are wanted.
const ACCOUNTS: usize = 1_000;

/// What to look for among posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostSearch {
    /// As typed.
    pub text: String,
    /// At most so many.
    pub limit: usize,
    /// Leaving out so many of the first.
    pub offset: usize,
    /// Older than this post.
    pub before: Option<PostId>,
    /// Newer than this post.
    pub after: Option<PostId>,
    /// Of this author only.
    pub author: Option<AccountId>,
}

/// What an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// An account.
    Account(AccountId),
    /// A post.
    Post(PostId),
}

impl App {
    /// What a pasted address of this server names, as far as the viewer may know.
    pub async fn resolve(&self, viewer: Viewer, typed: &str) -> Result<Option<Found>> {
        let found = match named(&self.config().url, typed) {
            Some(Named::Account(name)) => {
                self.account_named(name).await.map(|found| Found::Account(found.id))
            }
            Some(Named::Post(id)) => match id.parse() {
                Ok(id) => self.post(id, viewer).await.map(|post| Found::Post(post.id)),
                Err(_) => return Ok(None),
            },
            None => return Ok(None),
        };
        match found {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The posts that fit, newest first: those everybody may find, and those of the member's own
    /// library.
    pub async fn find_posts(&self, me: AccountId, search: PostSearch) -> Result<Vec<PostId>> {
        let Some(index) = self.inner.finder.index.get() else { return Ok(Vec::new()) };
        let question = Arc::new(Question::parse(&search.text));
        let names = Arc::new(self.names(&question).await?);
        let wanted = search.limit.saturating_add(search.offset);
        let PostSearch { mut before, after, author, .. } = search;
        let (mut shown, mut seen) = (Vec::new(), 0);
        while shown.len() < wanted && seen < DEEPEST {
            let within = Within { limit: CANDIDATES, offset: 0, before, after, author };
            let (index, question, names) = (Arc::clone(index), Arc::clone(&question), Arc::clone(&names));
            let some = blocking(move || index.find_posts(&question, &names, me, within)).await?;
            before = some.last().copied();
            seen += some.len();
            shown.extend(self.unhidden(self.visible_posts(&some, Some(me)).await?, Some(me)).await?);
            if some.len() < CANDIDATES {
                break;
            }
        }
        Ok(shown.into_iter().skip(search.offset).take(search.limit).collect())
    }

    /// The accounts whose names fit, the exact one first.
    pub async fn find_accounts(
        &self,
        viewer: Viewer,
        typed: &str,
        only_followed: bool,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<AccountId>> {
        let mut found: Vec<AccountId> = Vec::new();
        if !typed.trim().contains(char::is_whitespace) {
            // Who joined a moment ago may not be in the index yet.
            match self.account_named(typed).await {
                Ok(account) => found.push(account.id),
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        if let Some(index) = self.inner.finder.index.get() {
            let (index, typed) = (Arc::clone(index), self.without_own_domain(typed));
            let most = if only_followed { ACCOUNTS } else { limit.saturating_add(offset).min(ACCOUNTS) };
            let more = blocking(move || index.find_accounts(&typed, most, 0)).await?;
            found.extend(more.into_iter().filter(|id| found.first() != Some(id)).collect::<Vec<_>>());
        }
        let accounts: HashMap<AccountId, Account> =
            self.accounts(&found).await?.into_iter().map(|account| (account.id, account)).collect();
        found.retain(|id| accounts.get(id).is_some_and(|account| account.suspended_at.is_none()));
        if let (true, Some(me)) = (only_followed, viewer) {
            let followed = store::finding::followed_among(&mut self.read().await?, me, &found).await?;
            found.retain(|id| followed.contains(id));
        }
        Ok(found.into_iter().skip(offset).take(limit).collect())
    }

    /// The tags that begin with what was typed, the exact one first, then the most used.
    pub async fn find_tags(&self, typed: &str, limit: usize, offset: usize) -> Result<Vec<Tag>> {
        let Some(index) = self.inner.finder.index.get() else { return Ok(Vec::new()) };
        let (index, typed) = (Arc::clone(index), typed.to_owned());
        let found = blocking(move || index.find_tags(&typed, limit, offset)).await?;
        Ok(found.into_iter().map(|display| Tag { name: text::tag::normalize(&display), display }).collect())
    }

    /// The accounts a question names.
    async fn names(&self, question: &Question) -> Result<HashMap<String, AccountId>> {
        let mut names = HashMap::new();
        for name in question.names() {
            match self.account_named(name).await {
                Ok(account) => {
                    names.insert(name.to_owned(), account.id);
                }
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(names)
    }

    /// `@ada@here` finds who is `ada` in the index.
    fn without_own_domain(&self, typed: &str) -> String {
        let typed = typed.trim().trim_start_matches('@');
        match typed.rsplit_once('@') {
            Some((name, domain)) if domain.eq_ignore_ascii_case(&self.config().domain) => name.to_owned(),
            _ => typed.to_owned(),
        }
    }
}
