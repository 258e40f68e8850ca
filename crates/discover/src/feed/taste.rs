//! What somebody likes, from what they did: by author and by topic, fading.

use super::Post;
use super::heads::{Action, Outcome};
use std::collections::HashMap;

/// As if so many views had gone as usual.
const PRIOR: f32 = 6.0;
/// The usual worth of a view.
const USUAL: f32 = 0.12;
/// More authors than this are not kept; the least known go first.
const AUTHORS: usize = 2_000;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Kept {
    views: f32,
    worth: f32,
    regret: f32,
}

/// What somebody likes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taste {
    authors: HashMap<u64, Kept>,
    topics: HashMap<u32, Kept>,
}

impl Taste {
    /// Learns from a post that was seen and what was done with it.
    pub fn learn(&mut self, post: &Post, outcome: Outcome) {
        let worth = worth(outcome);
        let regret = if Action::ALL.iter().any(|action| action.is_regret() && outcome.has(*action)) {
            1.0
        } else {
            0.0
        };
        let kept = [self.authors.entry(post.author).or_default(), self.topics.entry(post.topic).or_default()];
        for kept in kept {
            // An older view counts less with each newer one: half after about seventy.
            let fade = 0.99;
            kept.views = kept.views * fade + 1.0;
            kept.worth = kept.worth * fade + worth;
            kept.regret = kept.regret * fade + regret;
        }
        if self.authors.len() > AUTHORS {
            self.forget_the_least();
        }
    }

    fn forget_the_least(&mut self) {
        let mut views: Vec<f32> = self.authors.values().map(|kept| kept.views).collect();
        let middle = views.len() / 4;
        let (_, least, _) = views.select_nth_unstable_by(middle, f32::total_cmp);
        let least = *least;
        self.authors.retain(|_, kept| kept.views > least);
    }

    /// How much better than usual posts of an author went, and how much was regretted.
    pub fn author(&self, author: u64) -> (f32, f32) {
        let kept = self.authors.get(&author).copied().unwrap_or_default();
        (kept.above_usual(), kept.regret.min(3.0) / 3.0)
    }

    /// How much better than usual posts of a topic went, less what was regretted.
    pub fn topic(&self, topic: u32) -> f32 {
        let kept = self.topics.get(&topic).copied().unwrap_or_default();
        kept.above_usual() - (kept.regret / (kept.views + PRIOR)).min(0.5)
    }

    /// Whether anything of a topic was seen yet.
    pub fn knows(&self, topic: u32) -> bool {
        self.topics.get(&topic).is_some_and(|kept| kept.views >= 3.0)
    }

    /// Forgets all.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

impl Kept {
    fn above_usual(self) -> f32 {
        (((self.worth + USUAL * PRIOR) / (self.views + PRIOR) - USUAL) * 3.0).clamp(-1.0, 2.0)
    }
}

/// What doing something says about having liked it. Answering says little: people answer what annoys
/// them.
fn worth(outcome: Outcome) -> f32 {
    let of = |action: Action, worth: f32| if outcome.has(action) { worth } else { 0.0 };
    let sum = of(Action::Like, 0.6)
        + of(Action::LongRead, 0.5)
        + of(Action::Bookmark, 1.0)
        + of(Action::Repost, 0.8)
        + of(Action::Follow, 1.5)
        + of(Action::Open, 0.1)
        + of(Action::Worth, 2.0)
        - of(Action::Hide, 2.0)
        - of(Action::Mute, 3.0)
        - of(Action::Report, 3.0);
    if outcome.asked && !outcome.has(Action::Worth) { sum - 1.0 } else { sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_liked_stands_above_the_usual_and_what_was_hidden_below() {
        let mut taste = Taste::default();
        let post = |topic| Post { author: u64::from(topic), topic, ..Post::default() };
        for _ in 0..10 {
            taste.learn(&post(1), Outcome::default().with(Action::Like));
            taste.learn(&post(2), Outcome::default().with(Action::Hide));
        }
        assert!(taste.topic(1) > 0.5 && taste.topic(2) < -0.5 && taste.topic(3) == 0.0);
        assert!(taste.author(1).0 > 0.5 && taste.author(2).1 > 0.9);
        assert!(taste.knows(1) && !taste.knows(3));
        taste.reset();
        assert_eq!(taste.topic(1), 0.0);
    }
}
