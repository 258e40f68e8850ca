//! How much a reaction weighs.
//!
//! One account is one voice: its second reaction to the same author within the time that is looked at
//! weighs half, its third a third. Accounts that praise each other are one voice as well: a reaction weighs
//! less the more often its author has reacted to the one it is for. And who is new, or whose posts are
//! mostly regretted, weighs less than who has been well received.

use std::collections::HashMap;

/// Who reacted to whom how often, fading.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// By who reacted and to whom.
    given: HashMap<(u64, u64), f32>,
}

impl Trust {
    /// The weight of a reaction by an account to an author's post, between 0 and 1; the account's standing
    /// is 1 for anybody of good standing. It is remembered.
    pub fn weigh(&mut self, by: u64, author: u64, standing: f32) -> f32 {
        let back = self.given.get(&(author, by)).copied().unwrap_or_default();
        let before = self.given.entry((by, author)).or_default();
        let weight = 1.0 / (1.0 + *before) / (1.0 + *before * back).sqrt();
        *before += 1.0;
        if by == author { 0.0 } else { weight * standing.clamp(0.0, 1.0) }
    }

    /// A day has passed: what was given is two thirds as near.
    pub fn fade(&mut self) {
        self.given.retain(|_, times| {
            *times *= 0.67;
            *times > 0.05
        });
    }
}

/// The standing of an account by its age and by how its own posts were received: a newcomer's word counts
/// for half, growing within two weeks.
pub fn standing(days: f32, views: f32, regrets: f32) -> f32 {
    let known = 0.5 + 0.5 * (days / 14.0).clamp(0.0, 1.0);
    let regretted = regrets / (views + 50.0);
    known / (1.0 + 40.0 * regretted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clique_weighs_less_than_as_many_strangers() {
        let clique: f32 = {
            let mut trust = Trust::default();
            let pairs = (0..8_u64).flat_map(|by| (0..8).map(move |author| (by, author)));
            (0..10).flat_map(|_| pairs.clone()).map(|(by, author)| trust.weigh(by, author, 1.0)).sum()
        };
        let strangers: f32 = {
            let mut trust = Trust::default();
            (0..640_u64).map(|by| trust.weigh(by, 1_000 + by % 8, 1.0)).sum()
        };
        assert!(clique * 4.0 < strangers, "{clique} {strangers}");
    }

    #[test]
    fn praise_of_oneself_weighs_nothing_and_time_heals() {
        let mut trust = Trust::default();
        assert_eq!(trust.weigh(1, 1, 1.0), 0.0);
        assert_eq!(trust.weigh(1, 2, 1.0), 1.0);
        assert_eq!(trust.weigh(1, 2, 1.0), 0.5);
        (0..20).for_each(|_| trust.fade());
        assert_eq!(trust.weigh(1, 2, 1.0), 1.0);
        assert!(standing(0.0, 0.0, 0.0) < standing(30.0, 0.0, 0.0));
        assert!(standing(30.0, 100.0, 10.0) < 0.3);
    }
}
