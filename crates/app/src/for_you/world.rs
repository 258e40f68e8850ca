//! The index that ranking looks at, kept in step with what happens.
//!
//! It is filled when somebody first asks for it: a server where nobody does pays nothing. From then on
//! events are put in a queue as they are followed, which costs those who wrote next to nothing, and are
//! learned before the next page is made.

use crate::views::Observer;
use crate::{App, Error, Result};
use feed::steering::{Marks, Signals};
use feed::{Heads, Index, Kind, Limits, Post, Reaction, Steering, words};
use model::{AccountId, Event, Logged, PostId, Time};
use parking_lot::{Mutex, RwLock};
use quality::Language;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::recommend::{self, Material};
use tokio::sync::Mutex as Turn;

/// How far back reactions and posts are learned from at first.
const LOOK_BACK: Duration = Duration::from_secs(14 * 86_400);
/// Posts learned at most.
const POSTS: usize = 60_000;
/// Rows read at once.
const BATCH: usize = 1_000;
/// Happenings that may wait. When more do, nobody has asked for long, and all is filled anew.
const WAITING: usize = 50_000;
/// Follows, mutes and reports read at most, of each.
const REGARDS: usize = 50_000;
/// Under which name the heads are kept.
const HEADS: &str = "for_you_heads";
/// How often they are.
const KEEP: Duration = Duration::from_secs(300);

/// Something to be learned.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Appeared(PostId),
    Gone(PostId),
    Reacted(Reaction),
    TookBack(AccountId, PostId),
}

/// All that ranking knows, and what waits to be known.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) known: RwLock<Known>,
    /// Whether it was filled, and events are to be kept for it.
    listening: AtomicBool,
    queue: Mutex<Queue>,
    turn: Turn<()>,
}

/// What was learned.
pub(crate) struct Known {
    pub(crate) index: Index,
    pub(crate) heads: Heads,
    pub(crate) languages: Languages,
    /// Whose relations are as the rows have them.
    related: HashSet<AccountId>,
    kept: Option<Time>,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            index: Index::new(Limits { posts: POSTS, ..Limits::default() }),
            heads: Heads::default(),
            languages: Languages::default(),
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
            // Somebody's posts are not shown any more, or again: rare enough to begin anew.
            Event::AccountSuspended { .. } => queue.overflowed = true,
            _ => {}
        }
    }
}

impl Queue {
    fn push(&mut self, happening: Happening) {
        if self.happenings.len() >= WAITING {
            self.overflowed = true;
        } else {
            self.happenings.push(happening);
        }
    }
}

impl App {
    /// Learns what is not known yet: everything the first time, what happened since afterwards; and whom
    /// the member who asks, if any does, follows and hides.
    pub(crate) async fn learn_the_world(&self, me: impl Into<Option<AccountId>>) -> Result<()> {
        let world = &self.inner.world;
        let _turn = world.turn.lock().await;
        let begun = world.listening.swap(true, Ordering::SeqCst);
        let queue = std::mem::take(&mut *world.queue.lock());
        if !begun || queue.overflowed {
            self.fill_world().await.inspect_err(|_| world.listening.store(false, Ordering::SeqCst))?;
        } else {
            self.catch_up_world(queue).await?;
        }
        if let Some(me) = me.into() {
            self.relate(me).await?;
        }
        self.keep_heads().await
    }

    async fn fill_world(&self) -> Result<()> {
        let mut known = Known::default();
        let mut rows = self.read().await?;
        let since =
            Time::from_millis(self.now().millis() - i64::try_from(LOOK_BACK.as_millis()).unwrap_or(0));
        for (account, at) in recommend::joined(&mut rows).await? {
            known.index.joined(account.0, at.millis());
        }
        let mut forgotten: HashMap<AccountId, Time> = HashMap::new();
        for (account, settings, before) in recommend::all_steering(&mut rows).await? {
            let signals = match serde_json::from_str::<Steering>(&settings) {
                Ok(steering) => steering.signals(),
                Err(error) => {
                    tracing::error!(account = account.0, %error, "how a member steers cannot be read; nothing is learned from them");
                    Signals::none()
                }
            };
            known.index.listen(account.0, signals);
            forgotten.insert(account, before);
        }
        let first = model::id::first_at(since).max(recommend::floor(&mut rows, POSTS).await?);
        let mut after = PostId(first - 1);
        loop {
            let posts = recommend::after(&mut rows, self.now(), after, BATCH).await?;
            let Some(last) = posts.last() else { break };
            after = last.id;
            posts.iter().for_each(|post| known.publish(post));
        }
        let reactions = self.reactions_since(&mut rows, model::id::first_at(since), since).await?;
        for reaction in reactions {
            let who = AccountId(reaction.who);
            if forgotten.get(&who).is_none_or(|before| reaction.at >= before.millis()) {
                known.index.react(&reaction);
            }
        }
        for (who, whom, regard, at) in recommend::regards(&mut rows, since, REGARDS).await? {
            if forgotten.get(&who).is_none_or(|before| at >= *before) {
                known.index.regard(who.0, whom.0, said_by(regard), at.millis());
            }
        }
        if let Some(model) = recommend::learned(&mut rows, HEADS).await? {
            match serde_json::from_str::<Heads>(&model) {
                Ok(heads) if heads.fits() => known.heads = heads,
                _ => tracing::info!("what was learned for an earlier version begins anew"),
            }
        }
        tracing::info!(posts = known.index.len(), "what is recommended has been filled");
        *self.inner.world.known.write() = known;
        Ok(())
    }

    /// Reactions in the order in which they were given.
    async fn reactions_since(
        &self,
        rows: &mut store::Conn,
        first: i64,
        since: Time,
    ) -> Result<Vec<Reaction>> {
        let mut all = Vec::new();
        for kind in [Kind::Like, Kind::Repost, Kind::Reply, Kind::Bookmark] {
            let mut after = first - 1;
            loop {
                let marks = match kind {
                    Kind::Like => recommend::likes_after(rows, after, BATCH).await?,
                    Kind::Repost => recommend::reposts_after(rows, after, BATCH).await?,
                    Kind::Reply => recommend::answers_after(rows, after, BATCH).await?,
                    _ => recommend::bookmarks_after(rows, after, BATCH).await?,
                };
                let Some((last, ..)) = marks.last() else { break };
                after = *last;
                all.extend(marks.into_iter().map(|(id, who, post)| Reaction {
                    who: who.0,
                    post: post.0,
                    kind,
                    at: model::id::made_at(id).millis(),
                }));
            }
        }
        for (who, post, kind, at) in recommend::opinions(rows, since).await? {
            let Some(kind) = Kind::named(&kind) else { continue };
            all.push(Reaction { who: who.0, post: post.0, kind, at: at.millis() });
        }
        all.sort_by_key(|reaction| reaction.at);
        Ok(all)
    }

    async fn catch_up_world(&self, queue: Queue) -> Result<()> {
        let reconsidered = self.reconsidered(&queue);
        let new: Vec<PostId> = queue
            .happenings
            .iter()
            .filter_map(|happening| match happening {
                Happening::Appeared(post) => Some(*post),
                _ => None,
            })
            .chain(reconsidered.iter().copied())
            .collect();
        let mut materials: HashMap<PostId, Material> = HashMap::new();
        if !new.is_empty() {
            let mut rows = self.read().await?;
            for some in new.chunks(500) {
                let posts = recommend::these(&mut rows, self.now(), some).await?;
                materials.extend(posts.into_iter().map(|post| (post.id, post)));
            }
        }
        let mut known = self.inner.world.known.write();
        for account in queue.stale {
            known.related.remove(&account);
        }
        // First, so that no reaction that came since is learned from words that were taken back.
        let again = reconsidered.into_iter().map(Happening::Appeared);
        for happening in again.chain(queue.happenings) {
            match happening {
                Happening::Appeared(id) => match materials.get(&id) {
                    Some(post) => known.publish(post),
                    None => known.index.remove(id.0),
                },
                Happening::Gone(id) => known.index.remove(id.0),
                Happening::Reacted(reaction) => known.index.react(&reaction),
                Happening::TookBack(who, post) => known.index.take_back(who.0, post.0),
            }
        }
        Ok(())
    }

    /// The posts of those who said something else about all their words.
    fn reconsidered(&self, queue: &Queue) -> Vec<PostId> {
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
const fn said_by(regard: recommend::Regard) -> Kind {
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

impl Known {
    fn publish(&mut self, material: &Material) {
        // Tags are set to be found by; the other words lead to a post only where their author lets them.
        let tags = || material.tags.iter().map(String::as_str);
        let words = words::of(if material.alike { &material.text } else { "" }, tags());
        let mut said = words::all(&material.text);
        said.retain(|word| words.binary_search(word).is_err());
        let language = material.language.as_deref().map_or(0, |language| self.languages.number(language));
        let (quality, marks) = manner(material);
        self.index.publish(&Post {
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
        });
    }
}
