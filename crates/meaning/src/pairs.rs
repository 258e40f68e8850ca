//! Which words stand near which more often than chance has it: positive pointwise mutual information.

use crate::Corpus;
use crate::Plan;
use crate::vocabulary::UNKNOWN;

/// Pairs that are kept, at 8 bytes each. Where texts have more, those seen least are left out.
const PAIRS: usize = 6_000_000;
/// Counts that are told apart when it is decided which to leave out.
const TOLD_APART: usize = 64;

/// Known words of all texts, and where each of them stands.
struct Places {
    words: Vec<u32>,
    /// The text of each word, by its number.
    texts: Vec<u32>,
    /// Where each word of the vocabulary is written, one after the other.
    written: Vec<u32>,
    /// Where the places of each word begin in `written`, and where the last one's end.
    starts: Vec<usize>,
}

impl Places {
    fn of(corpus: &Corpus, places: &[u32], vocabulary: usize) -> Self {
        let (mut words, mut texts) = (Vec::new(), Vec::new());
        for (number, (_, text)) in (0..).zip(corpus.texts()) {
            let known = text.iter().map(|word| places[*word as usize]).filter(|word| *word != UNKNOWN);
            words.extend(known);
            texts.resize(words.len(), number);
        }
        let mut starts = vec![0; vocabulary + 1];
        words.iter().for_each(|word| starts[*word as usize + 1] += 1);
        (0..vocabulary).for_each(|word| starts[word + 1] += starts[word]);
        let mut next = starts.clone();
        let mut written = vec![0; words.len()];
        for (at, word) in (0..).zip(&words) {
            let next: &mut usize = &mut next[*word as usize];
            written[*next] = at;
            *next += 1;
        }
        Self { words, texts, written, starts }
    }

    /// The words around each place where a word is written, as far as the window goes and the text.
    fn around(&self, word: usize, window: usize) -> impl Iterator<Item = u32> {
        self.written[self.starts[word]..self.starts[word + 1]].iter().flat_map(move |at| {
            let at = *at as usize;
            let (from, to) = (at.saturating_sub(window), (at + window + 1).min(self.words.len()));
            let near = (from..to).filter(move |near| *near != at && self.texts[*near] == self.texts[at]);
            near.map(|near| self.words[near])
        })
    }
}

/// A symmetric matrix of which each pair is kept once.
#[derive(Default)]
pub(crate) struct Pairs {
    /// For each row where it ends in `others`.
    ends: Vec<usize>,
    /// Columns, none smaller than its row, and values.
    others: Vec<(u32, f32)>,
}

impl Pairs {
    /// Counts who stands near whom, a word at a time so that nothing but the result is held, and weighs it:
    /// `ln(n(w,c) · Z / (n(w) · n(c)^s))` where that is above nothing, with the contexts smoothed by
    /// `s` (Levy, Goldberg and Dagan 2015), taken as the mean of both directions so that it is symmetric.
    pub fn of(corpus: &Corpus, places: &[u32], vocabulary: usize, plan: &Plan) -> Self {
        let texts = Places::of(corpus, places, vocabulary);
        let mut counter = Counter::new(vocabulary);
        let mut sums = vec![0.0_f64; vocabulary];
        let mut seen = [0_usize; TOLD_APART];
        for (word, sum) in sums.iter_mut().enumerate() {
            for (_, count) in counter.count(&texts, word, plan.window) {
                *sum += f64::from(count);
                seen[(count as usize).min(TOLD_APART) - 1] += 1;
            }
        }
        let least = least(&seen);
        let smoothed: f64 = sums.iter().map(|sum| sum.powf(plan.smoothing)).sum();
        let all: f64 = smoothed.ln();
        let own: Vec<f64> = sums.iter().map(|sum| f64::midpoint(1.0, plan.smoothing) * sum.ln()).collect();
        let mut pairs = Self::default();
        for word in 0..vocabulary {
            for (other, count) in counter.count(&texts, word, plan.window) {
                let value = f64::from(count).ln() + all - own[word] - own[other as usize];
                if other as usize >= word && count >= least && value > 0.0 {
                    pairs.others.push((other, value as f32));
                }
            }
            pairs.ends.push(pairs.others.len());
        }
        pairs
    }

    /// Rows, and columns.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The matrix times `from` (rows × `width`, one row after the other) into `to`.
    pub fn times(&self, from: &[f32], to: &mut [f32], width: usize) {
        to.fill(0.0);
        let mut start = 0;
        let mut sum = vec![0.0; width];
        for (row, end) in self.ends.iter().enumerate() {
            let own = &from[row * width..][..width];
            sum.fill(0.0);
            for (other, value) in &self.others[start..*end] {
                let other = *other as usize;
                add(&mut sum, *value, &from[other * width..][..width]);
                if other != row {
                    add(&mut to[other * width..][..width], *value, own);
                }
            }
            add(&mut to[row * width..][..width], 1.0, &sum);
            start = *end;
        }
    }
}

/// Adds a multiple of a vector to another.
pub(crate) fn add(to: &mut [f32], times: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += times * from);
}

/// How often a pair has to be seen so that those kept have room. Each is in `seen` twice.
fn least(seen: &[usize; TOLD_APART]) -> u32 {
    let mut left: usize = seen.iter().sum();
    let mut least = 1;
    for seen in seen {
        if left <= 2 * PAIRS {
            break;
        }
        left -= seen;
        least += 1;
    }
    least
}

/// Room to count in.
struct Counter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Counter {
    fn new(vocabulary: usize) -> Self {
        Self { counts: vec![0; vocabulary], touched: Vec::new() }
    }

    /// How often each word stands near this one.
    fn count(&mut self, texts: &Places, word: usize, window: usize) -> impl Iterator<Item = (u32, u32)> {
        self.touched.clear();
        for other in texts.around(word, window) {
            let count = &mut self.counts[other as usize];
            if *count == 0 {
                self.touched.push(other);
            }
            *count += 1;
        }
        let counts = &mut self.counts;
        self.touched.iter().map(|other| (*other, std::mem::take(&mut counts[*other as usize])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    fn pairs(texts: &[&[&str]], window: usize) -> (Vec<String>, Vec<Vec<f32>>) {
        let mut corpus = Corpus::default();
        (0..).zip(texts).for_each(|(author, text)| {
            corpus.add(author, text);
        });
        let plan = Plan { authors: 1, window, smoothing: 0.75, ..Plan::default() };
        let (vocabulary, places) = Vocabulary::of(&corpus, &plan);
        let size = vocabulary.words.len();
        let pairs = Pairs::of(&corpus, &places, size, &plan);
        // As a whole matrix: times the one that changes nothing.
        let one: Vec<f32> = (0..size * size).map(|at| f32::from(u8::from(at % (size + 1) == 0))).collect();
        let mut matrix = vec![0.0; size * size];
        pairs.times(&one, &mut matrix, size);
        let words = vocabulary.words.iter().map(ToString::to_string).collect();
        (words, matrix.chunks(size).map(<[f32]>::to_vec).collect())
    }

    #[test]
    fn information_is_what_the_formula_says() {
        let (words, matrix) = pairs(&[&["a", "b"], &["a", "b", "c"], &["d", "d"]], 1);
        assert_eq!(words, ["a", "b", "d", "c"]);
        // Seen: a b twice each way, b c once each way, d d twice. Sums: a 2, b 3, d 2, c 1.
        let sums = [2.0_f64, 3.0, 2.0, 1.0];
        let all: f64 = sums.iter().map(|sum| sum.powf(0.75)).sum();
        let value = |count: f64, one: usize, other: usize| {
            let way =
                |word: usize, context: usize| (count * all / (sums[word] * sums[context].powf(0.75))).ln();
            f64::midpoint(way(one, other), way(other, one)).max(0.0) as f32
        };
        let wanted = |row: usize, column: usize| match (row.min(column), row.max(column)) {
            (0, 1) => value(2.0, 0, 1),
            (1, 3) => value(1.0, 1, 3),
            (2, 2) => value(2.0, 2, 2),
            _ => 0.0,
        };
        for (row, values) in matrix.iter().enumerate() {
            for (column, found) in values.iter().enumerate() {
                let wanted = wanted(row, column);
                assert!((found - wanted).abs() < 1e-5, "{row} {column}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn a_window_ends_where_it_ends_and_never_reaches_another_text() {
        let near = |window| {
            let (words, matrix) = pairs(&[&["a", "b", "c"], &["d", "e"]], window);
            let at = |word: &str| words.iter().position(|other| other == word).unwrap();
            [("a", "c"), ("c", "d"), ("d", "e")].map(|(one, other)| matrix[at(one)][at(other)] > 0.0)
        };
        assert_eq!(near(0), [false, false, false]);
        assert_eq!(near(1), [false, false, true]);
        assert_eq!(near(2), [true, false, true]);
    }

    #[test]
    fn rare_pairs_go_first_where_there_are_too_many() {
        let mut seen = [0; TOLD_APART];
        seen[0] = 2 * PAIRS;
        assert_eq!(least(&seen), 1, "as many as there is room for");
        seen[4] = 1;
        assert_eq!(least(&seen), 2);
        seen[1] = 2 * PAIRS;
        assert_eq!(least(&seen), 3);
        seen[TOLD_APART - 1] = 3 * PAIRS;
        assert_eq!(least(&seen), TOLD_APART as u32 + 1, "then all that are not told apart");
    }
}
