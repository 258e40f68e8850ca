//! A learned model, and how a text is labelled with it.

use crate::learn::logistic::sigmoid;
use crate::reading::Reading;
use crate::views::{self, MEASURES, View};

/// What one text after the other is read with; grown once, it allocates nothing more.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    reading: Reading,
    hashes: Vec<u32>,
    counted: Vec<(u32, u32)>,
}

impl Reader {
    /// The text that was read last.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The n-grams of the text that was read last, each with how often it stands there.
    pub fn counted(&mut self, view: View, bits: u32) -> &[(u32, u32)] {
        count(view, &self.reading, bits, &mut self.hashes, &mut self.counted);
        &self.counted
    }

    /// Reads a text.
    pub fn read(&mut self, text: &str) {
        self.reading.read(text);
    }
}

/// What decides on one label beside n-grams.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The label's number.
    pub class: usize,
    /// The weight of each plain measure.
    pub measures: [f32; MEASURES],
    /// The log-odds of a text of which nothing is known.
    pub bias: f32,
}

/// What a view's n-grams weigh: a line an n-gram of its IDF and, for each column, its weight beside
/// TF-IDF and its weight beside being there at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    width: usize,
    lines: Vec<f32>,
}

impl Table {
    /// A table in which nothing weighs anything.
    pub fn new(bits: u32, columns: usize) -> Self {
        let width = 1 + 2 * columns;
        Self { width, lines: vec![0.0; width << bits] }
    }

    /// Sets how much an n-gram tells by being there; zero for what is left out.
    pub fn set_idf(&mut self, gram: usize, idf: f32) {
        self.lines[gram * self.width] = idf;
    }

    /// Adds to an n-gram's weight for a column.
    pub fn add(&mut self, gram: usize, column: usize, there: bool, weight: f32) {
        self.lines[gram * self.width + 1 + 2 * column + usize::from(there)] += weight;
    }

    /// An n-gram's line.
    pub fn line(&self, gram: u32) -> &[f32] {
        let start = gram as usize * self.width;
        self.lines.get(start..start + self.width).unwrap_or_default()
    }

    /// Adds what the n-grams of a text say to the scores of the columns.
    fn score(&self, counted: &[(u32, u32)], scores: &mut [f32]) {
        let (mut length, mut known) = (0.0_f32, 0.0_f32);
        let mut sums = [[0.0_f32; 2]; MOST];
        for (gram, times) in counted {
            let [idf, weights @ ..] = self.line(*gram) else { continue };
            if *idf <= 0.0 {
                continue;
            }
            let weight = if *times == 1 { *idf } else { (1.0 + (*times as f32).ln()) * idf };
            length += weight * weight;
            known += 1.0;
            for (sum, pair) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                sum[0] += weight * pair[0];
                sum[1] += pair[1];
            }
        }
        if known > 0.0 {
            let (by_length, by_count) = (1.0 / length.sqrt(), 1.0 / known.sqrt());
            for (score, sum) in scores.iter_mut().zip(&sums) {
                *score += sum[0] * by_length + sum[1] * by_count;
            }
        }
    }
}

/// The most labels a model tells apart.
pub const MOST: usize = 16;

/// A learned model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    classes: Vec<String>,
    bits: u32,
    pub(crate) columns: Vec<Column>,
    /// The share of a label that is too rare to be learned.
    pub(crate) prior: Vec<Option<f32>>,
    tables: Vec<Table>,
    pub(crate) lean: Vec<f32>,
}

impl Model {
    pub(crate) fn new(
        classes: Vec<String>,
        bits: u32,
        columns: Vec<Column>,
        prior: Vec<Option<f32>>,
        tables: Vec<Table>,
    ) -> Self {
        let lean = vec![1.0; classes.len()];
        Self { classes, bits, columns, prior, tables, lean }
    }

    /// The names of its labels.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// How many bits of a hash tell n-grams apart.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// What its n-grams weigh, by view.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// What decides beside n-grams, by column.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The probability of each label for a text.
    pub fn chances(&self, text: &str, reader: &mut Reader) -> Vec<f32> {
        reader.read(text);
        let measures = views::measures(&reader.reading);
        let mut scores: Vec<f32> = self
            .columns
            .iter()
            .map(|column| {
                column
                    .measures
                    .iter()
                    .zip(&measures)
                    .fold(column.bias, |sum, (weight, value)| sum + weight * value)
            })
            .collect();
        for (view, table) in View::ALL.iter().zip(&self.tables) {
            table.score(reader.counted(*view, self.bits), &mut scores);
        }
        chances(&self.columns, &self.prior, &scores)
    }

    /// The label for some probabilities.
    pub fn label(&self, chances: &[f32]) -> &str {
        self.classes.get(likeliest(chances, &self.lean)).map_or("", String::as_str)
    }

    /// The number of the label for some probabilities.
    pub fn guess(&self, chances: &[f32]) -> usize {
        likeliest(chances, &self.lean)
    }
}

/// The n-grams of a text by view, each with how often it stands there, in ascending order.
pub(crate) fn count(
    view: View,
    reading: &Reading,
    bits: u32,
    hashes: &mut Vec<u32>,
    counted: &mut Vec<(u32, u32)>,
) {
    hashes.clear();
    counted.clear();
    view.grams(reading, hashes);
    hashes.iter_mut().for_each(|hash| *hash >>= 32 - bits);
    hashes.sort_unstable();
    for hash in hashes.iter() {
        match counted.last_mut() {
            Some((last, times)) if last == hash => *times += 1,
            _ => counted.push((*hash, 1)),
        }
    }
}

/// Probabilities of all labels from the log-odds of the columns.
pub(crate) fn chances(columns: &[Column], prior: &[Option<f32>], scores: &[f32]) -> Vec<f32> {
    let kept: f32 = 1.0 - prior.iter().flatten().sum::<f32>();
    let mut chances: Vec<f32> = prior.iter().map(|share| share.unwrap_or(0.0)).collect();
    if let ([column], [score]) = (columns, scores) {
        let chance = sigmoid(*score);
        for (class, share) in prior.iter().enumerate() {
            if share.is_none() {
                chances[class] = kept * if class == column.class { chance } else { 1.0 - chance };
            }
        }
        return chances;
    }
    let sum: f32 = scores.iter().map(|score| sigmoid(*score)).sum::<f32>().max(f32::MIN_POSITIVE);
    for (column, score) in columns.iter().zip(scores) {
        chances[column.class] = kept * sigmoid(*score) / sum;
    }
    chances
}

/// The label with the highest probability, each first multiplied with what leans towards it.
pub(crate) fn likeliest(chances: &[f32], lean: &[f32]) -> usize {
    let (mut best, mut at) = (f32::NEG_INFINITY, 0);
    for (class, (chance, lean)) in chances.iter().zip(lean).enumerate() {
        if chance * lean > best {
            (best, at) = (chance * lean, class);
        }
    }
    at
}
