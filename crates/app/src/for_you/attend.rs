//! What came of posts a member was shown that no event tells: whom they followed, muted or reported because of
//! one, and, where they asked for that, what they opened and read. In memory alone.

use super::Sittings;
use crate::lapsing::Lapsing;
use crate::{App, Result};
use feed::{Kind, Reaction};
use model::{AccountId, PostId};
use std::sync::Arc;
use std::time::Duration;

/// Members who were asked lately that are remembered.
const ASKED: usize = 100_000;
/// How long nobody is asked again.
const REST: Duration = Duration::from_secs(24 * 3_600);
/// Of so many posts shown, one is asked about.
const ONE_IN: usize = 30;
/// Posts told of at once.
pub const ATTENDED: usize = 100;

/// Who was asked lately whether a post was worth their time, or how near they are to it.
pub(crate) struct Asked(Lapsing<AccountId, Turn>);

/// How many posts somebody was shown since they could be asked, or what they were asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Shown(usize),
    About(PostId),
}

impl Default for Asked {
    fn default() -> Self {
        Self(Lapsing::after(REST, ASKED))
    }
}

impl App {
    /// A member did something with an account. Where they were shown posts of it in this sitting, the last one led to
    /// it; `posts` says which, where that is known.
    pub(crate) fn noticed(&self, me: AccountId, target: AccountId, posts: &[PostId], kind: Kind) {
        let Some(sitting) = self.inner.sittings.0.get(&me) else { return };
        let shown = {
            let known = self.inner.world.known.read();
            let of_target = |post: &i64| known.index.author_of(*post) == Some(target.0);
            let mut shown = sitting.shown.iter().rev().map(|shown| shown.post).filter(of_target);
            match posts {
                [] => shown.next(),
                posts => shown.find(|post| posts.contains(&PostId(*post))),
            }
        };
        if let Some(post) = shown {
            self.came_of(me, PostId(post), kind);
        }
    }

    /// A member's page tells what was opened or read of what it showed. Whoever did not ask for that is not heard.
    pub async fn attended(&self, me: AccountId, kind: Kind, posts: &[PostId]) -> Result<()> {
        if !feed::heads::ASKED_FOR.contains(&kind) || !self.steering(me).await?.hears(kind) {
            return Ok(());
        }
        self.inner.sittings.attend(me);
        for post in posts.iter().take(ATTENDED) {
            self.came_of(me, *post, kind);
        }
        Ok(())
    }

    /// Notes something that came of a post of this sitting, once.
    fn came_of(&self, me: AccountId, post: PostId, kind: Kind) {
        let Some(sitting) = self.inner.sittings.0.get(&me) else { return };
        let fresh = |shown: &super::Shown| shown.post == post.0 && shown.came & (1 << kind.place()) == 0;
        if !sitting.signals.uses(kind) || !sitting.shown.iter().any(fresh) {
            return;
        }
        self.inner.sittings.note(me, post, kind);
        let at = self.now().millis();
        self.inner.world.known.write().index.react(&Reaction { who: me.0, post: post.0, kind, at });
    }

    /// The post of a page a member is asked about, if any: the thirtieth they are shown, once a day at most, never their
    /// own, and nobody who does not want to be asked.
    pub async fn asked_about(&self, me: AccountId, posts: &[(PostId, AccountId)]) -> Result<Option<PostId>> {
        let before = match self.inner.asked.0.get(&me) {
            // The page is looked at again.
            Some(Turn::About(asked)) => {
                return Ok(posts.iter().map(|(post, _)| *post).find(|post| *post == asked));
            }
            Some(Turn::Shown(before)) => before,
            None => 0,
        };
        let shown = before + posts.len();
        if shown < ONE_IN {
            self.inner.asked.0.insert(me, Turn::Shown(shown));
            return Ok(None);
        }
        let from = posts.iter().skip((ONE_IN - 1).saturating_sub(before));
        let Some((post, _)) = from.chain(posts).find(|(_, author)| *author != me) else { return Ok(None) };
        if self.steering(me).await?.unasked {
            return Ok(None);
        }
        self.inner.asked.0.insert(me, Turn::About(*post));
        Ok(Some(*post))
    }

    /// They answered; they are not asked about it again.
    pub(crate) fn answered(&self, me: AccountId, post: PostId) {
        if self.inner.asked.0.get(&me) == Some(Turn::About(post)) {
            self.inner.asked.0.insert(me, Turn::About(PostId(0)));
        }
    }
}

impl Sittings {
    /// A page of this sitting tells what is opened and read.
    fn attend(&self, me: AccountId) {
        if let Some(sitting) = self.0.get(&me).filter(|sitting| !sitting.attended) {
            self.0.insert(me, Arc::new(super::Sitting { attended: true, ..(*sitting).clone() }));
        }
    }
}
