//! Logistic regression on rows of sparse numbers, by coordinate ascent of its dual.
//!
//! One row at a time the row's share `a` of the weights `w = Σ a y x` is brought to where it is best
//! while the others stand still: the root of `a = C σ(−y w·x)`. It needs no rate and no schedule
//! (the idea of Yu, Huang and Lin, Machine Learning 85, 2011; the root is found on the primal side here).

use rand::rngs::SmallRng;
use rand::seq::SliceRandom as _;

/// Rows of `(column, value)`.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Rows {
    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f32)>) {
        self.starts.push(self.entries.len());
        self.entries.extend(row);
    }

    /// A row; empty for a number no row has.
    pub fn row(&self, number: usize) -> &[(u32, f32)] {
        let Some(start) = self.starts.get(number) else { return &[] };
        let end = self.starts.get(number + 1).copied().unwrap_or(self.entries.len());
        self.entries.get(*start..end).unwrap_or_default()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }
}

/// How a fit goes.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// What a row that is wrong costs, beside half the squared length of the weights.
    pub cost: f32,
    /// How often all rows are gone through at most.
    pub rounds: usize,
}

/// Weights of columns, and where nothing is known.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// One a column.
    pub columns: Vec<f32>,
    /// Added to each score.
    pub bias: f32,
}

impl Weights {
    /// The log-odds of a row.
    pub fn score(&self, row: &[(u32, f32)]) -> f32 {
        let of = |column: u32| self.columns.get(column as usize).copied().unwrap_or(0.0);
        row.iter().fold(self.bias, |sum, (column, value)| sum + of(*column) * value)
    }
}

/// σ.
pub fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Fits weights that tell the rows for which `positive` is true from the others of `among`.
pub fn fit(
    rows: &Rows,
    columns: usize,
    among: &[u32],
    positive: &dyn Fn(usize) -> bool,
    how: Fit,
    random: &mut SmallRng,
) -> Weights {
    let mut weights = Weights { columns: vec![0.0; columns], bias: 0.0 };
    let mut order: Vec<u32> = among.to_vec();
    let mut shares = vec![0.0_f32; rows.len()];
    let lengths: Vec<f32> = (0..rows.len())
        .map(|number| 1.0 + rows.row(number).iter().map(|(_, v)| v * v).sum::<f32>())
        .collect();
    for _ in 0..how.rounds {
        order.shuffle(random);
        let mut moved = 0.0_f32;
        for &number in &order {
            let number = number as usize;
            let row = rows.row(number);
            let sign = if positive(number) { 1.0 } else { -1.0 };
            let before = shares[number];
            let after = best_share(before, sign * weights.score(row), lengths[number], how.cost);
            let change = after - before;
            moved = moved.max(change.abs());
            if change.abs() < 1e-5 * how.cost {
                continue;
            }
            shares[number] = after;
            let change = change * sign;
            for (column, value) in row {
                if let Some(weight) = weights.columns.get_mut(*column as usize) {
                    *weight += change * value;
                }
            }
            weights.bias += change;
        }
        if moved < 0.01 * how.cost {
            break;
        }
    }
    weights
}

/// The root of `a = C σ(−(margin + length (a − before)))`, by Newton's method kept inside (0, C).
fn best_share(before: f32, margin: f32, length: f32, cost: f32) -> f32 {
    let (mut low, mut high) = (0.0_f32, cost);
    let mut share = before.clamp(0.0, cost);
    for _ in 0..8 {
        let pull = sigmoid(-(margin + length * (share - before)));
        let off = share - cost * pull;
        if off.abs() < 1e-5 * cost {
            break;
        }
        if off > 0.0 {
            high = share;
        } else {
            low = share;
        }
        let next = share - off / (1.0 + cost * length * pull * (1.0 - pull));
        share = if next > low && next < high { next } else { 0.5 * (low + high) };
    }
    share
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn the_dual_ends_where_the_slope_of_the_primal_is_zero() {
        let mut rows = Rows::default();
        for n in 0..30_u32 {
            rows.push([(n % 3, 1.0), (3 + n % 2, 0.5)]);
        }
        let positive = |row: usize| row.is_multiple_of(3) || row.is_multiple_of(7);
        let among: Vec<u32> = (0..30).collect();
        let how = Fit { cost: 2.0, rounds: 500 };
        let weights = fit(&rows, 5, &among, &positive, how, &mut SmallRng::seed_from_u64(1));
        for column in 0..5_u32 {
            let mut slope = weights.columns[column as usize];
            for row in 0..30 {
                let sign = if positive(row) { 1.0 } else { -1.0 };
                let value: f32 = rows.row(row).iter().filter(|(at, _)| *at == column).map(|(_, v)| v).sum();
                slope -= how.cost * sign * value * sigmoid(-sign * weights.score(rows.row(row)));
            }
            assert!(slope.abs() < 0.1, "column {column}: {slope}");
        }
    }
}
