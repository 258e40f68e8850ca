//! Gradient-boosted trees on histograms: small, deterministic, with missing values.
//!
//! Each tree is grown leaf by leaf, the best split of all first (as LightGBM does: Ke et al. 2017), on
//! values put into at most 63 bins. A split sends what is missing to the side where it loses least. Leaf
//! values are Newton steps; every node keeps the value it would have as a leaf, so that a forecast can be
//! taken apart into what each feature on the way changed.

mod bins;
mod codec;
mod fit;
mod grow;

pub use bins::Bins;
pub use fit::{Loss, Rows, Setting};

/// The most nodes of a tree.
pub(crate) const MOST_NODES: usize = 511;

/// A step of a tree. Its left child stands right after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Node {
    /// The feature looked at; [`LEAF`] for none.
    feature: u8,
    /// Bins up to this one go left.
    bin: u8,
    /// Whether what is missing goes right.
    missing_right: bool,
    /// Where the right child stands, counted from this node.
    right: u16,
    /// The value of this node as a leaf.
    value: f32,
}

const LEAF: u8 = u8::MAX;

/// Trees whose values add up, all over the same bins.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Forest {
    start: f32,
    trees: Vec<Vec<Node>>,
}

impl Forest {
    /// What the trees say of a row of bins.
    pub fn predict(&self, row: &[u8]) -> f32 {
        self.start + self.trees.iter().map(|tree| leaf(tree, row).value).sum::<f32>()
    }

    /// What the first trees alone say, after each number of trees in `counts` (ascending).
    pub fn predict_after(&self, row: &[u8], counts: &[usize]) -> Vec<f32> {
        let (mut sum, mut done) = (self.start, 0);
        let until = |count: &usize| {
            for tree in self.trees.iter().take(*count).skip(done) {
                sum += leaf(tree, row).value;
            }
            done = done.max(*count);
            sum
        };
        counts.iter().map(until).collect()
    }

    /// Adds to `terms` (by feature) what each changed on the way to the leaves, times `by`, and returns what
    /// none of them did. Both together are the prediction times `by`.
    pub fn explain(&self, row: &[u8], by: f32, terms: &mut [f32]) -> f32 {
        let mut rest = self.start * by;
        for tree in &self.trees {
            let mut at = 0;
            rest += tree.first().map_or(0.0, |root| root.value) * by;
            while let Some(node) = tree.get(at).filter(|node| node.feature != LEAF) {
                let next = at + step(node, row);
                let (Some(child), Some(term)) = (tree.get(next), terms.get_mut(node.feature as usize)) else {
                    break;
                };
                *term += (child.value - node.value) * by;
                at = next;
            }
        }
        rest
    }

    /// Keeps the first trees alone.
    pub fn truncate(&mut self, trees: usize) {
        self.trees.truncate(trees);
    }
}

fn leaf<'a>(tree: &'a [Node], row: &[u8]) -> &'a Node {
    const NOTHING: Node = Node { feature: LEAF, bin: 0, missing_right: false, right: 0, value: 0.0 };
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(node) if node.feature == LEAF => return node,
            Some(node) => at += step(node, row),
            None => return &NOTHING,
        }
    }
}

fn step(node: &Node, row: &[u8]) -> usize {
    let bin = row.get(node.feature as usize).copied().unwrap_or(0);
    let right = if bin == 0 { node.missing_right } else { bin > node.bin };
    if right { node.right as usize } else { 1 }
}
