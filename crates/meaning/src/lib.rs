//! Words and texts as vectors, learned from the posts of one server alone.

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
