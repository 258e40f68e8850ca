//! Vectors of words, and of texts made from them.

use crate::pairs::{Pairs, add};
use crate::spectrum::{self, Spectrum};
use crate::vocabulary::{UNKNOWN, Vocabulary};
use crate::{Corpus, dot};
use nalgebra::DMatrix;

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
    /// What is taken from every logarithm: above 0, only what stands together much more often than chance counts.
    pub shift: f64,
    /// Exponent of how strong a direction is in the vectors of words.
    pub power: f32,
    /// How rare a word is, as a share of all that is written, that counts half in a text.
    pub rare: f32,
    /// How many directions that all texts have in common are taken out.
    pub common: usize,
    /// Where the search for directions begins.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            dimensions: 64,
            vocabulary: 20_000,
            authors: 2,
            window: 8,
            smoothing: 0.75,
            shift: 0.0,
            power: 0.25,
            rare: 1e-3,
            common: 1,
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
    /// Directions that all texts have in common, of unit length.
    common: Vec<Vec<f32>>,
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
        let mut meaning = Self { vocabulary, dimensions, vectors, weights, common: Vec::new() };
        meaning.common = meaning.in_common(corpus, &places, plan.common);
        meaning
    }

    /// The vector of a text, from its stems: the mean of its words with the rare ones counting more, without
    /// what all texts have in common (SIF; Arora, Liang and Ma 2017), of unit length. None where fewer than one in
    /// four words is known, or nothing is left.
    pub fn vector(&self, words: &[impl AsRef<str>]) -> Option<Vec<f32>> {
        let known: Vec<usize> =
            words.iter().filter_map(|word| self.vocabulary.place(word.as_ref())).collect();
        if known.is_empty() || known.len() * KNOWN < words.len() {
            return None;
        }
        let mut vector = self.mean(known.into_iter());
        let before = dot(&vector, &vector);
        for common in &self.common {
            let share = dot(&vector, common);
            add(&mut vector, -share, common);
        }
        // What rounding leaves of a text that is nothing but what all have in common has no direction.
        unit(&mut vector, before * 1e-8).then_some(vector)
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
        let numbers = self.vectors.len() + self.weights.len() + self.common.len() * self.dimensions;
        self.vocabulary.bytes() + numbers * size_of::<f32>()
    }

    fn word(&self, place: usize) -> &[f32] {
        &self.vectors[place * self.dimensions..][..self.dimensions]
    }

    /// The sum of words' vectors as they count.
    fn mean(&self, places: impl Iterator<Item = usize>) -> Vec<f32> {
        let mut vector = vec![0.0; self.dimensions];
        places.for_each(|place| add(&mut vector, self.weights[place], self.word(place)));
        vector
    }

    /// The directions most of all texts' vectors lie in.
    fn in_common(&self, corpus: &Corpus, places: &[u32], most: usize) -> Vec<Vec<f32>> {
        let size = self.dimensions;
        if size < 2 {
            return Vec::new();
        }
        let mut products = vec![0.0_f32; size * size];
        for (_, text) in corpus.texts() {
            let known = text.iter().map(|word| places[*word as usize]).filter(|word| *word != UNKNOWN);
            let mut vector = self.mean(known.map(|word| word as usize));
            if unit(&mut vector, 0.0) {
                let rows = products.chunks_exact_mut(size).zip(&vector);
                rows.for_each(|(row, value)| add(row, *value, &vector));
            }
        }
        let found = DMatrix::from_vec(size, size, products).cast::<f64>().symmetric_eigen();
        let mut order: Vec<usize> = (0..size).collect();
        order.sort_by(|a, b| found.eigenvalues[*b].total_cmp(&found.eigenvalues[*a]));
        order.truncate(most.min(size / 2));
        order.iter().map(|column| found.eigenvectors.column(*column).iter().map(|v| *v as f32).collect()).collect()
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

/// Brings a vector to unit length; false where it has less than the square of a length given.
fn unit(vector: &mut [f32], least: f32) -> bool {
    let square = dot(vector, vector);
    if !square.is_normal() || square <= least {
        return false;
    }
    let scale = 1.0 / square.sqrt();
    vector.iter_mut().for_each(|value| *value *= scale);
    true
}
