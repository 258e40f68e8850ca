//! Steering: what a member set, wishes with a receipt, and everything ranking knows about them.

use crate::{App, Error, Result};
use feed::steering::{FURTHEST, Measure, Policy, Target};
use feed::wish::{self, Subject};
use feed::{Kind, Preset, Reaction, Steering, Term, Unhurried};
use model::limits::WISH_CHARACTERS;
use model::{AccountId, PostId, Time};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Wishes of one member at most.
const WISHES: usize = 30;
/// How long a wish made by pressing "less" or "more" lasts.
const LASTS: Duration = Duration::from_secs(30 * 86_400);

/// Reactions of each kind that are learned anew when a member changes what may be learned from.
const REMEMBERED: usize = 500;

/// A wish as it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// What about.
    pub target: Target,
    /// How much of it.
    pub measure: Measure,
    /// Until when; thirty days where nothing is said.
    pub until: Option<Time>,
}

/// What a wish did to the page at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// How many of the page's posts were what it is about, before.
    pub before: usize,
    /// And after.
    pub after: usize,
    /// Of how many.
    pub of: usize,
}

/// A wish that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct WishMade {
    /// As it is kept.
    pub policy: Policy,
    /// What it did.
    pub receipt: Receipt,
}

/// Everything ranking knows about a member.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Authors by id, with how much the member seems to care for each.
    pub authors: Vec<(AccountId, f32)>,
    /// Tags and words that recent posts explain, with how much they seem to care for each.
    pub topics: Vec<(String, f32)>,
    /// Languages they read.
    pub languages: Vec<(String, f32)>,
    /// Posts they reacted to in public, newest first.
    pub liked: Vec<PostId>,
    /// How many posts they were shown lately.
    pub seen: usize,
}

/// How far a post came, for its author.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Travelled {
    /// How often it was shown in somebody's feed.
    pub shown: u32,
    /// Public reactions, each by what its giver's word counts.
    pub good: f32,
}

impl App {
    /// How a member steers.
    pub async fn steering(&self, me: AccountId) -> Result<Steering> {
        let kept = store::recommend::steering(&mut self.read().await?, me).await?;
        let now = self.now().millis();
        // What cannot be read must not be taken for nothing: the next change would write over it.
        let mut steering: Steering = match kept {
            Some((settings, _)) => serde_json::from_str(&settings)
                .map_err(|error| Error::internal("how a member steers", error))?,
            None => Steering::default(),
        };
        steering.policies.retain(|policy| !policy.is_over(now));
        Ok(steering)
    }

    /// Sets preset, sliders and the signals that are named; wishes stay as they are.
    pub async fn set_steering(
        &self,
        me: AccountId,
        preset: Option<Preset>,
        weights: Option<BTreeMap<Term, f64>>,
        signals: Option<&[(Kind, bool)]>,
    ) -> Result<Steering> {
        let mut steering = self.steering(me).await?;
        steering.preset = preset.unwrap_or(steering.preset);
        if let Some(weights) = weights {
            let wrong =
                weights.iter().find(|(_, weight)| !weight.is_finite() || !(0.0..=FURTHEST).contains(*weight));
            if let Some((term, _)) = wrong {
                return Err(Error::invalid(format!(
                    "The weight of \"{}\" has to be from 0 to {FURTHEST}.",
                    term.name()
                )));
            }
            steering.weights =
                weights.into_iter().filter(|(_, weight)| (weight - 1.0).abs() > 1e-9).collect();
        }
        let before = steering.signals();
        for (kind, used) in signals.unwrap_or_default() {
            steering.hear(*kind, *used);
        }
        self.keep_steering(me, &steering).await?;
        self.inner.world.known.write().index.listen(me.0, steering.signals());
        if steering.signals() != before {
            self.learn_anew(me).await?;
        }
        Ok(steering)
    }

    /// Learns a member anew from the rows, as far as their signals may be used now: what was switched off is not used
    /// any more either way, nor what was learned from it before.
    async fn learn_anew(&self, me: AccountId) -> Result<()> {
        self.learn_the_world(me).await?;
        let mut rows = self.read().await?;
        let forgotten = store::recommend::steering(&mut rows, me).await?.map(|(_, before)| before);
        let since = self.now().millis() - i64::try_from(super::fill::LOOK_BACK.as_millis()).unwrap_or(0);
        let since = forgotten.map_or(since, |before| before.millis().max(since));
        let since = Time::from_millis(since);
        let done = store::recommend::done_by(&mut rows, me, since, REMEMBERED).await?;
        let mut did = Vec::new();
        for (kind, posts) in [Kind::Like, Kind::Repost, Kind::Reply, Kind::Bookmark].into_iter().zip(done) {
            did.extend(posts.into_iter().map(|(post, at)| Reaction {
                who: me.0,
                post: post.0,
                kind,
                at: at.millis(),
            }));
        }
        for (post, kind, at) in store::recommend::opinions_of(&mut rows, me, since).await? {
            let Some(kind) = Kind::named(&kind) else { continue };
            did.push(Reaction { who: me.0, post: post.0, kind, at: at.millis() });
        }
        did.sort_by_key(|reaction| reaction.at);
        let regards = store::recommend::regards_of(&mut rows, me, since, REMEMBERED).await?;
        let regards: Vec<(i64, Kind, i64)> = regards
            .into_iter()
            .map(|(whom, regard, at)| (whom.0, super::world::said_by(regard), at.millis()))
            .collect();
        self.inner.world.known.write().index.relearn(me.0, &did, &regards);
        self.inner.world.heard.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Says whether a member may be asked if a post was worth their time.
    pub async fn set_asked(&self, me: AccountId, asked: bool) -> Result<Steering> {
        let mut steering = self.steering(me).await?;
        steering.unasked = !asked;
        self.keep_steering(me, &steering).await?;
        Ok(steering)
    }

    /// Makes wishes and says what they did to the page at hand.
    pub async fn wish(&self, me: AccountId, wishes: Vec<Wish>) -> Result<Vec<WishMade>> {
        self.learn_the_world(me).await?;
        let mut steering = self.steering(me).await?;
        if steering.policies.len() + wishes.len() > WISHES {
            return Err(Error::invalid(format!("There is room for {WISHES} wishes; take one back first.")));
        }
        let now = self.now();
        let mut made = Vec::new();
        for wish in wishes {
            check(&wish.target)?;
            let until = wish.until.unwrap_or_else(|| now.plus(LASTS));
            if until <= now {
                return Err(Error::invalid("A wish cannot end before it begins."));
            }
            let policy = Policy {
                id: self.id(),
                target: wish.target,
                measure: wish.measure,
                since: now.millis(),
                until: Some(until.millis()),
            };
            let before = self.fitting(me, &steering, &policy);
            steering.policies.retain(|other| other.target != policy.target);
            steering.policies.push(policy.clone());
            let after = self.fitting(me, &steering, &policy);
            made.push(WishMade {
                policy,
                receipt: Receipt { before: before.0, after: after.0, of: after.1 },
            });
        }
        self.keep_steering(me, &steering).await?;
        Ok(made)
    }

    /// Reads wishes in plain words, in English or French: what was understood, and what was not, as it was
    /// written. Days begin at midnight of UTC.
    pub async fn read_wishes(&self, text: &str) -> Result<(Vec<Wish>, Vec<String>)> {
        if text.chars().count() > WISH_CHARACTERS {
            return Err(Error::invalid(format!("A wish has room for {WISH_CHARACTERS} characters.")));
        }
        let read = wish::read(text, self.now().millis(), 0);
        let mut wishes = Vec::with_capacity(read.clauses.len());
        for clause in read.clauses {
            let target = match clause.subject {
                Subject::Posts(target) => target,
                Subject::Author(handle) => Target::Author(self.account_named(&handle).await?.id.0),
            };
            wishes.push(Wish { target, measure: clause.measure, until: clause.until.map(Time::from_millis) });
        }
        Ok((wishes, read.unclear))
    }

    /// The same, where all of it has to be understood.
    pub async fn wishes_in(&self, text: &str) -> Result<Vec<Wish>> {
        let (wishes, unclear) = self.read_wishes(text).await?;
        if !unclear.is_empty() {
            return Err(Error::invalid(format!(
                "This was not understood: \"{}\". Say for example: fewer sports until Monday, more physics.",
                unclear.join("\", \"")
            )));
        }
        Ok(wishes)
    }

    /// What somebody means who names it: `@somebody`, a tag, or words.
    pub async fn wish_target(&self, text: &str) -> Result<Target> {
        let text = text.trim();
        if let Some(handle) = text.strip_prefix('@') {
            let account = self.account_named(handle).await?;
            return Ok(Target::Author(account.id.0));
        }
        Ok(Target::Topic(vec![text.to_owned()]))
    }

    /// The tags of a post, folded.
    pub async fn tags_of(&self, post: PostId) -> Result<Vec<String>> {
        let tags = store::attached::tags(&mut self.read().await?, &[post]).await?;
        Ok(tags.into_iter().map(|(_, tag)| tag.name).collect())
    }

    /// Takes a wish back.
    pub async fn take_wish_back(&self, me: AccountId, id: i64) -> Result<()> {
        let mut steering = self.steering(me).await?;
        let before = steering.policies.len();
        steering.policies.retain(|policy| policy.id != id);
        if steering.policies.len() == before {
            return Err(Error::NotFound);
        }
        self.keep_steering(me, &steering).await
    }

    /// How many posts of the first page a wish is about, and how many the page has.
    fn fitting(&self, me: AccountId, steering: &Steering, policy: &Policy) -> (usize, usize) {
        let asked = self.first_page(me, steering);
        let known = self.inner.world.known.read();
        let page = feed::rank(&known.index, &known.heads, &asked, &Unhurried);
        let fits = page.placed.iter().filter(|placed| known.index.fits(policy, placed.post)).count();
        (fits, page.placed.len())
    }

    async fn keep_steering(&self, me: AccountId, steering: &Steering) -> Result<()> {
        let settings =
            serde_json::to_string(steering).map_err(|error| Error::unavailable("the settings", error))?;
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move { Ok(store::recommend::steer(tx, me, &settings, now).await?) })
        })
        .await
    }

    /// Everything ranking knows about a member.
    pub async fn known_of(&self, me: AccountId) -> Result<Known> {
        self.learn_the_world(me).await?;
        let (profile, languages, spoken) = {
            let known = self.inner.world.known.read();
            let profile = known.index.profile(me.0);
            let spoken = known.languages.lock();
            let name = |(number, care): &(u16, f32)| Some((spoken.name(*number)?.to_owned(), *care));
            let languages = profile.languages.iter().filter_map(name).collect();
            let spoken: Vec<PostId> = profile
                .topics
                .iter()
                .filter_map(|(word, _)| known.index.speaks_of(*word))
                .map(PostId)
                .collect();
            (profile, languages, spoken)
        };
        // Numbers become words again by posts they stand in.
        let liked: Vec<PostId> = profile.liked.iter().map(|id| PostId(*id)).collect();
        let mut named: BTreeMap<u32, String> = BTreeMap::new();
        let mut rows = self.read().await?;
        for posts in spoken.chunks(500) {
            for post in store::recommend::these(&mut rows, self.now(), posts).await? {
                let spoken = post.text.split(|c: char| !c.is_alphanumeric());
                let all = post.tags.iter().map(String::as_str).chain(spoken).filter(|word| !word.is_empty());
                all.for_each(|word| {
                    named.entry(feed::words::one(word)).or_insert_with(|| word.to_lowercase());
                });
            }
        }
        let topic = |(number, care): &(u32, f32)| named.get(number).map(|word| (word.clone(), *care));
        Ok(Known {
            authors: profile.authors.iter().map(|(id, care)| (AccountId(*id), *care)).collect(),
            topics: profile.topics.iter().filter_map(topic).collect(),
            languages,
            liked,
            seen: profile.seen,
        })
    }

    /// Forgets what was learned about a member; what they set stays.
    pub async fn forget_known(&self, me: AccountId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| Box::pin(async move { Ok(store::recommend::forget(tx, me, now).await?) }))
            .await?;
        self.learn_the_world(me).await?;
        self.inner.world.known.write().index.forget(me.0);
        self.inner.world.heard.fetch_add(1, Ordering::Relaxed);
        self.inner.sittings.0.remove(&me);
        Ok(())
    }

    /// How far a member's own post came.
    pub async fn travelled(&self, me: AccountId, post: PostId) -> Result<Travelled> {
        let kept = store::posts::get(&mut self.read().await?, post).await?;
        if kept.is_none_or(|kept| kept.author != me) {
            return Err(Error::NotFound);
        }
        self.learn_the_world(me).await?;
        let known = self.inner.world.known.read();
        let (shown, good, _) = known.index.travelled(post.0).unwrap_or_default();
        Ok(Travelled { shown, good })
    }
}

fn check(target: &Target) -> Result<()> {
    let Target::Topic(words) = target else { return Ok(()) };
    let long: usize = words.iter().map(|word| word.chars().count()).sum();
    if words.iter().all(|word| word.trim().is_empty()) {
        return Err(Error::invalid("A wish needs a word."));
    }
    if long > WISH_CHARACTERS {
        return Err(Error::invalid(format!("A wish has room for {WISH_CHARACTERS} characters.")));
    }
    Ok(())
}
