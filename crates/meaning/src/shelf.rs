//! Vectors of posts, small and bounded, and which are near a vector.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Vectors of posts at a byte a dimension. Full, it gives up the oldest: the smallest id.
pub struct Shelf {
    dimensions: usize,
    most: usize,
    /// Where the vector of each post lies. Places have no order.
    places: BTreeMap<i64, u32>,
    ids: Vec<i64>,
    /// Posts × dimensions, one post after the other.
    values: Vec<i8>,
    /// One divided by the length of each post's values.
    scales: Vec<f32>,
}

/// How near a post is; of two equally near ones the newer comes first.
#[derive(Clone, Copy, PartialEq)]
struct Near {
    cosine: f32,
    id: i64,
}

impl Eq for Near {}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Near {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.cosine.total_cmp(&other.cosine).then(self.id.cmp(&other.id))
    }
}

impl Shelf {
    /// An empty shelf for `most` vectors of so many dimensions.
    pub const fn new(dimensions: usize, most: usize) -> Self {
        Self {
            dimensions,
            most,
            places: BTreeMap::new(),
            ids: Vec::new(),
            values: Vec::new(),
            scales: Vec::new(),
        }
    }

    /// Puts the vector of a post there, in place of the one it had. False when it was not taken: it is of another
    /// length or has no direction, or the shelf is full of newer ones. A post whose vector is not taken keeps none.
    pub fn add(&mut self, id: i64, vector: &[f32]) -> bool {
        self.remove(id);
        let Some((values, scale)) = small(vector).filter(|_| vector.len() == self.dimensions) else {
            return false;
        };
        if self.len() >= self.most {
            match self.places.first_key_value() {
                Some((&oldest, _)) if oldest < id => self.remove(oldest),
                _ => return false,
            };
        }
        let Ok(place) = u32::try_from(self.ids.len()) else { return false };
        self.make_room();
        self.places.insert(id, place);
        self.ids.push(id);
        self.values.extend(values);
        self.scales.push(scale);
        true
    }

    /// Takes a post away; false where it was not there.
    pub fn remove(&mut self, id: i64) -> bool {
        let Some(place) = self.places.remove(&id) else { return false };
        // The last one moves to where this one was.
        let (at, last) = (place as usize, self.ids.len() - 1);
        self.ids.swap_remove(at);
        self.scales.swap_remove(at);
        self.values.copy_within(last * self.dimensions.., at * self.dimensions);
        self.values.truncate(last * self.dimensions);
        if let Some(moved) = self.ids.get(at) {
            self.places.insert(*moved, place);
        }
        true
    }

    /// The posts nearest to a vector by cosine, the nearest first and newer ones first among equals.
    pub fn nearest(&self, vector: &[f32], most: usize) -> Vec<(i64, f32)> {
        match small(vector).filter(|_| vector.len() == self.dimensions) {
            Some((values, scale)) => self.scan(&values, scale, most, None),
            None => Vec::new(),
        }
    }

    /// The posts nearest to a post, without itself; none where it is not there.
    pub fn nearest_to(&self, id: i64, most: usize) -> Vec<(i64, f32)> {
        let Some(place) = self.places.get(&id).map(|place| *place as usize) else { return Vec::new() };
        let values = &self.values[place * self.dimensions..][..self.dimensions];
        self.scan(values, self.scales[place], most, Some(id))
    }

    /// How many posts there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        *self = Self::new(self.dimensions, self.most);
    }

    /// Roughly what it holds in memory.
    pub fn bytes(&self) -> usize {
        // Nodes of the tree are two thirds full, as a rule.
        let tree = self.places.len() * (size_of::<i64>() + size_of::<u32>()) * 3 / 2;
        tree + self.ids.capacity() * size_of::<i64>()
            + self.values.capacity()
            + self.scales.capacity() * size_of::<f32>()
    }

    /// Room for half as many again, and never for more than are allowed.
    fn make_room(&mut self) {
        if self.ids.len() == self.ids.capacity() {
            let more = (self.ids.len() / 2).max(64).min(self.most - self.ids.len());
            self.ids.reserve_exact(more);
            self.scales.reserve_exact(more);
            self.values.reserve_exact(more * self.dimensions);
        }
    }

    fn scan(&self, values: &[i8], scale: f32, most: usize, without: Option<i64>) -> Vec<(i64, f32)> {
        let most = most.min(self.len());
        let mut found = BinaryHeap::with_capacity(most + 1);
        let rows = self.values.chunks_exact(self.dimensions).zip(&self.scales).zip(&self.ids);
        for ((other, other_scale), &id) in rows {
            let cosine = (product(values, other) as f32 * (scale * other_scale)).clamp(-1.0, 1.0);
            let near = Near { cosine, id };
            if found.len() == most && found.peek().is_none_or(|Reverse(last)| near < *last)
                || Some(id) == without
            {
                continue;
            }
            found.push(Reverse(near));
            if found.len() > most {
                found.pop();
            }
        }
        found.into_sorted_vec().into_iter().map(|Reverse(near)| (near.id, near.cosine)).collect()
    }
}

/// A vector at a byte a dimension, and one divided by its length; none where it has no direction.
fn small(vector: &[f32]) -> Option<(Vec<i8>, f32)> {
    let largest = vector.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    // `max` passes over what is not a number.
    if !largest.is_normal() || vector.iter().any(|value| value.is_nan()) {
        return None;
    }
    // Between −127 and 127.
    let values: Vec<i8> = vector.iter().map(|value| (value / largest * 127.0).round() as i8).collect();
    let scale = 1.0 / (product(&values, &values) as f32).sqrt();
    Some((values, scale))
}

/// What two vectors have in common.
fn product(one: &[i8], other: &[i8]) -> i32 {
    // Wrapping only so that nothing is checked at each step: it takes more than 100,000 dimensions to get there.
    let add = |sum: i32, (a, b): (&i8, &i8)| sum.wrapping_add(i32::from(i16::from(*a) * i16::from(*b)));
    one.iter().zip(other).fold(0, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: usize = 5;

    fn vectors() -> impl Strategy<Value = Vec<(i64, Vec<f32>)>> {
        prop::collection::vec((0..40_i64, prop::collection::vec(-1f32..1.0, SIZE)), 1..60)
    }

    fn filled(vectors: &[(i64, Vec<f32>)], most: usize) -> Shelf {
        let mut shelf = Shelf::new(SIZE, most);
        vectors.iter().for_each(|(id, vector)| {
            shelf.add(*id, vector);
        });
        shelf
    }

    fn cosine(one: &[f32], other: &[f32]) -> f32 {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        dot(one, other) / (dot(one, one) * dot(other, other)).sqrt()
    }

    proptest! {
        #[test]
        fn nearness_is_cosine_and_the_same_both_ways(vectors in vectors()) {
            let shelf = filled(&vectors, 100);
            let last: BTreeMap<i64, &Vec<f32>> = vectors.iter().map(|(id, vector)| (*id, vector)).collect();
            for (id, vector) in &last {
                let near = shelf.nearest_to(*id, 100);
                prop_assert_eq!(near.len(), last.len() - 1, "all but itself");
                prop_assert!(near.is_sorted_by(|a, b| (b.1, b.0) <= (a.1, a.0)), "{:?}", near);
                for (other, near) in near {
                    let exact = cosine(vector, last[&other]);
                    prop_assert!((near - exact).abs() < 0.03 && near.abs() <= 1.0, "{} {}", near, exact);
                    let back = shelf.nearest_to(other, 100).into_iter().find(|(back, _)| back == id);
                    prop_assert_eq!(back, Some((*id, near)));
                }
                let first = shelf.nearest(vector, 1)[0];
                prop_assert!(first.1 > 0.9999, "itself, or one as near: {:?}", first);
            }
        }

        #[test]
        fn the_best_few_are_the_first_of_all(vectors in vectors(), most in 0_usize..9) {
            let shelf = filled(&vectors, 100);
            let all = shelf.nearest(&vectors[0].1, 100);
            prop_assert_eq!(&shelf.nearest(&vectors[0].1, most)[..], &all[..most.min(all.len())]);
        }

        #[test]
        fn it_holds_the_newest_and_no_more(vectors in vectors(), most in 0_usize..12) {
            let shelf = filled(&vectors, most);
            let mut ids: Vec<i64> = vectors.iter().map(|(id, _)| *id).collect();
            ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
            ids.dedup();
            ids.truncate(most);
            let mut held: Vec<i64> = shelf.nearest(&vectors[0].1, 100).into_iter().map(|(id, _)| id).collect();
            held.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
            prop_assert_eq!(held, ids);
            prop_assert_eq!((shelf.len(), shelf.ids.capacity() <= most), (shelf.places.len(), true));
        }

        #[test]
        fn what_is_removed_is_found_no_more(vectors in vectors(), gone in prop::collection::vec(0..40_i64, 0..30)) {
            let mut shelf = filled(&vectors, 100);
            gone.iter().for_each(|id| {
                shelf.remove(*id);
            });
            let left: Vec<(i64, Vec<f32>)> = vectors.into_iter().filter(|(id, _)| !gone.contains(id)).collect();
            let direction = [1.0, -0.5, 0.25, 0.75, 0.1];
            prop_assert_eq!(shelf.nearest(&direction, 100), filled(&left, 100).nearest(&direction, 100));
            prop_assert!(gone.iter().all(|id| !shelf.remove(*id) && shelf.nearest_to(*id, 5).is_empty()));
        }
    }

    #[test]
    fn among_equals_the_newer_comes_first() {
        let shelf = filled(&[3, 9, 5].map(|id| (id, vec![1.0, 0.0, 0.0, 0.0, 0.0])), 9);
        let ids = |found: Vec<(i64, f32)>| found.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids(shelf.nearest(&[2.0, 0.0, 0.0, 0.0, 0.0], 2)), [9, 5]);
        assert_eq!(ids(shelf.nearest_to(9, 5)), [5, 3]);
    }

    #[test]
    fn what_has_no_direction_is_not_taken() {
        let mut shelf = Shelf::new(2, 9);
        assert!(shelf.add(1, &[1.0, 0.0]));
        for wrong in [&[0.0, 0.0][..], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0], &[1.0], &[1.0, 1.0, 1.0]] {
            assert!(!shelf.add(2, wrong), "{wrong:?}");
            assert_eq!(shelf.nearest(wrong, 5), []);
        }
        assert!(!shelf.add(1, &[0.0, 0.0]) && shelf.is_empty(), "an old vector does not stay for a new one");
        let mut nothing = Shelf::new(0, 9);
        assert!(!nothing.add(1, &[]) && nothing.nearest(&[], 5).is_empty());
        assert!(!Shelf::new(2, 0).add(1, &[1.0, 0.0]));
    }

    #[test]
    fn a_hundred_thousand_posts_fit_in_ten_megabytes() {
        let mut shelf = Shelf::new(64, 100_000);
        for id in 0..101_000 {
            let vector: Vec<f32> =
                (0..64).map(|place| ((id * 31 + place * 17) % 101) as f32 - 50.0).collect();
            assert!(shelf.add(id, &vector));
        }
        assert_eq!((shelf.len(), shelf.nearest_to(999, 1).len()), (100_000, 0));
        assert!(shelf.bytes() <= 10_000_000, "{}", shelf.bytes());
        shelf.clear();
        assert_eq!((shelf.len(), shelf.bytes()), (0, 0));
    }
}
