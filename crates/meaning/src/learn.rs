//! Vectors of words, and of texts made from them.

use crate::pairs::{Pairs, add};
use crate::spectrum::{self, Spectrum};
use crate::vocabulary::Vocabulary;
use crate::{Corpus, dot};

/// How much is learned, and from how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// How long vectors are at most; a small world has shorter ones.
    pub dimensions: usize,
    /// How many words get a vector at most, the commonest.
    pub vocabulary: usize,
    /// How many different authors must have used a word, so that no vector stands for one person's words.
    pub authors: usize,
    /// How many words to each side of a word are near it.
    pub window: usize,
    /// Exponent of how common a context is: below 1, rare contexts count less.
    pub smoothing: f64,
    /// Exponent of how strong a direction is in the vectors of words.
    pub power: f32,
    /// How rare a word is, as a share of all that is written, that counts half in a text.
    pub rare: f32,
    /// Where the search for directions begins.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            dimensions: 64,
            vocabulary: 20_000,
            authors: 2,
            window: 25,
            smoothing: 0.75,
            power: 0.5,
            rare: 3e-3,
            seed: 0,
        }
    }
}

/// Of how many of a text's words at least one is known, so that it gets a vector.
const KNOWN: usize = 4;

/// What was learned: a vector for every word several people use.
pub struct Meaning {
    vocabulary: Vocabulary,
    dimensions: usize,
    /// Words × dimensions, one word after the other.
    vectors: Vec<f32>,
    /// How much each word counts in a text.
    weights: Vec<f32>,
}

impl Meaning {
    /// Learns what words mean from what stands near them.
    pub fn learn(corpus: &Corpus, plan: &Plan) -> Self {
        let (vocabulary, places) = Vocabulary::of(corpus, plan);
        let pairs = Pairs::of(corpus, &places, vocabulary.words.len(), plan);
        let spectrum = spectrum::strongest(&pairs, plan.dimensions, plan.seed);
        drop(pairs);
        let written: f32 = vocabulary.counts.iter().map(|count| *count as f32).sum();
        let weight = |count: &u32| plan.rare / (plan.rare + *count as f32 / written);
        let weights = vocabulary.counts.iter().map(weight).collect();
        let dimensions = spectrum.strengths.len();
        let vectors = scaled(spectrum, plan.power);
        Self { vocabulary, dimensions, vectors, weights }
    }

    /// The vector of a text, from its stems: the sum of its words' vectors with the rare ones counting more (SIF
    /// weights; Arora, Liang and Ma 2017), of unit length. None where fewer than one word in four is known, or
    /// what is known has no direction.
    ///
    /// What all texts have in common is not taken out as it is there: without the words every sentence has there is
    /// little of it, and on all texts measured it cost more than it gave.
    pub fn vector(&self, words: &[impl AsRef<str>]) -> Option<Vec<f32>> {
        let known = words.iter().filter_map(|word| self.vocabulary.place(word.as_ref()));
        let (mut vector, mut count) = (vec![0.0; self.dimensions], 0);
        for place in known {
            add(&mut vector, self.weights[place], self.word(place));
            count += 1;
        }
        (count * KNOWN >= words.len() && unit(&mut vector)).then_some(vector)
    }

    /// The words nearest to a word, by the cosine of their vectors, the nearest first; none for a word that is
    /// not known.
    pub fn alike(&self, word: &str, most: usize) -> Vec<(&str, f32)> {
        let Some(place) = self.vocabulary.place(word) else { return Vec::new() };
        let length = |place: usize| dot(self.word(place), self.word(place)).sqrt();
        let (own, own_length) = (self.word(place), length(place));
        let others = (0..self.len()).filter(|other| *other != place);
        let mut found: Vec<(usize, f32)> = others
            .map(|other| (other, dot(own, self.word(other)) / (own_length * length(other))))
            .filter(|(_, cosine)| cosine.is_finite())
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.truncate(most);
        found.into_iter().map(|(place, cosine)| (&*self.vocabulary.words[place], cosine)).collect()
    }

    /// How long vectors are: [`Plan::dimensions`], or less in a small world.
    pub const fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.vocabulary.words.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.vocabulary.words.is_empty()
    }

    /// Roughly what it holds in memory.
    pub fn bytes(&self) -> usize {
        let numbers = self.vectors.len() + self.weights.len();
        self.vocabulary.bytes() + numbers * size_of::<f32>()
    }

    fn word(&self, place: usize) -> &[f32] {
        &self.vectors[place * self.dimensions..][..self.dimensions]
    }
}

/// Directions as vectors of words: each times how strong it is, by an exponent.
fn scaled(spectrum: Spectrum, power: f32) -> Vec<f32> {
    let Spectrum { mut directions, strengths } = spectrum;
    let scales: Vec<f32> = strengths.iter().map(|strength| strength.abs().powf(power)).collect();
    if !scales.is_empty() {
        for row in directions.chunks_exact_mut(scales.len()) {
            row.iter_mut().zip(&scales).for_each(|(value, scale)| *value *= scale);
        }
    }
    directions
}

/// Brings a vector to unit length; false where it has no direction.
fn unit(vector: &mut [f32]) -> bool {
    let square = dot(vector, vector);
    if !square.is_normal() {
        return false;
    }
    let scale = 1.0 / square.sqrt();
    vector.iter_mut().for_each(|value| *value *= scale);
    true
}
