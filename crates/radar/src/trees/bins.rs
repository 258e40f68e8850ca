//! Values of features put into few bins.

/// The most bins of a feature, besides bin 0 for what is missing.
pub(crate) const MOST: usize = 63;

/// Where the bins of each feature begin.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Bins {
    /// By feature, the values above which the next bin begins, ascending.
    pub(crate) edges: Vec<Vec<f32>>,
}

impl Bins {
    /// Bins that hold about as many of these values each. All rows are as long as the first.
    pub fn of<Row: AsRef<[f32]>>(rows: &[Row]) -> Self {
        let features = rows.first().map_or(0, |row| row.as_ref().len());
        let edges = |feature: usize| {
            let mut values: Vec<f32> =
                rows.iter().map(|row| row.as_ref()[feature]).filter(|value| !value.is_nan()).collect();
            values.sort_unstable_by(f32::total_cmp);
            even(&values)
        };
        Self { edges: (0..features).map(edges).collect() }
    }

    /// How many features there are.
    pub fn features(&self) -> usize {
        self.edges.len()
    }

    /// The bins a row's values lie in.
    pub fn row(&self, values: &[f32]) -> Vec<u8> {
        self.edges.iter().zip(values).map(|(edges, value)| bin(edges, *value)).collect()
    }
}

fn bin(edges: &[f32], value: f32) -> u8 {
    if value.is_nan() {
        return 0;
    }
    // At most MOST − 1 edges, so the bin fits.
    1 + edges.partition_point(|edge| *edge < value) as u8
}

/// Edges between different values, so that no bin holds much more than its share.
fn even(sorted: &[f32]) -> Vec<f32> {
    let mut edges: Vec<f32> = Vec::new();
    for part in 1..MOST {
        let at = sorted.len() * part / MOST;
        let (Some(here), Some(before)) = (sorted.get(at), at.checked_sub(1).and_then(|at| sorted.get(at)))
        else {
            continue;
        };
        // Halfway to the next different value, or a run of equal ones would have no edge after it.
        let edge = if here > before {
            before + (here - before) / 2.0
        } else {
            match sorted[at..].iter().find(|value| *value > here) {
                Some(next) => here + (next - here) / 2.0,
                None => continue,
            }
        };
        if edge.is_finite() && edges.last().is_none_or(|last| *last < edge) {
            edges.push(edge);
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fall_into_their_bins() {
        let rows: Vec<[f32; 2]> = (0..1_000).map(|row| [row as f32, (row % 2) as f32]).collect();
        let bins = Bins::of(&rows);
        assert_eq!((bins.edges[0].len(), bins.edges[1].len()), (MOST - 1, 1));
        assert_eq!(bins.row(&[-5.0, 1.0]), [1, 2]);
        assert_eq!(bins.row(&[5_000.0, 0.0]), [MOST as u8, 1]);
        assert_eq!(bins.row(&[f32::NAN, f32::NAN]), [0, 0]);
        assert_eq!(Bins::of::<[f32; 1]>(&[]).features(), 0);
        assert!(Bins::of(&[[1.0], [1.0]]).edges[0].is_empty());
    }
}
