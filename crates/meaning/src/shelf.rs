//! Vectors of posts, small and bounded, and which are near a vector.

use std::collections::{BTreeMap, BinaryHeap};
use std::cmp::Reverse;

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

    fn scan(&self, values: &[i8], scale: f32, most: usize, without: Option<i64>) -> Vec<(i64, f32)> {
        let most = most.min(self.len());
        let mut found = BinaryHeap::with_capacity(most + 1);
        let rows = self.values.chunks_exact(self.dimensions).zip(&self.scales).zip(&self.ids);
        for ((other, other_scale), &id) in rows {
            let cosine = (product(values, other) as f32 * scale * other_scale).clamp(-1.0, 1.0);
            let near = Near { cosine, id };
            if found.len() == most && found.peek().is_none_or(|Reverse(last)| near < *last) || Some(id) == without {
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
    let finite = vector.iter().all(|value| value.is_finite());
    if !finite || !largest.is_normal() {
        return None;
    }
    // Between −127 and 127.
    let values: Vec<i8> = vector.iter().map(|value| (value / largest * 127.0).round() as i8).collect();
    Some((1.0 / (product(&values, &values) as f32).sqrt(), values)).map(|(scale, values)| (values, scale))
}

/// What two vectors have in common.
fn product(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
}
