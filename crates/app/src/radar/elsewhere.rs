//! What catches fire on other networks: their public streams, read into Radar and nothing else.
//!
//! A [`Watch`] takes what a stream says, keeps the cascades of posts it saw appear, and puts those that are
//! passed on into the store with a forecast each. Nothing of what they say is kept: only where they are.

use super::fires::LEAST;
use super::home::Home;
use super::{Fire, Forecast, MODEL, Told, forecast_of};
use crate::{App, Error, Result};
use ::radar::cascade::{Cascade, Event, Known, Root, WHOLE};
use model::{PostId, Time};
use std::collections::{HashMap, VecDeque};
use store::watched::Watched;

/// Posts remembered until somebody passes them on.
const REMEMBERED: usize = 200_000;
/// Of these, the last ones are asked for.
const LATELY: usize = 2_000;
/// Cascades followed at once.
const FOLLOWED: usize = 20_000;
/// Posts put into the store at once: those with most still to come.
const TOLD: usize = 100;

/// A post that appeared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appeared {
    /// What tells it from all others.
    pub address: String,
    /// Where people read it.
    pub page: String,
    /// The language it is in.
    pub language: Option<String>,
    /// What is known of it.
    pub root: Root,
}

/// Something a stream said.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A post appeared.
    Post(Appeared),
    /// Somebody passed one on or answered it.
    Step {
        /// Which.
        address: String,
        /// When, in milliseconds since 1970.
        at: i64,
        /// Who, as any number that is theirs alone.
        person: u64,
        /// Whether it is an answer.
        reply: bool,
        /// Who follows them, where known.
        followers: Option<f32>,
    },
    /// One is gone.
    Gone(String),
}

struct Followed {
    post: Appeared,
    cascade: Cascade,
    changed: bool,
    /// How often its counts were asked for.
    asked: u32,
}

/// The cascades of one network.
pub struct Watch {
    network: String,
    remembered: HashMap<String, Appeared>,
    order: VecDeque<String>,
    followed: HashMap<String, Followed>,
    round: usize,
}

impl Watch {
    /// Nothing yet, of the network at a host.
    pub fn new(network: &str) -> Self {
        Self {
            network: network.to_owned(),
            remembered: HashMap::new(),
            order: VecDeque::new(),
            followed: HashMap::new(),
            round: 0,
        }
    }

    /// Takes what a stream said. A post that was not seen to appear is not followed: how it began is not known.
    pub fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Post(post) => self.remember(post),
            Heard::Gone(address) => {
                self.remembered.remove(&address);
                self.followed.remove(&address);
            }
            Heard::Step { address, at, person, reply, followers } => {
                if let Some(post) = self.remembered.remove(&address) {
                    let followed = Followed { post, cascade: Cascade::default(), changed: false, asked: 0 };
                    self.followed.insert(address.clone(), followed);
                }
                let Some(followed) = self.followed.get_mut(&address) else { return };
                let after = (at / 1_000 - followed.post.root.at).max(0);
                if let Some(after) = u32::try_from(after).ok().filter(|after| *after <= WHOLE) {
                    followed.cascade.take(&Event { after, parent: None, person, reply, followers });
                    followed.changed = true;
                }
            }
        }
    }

    fn remember(&mut self, post: Appeared) {
        if self.followed.contains_key(&post.address) {
            return;
        }
        self.order.push_back(post.address.clone());
        self.remembered.insert(post.address.clone(), post);
        while self.order.len() > REMEMBERED {
            if let Some(oldest) = self.order.pop_front() {
                self.remembered.remove(&oldest);
            }
        }
    }

    /// How many posts are followed.
    pub fn len(&self) -> usize {
        self.followed.len()
    }

    /// Whether nothing has been passed on yet.
    pub fn is_empty(&self) -> bool {
        self.followed.is_empty()
    }

    /// Posts whose counts are worth asking for where a stream does not tell: half of them followed, those that were
    /// asked for least first; half of those seen lately, spread over the last ones.
    pub fn to_ask(&mut self, count: usize) -> Vec<String> {
        self.round = self.round.wrapping_add(1);
        let mut followed: Vec<&mut Followed> = self.followed.values_mut().collect();
        followed.sort_by(|a, b| a.asked.cmp(&b.asked).then(b.post.root.at.cmp(&a.post.root.at)));
        let mut all: Vec<String> = Vec::with_capacity(count);
        for one in followed.into_iter().take(count / 2) {
            one.asked += 1;
            all.push(one.post.address.clone());
        }
        let room = count - all.len();
        let lately = self.order.len().min(LATELY);
        let stride = lately.div_ceil(room.max(1)).max(1);
        let spread = self.order.iter().rev().take(LATELY).skip(self.round % stride).step_by(stride);
        all.extend(spread.filter(|address| self.remembered.contains_key(*address)).take(room).cloned());
        all
    }

    fn forget_the_old(&mut self, now: Time) {
        let now = now.millis() / 1_000;
        self.followed.retain(|_, one| now - one.post.root.at <= i64::from(WHOLE));
        if self.followed.len() > FOLLOWED {
            let mut last: Vec<(i64, String)> = self
                .followed
                .iter()
                .map(|(address, one)| (one.post.root.at + i64::from(one.cascade.last()), address.clone()))
                .collect();
            last.sort_unstable();
            for (_, address) in last.iter().take(self.followed.len() - FOLLOWED) {
                self.followed.remove(address);
            }
        }
    }
}

/// A post elsewhere with what is forecast of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// Where people read it.
    pub page: String,
    /// The network's host.
    pub network: String,
    /// The language it is in.
    pub language: Option<String>,
    /// The forecast. Its post is none of ours.
    pub fire: Fire,
}

impl App {
    /// Puts the forecasts of what changed into the store; how many.
    pub async fn tell_of_elsewhere(&self, watch: &mut Watch) -> Result<usize> {
        let now = self.now();
        watch.forget_the_old(now);
        let shipped = self.inner.radar.shipped()?;
        let mut told = Vec::new();
        for one in watch.followed.values_mut() {
            if !std::mem::take(&mut one.changed) || one.cascade.count() < LEAST {
                continue;
            }
            // What was learned here holds for here.
            let (said, _) =
                forecast_of(shipped, &Home::default(), &one.post.root, &one.cascade, &Known::default(), now);
            let to_come = said.forecast.whole - said.forecast.seen as f32;
            let said = serde_json::to_string(&said.forecast)
                .map_err(|error| Error::internal("a forecast", error))?;
            told.push((
                to_come,
                Watched {
                    address: one.post.address.clone(),
                    page: one.post.page.clone(),
                    network: watch.network.clone(),
                    language: one.post.language.clone(),
                    at: Time::from_millis(one.post.root.at * 1_000),
                    said,
                    told_at: now,
                },
            ));
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        told.truncate(TOLD);
        let count = told.len();
        let old = Time::from_millis(now.millis() - i64::from(WHOLE) * 1_000);
        self.write(move |tx| {
            Box::pin(async move {
                store::watched::forget(tx, old).await?;
                for (_, watched) in &told {
                    store::watched::keep(tx, watched).await?;
                }
                Ok(())
            })
        })
        .await?;
        Ok(count)
    }

    /// Posts of other networks that are catching fire, those with most still to come first.
    pub async fn fires_elsewhere(&self, language: Option<&str>, limit: usize) -> Result<Vec<Elsewhere>> {
        let now = self.now();
        let since = Time::from_millis(now.millis() - i64::from(WHOLE) * 1_000);
        let rows = store::watched::since(&mut self.read().await?, since, 2_000).await?;
        let fits = |row: &Watched| language.is_none_or(|language| row.language.as_deref() == Some(language));
        let mut found: Vec<Elsewhere> = rows.into_iter().filter(fits).filter_map(elsewhere).collect();
        let to_come = |one: &Elsewhere| one.fire.told.forecast.whole - one.fire.told.forecast.seen as f32;
        found.sort_by(|a, b| to_come(b).total_cmp(&to_come(a)).then(a.page.cmp(&b.page)));
        found.truncate(limit);
        Ok(found)
    }
}

fn elsewhere(row: Watched) -> Option<Elsewhere> {
    let forecast: Forecast = serde_json::from_str(&row.said).ok()?;
    let age = (row.told_at.millis() - row.at.millis()) / 1_000;
    let told = Told { at: row.told_at, age, model: MODEL.to_owned(), forecast };
    let fire = Fire { post: PostId::default(), told, reasons: super::Reasons::default() };
    Some(Elsewhere { page: row.page, network: row.network, language: row.language, fire })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appeared(address: &str, at: i64) -> Heard {
        Heard::Post(Appeared {
            address: address.to_owned(),
            root: Root { at, ..Root::default() },
            ..Appeared::default()
        })
    }

    fn step(address: &str, at: i64, person: u64) -> Heard {
        Heard::Step { address: address.to_owned(), at: at * 1_000, person, reply: false, followers: None }
    }

    #[test]
    fn only_what_was_seen_to_appear_is_followed() {
        let mut watch = Watch::new("example.org");
        watch.hear(step("a", 5, 1));
        assert!(watch.is_empty());
        watch.hear(appeared("a", 10));
        watch.hear(step("a", 15, 1));
        watch.hear(step("a", 17, 2));
        watch.hear(appeared("b", 20));
        assert_eq!((watch.len(), watch.followed["a"].cascade.count()), (1, 2));
        assert_eq!(watch.to_ask(4), ["a", "b"]);
        watch.hear(Heard::Gone("a".to_owned()));
        assert!(watch.is_empty());
        watch.hear(step("b", 21 + i64::from(WHOLE), 1));
        assert!(!watch.followed["b"].changed, "after seven days nothing counts");
    }
}
