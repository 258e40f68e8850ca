//! Boosting: tree after tree, each on what the ones before left over.

use super::grow::{Left, grow};
use super::{Bins, Forest};
use crate::dice::{Dice, share};

/// What trees are fitted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The squared error: the prediction is the mean.
    Squared,
    /// The logarithmic loss of a yes (1) or no (0): the prediction is its log odds.
    Logistic,
}

/// How trees are grown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// How many.
    pub trees: usize,
    /// By how much of what it found each tree moves the prediction.
    pub rate: f32,
    /// The most leaves of a tree.
    pub leaves: usize,
    /// The fewest rows of a leaf.
    pub least_rows: usize,
    /// How strongly leaves are drawn towards 0: added to the weight of their rows.
    pub ridge: f64,
    /// The share of features each tree may look at.
    pub features: f64,
    /// The share of groups each tree sees.
    pub groups: f64,
}

impl Default for Setting {
    fn default() -> Self {
        Self { trees: 300, rate: 0.03, leaves: 16, least_rows: 15, ridge: 5.0, features: 0.2, groups: 0.7 }
    }
}

/// Rows to learn from. All four have the same length.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The bins of each row.
    pub bins: &'a [Vec<u8>],
    /// What is to be predicted, less what another model says already.
    pub targets: &'a [f32],
    /// How much each row counts.
    pub weights: &'a [f32],
    /// What each row belongs to: rows of a group are seen by a tree together or not at all.
    pub groups: &'a [u32],
}

impl Forest {
    /// Learns from rows. The same rows, setting and seed give the same forest.
    pub fn fit(bins: &Bins, rows: Rows<'_>, loss: Loss, setting: &Setting, seed: u64) -> Self {
        Self { start: start(rows, loss), trees: Vec::new() }.grown(bins, rows, loss, setting, seed)
    }

    /// This forest with more trees, for what it leaves over of these rows. They may come from elsewhere than those it
    /// learned from; the bins have to be its own.
    pub fn grown(&self, bins: &Bins, rows: Rows<'_>, loss: Loss, setting: &Setting, seed: u64) -> Self {
        let mut grown = self.clone();
        let mut said: Vec<f32> = rows.bins.iter().map(|row| self.predict(row)).collect();
        let mut dice = Dice::new(seed);
        for _ in 0..setting.trees {
            let draw = dice.any();
            let seen: Vec<u32> = (0_u32..)
                .zip(rows.groups)
                .filter(|(_, group)| share(draw, u64::from(**group)) < setting.groups)
                .map(|(row, _)| row)
                .collect();
            let features = some_of(bins.features(), setting.features, &mut dice);
            let left: Vec<Left> = (0..said.len())
                .map(|row| slope(loss, rows.targets[row], said[row]).times(rows.weights[row]))
                .collect();
            let tree = grow(rows.bins, &left, seen, &features, setting);
            for (said, row) in said.iter_mut().zip(rows.bins) {
                *said += super::leaf(&tree, row).value;
            }
            grown.trees.push(tree);
        }
        grown
    }
}

/// The constant with the least loss.
fn start(rows: Rows<'_>, loss: Loss) -> f32 {
    let (mut sum, mut weights) = (0.0_f64, 0.0_f64);
    for (target, weight) in rows.targets.iter().zip(rows.weights) {
        sum += f64::from(*target) * f64::from(*weight);
        weights += f64::from(*weight);
    }
    let mean = if weights > 0.0 { sum / weights } else { 0.0 };
    match loss {
        Loss::Squared => mean as f32,
        Loss::Logistic => {
            let share = mean.clamp(1e-3, 1.0 - 1e-3);
            (share / (1.0 - share)).ln() as f32
        }
    }
}

fn slope(loss: Loss, target: f32, said: f32) -> Left {
    match loss {
        Loss::Squared => Left { slope: f64::from(target - said), bend: 1.0 },
        Loss::Logistic => {
            let share = 1.0 / (1.0 + (-said).exp());
            Left { slope: f64::from(target - share), bend: f64::from(share * (1.0 - share)).max(1e-6) }
        }
    }
}

fn some_of(features: usize, share: f64, dice: &mut Dice) -> Vec<u8> {
    let wanted = ((features as f64 * share).round() as usize).clamp(1.min(features), features);
    let mut all: Vec<u8> = (0..features.min(super::LEAF as usize)).map(|feature| feature as u8).collect();
    for place in 0..wanted.min(all.len()) {
        let other = place + dice.below(all.len() - place);
        all.swap(place, other);
    }
    all.truncate(wanted);
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows in which the target is a step of one feature plus a slope of another.
    #[allow(clippy::type_complexity)]
    fn world() -> (Bins, Vec<Vec<u8>>, Vec<f32>, Vec<[f32; 3]>) {
        let mut dice = Dice::new(1);
        let values: Vec<[f32; 3]> =
            (0..2_000).map(|_| [0; 3].map(|_: u8| dice.below(1_000) as f32 / 1_000.0)).collect();
        let bins = Bins::of(&values);
        let rows = values.iter().map(|row| bins.row(row)).collect();
        let targets = values.iter().map(|row| f32::from(u8::from(row[0] > 0.6)) * 2.0 + row[1]).collect();
        (bins, rows, targets, values)
    }

    #[test]
    fn a_step_and_a_slope_are_found_again_and_explained() {
        let (bins, rows, targets, _) = world();
        let weights = vec![1.0; rows.len()];
        let groups: Vec<u32> = (0..2_000).collect();
        let given = Rows { bins: &rows, targets: &targets, weights: &weights, groups: &groups };
        let setting = Setting { features: 0.7, ..Setting::default() };
        let forest = Forest::fit(&bins, given, Loss::Squared, &setting, 3);
        assert_eq!(forest, Forest::fit(&bins, given, Loss::Squared, &setting, 3));
        let mut error = 0.0_f32;
        let mut terms = [0.0; 3];
        for (row, target) in rows.iter().zip(&targets) {
            error += (forest.predict(row) - target).abs() / 2_000.0;
            let mut own = [0.0; 3];
            let rest = forest.explain(row, 1.0, &mut own);
            assert!((rest + own.iter().sum::<f32>() - forest.predict(row)).abs() < 1e-4);
            terms.iter_mut().zip(own).for_each(|(sum, term)| *sum += term.abs());
        }
        assert!(error < 0.05, "{error}");
        assert!(terms[0] > terms[1] && terms[1] > 10.0 * terms[2], "{terms:?}");
        let after = forest.predict_after(&rows[0], &[100, 300]);
        assert!((after[1] - forest.predict(&rows[0])).abs() < 1e-4 && after[0] != after[1]);
    }

    #[test]
    fn odds_are_learned_and_missing_values_go_their_way() {
        let (_, _, _, mut values) = world();
        // Where the first feature is missing, the answer is always yes.
        let yes: Vec<f32> = values
            .iter_mut()
            .enumerate()
            .map(|(place, row)| {
                if place % 4 == 0 {
                    row[0] = f32::NAN;
                }
                f32::from(u8::from(row[0].is_nan()))
            })
            .collect();
        let bins = Bins::of(&values);
        let rows: Vec<_> = values.iter().map(|row| bins.row(row)).collect();
        let groups: Vec<u32> = (0..2_000).collect();
        let given = Rows { bins: &rows, targets: &yes, weights: &vec![1.0; 2_000], groups: &groups };
        let setting = Setting { features: 1.0, trees: 100, ..Setting::default() };
        let forest = Forest::fit(&bins, given, Loss::Logistic, &setting, 0);
        assert!(forest.predict(&rows[0]) > 2.0 && forest.predict(&rows[1]) < -2.0);
    }

    #[test]
    fn a_forest_grows_on_where_things_are_otherwise() {
        let (bins, rows, targets, _) = world();
        let (weights, groups) = (vec![1.0; rows.len()], (0..2_000).collect::<Vec<u32>>());
        let given = Rows { bins: &rows, targets: &targets, weights: &weights, groups: &groups };
        let setting = Setting { features: 1.0, trees: 150, ..Setting::default() };
        let forest = Forest::fit(&bins, given, Loss::Squared, &setting, 3);
        // Elsewhere everything is three less, and the slope leads down.
        let other: Vec<f32> = rows
            .iter()
            .zip(&targets)
            .map(|(row, target)| target - 3.0 - 2.0 * f32::from(row[1]) / 63.0)
            .collect();
        let elsewhere = Rows { targets: &other, ..given };
        let grown = forest.grown(&bins, elsewhere, Loss::Squared, &setting, 4);
        let error = |forest: &Forest| {
            rows.iter().zip(&other).map(|(row, y)| (forest.predict(row) - y).abs()).sum::<f32>() / 2_000.0
        };
        assert!(error(&forest) > 3.5 && error(&grown) < 0.12, "{} {}", error(&forest), error(&grown));
        assert_eq!(
            forest.grown(&bins, elsewhere, Loss::Squared, &Setting { trees: 0, ..setting }, 4),
            forest
        );
    }

    #[test]
    fn nothing_to_learn_from_is_no_failure() {
        let given = Rows { bins: &[], targets: &[], weights: &[], groups: &[] };
        let forest = Forest::fit(&Bins::default(), given, Loss::Squared, &Setting::default(), 0);
        assert_eq!(forest.predict(&[]), 0.0);
    }
}
