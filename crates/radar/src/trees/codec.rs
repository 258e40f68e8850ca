//! Trees as bytes: eight a node.

use super::bins::MOST;
use super::{Bins, Forest, LEAF, MOST_NODES, Node};
use crate::bytes::{In, Out, Unreadable};

/// More trees than any model has.
const MOST_TREES: usize = 10_000;

impl Bins {
    pub(crate) fn write(&self, out: &mut Out) {
        out.len(self.edges.len());
        self.edges.iter().for_each(|edges| out.floats(edges));
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let features = from.len(LEAF as usize)?;
        let edges: Vec<Vec<f32>> = (0..features).map(|_| from.floats(MOST - 1)).collect::<Result<_, _>>()?;
        if edges.iter().any(|edges| !edges.is_sorted()) {
            return Err(Unreadable::Damaged("bins are out of order"));
        }
        Ok(Self { edges })
    }
}

impl Forest {
    pub(crate) fn write(&self, out: &mut Out) {
        out.f32(self.start);
        out.len(self.trees.len());
        for tree in &self.trees {
            out.u16(u16::try_from(tree.len()).unwrap_or(u16::MAX));
            for node in tree {
                out.u8(node.feature);
                out.u8(node.bin | (u8::from(node.missing_right) << 7));
                out.u16(node.right);
                out.f32(node.value);
            }
        }
    }

    pub(crate) fn read(from: &mut In<'_>) -> Result<Self, Unreadable> {
        let start = from.f32()?;
        let count = from.len(MOST_TREES)?;
        let trees = (0..count).map(|_| read_tree(from)).collect::<Result<_, _>>()?;
        Ok(Self { start, trees })
    }
}

fn read_tree(from: &mut In<'_>) -> Result<Vec<Node>, Unreadable> {
    let length = from.u16()? as usize;
    if length == 0 || length > MOST_NODES {
        return Err(Unreadable::Damaged("a tree has no or too many nodes"));
    }
    let mut tree = Vec::with_capacity(length);
    for place in 0..length {
        let (feature, bin, right, value) = (from.u8()?, from.u8()?, from.u16()?, from.f32()?);
        // Children stand after their parent and inside the tree, so a walk ends.
        if feature != LEAF && (right < 2 || place + right as usize >= length) {
            return Err(Unreadable::Damaged("a branch leads out of its tree"));
        }
        tree.push(Node { feature, bin: bin & 0x7f, missing_right: bin & 0x80 != 0, right, value });
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trees::{Loss, Rows, Setting};

    #[test]
    fn a_forest_comes_back_as_it_was_and_damage_is_refused() {
        let values: Vec<[f32; 2]> = (0..300).map(|row| [row as f32, (row % 7) as f32]).collect();
        let bins = Bins::of(&values);
        let rows: Vec<_> = values.iter().map(|row| bins.row(row)).collect();
        let targets: Vec<f32> = values.iter().map(|row| row[0] * 0.1 + row[1]).collect();
        let groups: Vec<u32> = (0..300).collect();
        let given = Rows { bins: &rows, targets: &targets, weights: &[1.0; 300], groups: &groups };
        let forest = Forest::fit(&bins, given, Loss::Squared, &Setting { trees: 5, ..Setting::default() }, 1);
        let mut out = Out::default();
        bins.write(&mut out);
        forest.write(&mut out);
        let mut from = In(&out.0);
        assert_eq!(Bins::read(&mut from).unwrap(), bins);
        assert_eq!(Forest::read(&mut from).unwrap(), forest);
        for cut in (0..out.0.len()).step_by(11) {
            let mut from = In(&out.0[..cut]);
            assert!(Bins::read(&mut from).and_then(|_| Forest::read(&mut from)).is_err());
        }
        for place in 0..out.0.len() {
            let mut bytes = out.0.clone();
            bytes[place] ^= 0x55;
            let mut from = In(&bytes);
            // Whatever is read can be asked without a failure and in time.
            if let Ok(forest) = Bins::read(&mut from).and_then(|_| Forest::read(&mut from)) {
                forest.predict(&rows[0]);
            }
        }
    }
}
