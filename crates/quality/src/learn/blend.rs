//! Logistic regression on a few full columns, by Newton's method: what each view said becomes one
//! calibrated probability.

/// Weights of standardised columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blend {
    /// One a column, for the columns as they come.
    pub weights: Vec<f32>,
    /// Where all columns are zero.
    pub bias: f32,
}

impl Blend {
    /// The log-odds of a row.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.weights.iter().zip(row).fold(self.bias, |sum, (weight, value)| sum + weight * value)
    }
}

/// Fits a blend to rows of one length; `ridge` is twice the cost of a squared weight of a standardised
/// column.
pub fn fit(rows: &[Vec<f32>], positive: &[bool], ridge: f64) -> Blend {
    let columns = rows.first().map_or(0, Vec::len);
    let (means, spreads) = standard(rows, columns);
    let width = columns + 1;
    let mut weights = vec![0.0_f64; width];
    let mut row_now = vec![1.0_f64; width];
    for _ in 0..30 {
        let mut slope: Vec<f64> = weights.iter().map(|weight| ridge * weight).collect();
        let mut curve = vec![0.0_f64; width * width];
        (0..width).for_each(|at| curve[at * width + at] = ridge);
        // The bias is held by nothing but the limits of numbers.
        (slope[columns], curve[width * width - 1]) = (0.0, 1e-6);
        for (row, positive) in rows.iter().zip(positive) {
            for column in 0..columns {
                row_now[column] = (f64::from(row[column]) - means[column]) / spreads[column];
            }
            let score: f64 = row_now.iter().zip(&weights).map(|(a, b)| a * b).sum();
            let chance = 1.0 / (1.0 + (-score).exp());
            let off = chance - f64::from(u8::from(*positive));
            let bend = (chance * (1.0 - chance)).max(1e-9);
            for (at, value) in row_now.iter().enumerate() {
                slope[at] += off * value;
                let bent = bend * value;
                for (sum, other) in curve[at * width..=at * width + at].iter_mut().zip(&row_now) {
                    *sum += bent * other;
                }
            }
        }
        let Some(step) = solve(&mut curve, &slope, width) else { break };
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight -= step.clamp(-4.0, 4.0));
        if step.iter().all(|step| step.abs() < 1e-6) {
            break;
        }
    }
    let plain: Vec<f64> = (0..columns).map(|column| weights[column] / spreads[column]).collect();
    let bias = weights[columns] - plain.iter().zip(&means).map(|(weight, mean)| weight * mean).sum::<f64>();
    Blend { weights: plain.iter().map(|weight| *weight as f32).collect(), bias: bias as f32 }
}

fn standard(rows: &[Vec<f32>], columns: usize) -> (Vec<f64>, Vec<f64>) {
    let many = rows.len().max(1) as f64;
    let mean = |column: usize| rows.iter().map(|row| f64::from(row[column])).sum::<f64>() / many;
    let means: Vec<f64> = (0..columns).map(mean).collect();
    let spread = |column: usize| {
        let off = |row: &Vec<f32>| (f64::from(row[column]) - means[column]).powi(2);
        (rows.iter().map(off).sum::<f64>() / many).sqrt().max(1e-6)
    };
    let spreads = (0..columns).map(spread).collect();
    (means, spreads)
}

/// Solves `matrix x = right` for a symmetric positive matrix of which the lower half is given (Cholesky);
/// nothing if it is none.
fn solve(matrix: &mut [f64], right: &[f64], width: usize) -> Option<Vec<f64>> {
    for row in 0..width {
        for column in 0..=row {
            let known: f64 =
                (0..column).map(|at| matrix[row * width + at] * matrix[column * width + at]).sum();
            let left = matrix[row * width + column] - known;
            matrix[row * width + column] = if row == column {
                if left <= 0.0 {
                    return None;
                }
                left.sqrt()
            } else {
                left / matrix[column * width + column]
            };
        }
    }
    let mut found = right.to_vec();
    for row in 0..width {
        let known: f64 = (0..row).map(|at| matrix[row * width + at] * found[at]).sum();
        found[row] = (found[row] - known) / matrix[row * width + row];
    }
    for row in (0..width).rev() {
        let known: f64 = (row + 1..width).map(|at| matrix[at * width + row] * found[at]).sum();
        found[row] = (found[row] - known) / matrix[row * width + row];
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_come_out_as_often_as_things_happened() {
        // A column that tells (8 of 10 against 2 of 10) beside one that is the same for all.
        let rows: Vec<Vec<f32>> = (0..40).map(|n| vec![(n % 2) as f32, 7.0]).collect();
        let positive: Vec<bool> =
            (0..40).map(|n| if n % 2 == 1 { n % 20 < 16 } else { n % 20 < 4 }).collect();
        let blend = fit(&rows, &positive, 1e-6);
        let chance = |row: &[f32]| 1.0 / (1.0 + (-blend.score(row)).exp());
        assert!((chance(&[1.0, 7.0]) - 0.8).abs() < 0.01, "{blend:?}");
        assert!((chance(&[0.0, 7.0]) - 0.2).abs() < 0.01, "{blend:?}");
    }

    #[test]
    fn no_rows_are_fine() {
        assert_eq!(fit(&[], &[], 1.0).score(&[]), 0.0);
    }
}
