//! What an answer may be made from. Posts are chosen by number; their text is read last, of those alone that
//! the asker may see, does not hide or filter, and whose authors allow it.

use super::AskScope;
use crate::find::blocking;
use crate::read::timelines::AccountShow;
use crate::{App, Result};
use assistant::words::{irregular, stem};
use assistant::{Asked, Frequencies, Passage, prompt};
use model::{AccountId, FilterContext, Page, Post, PostId, Time};
use search::{Index, Wording};
use std::collections::HashMap;
use std::sync::Arc;
use store::answers::Reading;
use text::scan::{Kind, scan};

/// Posts the index is asked for.
const CANDIDATES: usize = 400;
/// Posts whose text is read.
const PASSAGES: usize = 120;
/// Of an account, the posts that are read whatever is asked.
const RECENT: usize = 40;
/// Posts a server counts as having at least: on a young one no word is common for being in three of four.
const YOUNG: u64 = 200;
/// Words of the index looked through for the forms of one.
const FORMS: usize = 300;
/// What a word that says much the same counts when candidates are looked for.
const ALIKE: f32 = 0.6;
/// What authors call their jokes.
const SATIRE: [&str; 6] = ["satire", "parody", "parodie", "humour", "humor", "joke"];

/// Where to look.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub scope: AskScope,
    /// The post the question is about.
    pub subject: Option<&'p Post>,
    /// Whose posts it is about.
    pub author: Option<AccountId>,
    /// What it is about, where that is a trend.
    pub topic: Option<&'p str>,
    /// What is asked, in the asker's words; what is claimed, where that is checked.
    pub question: &'p str,
    /// Whether the post it is about is held against what others say.
    pub checks: bool,
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub passages: Vec<Passage>,
    pub frequencies: Frequencies,
}

impl App {
    /// The passages a question may be answered from, the nearest first.
    pub(super) async fn passages(
        &self,
        me: AccountId,
        place: Place<'_>,
        asked: &Asked,
        reading: Reading,
    ) -> Result<Found> {
        let index = self.inner.finder.index().map(Arc::clone);
        let (words, frequencies) = self.wordings_of(index.clone(), asked).await?;
        let ids = match (place.scope, place.subject) {
            (_, Some(post)) if place.checks => {
                let others = self.said_by_others(me, post, index, words).await?;
                let own = (reading == Reading::Model).then_some(post.id);
                own.into_iter().chain(others).collect()
            }
            (AskScope::Post, Some(post)) => vec![post.id],
            (AskScope::Thread, Some(post)) => {
                let thread = self.thread(post.id, Some(me)).await?;
                thread.above.into_iter().chain([post.id]).chain(thread.below).collect()
            }
            (AskScope::Account, _) => match place.author {
                Some(author) => {
                    let found = self.relevant(index, words, me, Some(author)).await?;
                    self.with_latest(me, author, found).await?
                }
                None => Vec::new(),
            },
            (AskScope::Trend, _) => self.posts_about(me, place.topic.unwrap_or_default()).await?,
            (AskScope::Home, _) => {
                self.missed_at_home(me, self.last_at_home(me).await?).await?.most_made_of()
            }
            _ => {
                let found = self.relevant(index, words, me, None).await?;
                let near = self.near_by_meaning(place.question).await?;
                let found = self.with_nearest(me, place.question, found).await;
                with_some(found, near.into_iter().map(|(post, _)| post), reading)
            }
        };
        let warned = matches!(place.scope, AskScope::Post | AskScope::Thread);
        let passages = self.readable_passages(me, ids, reading, warned).await?;
        // What is not asked for by its words is held against what else is there.
        let counted = frequencies.posts > 0 && !asked.terms.is_empty();
        let frequencies = if counted { frequencies } else { Frequencies::of_passages(&passages) };
        Ok(Found { passages, frequencies })
    }

    /// What others say that has to do with a post: who says a thing twice proves nothing.
    async fn said_by_others(
        &self,
        me: AccountId,
        post: &Post,
        index: Option<Arc<Index>>,
        words: Vec<Wording>,
    ) -> Result<Vec<PostId>> {
        let found = self.relevant(index, words, me, None).await?;
        let authors = store::posts::authors(&mut self.read().await?, &found).await?;
        let own = |id: &PostId| authors.iter().any(|(of, author)| of == id && *author == post.author);
        Ok(found.into_iter().filter(|id| !own(id)).collect())
    }

    /// The words of the index that a question is looked for by, and how frequent its own are.
    pub(super) async fn wordings_of(
        &self,
        index: Option<Arc<Index>>,
        asked: &Asked,
    ) -> Result<(Vec<Wording>, Frequencies)> {
        let Some(index) = index else { return Ok((Vec::new(), Frequencies::default())) };
        let asked = asked.clone();
        blocking(move || wordings(&index, &asked)).await
    }

    /// What one account wrote that fits, and then what it wrote last: a summary has no words to look for.
    async fn with_latest(
        &self,
        me: AccountId,
        author: AccountId,
        mut found: Vec<PostId>,
    ) -> Result<Vec<PostId>> {
        let show = AccountShow { exclude_reposts: true, ..AccountShow::default() };
        let page = Page::first(RECENT);
        for post in self.account_timeline(author, Some(me), show, page).await? {
            if !found.contains(&post) {
                found.push(post);
            }
        }
        Ok(found)
    }

    async fn relevant(
        &self,
        index: Option<Arc<Index>>,
        words: Vec<Wording>,
        me: AccountId,
        author: Option<AccountId>,
    ) -> Result<Vec<PostId>> {
        let Some(index) = index else { return Ok(Vec::new()) };
        blocking(move || index.find_relevant(&words, me, author, CANDIDATES)).await
    }

    /// Of some posts, those that may be read for this, in their order, as far as there is room. `warned`:
    /// also those behind a content warning.
    pub(super) async fn readable_passages(
        &self,
        me: AccountId,
        ids: Vec<PostId>,
        reading: Reading,
        warned: bool,
    ) -> Result<Vec<Passage>> {
        let now = self.now();
        let readable =
            store::answers::readable(&mut self.read().await?, &ids, Some(me), reading, now).await?;
        let mut readable = self.unhidden(readable, Some(me)).await?;
        readable.truncate(PASSAGES);
        let views = self.post_views(&readable).await?;
        let mut posts: HashMap<PostId, _> = views.into_iter().map(|view| (view.post.id, view)).collect();
        let state = self.reader(me).await?;
        let mut passages = Vec::with_capacity(readable.len());
        for id in readable {
            let Some(view) = posts.remove(&id) else { continue };
            let own = view.post.author == me;
            let covered = !view.post.spoiler.is_empty() && !warned;
            let filtered = !own && meets_a_filter(&state.filters, now, id, &view.plain_words());
            if (own || !covered) && !filtered {
                passages.push(passage(view.post));
            }
        }
        Ok(passages)
    }
}

fn meets_a_filter(filters: &text::Filters, now: Time, id: PostId, words: &str) -> bool {
    [FilterContext::Public, FilterContext::Thread]
        .into_iter()
        .any(|context| !filters.matches(context, now, id, words).is_empty())
}

fn passage(post: Post) -> Passage {
    let satire = scan(&post.text).iter().any(|entity| match entity.kind {
        Kind::Tag(name) => SATIRE.contains(&text::tag::normalize(name).as_str()),
        _ => false,
    });
    Passage {
        post: post.id,
        author: post.author,
        language: post.language,
        satire,
        reactions: u32::try_from(post.likes + post.reposts + post.replies).unwrap_or(0),
        text: post.text,
    }
}

/// What was found by words, with some of what is only near in meaning where the places that are read end: a
/// question's rarest word is worth most, and vectors know that one least (measured in the crate `meaning`).
fn with_some(mut found: Vec<PostId>, near: impl Iterator<Item = PostId>, reading: Reading) -> Vec<PostId> {
    let places = match reading {
        Reading::Quoting => PASSAGES,
        Reading::Model => prompt::PASSAGES,
    };
    let near: Vec<PostId> = near.filter(|post| !found.contains(post)).take(places / 6).collect();
    let at = found.len().min(places - places / 6);
    found.splice(at..at, near);
    found
}

/// The words of the index a question is looked for by, and how frequent each of its own is.
fn wordings(index: &Index, asked: &Asked) -> Result<(Vec<Wording>, Frequencies), search::Error> {
    let mut frequencies = Frequencies { posts: index.documents().max(YOUNG), ..Frequencies::default() };
    let mut words: Vec<Wording> = Vec::new();
    let mut add = |word: String, boost: f32| match words.iter_mut().find(|known| known.word == word) {
        Some(known) => known.boost = known.boost.max(boost),
        None => words.push(Wording { word, boost }),
    };
    for term in &asked.terms {
        for wanted in term.stems() {
            let boost = if wanted == term.stem { 1.0 } else { ALIKE };
            let mut posts = 0;
            for (word, count) in forms(index, wanted)? {
                posts += count;
                add(word, boost);
            }
            frequencies.of.insert(wanted.to_owned(), posts);
        }
    }
    // A tag writes two words as one.
    for pair in asked.terms.windows(2) {
        for (word, _) in index.words_from(&format!("{}{}", pair[0].stem, pair[1].stem), 5)? {
            add(word, 1.0);
        }
    }
    Ok((words, frequencies))
}

/// The words of the index with a stem.
fn forms(index: &Index, wanted: &str) -> Result<Vec<(String, u64)>, search::Error> {
    let mut forms = index.words_from(wanted, FORMS)?;
    forms.retain(|(word, _)| stem(word) == wanted);
    for form in irregular(wanted) {
        forms.extend(index.words_from(form, 1)?.into_iter().filter(|(word, _)| word == form));
    }
    Ok(forms)
}
