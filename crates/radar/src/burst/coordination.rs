//! Whether a few who act together drive something.
//!
//! People who find the same thing pass it on at different times; accounts run by one hand do so within
//! seconds, again and again, on most of what they do. Pairs that did so on several things are linked
//! (Pacheco et al., ICWSM 2021: coordinated networks from shared behaviour), and linked accounts form a clique.

use super::Mention;
use std::collections::{BTreeMap, BTreeSet};

/// How many seconds apart two acts are still at once.
const AT_ONCE: i64 = 60;
/// On how many things two accounts have to have acted at once.
const AGAIN: u32 = 3;
/// Of all things the less busy of two did, the share they did at once.
const MOSTLY: f64 = 0.5;
/// The fewest accounts of a clique.
const CLIQUE: usize = 3;
/// From which share of all acts by a clique a warning is due.
const DRIVEN: f64 = 0.3;
/// With how many acts just before it an act is compared: what is rushed by more is compared with the latest.
const COMPARED: usize = 64;

/// What speaks for a few acting together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coordination {
    /// Accounts that act at once again and again, in cliques of three or more, the largest first.
    pub cliques: Vec<Vec<u64>>,
    /// The share of all acts that are theirs.
    pub share: f64,
    /// Whether that is enough to warn.
    pub warning: bool,
}

/// Looks for cliques among those who acted on several things, each a list of its acts in any order.
pub fn coordination<'a>(things: impl IntoIterator<Item = &'a [Mention]>) -> Coordination {
    let mut did: BTreeMap<u64, u32> = BTreeMap::new();
    let mut at_once: BTreeMap<(u64, u64), u32> = BTreeMap::new();
    let mut acts: BTreeMap<u64, u32> = BTreeMap::new();
    for mentions in things {
        let mut order: Vec<(i64, u64)> = mentions.iter().map(|act| (act.at, act.account)).collect();
        order.sort_unstable();
        order.iter().for_each(|(_, account)| *acts.entry(*account).or_default() += 1);
        for account in order.iter().map(|(_, account)| *account).collect::<BTreeSet<_>>() {
            *did.entry(account).or_default() += 1;
        }
        for pair in pairs(&order) {
            *at_once.entry(pair).or_default() += 1;
        }
    }
    let linked = at_once.into_iter().filter(|((one, other), times)| {
        let fewer = did.get(one).min(did.get(other)).copied().unwrap_or(0);
        *times >= AGAIN && f64::from(*times) >= MOSTLY * f64::from(fewer)
    });
    let cliques = cliques(linked.map(|(pair, _)| pair));
    let all: u32 = acts.values().sum();
    let theirs: u32 = cliques.iter().flatten().filter_map(|account| acts.get(account)).sum();
    let share = f64::from(theirs) / f64::from(all.max(1));
    Coordination { cliques, share, warning: share >= DRIVEN }
}

/// Pairs that acted at once on a thing, each once, the lower number first.
fn pairs(order: &[(i64, u64)]) -> BTreeSet<(u64, u64)> {
    let mut pairs = BTreeSet::new();
    for (place, (at, account)) in order.iter().enumerate() {
        for (before, other) in order[place.saturating_sub(COMPARED)..place].iter().rev() {
            if at.saturating_sub(*before) > AT_ONCE {
                break;
            }
            if other != account {
                pairs.insert((*account.min(other), *account.max(other)));
            }
        }
    }
    pairs
}

/// What hangs together, if it is large enough.
fn cliques(linked: impl Iterator<Item = (u64, u64)>) -> Vec<Vec<u64>> {
    let mut near: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (one, other) in linked {
        near.entry(one).or_default().push(other);
        near.entry(other).or_default().push(one);
    }
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for start in near.keys() {
        let (mut clique, mut open) = (Vec::new(), vec![*start]);
        while let Some(account) = open.pop() {
            if seen.insert(account) {
                clique.push(account);
                open.extend(near.get(&account).into_iter().flatten());
            }
        }
        if clique.len() >= CLIQUE {
            clique.sort_unstable();
            found.push(clique);
        }
    }
    found.sort_by_key(|clique| (std::cmp::Reverse(clique.len()), clique.clone()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(account: u64, at: i64) -> Mention {
        Mention { post: account * 1_000_000 + at as u64, account, at }
    }

    #[test]
    fn a_clique_that_acts_at_once_is_found_among_others() {
        let things: Vec<Vec<Mention>> = (0..6)
            .map(|thing| {
                let others = (0..8)
                    .map(|number| act(100 + thing as u64 * 3 + number, thing * 50_000 + number as i64 * 700));
                let bots = (1..=4).map(|number| act(number, thing * 50_000 + 5_000 + number as i64 * 5));
                others.chain(bots).collect()
            })
            .collect();
        let found = coordination(things.iter().map(Vec::as_slice));
        assert_eq!(found.cliques, [vec![1, 2, 3, 4]]);
        assert!(found.warning && (found.share - 24.0 / 72.0).abs() < 1e-9, "{}", found.share);
    }

    #[test]
    fn a_crowd_that_hurries_once_is_no_clique() {
        let rush: Vec<Mention> = (0..500).map(|number| act(number, number as i64 / 10)).collect();
        let later: Vec<Mention> = (0..500).map(|number| act(number * 3, number as i64 * 90)).collect();
        let found = coordination([rush.as_slice(), later.as_slice()]);
        assert_eq!(found, Coordination::default());
        assert_eq!(coordination(std::iter::empty()), Coordination::default());
    }
}
