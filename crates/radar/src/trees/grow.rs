//! One tree, grown leaf by leaf.

use super::bins::MOST;
use super::fit::Setting;
use super::{LEAF, MOST_NODES, Node};

/// What a row's prediction lacks: the slope of the loss and its bend.
#[derive(Clone, Copy, Debug, Default)]
pub struct Left {
    pub slope: f64,
    pub bend: f64,
}

impl Left {
    pub fn times(self, weight: f32) -> Self {
        Self { slope: self.slope * f64::from(weight), bend: self.bend * f64::from(weight) }
    }
}

/// A bin's sums.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    slope: f64,
    bend: f64,
    rows: u32,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.slope += other.slope;
        self.bend += other.bend;
        self.rows += other.rows;
    }

    fn less(self, other: Sum) -> Self {
        Self {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            rows: self.rows.saturating_sub(other.rows),
        }
    }

    /// By how much the loss falls when these rows get a value of their own.
    fn gain(self, ridge: f64) -> f64 {
        self.slope * self.slope / (self.bend + ridge)
    }
}

/// By feature looked at, a sum for each bin.
type Histogram = Vec<[Sum; MOST + 1]>;

#[derive(Clone, Copy, Debug)]
struct Split {
    gain: f64,
    /// Which of the features looked at.
    place: usize,
    bin: u8,
    missing_right: bool,
}

/// A leaf that may still be split.
struct Open {
    rows: Vec<u32>,
    sums: Histogram,
    best: Option<Split>,
    /// Its node among the unordered ones.
    node: usize,
}

/// A node before the order of the finished tree is known.
#[derive(Clone, Copy)]
struct Draft {
    split: Option<(Split, usize, usize)>,
    value: f32,
}

/// Grows a tree on the rows seen, over the features given.
pub fn grow(
    bins: &[Vec<u8>],
    left: &[Left],
    seen: Vec<u32>,
    features: &[u8],
    setting: &Setting,
) -> Vec<Node> {
    let value = |sum: Sum| (sum.slope / (sum.bend + setting.ridge)) as f32 * setting.rate;
    let whole = seen.iter().fold(Sum::default(), |mut sum, row| {
        sum.add(one(left[*row as usize]));
        sum
    });
    let mut drafts = vec![Draft { split: None, value: value(whole) }];
    let sums = histogram(bins, left, &seen, features);
    let best = best(&sums, whole, setting);
    let mut open = vec![Open { rows: seen, sums, best, node: 0 }];
    let most = setting.leaves.clamp(1, MOST_NODES / 2);
    while open.len() < most {
        let Some((place, split)) = widest(&open) else { break };
        let parent = open.swap_remove(place);
        let feature = features[split.place] as usize;
        let (to_left, to_right): (Vec<u32>, Vec<u32>) =
            parent.rows.iter().partition(|row| goes_left(&split, bins[**row as usize][feature]));
        // The smaller side is counted, the other is what remains.
        let left_is_small = to_left.len() <= to_right.len();
        let small = histogram(bins, left, if left_is_small { &to_left } else { &to_right }, features);
        let large = remaining(parent.sums, &small);
        let (left_sums, right_sums) = if left_is_small { (small, large) } else { (large, small) };
        let first = drafts.len();
        drafts[parent.node].split = Some((split, first, first + 1));
        for (rows, sums, node) in [(to_left, left_sums, first), (to_right, right_sums, first + 1)] {
            let total = sums.first().map_or_else(Sum::default, total);
            drafts.push(Draft { split: None, value: value(total) });
            open.push(Open { best: best_of(&sums, total, setting, rows.len()), rows, sums, node });
        }
    }
    ordered(&drafts, features)
}

fn one(left: Left) -> Sum {
    Sum { slope: left.slope, bend: left.bend, rows: 1 }
}

fn total(bins: &[Sum; MOST + 1]) -> Sum {
    bins.iter().fold(Sum::default(), |mut sum, bin| {
        sum.add(*bin);
        sum
    })
}

fn histogram(bins: &[Vec<u8>], left: &[Left], rows: &[u32], features: &[u8]) -> Histogram {
    let mut sums = vec![[Sum::default(); MOST + 1]; features.len()];
    for row in rows {
        let (own, row) = (one(left[*row as usize]), &bins[*row as usize]);
        for (sums, feature) in sums.iter_mut().zip(features) {
            if let Some(sum) = sums.get_mut(row[*feature as usize] as usize) {
                sum.add(own);
            }
        }
    }
    sums
}

fn remaining(mut whole: Histogram, part: &Histogram) -> Histogram {
    for (whole, part) in whole.iter_mut().zip(part) {
        for (whole, part) in whole.iter_mut().zip(part) {
            *whole = whole.less(*part);
        }
    }
    whole
}

fn best_of(sums: &Histogram, whole: Sum, setting: &Setting, rows: usize) -> Option<Split> {
    if rows < 2 * setting.least_rows { None } else { best(sums, whole, setting) }
}

/// The split that lowers the loss most.
fn best(sums: &Histogram, whole: Sum, setting: &Setting) -> Option<Split> {
    let least = u32::try_from(setting.least_rows).unwrap_or(u32::MAX).max(1);
    let mut found: Option<Split> = None;
    for (place, bins) in sums.iter().enumerate() {
        let missing = bins[0];
        let mut below = Sum::default();
        for (bin, sum) in (1_u8..).zip(&bins[1..MOST]) {
            below.add(*sum);
            for missing_right in [false, true] {
                if missing.rows == 0 && missing_right {
                    continue;
                }
                let mut low = below;
                if !missing_right {
                    low.add(missing);
                }
                let high = whole.less(low);
                if low.rows < least || high.rows < least {
                    continue;
                }
                let gain = low.gain(setting.ridge) + high.gain(setting.ridge) - whole.gain(setting.ridge);
                if gain > found.map_or(1e-9, |found| found.gain) {
                    found = Some(Split { gain, place, bin, missing_right });
                }
            }
        }
    }
    found
}

fn widest(open: &[Open]) -> Option<(usize, Split)> {
    let mut found: Option<(usize, Split)> = None;
    for (place, leaf) in open.iter().enumerate() {
        if let Some(split) = leaf.best
            && found.is_none_or(|(_, best)| split.gain > best.gain)
        {
            found = Some((place, split));
        }
    }
    found
}

fn goes_left(split: &Split, bin: u8) -> bool {
    if bin == 0 { !split.missing_right } else { bin <= split.bin }
}

/// Nodes in the order of a walk that goes left first.
fn ordered(drafts: &[Draft], features: &[u8]) -> Vec<Node> {
    fn walk(at: usize, drafts: &[Draft], features: &[u8], nodes: &mut Vec<Node>) {
        let draft = drafts[at];
        let own = nodes.len();
        let leaf = Node { feature: LEAF, bin: 0, missing_right: false, right: 0, value: draft.value };
        nodes.push(leaf);
        if let Some((split, left, right)) = draft.split {
            walk(left, drafts, features, nodes);
            let away = nodes.len() - own;
            nodes[own] = Node {
                feature: features[split.place],
                bin: split.bin,
                missing_right: split.missing_right,
                // At most MOST_NODES away.
                right: away as u16,
                ..leaf
            };
            walk(right, drafts, features, nodes);
        }
    }
    let mut nodes = Vec::with_capacity(drafts.len());
    walk(0, drafts, features, &mut nodes);
    nodes
}
