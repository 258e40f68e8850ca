//! Who reacted to what lately: two sets of rings, one by member and one by post.
//!
//! Old reactions fall out as new ones come, so memory is bounded by members and posts, and one walk costs
//! the same however long the node has stood.

use std::collections::{HashMap, VecDeque};

/// Reactions kept of a member.
pub const OF_MEMBER: usize = 64;
/// Reactions kept of a post.
pub const OF_POST: usize = 64;
/// Posts that come out of a walk at most.
const MOST: usize = 400;

/// Recent reactions as a graph of members and posts.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    members: HashMap<u64, VecDeque<u64>>,
    posts: HashMap<u64, VecDeque<u64>>,
}

impl Graph {
    /// A member liked a post.
    pub fn add(&mut self, member: u64, post: u64) {
        let ring = self.members.entry(member).or_default();
        if ring.contains(&post) {
            return;
        }
        push(ring, post, OF_MEMBER);
        push(self.posts.entry(post).or_default(), member, OF_POST);
    }

    /// What people like who like what the member likes, strongest 1, among posts that may still be shown.
    /// Two steps through the graph, each
    /// divided by the roots of how much there is on either side, so that neither who likes everything nor
    /// what everybody likes decides.
    pub fn neighbours(&self, member: u64, among: &dyn Fn(u64) -> bool) -> HashMap<u64, f32> {
        let Some(own) = self.members.get(&member) else { return HashMap::new() };
        let mut near: HashMap<u64, f32> = HashMap::new();
        for post in own {
            let who = self.posts.get(post).map(VecDeque::len).unwrap_or_default();
            for other in self.posts.get(post).into_iter().flatten().filter(|other| **other != member) {
                *near.entry(*other).or_default() += 1.0 / (who as f32).sqrt();
            }
        }
        // In one order always: sums of rounded numbers depend on it.
        let mut near: Vec<(u64, f32)> = near.into_iter().collect();
        near.sort_unstable_by_key(|(other, _)| *other);
        let mut found: HashMap<u64, f32> = HashMap::new();
        for (other, strength) in near {
            let Some(theirs) = self.members.get(&other) else { continue };
            let share = strength / (theirs.len() as f32).sqrt();
            for post in theirs.iter().filter(|post| among(**post) && !own.contains(post)) {
                *found.entry(*post).or_default() += share;
            }
        }
        for (post, strength) in &mut found {
            let who = self.posts.get(post).map_or(1, VecDeque::len).max(1);
            *strength /= (who as f32).powf(0.3);
        }
        strongest(found)
    }
}

fn push(ring: &mut VecDeque<u64>, value: u64, most: usize) {
    if ring.len() == most {
        ring.pop_front();
    }
    ring.push_back(value);
}

fn strongest(found: HashMap<u64, f32>) -> HashMap<u64, f32> {
    let mut found: Vec<(u64, f32)> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(MOST);
    let most = found.first().map_or(1.0, |first| first.1).max(f32::MIN_POSITIVE);
    found.into_iter().map(|(post, strength)| (post, strength / most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_like_alike_like_is_found_and_ones_own_is_not() {
        let mut graph = Graph::default();
        for (member, post) in [(1, 10), (1, 11), (2, 10), (2, 11), (2, 12), (3, 20), (3, 21)] {
            graph.add(member, post);
        }
        let found = graph.neighbours(1, &|_| true);
        assert_eq!(found.keys().copied().collect::<Vec<_>>(), [12]);
        assert!((found[&12] - 1.0).abs() < 1e-6);
        assert!(graph.neighbours(1, &|post| post != 12).is_empty());
        assert!(graph.neighbours(9, &|_| true).is_empty());
    }

    #[test]
    fn old_reactions_fall_out() {
        let mut graph = Graph::default();
        (0..1_000).for_each(|post| graph.add(1, post));
        (0..1_000).for_each(|member| graph.add(member, 5));
        assert_eq!(graph.members[&1].len(), OF_MEMBER);
        assert_eq!(graph.posts[&5].len(), OF_POST);
    }
}
