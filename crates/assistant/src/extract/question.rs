//! What is asked.

use crate::concepts::{alike, group};
use crate::words::{self, content};
use crate::{Passage, words::fold};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A question, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it asks about, each word once.
    pub terms: Vec<Term>,
    /// What kind of thing is asked for.
    pub kind: Kind,
    /// The language to answer in, where it can be told.
    pub language: Option<String>,
    /// Whether it asks if something is true, and nothing else.
    pub checks: bool,
}

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is compared by.
    pub stem: String,
    /// Whether it looks like a name.
    pub name: bool,
}

impl Term {
    /// What it is looked for by: itself, then what says the same.
    pub fn stems(&self) -> impl Iterator<Item = &str> + '_ {
        std::iter::once(self.stem.as_str()).chain(alike(&self.stem))
    }
}

/// What kind of thing is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How many, how much, how long.
    Quantity,
    /// When, until when, on which day.
    Time,
    /// In which year.
    Year,
    /// Where.
    Place,
    /// Who.
    Person,
    /// Why.
    Reason,
    /// Anything else.
    Other,
}

/// Words that say what to do with a conversation and not what to look for in it.
const TASKS: &str = "summary summarise summarize summarised sum gist thread post topic subject point essential context \
    fact exact discussion conversation opinion resume resumer fil publication sujet essentiel contexte avis true vrai verify \
    check verifier mean signifier";
/// Words that ask whether something is so.
const CHECKS: &str = "true verify check fact vrai vraie verifier exact";
/// Words that ask what many have to say.
const NEWS: &str = "miss missed news new latest say saying talk talking talked discussed people everybody everyone going \
    manque manquer rate rater louper nouveau nouvelle nouvelles neuf parle parler parlent gens monde actualite";
/// Terms of a question that are looked at.
const TERMS: usize = 24;

impl Asked {
    /// Reads a question. `language` is what the asker wants to read; told from the words otherwise.
    pub fn read(text: &str, language: Option<&str>) -> Self {
        let tasks: HashSet<String> = TASKS.split_whitespace().map(|word| words::stem(&fold(word))).collect();
        let (kind, said_by_kind) = kind(text);
        let mut seen = BTreeSet::new();
        let mut terms = Vec::new();
        for word in content(text) {
            if said_by_kind.contains(&word.range.start) {
                continue;
            }
            if !tasks.contains(&word.stem) && terms.len() < TERMS && seen.insert(word.stem.clone()) {
                let capital = text[word.range.clone()].chars().next().is_some_and(char::is_uppercase);
                terms.push(Term { stem: word.stem, name: capital && word.range.start > 0 });
            }
        }
        let language = language.map(str::to_owned).or_else(|| words::language(text).map(str::to_owned));
        let checks = terms.is_empty() && is_any_of(text, CHECKS);
        Self { terms, kind, language, checks }
    }

    /// What a post claims, to look for others who say so: in its own language, whoever asks.
    pub fn claim(text: &str) -> Self {
        Self { kind: Kind::Other, checks: true, ..Self::read(text, None) }
    }

    /// The same question asked of what many say about `topic`: without the words that ask for just that ("What
    /// did I miss?"), and without the topic's own, which everything there is about.
    pub fn of_many(mut self, topic: &str) -> Self {
        let news = NEWS.split_whitespace().map(|word| words::stem(&fold(word)));
        let about = content(topic).into_iter().map(|word| word.stem);
        // A tag is one word and several.
        let whole = words::stem(&fold(topic.trim_start_matches('#')));
        let said: HashSet<String> = news.chain(about).chain([whole]).collect();
        self.terms.retain(|term| !said.contains(&term.stem));
        self
    }
}

fn is_any_of(text: &str, list: &str) -> bool {
    words::words(text).iter().any(|word| list.split_whitespace().any(|one| one == word.folded))
}

/// Words that say which kind of thing is asked for ("in what year", "quelle longueur").
const TIMES: &str = "year annee date day jour time heure hour month mois moment";
const QUANTITIES: &str =
    "length longueur size taille height hauteur weight poids duration duree age number nombre distance";

/// What kind of thing is asked for, and where the words stand that say nothing else.
fn kind(text: &str) -> (Kind, Vec<usize>) {
    let words = words::words(text);
    let has = |one: &str| words.iter().any(|word| word.folded == one);
    let among = |list: &str| {
        let found = words.iter().filter(|word| list.split_whitespace().any(|one| one == word.folded));
        found.map(|word| word.range.start).collect::<Vec<_>>()
    };
    let how = [
        "many", "much", "long", "old", "far", "big", "high", "tall", "often", "large", "heavy", "wide",
        "deep",
    ];
    let measured =
        words.windows(2).find(|pair| pair[0].folded == "how" && how.contains(&pair[1].folded.as_str()));
    let which = ["what", "which", "quel", "quelle", "quels", "quelles"].into_iter().any(has);
    let (times, quantities) = (among(TIMES), among(QUANTITIES));
    if let Some(pair) = measured {
        return (Kind::Quantity, vec![pair[1].range.start]);
    }
    if has("combien") {
        return (Kind::Quantity, Vec::new());
    }
    if which && !times.is_empty() {
        let year = has("year") || has("annee");
        return (if year { Kind::Year } else { Kind::Time }, times);
    }
    if which && !quantities.is_empty() {
        return (Kind::Quantity, quantities);
    }
    let place =
        has("where") || text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "où");
    let person = has("who") || has("whom") || words.iter().take(2).any(|word| word.folded == "qui");
    let kind = if has("when") || has("quand") {
        Kind::Time
    } else if place {
        Kind::Place
    } else if person {
        Kind::Person
    } else if has("why") || has("pourquoi") {
        Kind::Reason
    } else {
        Kind::Other
    };
    (kind, Vec::new())
}

/// In how many posts words are, of how many: what a word weighs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// Posts in all.
    pub posts: u64,
    /// By stem, in how many of them.
    pub of: HashMap<String, u64>,
}

impl Frequencies {
    /// Of a handful of passages.
    pub fn of_passages(passages: &[Passage]) -> Self {
        let mut of: HashMap<String, u64> = HashMap::new();
        for passage in passages {
            let stems: HashSet<String> = content(&passage.text).into_iter().map(|word| word.stem).collect();
            for stem in stems {
                *of.entry(stem).or_default() += 1;
            }
        }
        Self { posts: u64::try_from(passages.len()).unwrap_or(u64::MAX), of }
    }

    /// What a term weighs: BM25's inverse document frequency, with what says the same counted in.
    pub(crate) fn weight(&self, term: &Term) -> f64 {
        let found = |stem: &str| self.of.get(stem).copied().unwrap_or(0);
        let count = match group(&term.stem) {
            Some(_) => term.stems().map(found).max().unwrap_or(0),
            None => found(&term.stem),
        };
        #[allow(clippy::cast_precision_loss)] // counts of posts
        let (count, posts) = (count as f64, self.posts.max(count) as f64);
        (1.0 + (posts - count + 0.5) / (count + 0.5)).ln()
    }
}
