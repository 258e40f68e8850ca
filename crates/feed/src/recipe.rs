//! A feed of somebody's own: where its posts come from, what it leaves out, what each term counts in it.
//!
//! A recipe says nothing about who reads: whom a reader follows and hides, what they like and wish are theirs,
//! also in a feed somebody else made.

use crate::filter::Sieve;
use crate::index::Kept;
use crate::source::{SOURCES, Source};
use crate::steering::{FURTHEST, Preset, Steering};
use crate::{DAY, HOUR, Term, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a feed is made of.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// Where its posts come from.
    pub sources: Sources,
    /// What it leaves out.
    pub filters: Filters,
    /// By how much each term's weight is multiplied (0 to [`FURTHEST`]); once where nothing is said.
    pub weights: BTreeMap<Term, f64>,
    /// In which order.
    pub order: Order,
    /// What is asked of other servers.
    pub outside: Outside,
}

/// What a feed asks of other servers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outside {
    /// Who makes the list of its posts, in place of its sources.
    pub generator: Option<Generator>,
    /// The address of who puts its posts in order, for readers who let them.
    pub ranker: Option<String>,
}

/// Who makes a list of posts elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Generator {
    /// Its address.
    pub url: String,
    /// What the feed is called there.
    pub feed: String,
}

/// Where posts come from: what any of these brings up is in the feed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sources {
    /// Sources of For you; what they bring up depends on who reads.
    pub for_you: Vec<Source>,
    /// Everything that is public, the newest first.
    pub latest: bool,
    /// Tags.
    pub tags: Vec<String>,
    /// Authors, by id.
    pub accounts: Vec<i64>,
    /// Words, in posts whose authors let them be found by; where there are several in one, all of them.
    pub words: Vec<String>,
}

/// What is left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Posts in other languages, where any are named.
    pub languages: Vec<String>,
    /// What was written elsewhere.
    pub local: bool,
    /// What has no pictures, film or sound.
    pub media: bool,
    /// What has fewer characters.
    pub min_characters: u32,
    /// Answers to others.
    pub no_replies: bool,
    /// What its author says was made with a model.
    pub no_ai: bool,
    /// What has any of these words or tags; where there are several in one, all of them.
    pub without_words: Vec<String>,
    /// What is older, in hours; nothing where it is 0.
    pub max_age_hours: u32,
}

/// In which order posts stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// By their score for whoever reads.
    #[default]
    Ranked,
    /// By age.
    Newest,
}

impl Order {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ranked => "ranked",
            Self::Newest => "newest",
        }
    }

    /// The order of a name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Ranked, Self::Newest].into_iter().find(|order| order.name() == name)
    }
}

impl Recipe {
    /// How a feed is steered for a reader: by its own weights, and by the reader's wishes.
    pub fn steering(&self, reader: &Steering) -> Steering {
        let preset = match self.order {
            Order::Ranked => Preset::Balanced,
            Order::Newest => Preset::Newest,
        };
        Steering {
            preset,
            weights: self.weights.clone(),
            policies: reader.policies.clone(),
            off: reader.off.clone(),
            on: reader.on.clone(),
            unasked: reader.unasked,
        }
    }

    /// Ready to be held against many posts. Languages are numbered by the caller.
    pub fn ready(&self, language: impl Fn(&str) -> u16) -> Ready {
        let numbers = |texts: &[String]| -> Vec<Vec<u32>> { texts.iter().map(|text| spoken(text)).collect() };
        // Tags are known whole, whatever stands between their letters.
        let mut sought: Vec<Vec<u32>> = self.sources.tags.iter().map(|tag| vec![words::one(tag)]).collect();
        sought.extend(numbers(&self.sources.words));
        let filters = &self.filters;
        Ready {
            asks: SOURCES.map(|source| self.sources.for_you.contains(&source)),
            latest: self.sources.latest,
            accounts: self.sources.accounts.clone(),
            words: sought,
            given: None,
            languages: filters.languages.iter().map(|name| language(name)).collect(),
            without: numbers(&filters.without_words),
            oldest: match filters.max_age_hours {
                0 => LONGEST,
                hours => (i64::from(hours) * HOUR).min(LONGEST),
            },
            filters: filters.clone(),
            order: self.order,
        }
    }

    /// Whether every weight is one a member may set; the first that is not.
    pub fn wrong_weight(&self) -> Option<Term> {
        let wrong = |weight: f64| !weight.is_finite() || !(0.0..=FURTHEST).contains(&weight);
        self.weights.iter().find(|(_, weight)| wrong(**weight)).map(|(term, _)| *term)
    }
}

/// No feed goes further back.
const LONGEST: i64 = 14 * DAY;

/// The words of what somebody wrote to name some.
fn spoken(text: &str) -> Vec<u32> {
    if text.starts_with('#') {
        return vec![words::one(text)];
    }
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(words::one).collect()
}

/// A recipe with its words as numbers.
#[derive(Clone, Debug)]
pub struct Ready {
    asks: [bool; SOURCES.len()],
    latest: bool,
    accounts: Vec<i64>,
    words: Vec<Vec<u32>>,
    given: Option<Given>,
    filters: Filters,
    languages: Vec<u16>,
    without: Vec<Vec<u32>>,
    oldest: i64,
    order: Order,
}

/// A list made outside.
#[derive(Clone, Debug, Default)]
struct Given {
    posts: Vec<i64>,
    before: usize,
}

impl Ready {
    /// The same made of a list in its own order, `before` of which were on the pages before.
    pub fn with_list(self, posts: Vec<i64>, before: usize) -> Self {
        Self { given: Some(Given { posts, before }), ..self }
    }

    pub(crate) fn asks(&self, source: Source) -> bool {
        let place = SOURCES.iter().position(|other| *other == source);
        self.given.is_none() && place.is_some_and(|place| self.asks[place])
    }

    pub(crate) fn takes_all(&self) -> bool {
        self.given.is_none() && self.latest
    }

    pub(crate) fn accounts(&self) -> &[i64] {
        if self.given.is_some() { &[] } else { &self.accounts }
    }

    pub(crate) fn words(&self) -> &[Vec<u32>] {
        if self.given.is_some() { &[] } else { &self.words }
    }

    pub(crate) fn given(&self) -> &[i64] {
        self.given.as_ref().map_or(&[], |given| &given.posts)
    }

    /// The place of a post in a list made outside, the first being 1.
    pub(crate) fn place_of(&self, post: i64) -> f64 {
        let Some(given) = &self.given else { return 0.0 };
        let place = given.posts.iter().position(|other| *other == post).unwrap_or(given.posts.len());
        f64::from(u32::try_from(given.before + place + 1).unwrap_or(u32::MAX))
    }

    pub(crate) const fn oldest(&self) -> i64 {
        self.oldest
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.given.is_some() || self.order == Order::Newest
    }

    /// Why the feed leaves a post out.
    pub(crate) fn leaves_out(&self, post: &Kept) -> Option<Sieve> {
        let filters = &self.filters;
        let has = |word: &u32| post.words.contains(word) || post.said.contains(word);
        let sieves = [
            (Sieve::NoMedia, filters.media && !post.media),
            (Sieve::Language, !self.languages.is_empty() && !self.languages.contains(&post.language)),
            (Sieve::Elsewhere, filters.local && !post.local),
            (Sieve::Short, post.length < filters.min_characters),
            (Sieve::Reply, filters.no_replies && post.thread != post.id),
            (Sieve::Generated, filters.no_ai && post.generated),
        ];
        let unwanted = |words: &Vec<u32>| !words.is_empty() && words.iter().all(has);
        sieves
            .into_iter()
            .find(|(_, holds)| *holds)
            .map(|(sieve, _)| sieve)
            .or_else(|| self.without.iter().any(unwanted).then_some(Sieve::Word))
    }
}

#[cfg(test)]
mod tests;
