//! What is catching fire, and which of it somebody asks for: in a language, about a topic, near to them.

use super::{Fire, forecast, live, things::Thing};
use crate::{App, Error, Result};
use ::radar::cascade::WHOLE;
use model::visibility::Viewer;
use model::{AccountId, PostId, Time};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// Posts with fewer reposts and answers say too little.
pub(super) const LEAST: u32 = 2;
/// What nobody passed on for this long is not catching fire.
const COLD: i64 = 24 * 3_600;
/// What is told at most.
const SHOWN: usize = 40;
/// Posts looked at for whoever asks for some of them, those with most still to come first.
const LOOKED_AT: usize = 400;
/// How long forecasts that were just made are as good as new, where nothing happened since.
const FRESH: Duration = Duration::from_secs(2);

/// Whose posts are asked for, as seen from who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Distance {
    /// Of those they follow, and their own.
    Followed,
    /// Also of those whom they follow follow.
    Near,
    /// Of everybody.
    #[default]
    Everybody,
}

impl Distance {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Followed, Self::Near, Self::Everybody];

    /// Its name for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Near => "near",
            Self::Everybody => "all",
        }
    }

    /// The distance of a name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|distance| distance.word() == word)
    }
}

/// Which posts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// In this language.
    pub language: Option<&'a str>,
    /// About this: what a topic of Radar is called, or a tag.
    pub topic: Option<&'a str>,
    /// Whose.
    pub distance: Distance,
}

/// A post that is passed on, as it is looked for.
#[derive(Clone, Debug)]
pub(super) struct Burning {
    pub(super) fire: Fire,
    author: AccountId,
    language: Option<String>,
    about: Arc<[u64]>,
}

/// What was forecast last, and when.
pub(super) type Made = Option<(Time, Arc<Vec<Burning>>)>;

impl App {
    /// Posts that are catching fire, those with most still to come first. Only what its author lets be found, and
    /// nothing of whom the viewer hides. Nearness is known of members alone.
    pub async fn fires(&self, viewer: Viewer, wanted: Wanted<'_>, limit: usize) -> Result<Vec<Fire>> {
        let follows = match wanted.distance {
            Distance::Everybody => HashSet::new(),
            _ => self.followed_by(viewer.ok_or(Error::LoggedOut)?).await?,
        };
        self.watch_fires().await?;
        let about = match wanted.topic {
            Some(topic) => Some(self.about(topic).await?),
            None => None,
        };
        let burning = self.burning()?;
        let fits = |burning: &&Burning| {
            wanted.language.is_none_or(|language| burning.language.as_deref() == Some(language))
                && about.as_ref().is_none_or(|about| burning.about.iter().any(|thing| about.contains(thing)))
        };
        let candidates: Vec<&Burning> = burning.iter().filter(fits).take(LOOKED_AT).collect();
        let limit = limit.min(SHOWN);
        let mut found = Vec::new();
        for some in candidates.chunks(SHOWN) {
            let near: HashSet<AccountId> = match (wanted.distance, viewer) {
                (Distance::Near, Some(me)) => self.near_to(me, &follows, some).await?,
                _ => follows.clone(),
            };
            let near = |burning: &&&Burning| {
                wanted.distance == Distance::Everybody || near.contains(&burning.author)
            };
            let ids: Vec<PostId> = some.iter().filter(near).map(|burning| burning.fire.post).collect();
            let shown = self.may_burn(&ids, viewer).await?;
            found
                .extend(some.iter().filter(|one| shown.contains(&one.fire.post)).map(|one| one.fire.clone()));
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    /// One post's forecast, where Radar may show it to the viewer.
    pub async fn fire(&self, viewer: Viewer, post: PostId) -> Result<Fire> {
        self.watch_fires().await?;
        if !self.may_burn(&[post], viewer).await?.contains(&post) {
            return Err(Error::NotFound);
        }
        let (now, shipped) = (self.now(), self.inner.radar.shipped()?);
        let live = self.inner.radar.state.lock();
        let tracked = live.tracked.get(&post).ok_or(Error::NotFound)?;
        let (told, reasons) = forecast(shipped, &live.home, tracked, now);
        Ok(Fire { post, told, reasons })
    }

    /// Those of some posts that may be shown on Radar: their authors want to be found now, whatever they wanted when
    /// their post was first passed on, and the viewer does not hide them.
    async fn may_burn(&self, posts: &[PostId], viewer: Viewer) -> Result<HashSet<PostId>> {
        if posts.is_empty() {
            return Ok(HashSet::new());
        }
        let roots = store::radar::roots(&mut self.read().await?, posts).await?;
        let open: Vec<PostId> = roots.iter().filter(|root| root.open).map(|root| root.id).collect();
        let seen = self.visible_posts(&open, viewer).await?;
        Ok(self.unhidden(seen, viewer).await?.into_iter().collect())
    }

    /// Whom a member follows, and the member.
    async fn followed_by(&self, me: AccountId) -> Result<HashSet<AccountId>> {
        let follows = store::relations::follows_of(&mut self.read().await?, me).await?;
        Ok(follows.iter().map(|follow| follow.target).chain([me]).collect())
    }

    /// Of the authors of some posts those a member follows, and those followed by somebody they follow who lets that be
    /// seen.
    async fn near_to(
        &self,
        me: AccountId,
        follows: &HashSet<AccountId>,
        posts: &[&Burning],
    ) -> Result<HashSet<AccountId>> {
        let mut authors: Vec<AccountId> = posts.iter().map(|burning| burning.author).collect();
        authors.sort_unstable();
        authors.dedup();
        let familiar = store::suggestions::familiar(&mut self.read().await?, me, &authors).await?;
        Ok(familiar.into_iter().map(|(author, _)| author).chain(follows.iter().copied()).collect())
    }

    /// What is the same as a name: all things of the topic that has it, or the tag alone.
    async fn about(&self, topic: &str) -> Result<HashSet<u64>> {
        let name = topic.trim().trim_start_matches(['#', '@']).to_lowercase();
        let mut about =
            HashSet::from([Thing::Tag(name.clone()).key(), Thing::Tag(crate::fold_tag(&name)).key()]);
        for rising in self.rising_topics(usize::MAX).await? {
            if rising.things.iter().any(|thing| thing.name() == name) {
                about.extend(rising.things.iter().map(Thing::key));
            }
        }
        Ok(about)
    }

    /// All posts that are passed on, with a forecast each.
    pub(super) fn burning(&self) -> Result<Arc<Vec<Burning>>> {
        let now = self.now();
        let shipped = self.inner.radar.shipped()?;
        let mut live = self.inner.radar.state.lock();
        if let Some((at, made)) = &live.burning
            && now.since(*at) < FRESH
        {
            return Ok(Arc::clone(made));
        }
        let warm = |tracked: &live::Tracked| {
            let age = tracked.age(now);
            let quiet = age - i64::from(tracked.cascade.last());
            tracked.open && tracked.cascade.count() >= LEAST && quiet <= COLD && age < i64::from(WHOLE)
        };
        let mut all: Vec<Burning> = live
            .tracked
            .iter()
            .filter(|(_, tracked)| warm(tracked))
            .map(|(post, tracked)| {
                let (told, reasons) = forecast(shipped, &live.home, tracked, now);
                Burning {
                    fire: Fire { post: *post, told, reasons },
                    author: tracked.author,
                    language: tracked.language.clone(),
                    about: Arc::clone(&tracked.about),
                }
            })
            .collect();
        #[allow(clippy::cast_precision_loss)] // a count
        let to_come = |one: &Burning| one.fire.told.forecast.whole - one.fire.told.forecast.seen as f32;
        all.sort_by(|a, b| to_come(b).total_cmp(&to_come(a)).then(b.fire.post.cmp(&a.fire.post)));
        let made = Arc::new(all);
        live.burning = Some((now, Arc::clone(&made)));
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_have_names() {
        for distance in Distance::ALL {
            assert_eq!(Distance::named(distance.word()), Some(distance));
        }
        assert_eq!(Distance::named("far"), None);
    }
}
