//! Spreading tastes over the graph of reactions, for many people at once.

use crate::Reactions;
use nalgebra::{DMatrix, DMatrixView};

/// People spread together: as many as keep a core's registers busy.
pub(super) const WIDE: usize = 64;

/// Reactions with the weights of both sides.
pub(super) struct Graph<'a> {
    reactions: &'a Reactions,
    /// What a person's sum is multiplied with, d^-a.
    people: Vec<f32>,
    /// What a thing's value is multiplied with, d^-b.
    things: Vec<f32>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(reactions: &'a Reactions, people: f32, things: f32) -> Self {
        let weights = |rows: &[Vec<u32>], exponent: f32| -> Vec<f32> {
            rows.iter().map(|row| (row.len().max(1) as f32).powf(-exponent)).collect()
        };
        Self {
            people: weights(reactions.by_person(), people),
            things: weights(reactions.by_thing(), things),
            reactions,
        }
    }

    pub(super) fn reactions(&self) -> &'a Reactions {
        self.reactions
    }

    /// How many reactions each thing has, at least 1.
    pub(super) fn degrees(&self) -> impl Iterator<Item = f32> {
        self.reactions.by_thing().iter().map(|row| row.len().max(1) as f32)
    }

    /// Multiplies with P: `values` and `out` are things × `width`, `between` people × `width`.
    fn spread(&self, values: &[f32], between: &mut [f32], out: &mut [f32], width: usize) {
        gather(self.reactions.by_person(), (&self.things, values), &self.people, between, width);
        gather(self.reactions.by_thing(), (&self.people, between), &self.things, out, width);
    }

    /// The same on all cores.
    pub(super) fn spread_wide(&self, values: &[f32], between: &mut [f32], out: &mut [f32], width: usize) {
        gather_wide(self.reactions.by_person(), (&self.things, values), &self.people, between, width);
        gather_wide(self.reactions.by_thing(), (&self.people, between), &self.things, out, width);
    }
}

/// How many cores there are to work on.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Each row of `to` becomes the weighted sum of the rows it is joined to, times its own weight.
fn gather(rows: &[Vec<u32>], (weights, from): (&[f32], &[f32]), own: &[f32], to: &mut [f32], width: usize) {
    for ((row, sum), own) in rows.iter().zip(to.chunks_exact_mut(width)).zip(own) {
        sum.fill(0.0);
        for &other in row {
            let weight = weights[other as usize] * own;
            let values = &from[other as usize * width..][..width];
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
        }
    }
}

/// The same with rows shared out among the cores.
fn gather_wide(rows: &[Vec<u32>], from: (&[f32], &[f32]), own: &[f32], to: &mut [f32], width: usize) {
    let share = rows.len().div_ceil(cores()).max(1);
    std::thread::scope(|scope| {
        let parts = rows.chunks(share).zip(own.chunks(share)).zip(to.chunks_mut(share * width));
        for ((rows, own), to) in parts {
            scope.spawn(move || gather(rows, from, own, to, width));
        }
    });
}

/// Room to spread in, used again for each block of people.
pub(super) struct Spread<'a> {
    graph: &'a Graph<'a>,
    tastes: Vec<f32>,
    between: Vec<f32>,
    near: Vec<f32>,
}

impl<'a> Spread<'a> {
    pub(super) fn new(graph: &'a Graph<'a>) -> Self {
        let (people, things) = (graph.reactions.people(), graph.reactions.things());
        Self {
            graph,
            tastes: vec![0.0; things * WIDE],
            between: vec![0.0; people * WIDE],
            near: vec![0.0; things * WIDE],
        }
    }

    /// r P of each person of a block, as things × [`WIDE`].
    pub(super) fn near(&mut self, block: &[usize]) -> &[f32] {
        self.tastes.fill(0.0);
        for (column, person) in block.iter().enumerate() {
            for &thing in self.graph.reactions.of(*person) {
                self.tastes[thing as usize * WIDE + column] = 1.0;
            }
        }
        self.graph.spread(&self.tastes, &mut self.between, &mut self.near, WIDE);
        &self.near
    }
}

/// r Dt^-b V Vᵀ Dt^b of each person of a block, as things × [`WIDE`], with the first `rank` of the
/// `all` directions; empty for none.
pub(super) fn smooth(
    graph: &Graph<'_>,
    block: &[usize],
    directions: &[f32],
    all: usize,
    rank: usize,
) -> Vec<f32> {
    if rank == 0 {
        return Vec::new();
    }
    let things = graph.things.len();
    // Column-major as the library has it: rank × people, and directions as rank × things.
    let mut tastes = DMatrix::<f32>::zeros(rank, WIDE);
    for (column, person) in block.iter().enumerate() {
        let mut taste = tastes.column_mut(column);
        for &thing in graph.reactions.of(*person) {
            let row = &directions[thing as usize * all..][..rank];
            let weight = graph.things[thing as usize];
            taste.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
        }
    }
    let directions = DMatrixView::from_slice_with_strides(directions, all, things, 1, all);
    // People × things, column-major: things × people as everywhere here.
    let mut out = tastes.transpose() * directions.rows(0, rank);
    for (thing, mut values) in out.column_iter_mut().enumerate() {
        values /= graph.things[thing];
    }
    out.data.into()
}
