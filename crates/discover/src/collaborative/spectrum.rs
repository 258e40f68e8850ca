//! The smoothest directions of a graph: the strongest eigenvectors of P.
//!
//! Block power iteration from random vectors with a Rayleigh–Ritz step each time (Halko, Martinsson
//! and Tropp 2011, section 4.5): a few passes over the reactions give the leading directions to far
//! better than rankings need.

use super::spread::Graph;
use crate::Reactions;
use nalgebra::{DMatrix, DMatrixView};
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

/// Directions carried along beyond those asked for, which makes the last ones exact sooner.
const BESIDE: usize = 32;
/// Passes over the reactions.
const PASSES: usize = 6;

/// As many directions as were asked for, or as there can be with room to spare.
pub(super) fn most(reactions: &Reactions, wanted: usize) -> usize {
    wanted.min(reactions.people().min(reactions.things()) / 2)
}

/// The `rank` smoothest directions, as things × `rank`, strongest first.
pub(super) fn smoothest(graph: &Graph<'_>, rank: usize, seed: u64) -> Vec<f32> {
    let (people, things) = (graph.reactions().people(), graph.reactions().things());
    if rank == 0 {
        return Vec::new();
    }
    let width = (rank + BESIDE).min(things);
    let mut random = SmallRng::seed_from_u64(seed);
    let mut values: Vec<f32> = (0..things * width).map(|_| random.random_range(-1.0..1.0)).collect();
    let mut between = vec![0.0; people * width];
    let mut spread = vec![0.0; things * width];
    for _ in 0..PASSES {
        graph.spread_wide(&values, &mut between, &mut spread, width);
        // Width × things, column-major.
        let spread = DMatrixView::from_slice(&spread, width, things);
        let turned = turn(&spread) * spread;
        values = turned.data.into();
    }
    values.chunks_exact(width).flat_map(|row| &row[..rank]).copied().collect()
}

/// What makes the rows of a matrix orthonormal, the longest direction first.
fn turn(rows: &DMatrixView<'_, f32>) -> DMatrix<f32> {
    let products = (rows * rows.transpose()).cast::<f64>();
    let found = products.symmetric_eigen();
    let mut order: Vec<usize> = (0..found.eigenvalues.len()).collect();
    order.sort_by(|a, b| found.eigenvalues[*b].total_cmp(&found.eigenvalues[*a]));
    let least = found.eigenvalues.max() * 1e-12 + f64::MIN_POSITIVE;
    let mut turn = DMatrix::zeros(order.len(), order.len());
    for (row, from) in order.into_iter().enumerate() {
        let length = found.eigenvalues[from];
        // A direction of no length is noise.
        let scale = if length > least { 1.0 / length.sqrt() } else { 0.0 };
        turn.set_row(row, &(found.eigenvectors.column(from) * scale).transpose());
    }
    turn.cast()
}
