//! The index that ranking looks at, kept in step with what happens.
//!
//! It is filled from rows in pieces, in the background ([`super::fill`]); no request does that. From then on
//! events are put in a queue as they are followed, which costs those who wrote next to nothing, and are
//! learned before the next page is made, or by whoever looks after the queue now and then: a few at a time, so that
//! no page waits for more than a few milliseconds.

use crate::views::Observer;
use crate::{App, Error, Result};
use feed::steering::Marks;
use feed::{Heads, Index, Kind, Limits, Post, Reaction, words};
use model::limits::FOR_YOU_POSTS;
use model::{AccountId, Event, Logged, PostId, Time};
use parking_lot::{Mutex, RwLock};
use quality::Language;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use store::recommend::{self, Material};
use tokio::sync::{Mutex as Turn, watch};

/// Happenings that may wait. When more do, nobody looks after them, and all is filled anew.
const WAITING: usize = 50_000;
/// Happenings that one page waits for at most; others follow in the background.
const AT_ONCE: usize = 256;
/// Happenings learned with one turn of the lock that pages wait on.
const LOCKED: usize = 64;
/// How long the first page after a start waits for the first piece.
const FIRST: Duration = Duration::from_secs(1);
/// Posts looked at of somebody who is shown again.
const OF_ONE: usize = 500;
/// Under which name the heads are kept.
pub(super) const HEADS: &str = "for_you_heads";
/// How often they are.
const KEEP: Duration = Duration::from_secs(300);

/// Something to be learned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Happening {
    Appeared(PostId),
    Gone(PostId),
    Reacted(Reaction),
    TookBack(AccountId, PostId),
    /// Somebody's posts are not shown any more, or again.
    Standing(AccountId),
}

/// How far the index is filled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug, Default)]
pub(super) enum Filled {
    /// Not at all.
    #[default]
    Nothing,
    /// With the newest posts, and so many pieces.
    Some(usize),
    /// With all there is room for.
    All,
}

/// All that ranking knows, and what waits to be known.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) known: RwLock<Known>,
    /// Whether filling has begun, and events are to be kept for it.
    pub(super) listening: AtomicBool,
    /// Whether somebody asked for a page.
    pub(super) wanted: AtomicBool,
    /// Whether it is being filled just now.
    pub(super) filling: AtomicBool,
    pub(super) filled: watch::Sender<Filled>,
    /// How many happenings were learned.
    pub(super) heard: AtomicU64,
    pub(super) modelled: super::factors::Modelled,
    queue: Mutex<Queue>,
    /// What happened since a piece was begun, which does not know of it.
    pub(super) since: Mutex<Option<Vec<Happening>>>,
    pub(super) turn: Turn<()>,
}

/// What was learned.
pub(crate) struct Known {
    pub(crate) index: Index,
    pub(crate) heads: Heads,
    /// Shared with what is being filled: a number is one language.
    pub(crate) languages: Arc<Mutex<Languages>>,
    /// Whose relations are as the rows have them.
    pub(super) related: HashSet<AccountId>,
    kept: Option<Time>,
}

/// The most there is room for.
pub(super) fn limits() -> Limits {
    Limits { posts: FOR_YOU_POSTS, ..Limits::default() }
}

impl Default for Known {
    fn default() -> Self {
        Self {
            index: Index::new(limits()),
            heads: Heads::default(),
            languages: Arc::default(),
            related: HashSet::new(),
            kept: None,
        }
    }
}

#[derive(Default)]
struct Queue {
    happenings: Vec<Happening>,
    /// Whose relations changed.
    stale: HashSet<AccountId>,
    /// Who said something else about the use of all their words.
    reconsidered: HashSet<AccountId>,
    overflowed: bool,
}

/// Languages, numbered in the order they were met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Languages(HashMap<String, u16>);

impl Languages {
    pub(super) fn number(&mut self, language: &str) -> u16 {
        let next = u16::try_from(self.0.len() + 1).unwrap_or(u16::MAX);
        *self.0.entry(language.to_owned()).or_insert(next)
    }

    /// The number of a language, where it was met; one that no post is in otherwise.
    pub(crate) fn known(&self, language: &str) -> u16 {
        self.0.get(language).copied().unwrap_or(u16::MAX)
    }

    pub(super) fn name(&self, number: u16) -> Option<&str> {
        self.0.iter().find(|(_, known)| **known == number).map(|(name, _)| name.as_str())
    }
}

impl Observer for World {
    fn observe(&self, logged: &Logged) {
        if !self.listening.load(Ordering::Relaxed) {
            return;
        }
        let at = logged.at;
        let reaction = |who: AccountId, post: PostId, kind: Kind| {
            Happening::Reacted(Reaction { who: who.0, post: post.0, kind, at: at.millis() })
        };
        let mut queue = self.queue.lock();
        match &logged.event {
            Event::Published(post) => {
                if let Some(of) = post.repost_of {
                    queue.push(reaction(post.author, of, Kind::Repost));
                } else if post.visibility == model::Visibility::Public {
                    queue.push(Happening::Appeared(post.id));
                    if let Some(to) = post.reply_to {
                        queue.push(reaction(post.author, to, Kind::Reply));
                    }
                    if let Some(of) = post.quote_of {
                        queue.push(reaction(post.author, of, Kind::Quote));
                    }
                }
            }
            Event::Edited(post) => queue.push(Happening::Appeared(post.id)),
            Event::Deleted(post) => match post.repost_of {
                Some(of) => queue.push(Happening::TookBack(post.author, of)),
                None => queue.push(Happening::Gone(post.id)),
            },
            Event::Liked { account, post } => queue.push(reaction(*account, *post, Kind::Like)),
            Event::Unliked { account, post } => queue.push(Happening::TookBack(*account, *post)),
            Event::Bookmarked { account, post } => queue.push(reaction(*account, *post, Kind::Bookmark)),
            Event::RelationChanged { source, target } => queue.stale.extend([*source, *target]),
            Event::ReaderChanged { account, .. } => {
                queue.stale.insert(*account);
            }
            Event::ConsentChanged { post: Some(post), .. } => queue.push(Happening::Appeared(*post)),
            Event::ConsentChanged { account, .. } => {
                queue.reconsidered.insert(*account);
            }
            Event::AccountSuspended { account, .. } => queue.push(Happening::Standing(*account)),
            _ => {}
        }
    }
}

impl Queue {
    /// The first happenings, with all that changed about people.
    fn first(&mut self, most: usize) -> Self {
        let mut all = std::mem::take(self);
        self.happenings = all.happenings.split_off(most.min(all.happenings.len()));
        all
    }

    fn push(&mut self, happening: Happening) {
        if self.happenings.len() >= WAITING {
            self.overflowed = true;
        } else {
            self.happenings.push(happening);
        }
    }
}

impl App {
    /// Learns what happened since, as far as a page may wait for it, and whom the member who asks, if any does,
    /// follows and hides. Where nothing was filled yet, that begins.
    pub(crate) async fn learn_the_world(&self, me: impl Into<Option<AccountId>>) -> Result<()> {
        let world = &self.inner.world;
        world.wanted.store(true, Ordering::Relaxed);
        if *world.filled.borrow() != Filled::All {
            self.fill_in_background();
            let mut filled = world.filled.subscribe();
            let first = filled.wait_for(|filled| *filled > Filled::Nothing);
            // Who comes before the first piece is there sees that it is being learned.
            tokio::time::timeout(FIRST, first).await.ok();
        }
        {
            let _turn = world.turn.lock().await;
            self.catch_up_world(AT_ONCE).await?;
        }
        match me.into() {
            Some(me) => self.relate(me).await,
            None => Ok(()),
        }
    }

    /// Whether what is recommended is still being learned from what was written before.
    pub(crate) fn is_learning(&self) -> bool {
        *self.inner.world.filled.borrow() != Filled::All
    }

    /// Looks after what waits when nobody asks for pages, and after what has to be kept or let go.
    pub(super) async fn look_after_the_world(&self) -> Result<()> {
        let world = &self.inner.world;
        if *world.filled.borrow() == Filled::Nothing {
            // Where nobody asks, there is nothing to look after, and no memory is taken for it.
            if world.wanted.load(Ordering::Relaxed) {
                self.fill_in_background();
            }
            return Ok(());
        }
        loop {
            let _turn = world.turn.lock().await;
            if self.catch_up_world(LOCKED).await? == 0 {
                break;
            }
        }
        let overflowed = std::mem::take(&mut world.queue.lock().overflowed);
        if overflowed || world.known.read().index.is_crowded() {
            world.filled.send_if_modified(|filled| {
                let whole = *filled == Filled::All;
                *filled = if whole { Filled::Some(0) } else { *filled };
                whole
            });
            self.fill_in_background();
        }
        self.keep_heads().await
    }

    /// Lets go of who read nothing for longest, where too many are known.
    pub(super) fn tidy_world(&self) {
        let mut known = self.inner.world.known.write();
        for gone in known.index.tidy() {
            known.related.remove(&AccountId(gone));
        }
    }

    /// Learns so many of what waits, in order; how many were. With the turn held.
    pub(super) async fn catch_up_world(&self, most: usize) -> Result<usize> {
        let world = &self.inner.world;
        if *world.filled.borrow() == Filled::Nothing {
            return Ok(0);
        }
        let queue = world.queue.lock().first(most);
        let reconsidered = self.reconsidered(&queue);
        if !queue.stale.is_empty() {
            let mut known = world.known.write();
            queue.stale.iter().for_each(|account| {
                known.related.remove(account);
            });
        }
        if queue.overflowed {
            world.queue.lock().overflowed = true;
        }
        // First, so that no reaction that came since is learned from words that were taken back.
        let again = reconsidered.into_iter().map(Happening::Appeared);
        let happenings: Vec<Happening> = again.chain(queue.happenings).collect();
        if let Some(since) = world.since.lock().as_mut() {
            since.extend(&happenings);
        }
        let languages = Arc::clone(&world.known.read().languages);
        let learn = |some: &mut dyn Iterator<Item = Learned>| {
            let mut known = world.known.write();
            some.for_each(|one| one.tell(&mut known.index));
        };
        self.each_learned(&happenings, &languages, learn).await?;
        world.heard.fetch_add(happenings.len() as u64, Ordering::Relaxed);
        Ok(happenings.len())
    }

    /// Hands over what happenings come to, with what the rows say of them, a few at a time.
    pub(super) async fn each_learned(
        &self,
        happenings: &[Happening],
        languages: &Arc<Mutex<Languages>>,
        mut learn: impl FnMut(&mut dyn Iterator<Item = Learned>),
    ) -> Result<()> {
        for some in happenings.chunks(LOCKED) {
            let new = some.iter().filter_map(|happening| match happening {
                Happening::Appeared(post) => Some(*post),
                _ => None,
            });
            let new: Vec<PostId> = new.collect();
            let mut posts: HashMap<PostId, Post> = HashMap::new();
            if !new.is_empty() {
                let found = recommend::these(&mut self.read().await?, self.now(), &new).await?;
                posts.extend(found.iter().map(|material| (material.id, post_of(material, languages))));
            }
            let mut learned = Vec::with_capacity(some.len());
            for happening in some {
                learned.push(match happening {
                    Happening::Appeared(id) => match posts.get(id) {
                        Some(post) => Learned::Post(Box::new(post.clone())),
                        None => Learned::Gone(*id),
                    },
                    Happening::Gone(id) => Learned::Gone(*id),
                    Happening::Reacted(reaction) => Learned::Reaction(*reaction),
                    Happening::TookBack(who, post) => Learned::TookBack(*who, *post),
                    Happening::Standing(account) => {
                        let mut rows = self.read().await?;
                        let found = recommend::of_author(&mut rows, self.now(), *account, OF_ONE).await?;
                        let posts = found.iter().map(|material| post_of(material, languages)).collect();
                        Learned::Standing(*account, posts)
                    }
                });
            }
            learn(&mut learned.into_iter());
        }
        Ok(())
    }

    /// The posts of those who said something else about all their words.
    fn reconsidered(&self, queue: &Queue) -> Vec<PostId> {
        if queue.reconsidered.is_empty() {
            return Vec::new();
        }
        let known = self.inner.world.known.read();
        queue.reconsidered.iter().flat_map(|account| known.index.posts_of(account.0)).map(PostId).collect()
    }

    async fn relate(&self, me: AccountId) -> Result<()> {
        if self.inner.world.known.read().related.contains(&me) {
            return Ok(());
        }
        let mut rows = self.read().await?;
        let follows = store::relations::follows_of(&mut rows, me).await?;
        let mut hidden = store::feeds::blocked_either_way(&mut rows, me).await?;
        hidden.extend(store::feeds::muted(&mut rows, me).await?.into_iter().map(|(account, _)| account));
        hidden.extend(store::domains::hidden_accounts(&mut rows, me).await?);
        let tags = store::feeds::followed_tags(&mut rows, me).await?;
        drop(rows);
        let ids =
            |accounts: &mut dyn Iterator<Item = AccountId>| accounts.map(|id| id.0).collect::<Vec<i64>>();
        let mut known = self.inner.world.known.write();
        known.index.follows(me.0, &ids(&mut follows.iter().map(|follow| follow.target)));
        known.index.hides(me.0, &ids(&mut hidden.into_iter()));
        known.index.follows_tags(me.0, &tags.iter().map(|tag| words::one(tag)).collect::<Vec<u32>>());
        known.index.came(me.0, self.now().millis());
        known.related.insert(me);
        Ok(())
    }

    /// Writes down what the heads have learned, now and then.
    async fn keep_heads(&self) -> Result<()> {
        let now = self.now();
        let model = {
            let mut known = self.inner.world.known.write();
            match known.kept {
                Some(kept) if now.since(kept) < KEEP => return Ok(()),
                // Nothing was learned when the server has just begun.
                None => {
                    known.kept = Some(now);
                    return Ok(());
                }
                Some(_) => known.kept = Some(now),
            }
            serde_json::to_string(&known.heads).map_err(|error| Error::internal("what was learned", error))?
        };
        self.write(move |tx| {
            Box::pin(async move { Ok(recommend::keep_learned(tx, HEADS, &model, now).await?) })
        })
        .await
    }
}

/// The signal that what somebody makes of somebody is.
pub(super) const fn said_by(regard: recommend::Regard) -> Kind {
    match regard {
        recommend::Regard::Follow => Kind::Follow,
        recommend::Regard::Mute => Kind::Mute,
        recommend::Regard::Report => Kind::Report,
    }
}

/// From which probability on a post counts as bait, an insult or advertising.
const SURE: f32 = 0.8;
/// From which share on it shouts.
const LOUD: f32 = 0.5;

/// How well a text is made (−1 to 1, nothing for what most posts are), and what stands out about it.
fn manner(material: &Material) -> (f32, Marks) {
    let signals = quality::Signals::of(
        &material.text,
        Language::from_tag(material.language.as_deref().unwrap_or_default()),
    );
    let sure = |chance: Option<f32>| chance.is_some_and(|chance| chance >= SURE);
    let marks = [
        (signals.plain.shouting >= LOUD, Marks::LOUD),
        (sure(signals.clickbait), Marks::BAIT),
        (sure(signals.toxicity), Marks::TOXIC),
        (sure(signals.spam), Marks::SPAM),
    ];
    let marks = marks.into_iter().filter(|(holds, _)| *holds).fold(0, |all, (_, mark)| all | mark);
    ((2.0 * (signals.quality() - 0.5)).clamp(-1.0, 1.0), Marks(marks))
}

/// What a happening comes to, with all that has to be read for it.
pub(super) enum Learned {
    Post(Box<Post>),
    Gone(PostId),
    Reaction(Reaction),
    TookBack(AccountId, PostId),
    /// Somebody's posts, as far as they may be shown.
    Standing(AccountId, Vec<Post>),
}

impl Learned {
    pub(super) fn tell(self, index: &mut Index) {
        match self {
            Self::Post(post) => index.publish(&post),
            Self::Gone(post) => index.remove(post.0),
            Self::Reaction(reaction) => index.react(&reaction),
            Self::TookBack(who, post) => index.take_back(who.0, post.0),
            Self::Standing(account, posts) => {
                let shown: HashSet<i64> = posts.iter().map(|post| post.id).collect();
                let gone = index.posts_of(account.0).into_iter().filter(|post| !shown.contains(post));
                gone.collect::<Vec<i64>>().into_iter().for_each(|post| index.remove(post));
                // What they reacted to leads nobody anywhere while they are gone.
                if posts.is_empty() {
                    index.forget(account.0);
                }
                posts.iter().for_each(|post| index.publish(post));
            }
        }
    }
}

/// A post as ranking looks at it.
pub(super) fn post_of(material: &Material, languages: &Mutex<Languages>) -> Post {
    // Tags are set to be found by; the other words lead to a post only where their author lets them.
    let tags = || material.tags.iter().map(String::as_str);
    let words = words::of(if material.alike { &material.text } else { "" }, tags());
    let mut said = words::all(&material.text);
    said.retain(|word| words.binary_search(word).is_err());
    let language = material.language.as_deref().map_or(0, |language| languages.lock().number(language));
    let (quality, marks) = manner(material);
    Post {
        id: material.id.0,
        author: material.author.0,
        at: material.at.millis(),
        thread: material.thread.0,
        language,
        media: material.media,
        words,
        said,
        quality,
        marks,
        length: u32::try_from(material.text.chars().count()).unwrap_or(u32::MAX),
        generated: material.generated,
        local: material.local,
        open: material.open,
    }
}
