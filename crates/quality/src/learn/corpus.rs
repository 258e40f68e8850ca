//! Labelled texts, counted.

use super::Setting;
use super::logistic::Rows;
use crate::model::count;
use crate::reading::Reading;
use crate::views::{self, MEASURES, View};
use rand::SeedableRng as _;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom as _;

/// What stands in fewer texts than this says nothing.
const RARE: u32 = 2;

/// The texts as one view sees them.
pub struct Seen {
    /// Each text's n-grams by TF-IDF, at length one.
    pub weighed: Rows,
    /// Each text's n-grams, all alike.
    pub plain: Rows,
    /// How much an n-gram tells by being there; zero for what is rare.
    pub idf: Vec<f32>,
}

/// Labelled texts.
pub struct Corpus {
    /// Each text's label.
    pub labels: Vec<usize>,
    /// Each text's part.
    pub parts: Vec<usize>,
    /// Each text's plain measures.
    pub measures: Vec<[f32; MEASURES]>,
    /// By view.
    pub seen: Vec<Seen>,
}

impl Corpus {
    /// Reads and counts; the parts are drawn from the seed.
    pub fn new<T: AsRef<str>>(texts: &[T], labels: &[usize], setting: Setting, seed: u64) -> Self {
        let mut reading = Reading::default();
        let mut measures = Vec::with_capacity(texts.len());
        let mut counted = View::ALL.map(|_| Rows::default());
        let (mut hashes, mut row) = (Vec::new(), Vec::new());
        for text in texts {
            reading.read(text.as_ref());
            measures.push(views::measures(&reading));
            for (view, rows) in View::ALL.iter().zip(&mut counted) {
                count(*view, &reading, setting.bits, &mut hashes, &mut row);
                rows.push(row.iter().map(|(gram, times)| (*gram, *times as f32)));
            }
        }
        let seen = counted.iter().map(|rows| Seen::new(rows, 1 << setting.bits)).collect();
        Self { labels: labels.to_vec(), parts: parts(texts.len(), setting.folds, seed), measures, seen }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }
}

fn parts(texts: usize, folds: usize, seed: u64) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..texts).map(|text| text % folds).collect();
    parts.shuffle(&mut SmallRng::seed_from_u64(seed));
    parts
}

impl Seen {
    fn new(counted: &Rows, grams: usize) -> Self {
        let mut within = vec![0_u32; grams];
        for text in 0..counted.len() {
            counted.row(text).iter().for_each(|(gram, _)| within[*gram as usize] += 1);
        }
        let texts = counted.len() as f32;
        let idf: Vec<f32> = within
            .iter()
            .map(|within| if *within < RARE { 0.0 } else { 1.0 + (texts / *within as f32).ln() })
            .collect();
        let (mut weighed, mut plain) = (Rows::default(), Rows::default());
        for text in 0..counted.len() {
            let known = || counted.row(text).iter().filter(|(gram, _)| idf[*gram as usize] > 0.0);
            let weight = |gram: u32, times: f32| (1.0 + times.ln()) * idf[gram as usize];
            let length = known().map(|(gram, times)| weight(*gram, *times).powi(2)).sum::<f32>().sqrt();
            weighed.push(known().map(|(gram, times)| (*gram, weight(*gram, *times) / length)));
            let length = (known().count() as f32).sqrt();
            plain.push(known().map(|(gram, _)| (*gram, 1.0 / length)));
        }
        Self { weighed, plain, idf }
    }
}
