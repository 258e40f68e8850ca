//! The strongest directions of a symmetric matrix.
//!
//! Randomised subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4 with the
//! Rayleigh–Ritz step of section 5.3).

use crate::pairs::Pairs;
use nalgebra::{DMatrix, DMatrixView};
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

/// Directions carried along beyond those asked for, which makes the last ones exact sooner.
const BESIDE: usize = 16;
/// Passes over the pairs before the last; five find nothing that three do not.
const PASSES: usize = 3;

/// Directions, and how strong each is.
pub(crate) struct Spectrum {
    /// Rows × rank, one row after the other, of unit length a direction.
    pub directions: Vec<f32>,
    /// Eigenvalues, the largest absolute value first.
    pub strengths: Vec<f32>,
}

/// The `rank` strongest directions, or as many as the matrix has.
pub(crate) fn strongest(pairs: &Pairs, rank: usize, seed: u64) -> Spectrum {
    let rows = pairs.len();
    if rows == 0 || rank == 0 {
        return Spectrum { directions: Vec::new(), strengths: Vec::new() };
    }
    let width = (rank + BESIDE).min(rows);
    let mut random = SmallRng::seed_from_u64(seed);
    let mut values: Vec<f32> = (0..rows * width).map(|_| random.random_range(-1.0..1.0)).collect();
    let mut spread = vec![0.0; rows * width];
    for _ in 0..PASSES {
        values = orthonormal(&values, width);
        pairs.times(&values, &mut spread, width);
        std::mem::swap(&mut values, &mut spread);
    }
    values = orthonormal(&values, width);
    pairs.times(&values, &mut spread, width);
    ritz(&values, &spread, width, rank)
}

/// Turns an orthonormal basis into eigenvectors, given the matrix times the basis.
fn ritz(basis: &[f32], spread: &[f32], width: usize, rank: usize) -> Spectrum {
    // Width × rows, column-major.
    let rows = basis.len() / width;
    let (basis, spread) =
        (DMatrixView::from_slice(basis, width, rows), DMatrixView::from_slice(spread, width, rows));
    let found = (basis * spread.transpose()).cast::<f64>().symmetric_eigen();
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|a, b| found.eigenvalues[*b].abs().total_cmp(&found.eigenvalues[*a].abs()));
    let noise = order.first().map_or(0.0, |first| found.eigenvalues[*first].abs() * 1e-5);
    order.retain(|column| found.eigenvalues[*column].abs() > noise);
    order.truncate(rank);
    let mut turn = DMatrix::zeros(order.len(), width);
    for (row, from) in order.iter().enumerate() {
        turn.set_row(row, &found.eigenvectors.column(*from).transpose());
    }
    let directions = turn.cast::<f32>() * basis;
    let strengths = order.iter().map(|column| found.eigenvalues[*column] as f32).collect();
    Spectrum { directions: directions.data.into(), strengths }
}

/// The same directions, of unit length and at right angles; those of no length are nothing.
fn orthonormal(values: &[f32], width: usize) -> Vec<f32> {
    let rows = values.len() / width;
    let values = DMatrixView::from_slice(values, width, rows);
    let found = (values * values.transpose()).cast::<f64>().symmetric_eigen();
    let least = found.eigenvalues.iter().fold(0.0, |most: f64, value| most.max(*value)) * 1e-10;
    let mut turn = DMatrix::zeros(width, width);
    for (row, length) in found.eigenvalues.iter().enumerate() {
        if *length > least {
            turn.set_row(row, &(found.eigenvectors.column(row) / length.sqrt()).transpose());
        }
    }
    (turn.cast::<f32>() * values).data.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use crate::{Corpus, Plan};

    fn world() -> Pairs {
        let mut corpus = Corpus::default();
        for author in 0..60_u64 {
            let word = |place: u64| format!("{}", author % 6 * 5 + (author / 6 + place * place) % 9);
            corpus.add(author, &(0..6).map(word).collect::<Vec<_>>());
        }
        let plan = Plan::default();
        let (vocabulary, places) = Vocabulary::of(&corpus, &plan);
        Pairs::of(&corpus, &places, vocabulary.words.len(), &plan)
    }

    #[test]
    fn the_strongest_are_those_of_the_whole_matrix() {
        let pairs = world();
        let size = pairs.len();
        assert!(size > 25, "{size}");
        let one = DMatrix::<f32>::identity(size, size);
        let mut whole = vec![0.0; size * size];
        pairs.times(one.as_slice(), &mut whole, size);
        let mut exact: Vec<f32> =
            DMatrix::from_vec(size, size, whole).symmetric_eigen().eigenvalues.iter().copied().collect();
        exact.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
        let found = strongest(&pairs, 8, 3);
        for (found, exact) in found.strengths.iter().zip(&exact) {
            assert!((found - exact).abs() < exact.abs() * 1e-3, "{found} {exact}");
        }
        // Each direction times the matrix is itself, as long as its strength.
        let mut spread = vec![0.0; size * 8];
        pairs.times(&found.directions, &mut spread, 8);
        for (at, (value, direction)) in spread.iter().zip(&found.directions).enumerate() {
            let wanted = direction * found.strengths[at % 8];
            assert!((value - wanted).abs() < exact[0].abs() * 0.01, "{at}: {value} {wanted}");
        }
    }

    #[test]
    fn there_are_never_more_than_the_matrix_has() {
        let pairs = world();
        assert!(strongest(&pairs, 1_000, 0).strengths.len() <= pairs.len());
        let nothing = strongest(&Pairs::default(), 64, 0);
        assert_eq!((nothing.directions.len(), nothing.strengths.len()), (0, 0));
        assert_eq!(strongest(&pairs, 0, 0).strengths, []);
    }
}
