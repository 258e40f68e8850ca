//! Filling the index that ranking looks at from rows: in the background, the newest posts first.
//!
//! A piece is an index of its own, made beside the one that pages are made from and put in its place at once; the
//! next one holds more. Each is made in the order of time, as things happened, so that what members care for
//! comes out as if the server had been there. It begins at the start where somebody asked for a page lately, and when
//! somebody asks elsewhere: a server where nobody does pays nothing.

use super::world::{Filled, HEADS, Happening, Languages, limits, post_of, said_by};
use crate::{App, Error, Result};
use feed::steering::Signals;
use feed::{Heads, Index, Kind, Limits, Reaction, Steering};
use model::limits::FOR_YOU_POSTS;
use model::{AccountId, PostId, Time};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use store::recommend;

/// Posts of each piece.
const PIECES: [usize; 3] = [1_500, 10_000, FOR_YOU_POSTS];
/// How far back reactions and posts are learned from.
pub(super) const LOOK_BACK: Duration = Duration::from_secs(14 * 86_400);
/// Rows read at once.
const BATCH: usize = 1_000;
/// Reactions learned before there is a rest.
const SLICE: usize = 5_000;
/// Follows, mutes and reports read at most, of each.
const REGARDS: usize = 50_000;
/// Where somebody asked for a page within this time before a restart, all is filled at once.
const LATELY: Duration = Duration::from_secs(7 * 86_400);
/// How often what waits is looked after.
const LOOK: Duration = Duration::from_secs(2);
/// How often who read nothing for long is let go.
const TIDY: Duration = Duration::from_secs(60);
/// Members and posts taken over with one turn of the lock that pages wait on.
const TAKEN_OVER: usize = 500;

impl App {
    /// Fills the index, and looks after it for as long as the app is open.
    pub(crate) fn start_for_you(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            match app.is_for_you_wanted().await {
                Ok(wanted) => {
                    app.inner.world.wanted.fetch_or(wanted, Ordering::Relaxed);
                }
                Err(error) => tracing::warn!(?error, "it is not known whether For you was asked for lately"),
            }
        });
        crate::jobs::look_again_and_again(self, LOOK, "what is recommended", |app| async move {
            app.look_after_the_world().await
        });
        crate::jobs::look_again_and_again(self, TIDY, "who reads", |app| async move {
            app.tidy_world();
            Ok(())
        });
    }

    /// Goes on filling, where nobody is doing so already.
    pub(super) fn fill_in_background(&self) {
        let world = &self.inner.world;
        if world.filling.swap(true, Ordering::SeqCst) {
            return;
        }
        let app = self.clone();
        tokio::spawn(async move {
            if let Err(error) = app.fill_world().await {
                tracing::warn!(?error, "what is recommended could not be filled; it is tried again");
            }
            app.inner.world.filling.store(false, Ordering::SeqCst);
        });
    }

    async fn fill_world(&self) -> Result<()> {
        let world = &self.inner.world;
        let done = match *world.filled.borrow() {
            Filled::Nothing => 0,
            Filled::Some(pieces) => pieces,
            Filled::All => return Ok(()),
        };
        for (place, posts) in PIECES.into_iter().enumerate().skip(done) {
            if place > 0 && !self.is_for_you_wanted().await? {
                return Ok(());
            }
            let begun = Instant::now();
            let whole = self.fill_piece(posts).await? || place + 1 == PIECES.len();
            let held = world.known.read().index.len();
            let took = begun.elapsed();
            tracing::info!(posts = held, ?took, whole, "a piece of what is recommended has been filled");
            world.filled.send_replace(if whole { Filled::All } else { Filled::Some(place + 1) });
            if whole {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether anybody asks for pages here.
    async fn is_for_you_wanted(&self) -> Result<bool> {
        if self.inner.world.wanted.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let kept = recommend::learned_at(&mut self.read().await?, HEADS).await?;
        Ok(kept.is_some_and(|kept| self.now().since(kept) < LATELY))
    }

    /// Makes a piece and puts it in place; whether it holds all there is.
    async fn fill_piece(&self, posts: usize) -> Result<bool> {
        let world = &self.inner.world;
        let languages = {
            let _turn = world.turn.lock().await;
            world.listening.store(true, Ordering::SeqCst);
            *world.since.lock() = Some(Vec::new());
            Arc::clone(&world.known.read().languages)
        };
        let (mut piece, whole) = self.piece(posts, &languages).await?;
        let heads = match *world.filled.borrow() {
            Filled::Nothing => true,
            Filled::Some(_) | Filled::All => false,
        };
        let heads = if heads { self.kept_heads().await? } else { None };
        let _turn = world.turn.lock().await;
        let since: Vec<Happening> = world.since.lock().take().unwrap_or_default();
        self.each_learned(&since, &languages, |some| some.for_each(|one| one.tell(&mut piece))).await?;
        {
            let mut known = world.known.write();
            std::mem::swap(&mut known.index, &mut piece);
            // Whom they follow and hide is read again when they ask.
            known.related.clear();
            if let Some(heads) = heads {
                known.heads = heads;
            }
        }
        world.heard.fetch_add(1, Ordering::Relaxed);
        let (before, mut from) = (piece, 0);
        while world.known.write().index.inherit(&before, from, TAKEN_OVER) {
            from += TAKEN_OVER;
        }
        drop_elsewhere(before);
        Ok(whole)
    }

    async fn kept_heads(&self) -> Result<Option<Heads>> {
        let Some(model) = recommend::learned(&mut self.read().await?, HEADS).await? else { return Ok(None) };
        match serde_json::from_str::<Heads>(&model) {
            Ok(heads) if heads.fits() => Ok(Some(heads)),
            _ => {
                tracing::info!("what was learned for an earlier version begins anew");
                Ok(None)
            }
        }
    }

    /// An index of the newest posts, and whether it holds all there are.
    async fn piece(&self, posts: usize, languages: &Arc<Mutex<Languages>>) -> Result<(Index, bool)> {
        let now = self.now();
        let oldest = now.millis() - i64::try_from(LOOK_BACK.as_millis()).unwrap_or(0);
        let oldest = model::id::first_at(Time::from_millis(oldest));
        let floor = recommend::floor(&mut self.read().await?, posts).await?;
        let first = oldest.max(floor);
        let since = model::id::made_at(first);
        let mut index = Index::new(Limits { posts, ..limits() });
        let forgotten = self.read_steering(&mut index).await?;
        let counts = move |who: AccountId, at: i64| {
            forgotten.get(&who).is_none_or(|before: &Time| at >= before.millis())
        };
        let mut after = PostId(first - 1);
        loop {
            let found = recommend::after(&mut self.read().await?, now, after, BATCH).await?;
            let Some(last) = found.last() else { break };
            after = last.id;
            let languages = Arc::clone(languages);
            index = aside(move || {
                found.iter().for_each(|material| index.publish(&post_of(material, &languages)));
                index
            })
            .await?;
        }
        let mut reactions = self.reactions_since(first, since, now).await?;
        reactions.retain(|reaction| counts(AccountId(reaction.who), reaction.at));
        for some in reactions.chunks(SLICE) {
            let some = some.to_vec();
            index = aside(move || {
                some.iter().for_each(|reaction| index.react(reaction));
                index
            })
            .await?;
        }
        for (who, whom, regard, at) in recommend::regards(&mut self.read().await?, since, REGARDS).await? {
            if counts(who, at.millis()) && at < now {
                index.regard(who.0, whom.0, said_by(regard), at.millis());
            }
        }
        index.widen(limits());
        Ok((index, floor < oldest))
    }

    /// Tells an index whose signals may be used; before when nothing counts of whom.
    async fn read_steering(&self, index: &mut Index) -> Result<HashMap<AccountId, Time>> {
        let mut forgotten = HashMap::new();
        for (account, settings, before) in recommend::all_steering(&mut self.read().await?).await? {
            let signals = match serde_json::from_str::<Steering>(&settings) {
                Ok(steering) => steering.signals(),
                Err(error) => {
                    tracing::error!(account = account.0, %error, "how a member steers cannot be read; nothing is learned from them");
                    Signals::none()
                }
            };
            index.listen(account.0, signals);
            forgotten.insert(account, before);
        }
        Ok(forgotten)
    }

    /// Reactions in the order in which they were given; what came after a moment is heard of as it happens.
    async fn reactions_since(&self, first: i64, since: Time, until: Time) -> Result<Vec<Reaction>> {
        let mut all = Vec::new();
        for kind in [Kind::Like, Kind::Repost, Kind::Reply, Kind::Bookmark] {
            let mut after = first - 1;
            loop {
                let mut rows = self.read().await?;
                let marks = match kind {
                    Kind::Like => recommend::likes_after(&mut rows, after, BATCH).await?,
                    Kind::Repost => recommend::reposts_after(&mut rows, after, BATCH).await?,
                    Kind::Reply => recommend::answers_after(&mut rows, after, BATCH).await?,
                    _ => recommend::bookmarks_after(&mut rows, after, BATCH).await?,
                };
                drop(rows);
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
        for (who, post, kind, at) in recommend::opinions(&mut self.read().await?, since).await? {
            let Some(kind) = Kind::named(&kind) else { continue };
            all.push(Reaction { who: who.0, post: post.0, kind, at: at.millis() });
        }
        all.retain(|reaction| reaction.at < until.millis());
        all.sort_by_key(|reaction| reaction.at);
        Ok(all)
    }
}

/// Does work of some length where no request waits for it.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::internal("what is recommended", error))
}

/// An index is many small pieces of memory; giving them back takes a while.
fn drop_elsewhere(index: Index) {
    tokio::task::spawn_blocking(move || drop(index));
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::limits::FOR_YOU_BYTES;

    #[test]
    fn what_is_held_stays_within_its_budget() {
        let all = limits().bytes() + feed::factors::BYTES;
        assert!(all <= FOR_YOU_BYTES, "{all}");
        assert_eq!((limits().posts, PIECES.last()), (FOR_YOU_POSTS, Some(&FOR_YOU_POSTS)));
        // While the last piece is made, the one before is still there.
        let before = Limits { posts: PIECES[PIECES.len() - 2], ..limits() };
        assert!(before.posts * 5 < limits().posts);
    }
}
