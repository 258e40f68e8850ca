//! Who follows whom: near in subject and language, drawn to the charming, often in return.

use super::{Person, rhythm};
use crate::dice::Dice;
use crate::{Follow, Happening, Member};

/// All ties.
pub struct Ties {
    /// From before the beginning: (follower, followed).
    pub before: Vec<(usize, usize)>,
    /// Made in the two weeks.
    pub since: Vec<Happening>,
    /// The followers of each member in the end.
    pub followers: Vec<Vec<usize>>,
}

/// Ties them.
pub fn tie(dice: &mut Dice, members: &[Member], people: &[Person], start: i64, now: i64) -> Ties {
    let count = members.len();
    let mut tied = vec![vec![false; count]; count];
    let choices: Vec<Vec<usize>> = (0..count)
        .map(|member| {
            // Most follow a few dozen, some nearly nobody, a handful follow everyone.
            let wanted = (6 + dice.count(20.0, 160)).min(count / 3);
            chosen(dice, members, people, member, wanted)
        })
        .collect();
    for (member, others) in choices.into_iter().enumerate() {
        for other in others {
            tied[member][other] = true;
            if dice.chance(0.35) && !members[other].bot {
                tied[other][member] = true;
            }
        }
    }
    let mut before = Vec::new();
    let mut since = Vec::new();
    let mut followers = vec![Vec::new(); count];
    for (follower, row) in tied.iter().enumerate() {
        for followed in (0..count).filter(|other| row[*other] && *other != follower) {
            followers[followed].push(follower);
            if dice.chance(0.08) {
                let at = rhythm::moment(dice, start, now);
                since.push(Happening::Follow(Follow { follower, followed, at }));
            } else {
                before.push((follower, followed));
            }
        }
    }
    Ties { before, since, followers }
}

/// `wanted` others, without repetition, each as likely as its weight says: the largest of
/// `u^(1/weight)` over uniform `u` are such a sample.
fn chosen(
    dice: &mut Dice,
    members: &[Member],
    people: &[Person],
    member: usize,
    wanted: usize,
) -> Vec<usize> {
    let mut keys: Vec<(f64, usize)> = (0..members.len())
        .filter(|other| *other != member)
        .map(|other| {
            let shared = people[member].topics.iter().any(|topic| people[other].topics.contains(topic));
            let near = if shared { 5.0 } else { 1.0 };
            let heard = if members[member].language.meets(members[other].language) { 3.0 } else { 0.5 };
            let weight = near * heard * people[other].charm * (0.3 + people[other].activity.sqrt());
            (dice.unit().max(1e-12).ln() / weight, other)
        })
        .collect();
    keys.sort_by(|one, other| other.0.total_cmp(&one.0));
    keys.truncate(wanted);
    keys.into_iter().map(|(_, other)| other).collect()
}
