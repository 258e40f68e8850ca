//! How well a ranker did by the town.

use crate::run::PAGE;
use crate::town::{HOUR, Town};

/// A newcomer has arrived when so many views are theirs.
const ARRIVED: f64 = 100.0;

/// How well a ranker did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// NDCG of the first twenty places, the gain of a post being how good it is for the reader, against the
    /// best order of all posts at hand.
    pub ndcg: f64,
    /// How good what was seen was, in the mean.
    pub satisfaction: f64,
    /// Likes guessed for the first place, over likes there; 1 is right. Learned in every world, used by some
    /// rankers.
    pub calibration: f64,
    /// The share of posts that at least five saw.
    pub coverage: f64,
    /// How unequal views are among authors: 0 for all alike, 1 for one who has all.
    pub gini: f64,
    /// Hours from a newcomer's first post to a hundred views, the median; of who has not arrived, the hours
    /// it will take at the pace so far.
    pub newcomer_hours: f64,
    /// The share of newcomers who arrived.
    pub arrived: f64,
    /// The share of places given to a conversation that was shown before.
    pub repeats: f64,
    /// By how much "less of this" cuts a topic at once.
    pub less: f64,
    /// The share of all views that trolls have.
    pub trolls: f64,
    /// The share of all views that cliques have, without their own.
    pub cliques: f64,
}

/// What is written down while the town reads.
pub(crate) struct Watch<'a> {
    town: &'a Town,
    views: Vec<f64>,
    by_author: Vec<f64>,
    arrived: Vec<Option<i64>>,
    ndcg: (f64, f64),
    satisfaction: f64,
    likes: (f64, f64),
    repeats: (f64, f64),
}

impl<'a> Watch<'a> {
    pub fn new(town: &'a Town) -> Self {
        Self {
            town,
            views: vec![0.0; town.posts.len()],
            by_author: vec![0.0; town.members.len()],
            arrived: vec![None; town.members.len()],
            ndcg: (0.0, 0.0),
            satisfaction: 0.0,
            likes: (0.0, 0.0),
            repeats: (0.0, 0.0),
        }
    }

    /// A page was made out of what a member has not seen.
    pub fn ranked(&mut self, member: u64, page: &[u64], unseen: &[u64]) {
        let gain = |post: &u64| f64::from(self.town.satisfaction(member, *post));
        let sum = |gains: &[f64]| -> f64 {
            gains.iter().zip(2_u32..).map(|(gain, place)| gain / f64::from(place).log2()).sum()
        };
        let mut ideal: Vec<f64> = unseen.iter().map(gain).collect();
        ideal.sort_unstable_by(|a, b| b.total_cmp(a));
        ideal.truncate(PAGE);
        let (best, own) = (sum(&ideal), sum(&page.iter().map(gain).collect::<Vec<_>>()));
        if best > 0.0 {
            self.ndcg.0 += own / best;
            self.ndcg.1 += 1.0;
        }
    }

    /// Places were given to conversations that were shown before.
    pub fn repeated(&mut self, page: &[u64], before: impl Fn(u64) -> bool) {
        self.repeats.0 += page.iter().filter(|post| before(**post)).count() as f64;
        self.repeats.1 += page.len() as f64;
    }

    /// A like was guessed for the first place.
    pub fn guessed(&mut self, chance: f32, liked: bool) {
        self.likes.0 += f64::from(chance);
        self.likes.1 += f64::from(u8::from(liked));
    }

    /// A post was looked at.
    pub fn viewed(&mut self, member: u64, post: u64, now: i64) {
        let by = self.town.posts[post as usize].author as usize;
        let (reader, author) = (&self.town.members[member as usize], &self.town.members[by]);
        self.satisfaction += f64::from(self.town.satisfaction(member, post));
        self.views[post as usize] += 1.0;
        if reader.clique.is_some() && reader.clique == author.clique {
            return;
        }
        let views = &mut self.by_author[by];
        *views += 1.0;
        if *views >= ARRIVED && self.arrived[by].is_none() {
            self.arrived[by] = Some(now);
        }
    }

    pub fn measures(&self, less: f64) -> Measures {
        let all: f64 = self.by_author.iter().sum::<f64>().max(1.0);
        let share = |of: &dyn Fn(usize) -> bool| {
            (0..self.by_author.len())
                .filter(|author| of(*author))
                .map(|author| self.by_author[author])
                .sum::<f64>()
                / all
        };
        let ratio = |(above, below): (f64, f64)| if below > 0.0 { above / below } else { 0.0 };
        let seen = self.views.iter().filter(|views| **views >= 5.0).count() as f64;
        let (newcomer_hours, arrived) = self.newcomers();
        Measures {
            ndcg: ratio(self.ndcg),
            satisfaction: self.satisfaction / self.views.iter().sum::<f64>().max(1.0),
            calibration: ratio(self.likes),
            coverage: seen / self.views.len().max(1) as f64,
            gini: self.gini(),
            newcomer_hours,
            arrived,
            repeats: ratio(self.repeats),
            less,
            trolls: share(&|author| self.town.members[author].troll),
            cliques: share(&|author| self.town.members[author].clique.is_some()),
        }
    }

    fn wrote(&self, author: usize) -> Option<i64> {
        self.town.posts.iter().find(|post| post.author == author as u64).map(|post| post.created)
    }

    fn gini(&self) -> f64 {
        let authors = (0..self.by_author.len()).filter(|author| self.wrote(*author).is_some());
        let mut views: Vec<f64> = authors.map(|author| self.by_author[author]).collect();
        views.sort_unstable_by(f64::total_cmp);
        let (many, sum) = (views.len() as f64, views.iter().sum::<f64>());
        if sum == 0.0 {
            return 0.0;
        }
        let ranked: f64 = views.iter().zip(1_u32..).map(|(views, rank)| f64::from(rank) * views).sum();
        2.0 * ranked / (many * sum) - (many + 1.0) / many
    }

    fn newcomers(&self) -> (f64, f64) {
        let newcomers = (0..self.town.members.len()).filter(|member| self.town.members[*member].joined > 0);
        let mut hours = Vec::new();
        let mut arrived = 0.0;
        for member in newcomers {
            let Some(first) = self.wrote(member) else { continue };
            arrived += f64::from(u8::from(self.arrived[member].is_some()));
            let watched = (self.arrived[member].unwrap_or(self.town.end) - first) as f64 / HOUR as f64;
            let pace = self.by_author[member].clamp(1.0, ARRIVED);
            hours.push(if self.arrived[member].is_some() { watched } else { watched * ARRIVED / pace });
        }
        hours.sort_unstable_by(f64::total_cmp);
        let middle = hours.get(hours.len() / 2).copied().unwrap_or_default();
        (middle, arrived / hours.len().max(1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Ranker, Town, run};

    /// The gate: what ours reaches in a small town has to stay reached.
    #[test]
    fn ours_serves_the_town_better_than_every_other() {
        let town = Town::new(1, 6);
        let ours = run(&town, Ranker::Ours);
        assert!(ours.less >= 0.8, "{ours:?}");
        assert!((0.6..1.6).contains(&ours.calibration), "{ours:?}");
        for kind in Ranker::ALL.into_iter().filter(|kind| *kind != Ranker::Ours) {
            let other = run(&town, kind);
            assert!(ours.ndcg >= 1.1 * other.ndcg, "{kind:?} {other:?}\n{ours:?}");
            if kind.is_engagement() {
                assert!(ours.gini < other.gini, "{kind:?} {other:?}\n{ours:?}");
                assert!(ours.newcomer_hours * 2.0 <= other.newcomer_hours, "{kind:?} {other:?}\n{ours:?}");
            }
        }
    }
}
