//! For you: what may be worth a member's time, why each post stands where it does, and how they steer it.
//!
//! The ranking itself is the crate `feed`; here it is given its world ([`world`]), asked, and told what came of it.

mod attend;
mod bridge;
mod factors;
mod fill;
mod steer;
pub mod words;
pub(crate) mod world;

use crate::lapsing::Lapsing;
use crate::{App, Error, FeedNote, Result};
use feed::features::Features;
use feed::heads::{ASKED_FOR, HEARD, KINDS};
use feed::{Asked, Explained, Kind, Ledger, Reaction, Reason, Steering, Stopwatch};
use model::{AccountId, PostId};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) use attend::Asked as AskedAbout;
pub use feed as ranking;
pub use steer::{Known, Receipt, Travelled, Wish, WishMade};

/// Posts on a page at most.
pub const PAGE: usize = 40;
/// Beyond a page's length, in case the rows know better than the index who may see what.
pub(crate) const SPARE: usize = 8;
/// How long a member's pages belong together.
pub(crate) const SITTING: Duration = Duration::from_secs(30 * 60);
/// Members whose pages are remembered.
pub(crate) const SITTINGS: usize = 20_000;
/// Posts of one sitting.
pub(crate) const LONGEST: usize = 400;

/// A post with its place.
#[derive(Clone, Debug)]
pub struct Recommended {
    /// Which.
    pub post: PostId,
    /// Why it stands there.
    pub ledger: Ledger,
    /// Who brought it up, as [`feed::source::SOURCES`] are numbered.
    pub sources: u16,
}

impl From<feed::Placed> for Recommended {
    fn from(placed: feed::Placed) -> Self {
        Self { post: PostId(placed.post), ledger: placed.ledger, sources: placed.found.sources }
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct ForYou {
    /// In order.
    pub items: Vec<Recommended>,
    /// What leads to the next page; none where there is no more.
    pub cursor: Option<String>,
    /// Why it is not as it usually is.
    pub note: Option<FeedNote>,
}

/// What a member was shown in one sitting.
#[derive(Clone, Debug)]
struct Sitting {
    id: u64,
    /// Which reactions may be learned from.
    signals: feed::steering::Signals,
    shown: Vec<Shown>,
    /// Whether a page told what was opened and read: where none does, it is not known that nothing was.
    attended: bool,
}

#[derive(Clone, Debug)]
struct Shown {
    post: i64,
    features: Features,
    /// Reactions that came, a bit each.
    came: u16,
}

/// The sittings of all members.
pub(crate) struct Sittings(Lapsing<AccountId, Arc<Sitting>>);

impl Default for Sittings {
    fn default() -> Self {
        Self(Lapsing::when_idle(SITTING, SITTINGS))
    }
}

/// The machine's clock.
pub(crate) struct Watch(Instant);

impl Watch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Stopwatch for Watch {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl App {
    /// A page of what may be worth a member's time. `cursor` is what the page before ended with; one that is
    /// not known any more begins anew.
    pub async fn for_you(&self, me: AccountId, cursor: Option<&str>, limit: usize) -> Result<ForYou> {
        self.learn_the_world(me).await?;
        let note = self.is_learning().then_some(FeedNote::Learning);
        let steering = self.steering(me).await?;
        let limit = limit.min(PAGE);
        let (id, mut shown) = self.sitting(me, cursor);
        let attended = !shown.is_empty() && self.inner.sittings.0.get(&me).is_some_and(|kept| kept.attended);
        let served: Vec<i64> = shown.iter().map(|shown| shown.post).collect();
        let asked = Asked {
            who: me.0,
            now: self.now().millis(),
            limit: limit + SPARE,
            served: &served,
            steering: &steering,
            oldest: None,
            recipe: None,
        };
        let ranking = {
            let known = self.inner.world.known.read();
            feed::rank(&known.index, &known.heads, &asked, &Watch::start())
        };
        if !ranking.skipped.is_empty() {
            tracing::debug!(skipped = ?ranking.skipped, "a page was made in a hurry");
        }
        let ids: Vec<PostId> = ranking.placed.iter().map(|placed| PostId(placed.post)).collect();
        let seen = store::visibility::visible_among(&mut self.read().await?, &ids, Some(me)).await?;
        let mut placed = ranking.placed;
        placed.retain(|placed| seen.contains(&PostId(placed.post)));
        placed.truncate(limit);
        {
            let mut known = self.inner.world.known.write();
            placed.iter().for_each(|placed| known.index.view(me.0, placed.post, asked.now));
        }
        shown.extend(placed.iter().map(|placed| Shown {
            post: placed.post,
            features: placed.features,
            came: 0,
        }));
        let more = placed.len() == limit && shown.len() < LONGEST;
        let cursor = more.then(|| format!("{id}.{}", shown.len()));
        let sitting = Sitting { id, signals: steering.signals(), shown, attended };
        self.inner.sittings.0.insert(me, Arc::new(sitting));
        Ok(ForYou { items: placed.into_iter().map(Recommended::from).collect(), cursor, note })
    }

    /// What was shown before a cursor. A new sitting ends the one before it: what came of that is learned.
    fn sitting(&self, me: AccountId, cursor: Option<&str>) -> (u64, Vec<Shown>) {
        let before = self.inner.sittings.0.get(&me);
        let place = cursor.and_then(|cursor| cursor.split_once('.'));
        let place =
            place.and_then(|(id, count)| Some((id.parse::<u64>().ok()?, count.parse::<usize>().ok()?)));
        match (before, place) {
            (Some(sitting), Some((id, count))) if sitting.id == id => {
                let count = count.min(sitting.shown.len());
                (id, sitting.shown[..count].to_vec())
            }
            (before, _) => {
                if let Some(sitting) = before {
                    self.learn_from(&sitting);
                }
                (u64::from(rand::random::<u32>()), Vec::new())
            }
        }
    }

    /// Learns from a sitting that is over: what was reacted to, and what was not.
    fn learn_from(&self, sitting: &Sitting) {
        // Whether something was worth their time is learned when they say so, not from their silence.
        let told = |kind: &Kind| sitting.attended || !ASKED_FOR.contains(kind);
        let learned = HEARD.into_iter().filter(|kind| *kind != Kind::Worth).filter(told);
        let mut known = self.inner.world.known.write();
        for (place, shown) in sitting.shown.iter().enumerate() {
            for kind in learned.clone().filter(|kind| sitting.signals.uses(*kind)) {
                let happened = shown.came & (1 << kind.place()) != 0;
                known.heads.learn(kind, &shown.features, happened, place);
            }
        }
    }

    /// Why a post stands where it does in a member's page, or why it does not.
    pub async fn why(&self, me: AccountId, post: PostId) -> Result<Explained> {
        if !store::visibility::may_see(&mut self.read().await?, post, Some(me)).await? {
            return Err(Error::NotFound);
        }
        self.learn_the_world(me).await?;
        let steering = self.steering(me).await?;
        Ok(self.explained(me, post, &steering))
    }

    /// The first page as it was: without what this sitting showed.
    fn first_page<'a>(&self, me: AccountId, steering: &'a Steering) -> Asked<'a> {
        Asked {
            who: me.0,
            now: self.now().millis(),
            limit: PAGE,
            served: &[],
            steering,
            oldest: None,
            recipe: None,
        }
    }

    fn explained(&self, me: AccountId, post: PostId, steering: &Steering) -> Explained {
        let asked = self.first_page(me, steering);
        let known = self.inner.world.known.read();
        if !known.index.holds(post.0) {
            return Explained { ledger: Ledger::default(), place: None, removed: Some(Reason::Gone) };
        }
        feed::explain(&known.index, &known.heads, &asked, post.0, &Watch::start())
    }

    /// The member says whether a post was worth their time, or hides it. Only their own pages learn of it.
    pub async fn say_of_post(&self, me: AccountId, post: PostId, kind: Opinion) -> Result<()> {
        if !store::visibility::may_see(&mut self.read().await?, post, Some(me)).await? {
            return Err(Error::NotFound);
        }
        let now = self.now();
        let word = kind.word();
        self.write(move |tx| {
            Box::pin(async move { Ok(store::recommend::say(tx, me, post, word, now).await?) })
        })
        .await?;
        self.answered(me, post);
        self.learn_the_world(me).await?;
        let features = self.inner.sittings.0.get(&me).and_then(|sitting| {
            let place = sitting.shown.iter().position(|shown| shown.post == post.0)?;
            Some((place, sitting.shown[place].features))
        });
        let mut known = self.inner.world.known.write();
        if let Some(kind) = kind.reaction() {
            known.index.react(&Reaction { who: me.0, post: post.0, kind, at: now.millis() });
        }
        if let Some((place, features)) = features {
            match kind {
                Opinion::Worth => known.heads.learn(Kind::Worth, &features, true, place),
                Opinion::NotWorth => known.heads.learn(Kind::Worth, &features, false, place),
                Opinion::Hide => {}
            }
        }
        drop(known);
        if kind == Opinion::Hide {
            self.inner.sittings.note(me, post, Kind::Hide);
        }
        Ok(())
    }
}

/// What a member says about a post for their own pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opinion {
    /// It was worth their time.
    Worth,
    /// It was not.
    NotWorth,
    /// They do not want to see it, and less of its kind.
    Hide,
}

impl Opinion {
    /// The opinion of a word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Worth, Self::NotWorth, Self::Hide].into_iter().find(|opinion| opinion.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Worth => "worth",
            Self::NotWorth => "not_worth",
            Self::Hide => "hide",
        }
    }

    const fn reaction(self) -> Option<Kind> {
        match self {
            Self::Worth => Some(Kind::Worth),
            Self::Hide => Some(Kind::Hide),
            Self::NotWorth => None,
        }
    }
}

impl Sittings {
    /// The cursor that goes on after a post that was shown in this sitting.
    pub(crate) fn after(&self, me: AccountId, post: i64) -> Option<String> {
        let sitting = self.0.get(&me)?;
        let place = sitting.shown.iter().position(|shown| shown.post == post)?;
        Some(format!("{}.{}", sitting.id, place + 1))
    }

    /// Notes that something shown was reacted to.
    fn note(&self, me: AccountId, post: PostId, kind: Kind) {
        let Some(sitting) = self.0.get(&me) else { return };
        let Some(place) = sitting.shown.iter().position(|shown| shown.post == post.0) else { return };
        let mut sitting = (*sitting).clone();
        sitting.shown[place].came |= 1 << kind.place();
        self.0.insert(me, Arc::new(sitting));
    }
}

/// Which reactions are noted for what a member was shown, from the log.
impl crate::views::Observer for Sittings {
    fn observe(&self, logged: &model::Logged) {
        use model::Event;
        let (me, post, kind) = match &logged.event {
            Event::Liked { account, post } => (*account, *post, Kind::Like),
            Event::Bookmarked { account, post } => (*account, *post, Kind::Bookmark),
            Event::Published(facts) => {
                let reaction = facts.repost_of.map(|of| (of, Kind::Repost));
                let reaction = reaction.or(facts.reply_to.map(|to| (to, Kind::Reply)));
                let Some((post, kind)) = reaction.or(facts.quote_of.map(|of| (of, Kind::Quote))) else {
                    return;
                };
                (facts.author, post, kind)
            }
            _ => return,
        };
        self.note(me, post, kind);
    }
}

const _: () = assert!(KINDS.len() <= 16, "reactions are bits of sixteen");
