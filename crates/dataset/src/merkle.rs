//! The root over all rows, so that a row can be shown to be in a release, or a release to be whole.
//!
//! The tree of RFC 6962: a leaf is SHA-256(0 ‖ row), a node SHA-256(1 ‖ left ‖ right), and the left half of a
//! tree is the largest power of two that leaves something for the right.

use crate::hash::sha256;

/// A tree that is added to from the left and keeps one hash a level.
#[derive(Clone, Default, Debug)]
pub struct Merkle {
    /// Roots of full trees, the largest first; bit n of `leaves` says whether there is one of 2ⁿ.
    full: Vec<[u8; 32]>,
    leaves: u64,
}

/// The hash of a row's canonical bytes.
pub fn leaf(row: &[u8]) -> [u8; 32] {
    sha256(&[&[0], row])
}

fn node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[1], left, right])
}

impl Merkle {
    /// Adds the next leaf.
    pub fn add(&mut self, leaf: [u8; 32]) {
        let mut hash = leaf;
        let mut level = self.leaves;
        while level & 1 == 1 {
            let Some(left) = self.full.pop() else { break };
            hash = node(&left, &hash);
            level >>= 1;
        }
        self.full.push(hash);
        self.leaves += 1;
    }

    /// The root; of no rows the hash of nothing.
    pub fn root(&self) -> [u8; 32] {
        let mut from_right = self.full.iter().rev();
        let Some(last) = from_right.next() else { return sha256(&[]) };
        from_right.fold(*last, |right, left| node(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962, as it stands there.
    fn defined(leaves: &[[u8; 32]]) -> [u8; 32] {
        match leaves {
            [] => sha256(&[]),
            [one] => *one,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                node(&defined(&leaves[..half]), &defined(&leaves[half..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition() {
        let leaves: Vec<[u8; 32]> = (0_u32..70).map(|at| leaf(&at.to_be_bytes())).collect();
        let mut tree = Merkle::default();
        assert_eq!(tree.root(), defined(&[]));
        for count in 1..=leaves.len() {
            tree.add(leaves[count - 1]);
            assert_eq!(tree.root(), defined(&leaves[..count]), "{count} leaves");
        }
        let mut turned = Merkle::default();
        leaves.iter().rev().for_each(|leaf| turned.add(*leaf));
        assert_ne!(turned.root(), tree.root(), "the order of rows is part of the release");
    }
}
