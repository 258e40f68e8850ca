//! Whole cascades, looked at as they were at some age.

use crate::cascade::{Cascade, Event, Features, Known, Past, Root, STRETCH, WHOLE};
use std::collections::BTreeSet;

/// A cascade with all its events, in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// The post.
    pub root: Root,
    /// Its author, where known, as a number of their own.
    pub author: Option<u64>,
    /// Who passed it on.
    pub events: Vec<Event>,
}

/// A cascade at one age, and what came of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// What was known then.
    pub features: Features,
    /// Seconds since the post appeared.
    pub age: u32,
    /// Which of the recorded cascades it is.
    pub cascade: u32,
    /// Events until then.
    pub seen: u32,
    /// Events in the end.
    pub whole: u32,
    /// Whether its busiest half hour began later.
    pub peak_ahead: bool,
}

impl Example {
    /// What is to be forecast: log2(events to come + 1).
    pub fn growth(&self) -> f32 {
        (f64::from(self.whole.saturating_sub(self.seen)) + 1.0).log2() as f32
    }
}

impl Recorded {
    /// How many events there are until an age.
    pub fn until(&self, age: u32) -> usize {
        self.events.partition_point(|event| event.after <= age)
    }

    /// Whether the busiest of the half hours that follow each other from the post on begins at or after an age.
    pub fn peaks_after(&self, age: u32) -> bool {
        let mut counts = vec![0_u32; (WHOLE / STRETCH) as usize + 1];
        self.events[..self.until(WHOLE)]
            .iter()
            .for_each(|event| counts[(event.after / STRETCH) as usize] += 1);
        let busiest = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
        busiest as u64 * u64::from(STRETCH) >= u64::from(age)
    }

    /// This cascade as it was at an age.
    fn example(&self, number: u32, age: u32, known: &Known) -> Example {
        let mut cascade = Cascade::default();
        self.events[..self.until(age)].iter().for_each(|event| cascade.take(event));
        Example {
            features: cascade.features(&self.root, known, age),
            age,
            cascade: number,
            seen: cascade.count(),
            whole: self.until(WHOLE) as u32,
            peak_ahead: self.peaks_after(age),
        }
    }
}

/// Each cascade at an age, in the order given. Of other cascades it is known only what was over by then:
/// those of `earlier`, and, when `outcomes` of the ones given may be used, those too.
pub fn examples(earlier: &[Recorded], given: &[Recorded], age: u32, outcomes: bool) -> Vec<Example> {
    let known = known_at(earlier, given, age, outcomes);
    (0_u32..)
        .zip(given)
        .zip(&known)
        .map(|((number, recorded), known)| recorded.example(number, age, known))
        .collect()
}

/// What was known of the people in each of the cascades given, from those that were over by then.
pub fn known_at(earlier: &[Recorded], given: &[Recorded], age: u32, outcomes: bool) -> Vec<Known> {
    let mut ended: Vec<&Recorded> = earlier.iter().collect();
    if outcomes {
        ended.extend(given);
    }
    ended.sort_by_key(|recorded| recorded.root.at);
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by_key(|at| given[*at].root.at);
    let mut all = vec![Known::default(); given.len()];
    let mut past = Past::default();
    let mut next = 0;
    for at in order {
        let recorded = &given[at];
        let now = recorded.root.at + i64::from(age);
        while let Some(over) = ended.get(next).filter(|over| over.root.at + i64::from(WHOLE) < now) {
            let people: BTreeSet<u64> =
                over.events[..over.until(WHOLE)].iter().map(|event| event.person).collect();
            past.remember(over.author, over.root.at, over.until(WHOLE) as u32, people.into_iter());
            next += 1;
        }
        let people = recorded.events[..recorded.until(age)].iter().map(|event| event.person);
        all[at] = past.known(recorded.author, now, people);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(at: i64, author: u64, times: &[u32]) -> Recorded {
        let event = |after: &u32| Event {
            after: *after,
            parent: None,
            person: u64::from(*after),
            reply: false,
            followers: None,
        };
        Recorded {
            root: Root { at, ..Root::default() },
            author: Some(author),
            events: times.iter().map(event).collect(),
        }
    }

    #[test]
    fn nothing_after_the_age_is_seen() {
        let whole = recorded(0, 1, &[10, 20, 700, 2_000, 2_001, 2_002, 2_003, WHOLE + 5]);
        let cut = recorded(0, 1, &[10, 20]);
        let [whole, cut] = [whole, cut].map(|recorded| examples(&[], &[recorded], 600, false).remove(0));
        assert_eq!(format!("{:?}", whole.features), format!("{:?}", cut.features));
        assert_eq!((whole.seen, whole.whole, whole.peak_ahead), (2, 7, true));
        assert_eq!(whole.growth(), 6_f32.log2());
        assert!(!cut.peak_ahead);
    }

    #[test]
    fn only_what_was_over_by_then_is_known() {
        let week = i64::from(WHOLE);
        let cascades = [recorded(0, 1, &[5]), recorded(1_000, 1, &[6]), recorded(week + 500, 1, &[5, 6])];
        let known = known_at(&[], &cascades, 600, true);
        assert_eq!(known.iter().map(|known| known.cascades).collect::<Vec<_>>(), [0.0, 0.0, 2.0]);
        let known = known_at(&[], &cascades, 300, true);
        assert_eq!((known[2].cascades, known[2].familiar), (1.0, 0.5));
        assert_eq!(known_at(&[], &cascades, 600, false)[2].cascades, 0.0);
        assert_eq!(known_at(&cascades[..1], &cascades[1..], 600, false)[1].cascades, 1.0);
    }
}
