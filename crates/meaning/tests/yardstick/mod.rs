//! Texts with something to find in them, TF-IDF to compare with, and how much is found.
// Whoever measures uses a part of it.
#![allow(dead_code, clippy::unwrap_used)]

use assistant::words;
use braise_meaning::{Corpus, Meaning};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::PathBuf;

/// Texts of which it is known what belongs together.
pub struct World {
    pub texts: Vec<Vec<String>>,
    pub plain: Vec<String>,
    pub authors: Vec<u64>,
    /// What each text belongs to.
    pub belongs: Vec<HashSet<u64>>,
}

impl World {
    pub fn corpus(&self) -> Corpus {
        let mut corpus = Corpus::default();
        self.texts.iter().zip(&self.authors).for_each(|(text, author)| {
            corpus.add(*author, text);
        });
        corpus
    }

    fn add(&mut self, plain: &str, text: Vec<String>, author: u64, belongs: HashSet<u64>) {
        self.plain.push(plain.to_owned());
        self.texts.push(text);
        self.authors.push(author);
        self.belongs.push(belongs);
    }

    const fn empty() -> Self {
        Self { texts: Vec::new(), plain: Vec::new(), authors: Vec::new(), belongs: Vec::new() }
    }

    /// Public posts of the demo world without their tags and whom they mention. What belongs together is of one
    /// thread or of one topic; a topic is tags that occur together in a post.
    pub fn demo(seed: u64, members: usize) -> Self {
        let world = demo::World::grow(seed, members, 1_800_000_000_000);
        let posts: Vec<&demo::Post> = world
            .happenings
            .iter()
            .filter_map(|happening| match happening {
                demo::Happening::Post(post) => Some(post),
                _ => None,
            })
            .collect();
        let mut names = HashMap::new();
        let mut topic: Vec<usize> = Vec::new();
        let mut tagged = Vec::new();
        for post in &posts {
            let numbers: Vec<usize> = tags(&post.text)
                .map(|tag| {
                    let next = names.len();
                    *names.entry(tag).or_insert(next)
                })
                .collect();
            topic.extend(topic.len()..names.len());
            if let Some(first) = numbers.first() {
                for other in &numbers {
                    let (from, to) = (topic[*other], topic[*first]);
                    topic.iter_mut().filter(|topic| **topic == from).for_each(|topic| *topic = to);
                }
            }
            tagged.push(numbers);
        }
        let mut roots: Vec<usize> = Vec::new();
        for (number, post) in posts.iter().enumerate() {
            roots.push(post.reply_to.or(post.quote_of).map_or(number, |to| roots[to]));
        }
        let mut found = Self::empty();
        for (number, post) in posts.iter().enumerate() {
            if post.visibility != demo::Visibility::Public {
                continue;
            }
            let topics = tagged[number].iter().chain(&tagged[roots[number]]);
            let mut belongs: HashSet<u64> = topics.map(|tag| topic[*tag] as u64).collect();
            belongs.insert(1_000_000 + roots[number] as u64);
            let plain: Vec<&str> =
                post.text.split_whitespace().filter(|word| !word.starts_with(['#', '@'])).collect();
            found.add(&post.text, stems(&plain.join(" ")), post.author as u64, belongs);
        }
        found
    }

    /// Labelled texts of the reference folder, each by another author; none where the folder is not there.
    pub fn labelled(name: &str) -> Option<Self> {
        let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder =
            workspace.join(std::env::var_os("BRAISE_REFERENCE").unwrap_or_else(|| "../shared".into()));
        let file =
            std::fs::File::open(folder.join("data/text").join(format!("{name}.train.jsonl.gz"))).ok()?;
        let mut lines = String::new();
        MultiGzDecoder::new(file).read_to_string(&mut lines).unwrap();
        let mut found = Self::empty();
        for (number, line) in (0..).zip(lines.lines()) {
            let line: Value = serde_json::from_str(line).unwrap();
            let label = line["label"].as_str().unwrap().bytes().fold(7_u64, |sum, b| sum * 31 + u64::from(b));
            let plain = line["text"].as_str().unwrap();
            found.add(plain, stems(plain), number, HashSet::from([label]));
        }
        Some(found)
    }

    /// Every so many-th text that has others to find.
    pub fn queries(&self, most: usize) -> Vec<usize> {
        let mut sizes: HashMap<u64, usize> = HashMap::new();
        self.belongs.iter().flatten().for_each(|to| *sizes.entry(*to).or_default() += 1);
        let findable =
            |text: &usize| self.texts[*text].len() >= 2 && self.belongs[*text].iter().any(|to| sizes[to] > 5);
        let all: Vec<usize> = (0..self.texts.len()).filter(findable).collect();
        let step = all.len().div_ceil(most).max(1);
        all.into_iter().step_by(step).collect()
    }

    /// The best other texts by score, without those that say the same word for word.
    pub fn best(&self, query: usize, scores: &[f32], most: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..scores.len()).filter(|text| scores[*text] > 0.0).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        order.into_iter().filter(|text| self.texts[*text] != self.texts[query]).take(most).collect()
    }

    /// The best texts by score of those that share no word.
    pub fn sharing_no_word(&self, query: usize, scores: &[f32], most: usize) -> Vec<usize> {
        let words: HashSet<&String> = self.texts[query].iter().collect();
        let others = self.best(query, scores, usize::MAX).into_iter();
        others
            .filter(|other| !self.texts[*other].iter().any(|word| words.contains(word)))
            .take(most)
            .collect()
    }

    /// The share of texts among the five best that belong to what the text asked for belongs to.
    pub fn precision(&self, queries: &[usize], mut best: impl FnMut(usize) -> Vec<usize>) -> f64 {
        let share = |query: &usize| {
            let found = best(*query);
            let right = found
                .iter()
                .take(5)
                .filter(|other| !self.belongs[**other].is_disjoint(&self.belongs[*query]));
            right.count() as f64 / 5.0
        };
        queries.iter().map(share).sum::<f64>() / queries.len() as f64
    }

    /// The share of texts whose label is that of most of their ten nearest.
    pub fn accuracy(&self, queries: &[usize], mut best: impl FnMut(usize) -> Vec<usize>) -> f64 {
        let right = |query: &&usize| {
            let mut votes: HashMap<u64, usize> = HashMap::new();
            best(**query)
                .iter()
                .take(10)
                .flat_map(|other| &self.belongs[*other])
                .for_each(|label| *votes.entry(*label).or_default() += 1);
            let first = votes.into_iter().max_by_key(|(label, votes)| (*votes, *label));
            first.is_some_and(|(label, _)| self.belongs[**query].contains(&label))
        };
        queries.iter().filter(right).count() as f64 / queries.len() as f64
    }
}

/// Ranks added up (reciprocal rank fusion; Cormack, Clarke and Büttcher 2009).
pub fn fused(one: &[usize], other: &[usize]) -> Vec<usize> {
    let mut scores: HashMap<usize, f64> = HashMap::new();
    for list in [one, other] {
        for (rank, text) in list.iter().enumerate() {
            *scores.entry(*text).or_default() += 1.0 / (60.0 + rank as f64);
        }
    }
    let mut order: Vec<(usize, f64)> = scores.into_iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(text, _)| text).collect()
}

/// The stems of a text that carry its meaning.
pub fn stems(text: &str) -> Vec<String> {
    words::content(text).into_iter().map(|word| word.stem).collect()
}

fn tags(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().filter_map(|word| word.strip_prefix('#')).map(str::to_lowercase)
}

/// What is added to a cosine so that a text with a vector scores above nothing even where it points away.
pub const SHIFT: f32 = 2.0;

/// Texts as vectors, to be compared with all of them.
pub struct Vectors {
    all: Vec<Option<Vec<f32>>>,
}

impl Vectors {
    pub fn of(meaning: &Meaning, world: &World) -> Self {
        Self { all: world.texts.iter().map(|text| meaning.vector(text)).collect() }
    }

    pub fn scores(&self, query: usize) -> Vec<f32> {
        self.all[query].as_ref().map_or_else(Vec::new, |query| self.scores_of(query))
    }

    pub fn scores_of(&self, query: &[f32]) -> Vec<f32> {
        let score = |other: &Option<Vec<f32>>| {
            other.as_ref().map_or(0.0, |other| SHIFT + braise_meaning::dot(query, other))
        };
        self.all.iter().map(score).collect()
    }
}

/// TF-IDF and cosine, the plain way.
pub struct Tfidf {
    rare: HashMap<String, f32>,
    uses: HashMap<String, Vec<(usize, f32)>>,
    texts: usize,
}

impl Tfidf {
    pub fn of(world: &World) -> Self {
        let mut often: HashMap<&str, f32> = HashMap::new();
        for text in &world.texts {
            let words: HashSet<&str> = text.iter().map(String::as_str).collect();
            words.into_iter().for_each(|word| *often.entry(word).or_default() += 1.0);
        }
        let texts = world.texts.len();
        let rare =
            often.iter().map(|(word, often)| ((*word).to_owned(), (texts as f32 / often).ln())).collect();
        let mut found = Self { rare, uses: HashMap::new(), texts };
        for (number, text) in world.texts.iter().enumerate() {
            for (word, weight) in found.weights(text) {
                found.uses.entry(word).or_default().push((number, weight));
            }
        }
        found
    }

    fn weights(&self, text: &[String]) -> Vec<(String, f32)> {
        let mut counts: HashMap<&String, f32> = HashMap::new();
        text.iter().for_each(|word| *counts.entry(word).or_default() += 1.0);
        let rare = |word: &String| self.rare.get(word).copied().unwrap_or_default();
        let mut weights: Vec<(String, f32)> =
            counts.into_iter().map(|(word, count)| (word.clone(), (1.0 + count.ln()) * rare(word))).collect();
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-9);
        weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        weights
    }

    pub fn scores(&self, text: &[String]) -> Vec<f32> {
        let mut scores = vec![0.0; self.texts];
        for (word, weight) in self.weights(text) {
            for (text, other) in self.uses.get(&word).into_iter().flatten() {
                scores[*text] += weight * other;
            }
        }
        scores
    }
}

/// A question and what an answer quotes.
pub fn questions() -> Vec<(String, Vec<String>)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../assistant/tests/questions.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let sets = [&all["answered"], &all["calibration"]["answered"]];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    sets.into_iter()
        .flat_map(|set| set.as_array().unwrap())
        .map(|row| (text(&row["question"]), row["quotes"].as_array().unwrap().iter().map(text).collect()))
        .collect()
}
