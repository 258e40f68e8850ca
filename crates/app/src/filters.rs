//! A member's filters: making and changing them, word by word and post by post.

use crate::lists::most;
use crate::{Actor, App, Error, Result};
use model::filter::Keyword;
use model::limits::{
    FILTER_KEYWORDS, FILTER_POSTS, FILTER_TITLE_CHARACTERS, FILTERS, KEYWORD_CHARACTERS, KEYWORDS,
};
use model::{AccountId, Event, Filter, FilterAction, FilterContext, FilterId, PostId, Time};
use std::time::Duration;
use store::Tx;

/// What is to change; `None` stays, or is as usual.
#[derive(Clone, Debug, Default)]
pub struct FilterChanges {
    /// Its name.
    pub title: Option<String>,
    /// Where it acts, in the words of [`FilterContext`].
    pub contexts: Option<Vec<String>>,
    /// What it does, in the words of [`FilterAction`].
    pub action: Option<String>,
    /// When it ends, counted from now; `Some(None)` is never.
    pub lasting: Option<Option<Duration>>,
    /// Its words, one by one.
    pub keywords: Vec<KeywordChanges>,
}

/// A change to one word of a filter.
#[derive(Clone, Debug, Default)]
pub struct KeywordChanges {
    /// Which; none for a new one.
    pub id: Option<FilterId>,
    /// The words.
    pub keyword: Option<String>,
    /// Only as a whole word.
    pub whole_word: Option<bool>,
    /// Takes it out.
    pub remove: bool,
}

impl App {
    /// Makes a filter.
    pub async fn create_filter(&self, me: Actor, changes: FilterChanges) -> Result<Filter> {
        let (now, owner) = (self.now(), me.account);
        let empty = Filter {
            id: self.id(),
            owner,
            title: String::new(),
            contexts: Vec::new(),
            action: FilterAction::default(),
            expires_at: None,
            keywords: Vec::new(),
            posts: Vec::new(),
        };
        let ids = self.keyword_ids(&changes);
        self.write(move |tx| {
            Box::pin(async move {
                if store::filters::counts(tx, owner).await?.0 >= most(FILTERS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: You cannot have more than {FILTERS} filters"
                    )));
                }
                apply(tx, now, empty, changes, ids).await
            })
        })
        .await
    }

    /// Changes a filter.
    pub async fn change_filter(&self, me: Actor, id: FilterId, changes: FilterChanges) -> Result<Filter> {
        let (now, owner, ids) = (self.now(), me.account, self.keyword_ids(&changes));
        self.write(move |tx| {
            Box::pin(async move {
                let filter = own(tx, owner, |filter| filter.id == id).await?;
                apply(tx, now, filter, changes, ids).await
            })
        })
        .await
    }

    /// Removes a filter.
    pub async fn delete_filter(&self, me: Actor, id: FilterId) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, account, |filter| filter.id == id).await?;
                store::filters::delete(tx, id).await?;
                tx.log(now, Event::ReaderChanged { account, filters: true });
                Ok(())
            })
        })
        .await
    }

    /// Adds a word to a filter.
    pub async fn add_keyword(&self, me: Actor, id: FilterId, word: KeywordChanges) -> Result<Keyword> {
        let (now, owner, new) = (self.now(), me.account, self.id());
        self.write(move |tx| {
            Box::pin(async move {
                let filter = own(tx, owner, |filter| filter.id == id).await?;
                check_room(tx, owner, &filter, 1).await?;
                let empty = Keyword { id: new, keyword: String::new(), whole_word: true };
                keep_word(tx, now, &filter, empty, word).await
            })
        })
        .await
    }

    /// Changes a word of a filter.
    pub async fn change_keyword(&self, me: Actor, id: FilterId, word: KeywordChanges) -> Result<Keyword> {
        let (now, owner) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let filter = own(tx, owner, |filter| holds(filter, id)).await?;
                let known = filter.keywords.iter().find(|keyword| keyword.id == id).cloned();
                keep_word(tx, now, &filter, known.ok_or(Error::NotFound)?, word).await
            })
        })
        .await
    }

    /// Takes a word out of its filter.
    pub async fn delete_keyword(&self, me: Actor, id: FilterId) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, account, |filter| holds(filter, id)).await?;
                store::filters::delete_keyword(tx, id).await?;
                tx.log(now, Event::ReaderChanged { account, filters: true });
                Ok(())
            })
        })
        .await
    }

    /// Names a post the filter acts on; answers the entry's id.
    pub async fn add_filtered_post(&self, me: Actor, id: FilterId, post: PostId) -> Result<FilterId> {
        let (now, account, entry) = (self.now(), me.account, self.id());
        self.write(move |tx| {
            Box::pin(async move {
                let filter = own(tx, account, |filter| filter.id == id).await?;
                if !store::visibility::may_see(tx, post, Some(account)).await? {
                    return Err(Error::invalid("Validation failed: Status is invalid"));
                }
                if filter.posts.len() >= FILTER_POSTS {
                    return Err(Error::invalid(format!(
                        "Validation failed: A filter names at most {FILTER_POSTS} posts"
                    )));
                }
                if !store::filters::add_post(tx, entry, id, post).await? {
                    return Err(Error::invalid("Validation failed: Status has already been taken"));
                }
                tx.log(now, Event::ReaderChanged { account, filters: true });
                Ok(entry)
            })
        })
        .await
    }

    /// Takes a post out of its filter.
    pub async fn delete_filtered_post(&self, me: Actor, entry: FilterId) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                own(tx, account, |filter| filter.posts.iter().any(|(id, _)| *id == entry)).await?;
                store::filters::delete_post(tx, entry).await?;
                tx.log(now, Event::ReaderChanged { account, filters: true });
                Ok(())
            })
        })
        .await
    }

    /// An id for each word that may turn out to be new.
    fn keyword_ids(&self, changes: &FilterChanges) -> Vec<FilterId> {
        changes.keywords.iter().map(|_| self.id()).collect()
    }
}

async fn own(tx: &mut Tx, owner: AccountId, which: impl Fn(&Filter) -> bool) -> Result<Filter> {
    store::filters::of(tx, owner).await?.into_iter().find(which).ok_or(Error::NotFound)
}

fn holds(filter: &Filter, keyword: FilterId) -> bool {
    filter.keywords.iter().any(|known| known.id == keyword)
}

/// Checks and writes a filter as it is after the changes; answers it.
async fn apply(
    tx: &mut Tx,
    now: Time,
    mut filter: Filter,
    changes: FilterChanges,
    ids: Vec<FilterId>,
) -> Result<Filter> {
    let mut wrong = Vec::new();
    change_frame(&mut filter, &changes, now, &mut wrong);
    let mut words = Vec::new();
    let mut removed = Vec::new();
    for (change, new) in changes.keywords.into_iter().zip(ids) {
        let keyword = match change.id {
            Some(id) => {
                let known = filter.keywords.iter().find(|keyword| keyword.id == id);
                known.cloned().ok_or(Error::NotFound)?
            }
            None => Keyword { id: new, keyword: String::new(), whole_word: true },
        };
        if change.remove {
            removed.extend(change.id);
        } else {
            words.push((change.id.is_none(), changed_word(keyword, change, "Keywords keyword", &mut wrong)));
        }
    }
    if !wrong.is_empty() {
        return Err(Error::invalid(format!("Validation failed: {}", wrong.join(", "))));
    }
    filter.keywords.retain(|keyword| !removed.contains(&keyword.id));
    check_room(tx, filter.owner, &filter, words.iter().filter(|(new, _)| *new).count()).await?;
    store::filters::put(tx, &filter).await?;
    for id in removed {
        store::filters::delete_keyword(tx, id).await?;
    }
    for (_, word) in words {
        store::filters::put_keyword(tx, filter.id, &word).await?;
    }
    tx.log(now, Event::ReaderChanged { account: filter.owner, filters: true });
    own(tx, filter.owner, |found| found.id == filter.id).await
}

/// Changes name, contexts, action and end; adds to `wrong` what is not right about them.
fn change_frame(filter: &mut Filter, changes: &FilterChanges, now: Time, wrong: &mut Vec<String>) {
    if let Some(title) = &changes.title {
        filter.title = text::input::line(title).trim().to_owned();
    }
    if filter.title.is_empty() {
        wrong.push("Title can't be blank".to_owned());
    } else if filter.title.chars().count() > FILTER_TITLE_CHARACTERS {
        wrong.push(format!("Title is too long (maximum is {FILTER_TITLE_CHARACTERS} characters)"));
    }
    let mut known = true;
    if let Some(words) = &changes.contexts {
        let words: Vec<&String> = words.iter().filter(|word| !word.trim().is_empty()).collect();
        let contexts: Option<Vec<FilterContext>> =
            words.iter().map(|word| FilterContext::from_word(word.trim())).collect();
        known = contexts.is_some();
        filter.contexts = contexts.unwrap_or_default();
        filter.contexts.sort_unstable_by_key(|context| FilterContext::ALL.iter().position(|c| c == context));
        filter.contexts.dedup();
    }
    if filter.contexts.is_empty() {
        if known {
            wrong.push("Context can't be blank".to_owned());
        }
        wrong.push("Context None or invalid context supplied".to_owned());
    }
    match changes.action.as_deref().map(FilterAction::from_word) {
        Some(Some(action)) => filter.action = action,
        Some(None) => wrong.push("Action is not included in the list".to_owned()),
        None => {}
    }
    if let Some(lasting) = changes.lasting {
        filter.expires_at = lasting.map(|lasting| now.plus(lasting));
    }
}

/// A word as it is after a change; adds to `wrong` what is not right about it, called `name`.
fn changed_word(
    mut keyword: Keyword,
    change: KeywordChanges,
    name: &str,
    wrong: &mut Vec<String>,
) -> Keyword {
    if let Some(words) = change.keyword {
        keyword.keyword = text::input::line(&words).trim().to_owned();
    }
    keyword.whole_word = change.whole_word.unwrap_or(keyword.whole_word);
    if keyword.keyword.is_empty() {
        wrong.push(format!("{name} can't be blank"));
    } else if keyword.keyword.chars().count() > KEYWORD_CHARACTERS {
        wrong.push(format!("{name} is too long (maximum is {KEYWORD_CHARACTERS} characters)"));
    }
    keyword
}

async fn keep_word(
    tx: &mut Tx,
    now: Time,
    filter: &Filter,
    keyword: Keyword,
    change: KeywordChanges,
) -> Result<Keyword> {
    let mut wrong = Vec::new();
    let keyword = changed_word(keyword, change, "Keyword", &mut wrong);
    if let Some(wrong) = wrong.first() {
        return Err(Error::invalid(format!("Validation failed: {wrong}")));
    }
    store::filters::put_keyword(tx, filter.id, &keyword).await?;
    tx.log(now, Event::ReaderChanged { account: filter.owner, filters: true });
    Ok(keyword)
}

async fn check_room(tx: &mut Tx, owner: AccountId, filter: &Filter, more: usize) -> Result<()> {
    if more == 0 {
        return Ok(());
    }
    let (_, all) = store::filters::counts(tx, owner).await?;
    let too_many = |limit: usize, of: &str| {
        Err(Error::invalid(format!("Validation failed: {of} cannot have more than {limit} keywords")))
    };
    if filter.keywords.len() + more > FILTER_KEYWORDS {
        return too_many(FILTER_KEYWORDS, "A filter");
    }
    if all.saturating_add(most(more)) > most(KEYWORDS) {
        return too_many(KEYWORDS, "All your filters together");
    }
    Ok(())
}
