//! Words and texts as vectors, learned from the posts of one server alone: no download, no model of others.
//!
//! Plain functions over strings and numbers: no clock, no files, no accounts but an opaque number, and the
//! same answer each time. What is random is drawn from a seed. A [`Corpus`] gathers texts, [`Meaning`] learns from it what
//! stands near what, and makes a vector of any text; a [`Shelf`] keeps vectors of posts and says which are near.
//!
//! ```
//! use braise_meaning::{Corpus, Meaning, Plan, Shelf};
//! let posts = [(1, ["bread", "oven"]), (2, ["oven", "flour"]), (3, ["flour", "bread"]), (4, ["comet", "dome"])];
//! let mut corpus = Corpus::default();
//! for (author, words) in &posts {
//!     corpus.add(*author, words);
//! }
//! let meaning = Meaning::learn(&corpus, &Plan::default());
//! let mut shelf = Shelf::new(meaning.dimensions(), 1_000);
//! for (id, (_, words)) in (10..).zip(&posts) {
//!     if let Some(vector) = meaning.vector(words) {
//!         shelf.add(id, &vector);
//!     }
//! }
//! // Nobody but one author wrote of a comet: that word is not known, and its post has no vector.
//! assert_eq!(shelf.len(), 3);
//! assert_eq!(shelf.nearest_to(10, 5).len(), 2);
//! ```
//!
//! Words come as stems, without those that every sentence has; which language they are of is not asked. A word is known
//! once several authors used it, and what one of them repeats word for word is learned once. Vectors of two learnings cannot be
//! compared: whoever learns again fills the shelf again.
//!
//! # What it is good for
//!
//! `cargo run -p braise-meaning --example measure` prints this and more; the plan was chosen by it.
//!
//! | texts | measure | by chance | vectors | TF-IDF | both, by ranks |
//! |---|---|---|---|---|---|
//! | demo world, 464 posts | of the first five, the share of the same thread or topic | 0.07 | 0.44 | 0.43 | 0.42 |
//! | demo world, 4,578 posts | the same | 0.05 | 0.52 | 0.54 | 0.53 |
//! | demo world, 4,578 posts | the same, among posts that share no word | 0.05 | 0.39 | – | – |
//! | 25,600 headlines | how often most of ten neighbours bear the right label | 0.51 | 0.94 | 0.91 | 0.94 |
//! | 4,460 short messages | the same | 0.84 | 0.96 | 0.95 | 0.97 |
//! | 19,826 English posts | the same | 0.77 | 0.84 | 0.80 | 0.83 |
//! | 3,211 French posts | the same | 0.74 | 0.73 | 0.74 | 0.74 |
//!
//! Differences below 0.02 are chance. Of 30 questions over the demo world, one divided by the rank of the first post that
//! answers it, and how many have one among the first twenty:
//!
//! | posts | vectors | TF-IDF | both, by ranks | both, by scores |
//! |---|---|---|---|---|
//! | 464 | 0.42, 27 | 0.80, 29 | 0.57, 29 | 0.74, 29 |
//! | 4,578 | 0.30, 18 | 0.59, 23 | 0.34, 21 | 0.55, 23 |
//!
//! So vectors find what is *about the same*, as well as TF-IDF and in most real texts a little better, and also where no
//! word is shared. They are poor at finding the *one post that says it*: the rarest word of a question is worth most, and that
//! is the word a vector knows least, or not at all where one author alone used it. These questions are worded as the posts
//! are, which suits TF-IDF; all the same, whoever merges the two should not add up ranks. By scores (the share of the best
//! score by words, and half the cosine) little is lost; or give what both find to something that reads the sentences.
//!
//! With 3,000 texts the words nearest to a word are mostly those of a few texts; with 25,000 they are of its kind (*hair*:
//! braid, dyed, hairstylist, haircut). Longer vectors, other windows (8 words to a whole post), a shift of the logarithms, vectors of
//! unknown words drawn from their letters and taking out what all texts have in common gave nothing on these texts, or took
//! something. 50,000 posts of 20 words are learned from in 3 to 4 seconds within 75 MB; 100,000 vectors of 64 dimensions take
//! 9.4 MB and are looked through in 3 milliseconds.

mod corpus;
mod learn;
mod pairs;
mod shelf;
mod spectrum;
mod vocabulary;

pub use corpus::Corpus;
pub use learn::{Meaning, Plan};
pub use shelf::Shelf;

/// The sum of what two vectors of the same length have in common: the cosine, where both have unit length.
pub fn dot(one: &[f32], other: &[f32]) -> f32 {
    // Eight sums side by side, as a core has room for.
    let mut sums = [0.0_f32; 8];
    let (whole, rest) = (one.chunks_exact(8), other.chunks_exact(8));
    let left: f32 = whole.remainder().iter().zip(rest.remainder()).map(|(a, b)| a * b).sum();
    for (one, other) in whole.zip(rest) {
        sums.iter_mut().zip(one.iter().zip(other)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    left + sums.iter().sum::<f32>()
}
