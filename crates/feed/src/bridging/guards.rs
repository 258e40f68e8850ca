//! Whose ratings count.

use super::{FEWEST_OF_RATER, Rating, fewest_of_rater};
use std::collections::{HashMap, HashSet};

/// The most active are left out: one in a thousand, as soon as there are as many.
const MOST_ACTIVE: usize = 1_000;
/// Accounts that rated the same notes the same way are one voice from this many on.
const ALIKE: usize = 3;
/// Raters whose notes are the same to this share rate alike.
const SAME: f64 = 0.95;

/// The ratings that count: the last of a rater on a note, of raters with enough of them, without the most
/// active and without all but one of those who rate alike. How many are enough follows from how many notes were
/// rated at all ([`fewest_of_rater`]).
pub fn counted(ratings: &[Rating]) -> Vec<Rating> {
    let mut by_rater: HashMap<u64, HashMap<u64, f64>> = HashMap::new();
    for rating in ratings.iter().filter(|rating| rating.value.is_finite()) {
        by_rater.entry(rating.rater).or_default().insert(rating.note, rating.value.clamp(0.0, 1.0));
    }
    let rated: HashSet<u64> = by_rater.values().flat_map(HashMap::keys).copied().collect();
    let fewest = fewest_of_rater(rated.len());
    by_rater.retain(|_, notes| notes.len() >= fewest);
    leave_out_the_most_active(&mut by_rater);
    leave_out_echoes(&mut by_rater);
    let mut counted: Vec<Rating> = by_rater
        .into_iter()
        .flat_map(|(rater, notes)| notes.into_iter().map(move |(note, value)| Rating { rater, note, value }))
        .collect();
    counted.sort_unstable_by_key(|rating| (rating.rater, rating.note));
    counted
}

fn leave_out_the_most_active(by_rater: &mut HashMap<u64, HashMap<u64, f64>>) {
    let mut active: Vec<(usize, u64)> = by_rater.iter().map(|(rater, notes)| (notes.len(), *rater)).collect();
    active.sort_unstable_by(|a, b| b.cmp(a));
    active.iter().take(active.len() / MOST_ACTIVE).for_each(|(_, rater)| drop(by_rater.remove(rater)));
}

/// Of raters who rated the same notes the same way, the one with the lowest number stays. Raters are put
/// together by their first notes, so that not all pairs are looked at.
fn leave_out_echoes(by_rater: &mut HashMap<u64, HashMap<u64, f64>>) {
    let mut near: HashMap<Vec<u64>, Vec<u64>> = HashMap::new();
    // A few ratings are the same by chance.
    for (rater, notes) in by_rater.iter().filter(|(_, notes)| notes.len() >= FEWEST_OF_RATER) {
        let mut first: Vec<u64> = notes.keys().copied().collect();
        first.sort_unstable();
        first.truncate(3);
        near.entry(first).or_default().push(*rater);
    }
    let mut out: HashSet<u64> = HashSet::new();
    for group in near.values_mut() {
        group.sort_unstable();
        while let [first, rest @ ..] = group.as_slice() {
            let echoes: Vec<u64> =
                rest.iter().copied().filter(|other| alike(&by_rater[first], &by_rater[other])).collect();
            if echoes.len() + 1 >= ALIKE {
                out.extend(&echoes);
            }
            *group = rest.iter().copied().filter(|other| !echoes.contains(other)).collect();
        }
    }
    by_rater.retain(|rater, _| !out.contains(rater));
}

/// Whether two rated nearly the same notes in nearly the same way.
fn alike(one: &HashMap<u64, f64>, other: &HashMap<u64, f64>) -> bool {
    let same =
        one.iter().filter(|(note, value)| other.get(note).is_some_and(|theirs| theirs == *value)).count();
    let all = one.len() + other.len() - one.keys().filter(|note| other.contains_key(note)).count();
    same as f64 >= SAME * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn echoes_and_newcomers_do_not_count_and_the_last_rating_does() {
        // So many notes that raters are asked for all ten: of somebody who is the only one to rate them.
        let busy = (100..100 + 3 * FEWEST_OF_RATER as u64).map(|note| Rating { rater: 9, note, value: 1.0 });
        let mut ratings: Vec<Rating> = busy.collect();
        for rater in 0..6_u64 {
            // Raters 0 to 3 rate alike; 4 sees it the other way; 5 has rated too little.
            let many = if rater == 5 { FEWEST_OF_RATER - 1 } else { FEWEST_OF_RATER };
            for note in 0..many as u64 {
                ratings.push(Rating {
                    rater,
                    note,
                    value: f64::from(u8::from((note % 2 == 0) == (rater < 4))),
                });
            }
        }
        ratings.push(Rating { rater: 4, note: 0, value: 0.5 });
        let counted = counted(&ratings);
        let raters: HashSet<u64> = counted.iter().map(|rating| rating.rater).collect();
        assert_eq!(raters, HashSet::from([0, 4, 9]));
        assert!(counted.contains(&Rating { rater: 4, note: 0, value: 0.5 }));
        assert_eq!(counted.len(), 5 * FEWEST_OF_RATER);
    }
}
