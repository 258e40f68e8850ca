//! What earlier cascades say of an author and of those who pass a post on.

use foldhash::fast::FixedState;
use std::collections::HashMap;

/// How much the next to last cascade of somebody counts beside the last.
const FADE: f32 = 0.8;
/// People remembered; when there are more, those who were in fewest cascades are forgotten.
const MOST: usize = 200_000;

/// What is known of the people in a cascade from earlier, finished ones. All of it may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    /// How many finished cascades the author began.
    pub cascades: f32,
    /// Their size in log2, the newest counting most.
    pub size: Option<f32>,
    /// How long ago the latest of them began, in seconds.
    pub ago: Option<f32>,
    /// The share of the events by people who were in earlier cascades.
    pub familiar: f32,
    /// The mean size, in log2, of the cascades those people were in.
    pub company: Option<f32>,
    /// In how many earlier cascades those people were, in log2, as a mean over them.
    pub busy: f32,
}

/// Finished cascades, remembered by their author and by who was in them.
#[derive(Clone, Debug, Default)]
pub struct Past {
    authors: HashMap<u64, Begun, FixedState>,
    people: HashMap<u64, Joined, FixedState>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Begun {
    cascades: u32,
    weight: f32,
    sizes: f32,
    latest: i64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Joined {
    cascades: u32,
    sizes: f32,
}

impl Past {
    /// Remembers a finished cascade: its author, when it began (seconds since 1970), its size, and who was
    /// in it, each once.
    pub fn remember(&mut self, author: Option<u64>, at: i64, size: u32, people: impl Iterator<Item = u64>) {
        let size = (f64::from(size) + 1.0).log2() as f32;
        if let Some(author) = author {
            let begun = self.authors.entry(author).or_default();
            begun.cascades += 1;
            begun.weight = begun.weight * FADE + 1.0;
            begun.sizes = begun.sizes * FADE + size;
            begun.latest = begun.latest.max(at);
        }
        for person in people {
            let joined = self.people.entry(person).or_default();
            joined.cascades += 1;
            joined.sizes += size;
        }
        self.forget();
    }

    /// Forgets those who were in fewest cascades until there is room for as many again.
    fn forget(&mut self) {
        let mut least = 1;
        while self.people.len() > MOST {
            least += 1;
            self.people.retain(|_, joined| joined.cascades >= least);
            self.authors.retain(|_, begun| begun.cascades >= least);
        }
    }

    /// What is known at a time (seconds since 1970) of a cascade with this author and these events' people.
    pub fn known(&self, author: Option<u64>, now: i64, people: impl Iterator<Item = u64>) -> Known {
        let mut known = Known::default();
        if let Some(begun) = author.and_then(|author| self.authors.get(&author)) {
            known.cascades = begun.cascades as f32;
            known.size = Some(begun.sizes / begun.weight);
            known.ago = Some(now.saturating_sub(begun.latest).max(0) as f32);
        }
        let (mut events, mut familiar, mut sizes, mut busy) = (0.0_f32, 0.0_f32, 0.0, 0.0);
        for person in people {
            events += 1.0;
            if let Some(joined) = self.people.get(&person) {
                familiar += 1.0;
                sizes += joined.sizes / joined.cascades as f32;
                busy += (joined.cascades as f32 + 1.0).log2();
            }
        }
        if familiar > 0.0 {
            known.familiar = familiar / events;
            known.company = Some(sizes / familiar);
            known.busy = busy / familiar;
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_cascade_of_an_author_counts_most() {
        let mut past = Past::default();
        past.remember(Some(7), 1_000, 0, [1, 2].into_iter());
        past.remember(Some(7), 2_000, 1_023, [2].into_iter());
        let known = past.known(Some(7), 2_600, [2, 3].into_iter());
        assert_eq!((known.cascades, known.ago), (2.0, Some(600.0)));
        assert!(known.size.unwrap() > 5.0 && known.size.unwrap() < 10.0);
        assert_eq!((known.familiar, known.company), (0.5, Some(5.0)));
        assert_eq!(past.known(None, 2_600, [9].into_iter()), Known::default());
    }

    #[test]
    fn of_too_many_people_those_seen_most_are_remembered() {
        let mut past = Past::default();
        past.remember(Some(1), 0, 3, [1, 2].into_iter());
        past.remember(Some(1), 9, 3, [2].into_iter());
        past.remember(Some(3), 9, 3, 10..MOST as u64 + 10);
        let of = |person: u64| past.known(None, 10, [person].into_iter()).familiar;
        assert_eq!((of(1), of(2), of(10)), (0.0, 1.0, 0.0));
        assert_eq!(past.known(Some(1), 10, [].into_iter()).cascades, 2.0);
        assert_eq!(past.known(Some(3), 10, [].into_iter()).cascades, 0.0);
    }
}
