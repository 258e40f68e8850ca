//! An order from outside, put on a page of ours.

use crate::ledger::{Line, Points};
use crate::{Map, Placed, Term};

/// Puts a page in the order a ranker outside gives. What it does not name stands where it stood, among the
/// others; what it names and is not here is passed over. A post gets the score of the place it comes to, and
/// what that adds or takes away is a line of its ledger.
pub fn reordered(placed: Vec<Placed>, order: &[i64]) -> Vec<Placed> {
    let scores: Vec<Points> = placed.iter().map(|one| one.ledger.score()).collect();
    let here: Map<i64, usize> = placed.iter().enumerate().map(|(at, one)| (one.post, at)).collect();
    let mut moved: Vec<usize> = Vec::new();
    let mut is_moved = vec![false; placed.len()];
    for at in order.iter().filter_map(|post| here.get(post)) {
        if !std::mem::replace(&mut is_moved[*at], true) {
            moved.push(*at);
        }
    }
    let mut moved = moved.into_iter();
    let from: Vec<usize> =
        (0..placed.len()).map(|at| if is_moved[at] { moved.next().unwrap_or(at) } else { at }).collect();
    let mut pages: Vec<Option<Placed>> = placed.into_iter().map(Some).collect();
    let mut result = Vec::with_capacity(from.len());
    for (to, from) in from.into_iter().enumerate() {
        let Some(mut one) = pages[from].take() else { continue };
        let gained = Points(scores[to].0 - scores[from].0);
        if gained.0 != 0 {
            let points = gained.as_f64();
            one.ledger.0.push(Line { delta: gained, ..Line::new(Term::Outside, 1.0, points) });
        }
        result.push(one);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ledger;
    use crate::features::{COUNT, Features};
    use crate::source::Found;
    use proptest::prelude::*;

    fn page(scores: &[i64]) -> Vec<Placed> {
        let one = |(at, score): (usize, &i64)| Placed {
            post: i64::try_from(at).unwrap() + 1,
            ledger: Ledger(vec![Line { delta: Points(*score), ..Line::new(Term::Like, 1.0, 1.0) }]),
            features: Features([0.0; COUNT]),
            found: Found::default(),
        };
        scores.iter().enumerate().map(one).collect()
    }

    fn ids(page: &[Placed]) -> Vec<i64> {
        page.iter().map(|one| one.post).collect()
    }

    #[test]
    fn what_is_named_moves_and_the_rest_stays() {
        let moved = reordered(page(&[9, 7, 5, 3]), &[4, 99, 1, 4]);
        assert_eq!(ids(&moved), [4, 2, 3, 1]);
        assert_eq!(moved[0].ledger.score(), Points(9));
        assert_eq!(moved[0].ledger.0[1].term, Term::Outside);
        assert_eq!(moved[1].ledger.0.len(), 1, "who was not moved has no line");
    }

    proptest! {
        #[test]
        fn nobody_is_lost_or_doubled_and_scores_fall(
            mut scores in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 0..30),
            order in prop::collection::vec(0i64..40, 0..60),
        ) {
            scores.sort_unstable_by(|a, b| b.cmp(a));
            let before = page(&scores);
            let after = reordered(before.clone(), &order);
            let mut both = (ids(&before), ids(&after));
            both.0.sort_unstable();
            both.1.sort_unstable();
            prop_assert_eq!(both.0, both.1);
            let sums: Vec<i64> = after.iter().map(|one| one.ledger.score().0).collect();
            prop_assert_eq!(sums, scores);
            for line in after.iter().flat_map(|one| &one.ledger.0).filter(|line| line.term == Term::Outside) {
                prop_assert_eq!(line.delta, Points::of(line.input, line.weight));
            }
        }
    }
}
